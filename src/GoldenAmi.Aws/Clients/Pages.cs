using System.Runtime.CompilerServices;
using Amazon.Runtime;

namespace GoldenAmi.Aws.Clients;

/// <summary>The pages of one operation, asked for one by one while the caller reads on.</summary>
/// <param name="request">The first page's request; its token is changed from page to page and cleared at the end.</param>
/// <param name="call">The client's operation.</param>
/// <param name="setToken">Sets the request's token.</param>
/// <param name="getToken">The next page's token, or null after the last.</param>
internal sealed class Pages<TRequest, TResponse>(
    TRequest request,
    Func<TRequest, CancellationToken, Task<TResponse>> call,
    Action<TRequest, string?> setToken,
    Func<TResponse, string?> getToken) : IPaginator<TResponse>
{
    public async IAsyncEnumerable<TResponse> PaginateAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? token = null;
        try
        {
            do
            {
                var page = await call(request, cancellationToken);
                yield return page;
                var next = getToken(page);
                if (next is { Length: > 0 } && next == token)
                {
                    throw new AmazonClientException($"{typeof(TRequest).Name}: the service gave the same page token twice; the pages would never end.");
                }

                token = next;
                setToken(request, token);
            }
            while (token is { Length: > 0 });
        }
        finally
        {
            setToken(request, null);
        }
    }
}
