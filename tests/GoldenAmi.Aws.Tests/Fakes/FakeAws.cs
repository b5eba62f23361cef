using System.Net;
using System.Text;
using Amazon.Runtime;

namespace GoldenAmi.Aws.Tests.Fakes;

/// <summary>A request as it went over the wire.</summary>
internal sealed record Sent(HttpMethod Method, Uri Address, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>The fields of a form body, decoded.</summary>
    public IReadOnlyDictionary<string, string> Form =>
        Body.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)).ToDictionary(pair => Uri.UnescapeDataString(pair[0]), pair => Uri.UnescapeDataString(pair[1]));
}

/// <summary>What is answered: a body with a status, or an exception of the network.</summary>
internal sealed record Answer(HttpStatusCode Status, string Body)
{
    public Dictionary<string, string> Headers { get; init; } = new() { ["x-amzn-RequestId"] = "request-1" };

    public Exception? Failure { get; init; }

    public static Answer Ok(string body) => new(HttpStatusCode.OK, body);

    public static Answer Json(int status, string code, string message) =>
        new((HttpStatusCode)status, $$"""{"message":"{{message}}"}""") { Headers = { ["x-amzn-ErrorType"] = code } };

    public static Answer Ec2(int status, string code, string message) =>
        new((HttpStatusCode)status, $"<Response><Errors><Error><Code>{code}</Code><Message>{message}</Message></Error></Errors><RequestID>request-2</RequestID></Response>");
}

/// <summary>Answers from a list, the last one again and again, and remembers what was sent.</summary>
internal sealed class FakeAws(params IReadOnlyList<Answer> answers) : HttpMessageHandler
{
    private readonly Lock _lock = new();

    public List<Sent> Requests { get; } = [];

    public VirtualTime Time { get; } = new();

    public Sent Only => Assert.Single(Requests);

    public AwsClients Connect(Func<AwsConnection, AwsConnection>? change = null)
    {
        var connection = new AwsConnection { Handler = this, Credentials = new BasicAWSCredentials("AKIDEXAMPLE", "secret"), Time = Time };
        return new AwsClients(change is null ? connection : change(connection));
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var headers = request.Headers.Concat(request.Content?.Headers.AsEnumerable() ?? []).ToDictionary(each => each.Key, each => string.Join(",", each.Value), StringComparer.OrdinalIgnoreCase);
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        Answer answer;
        lock (_lock)
        {
            answer = answers[Math.Min(Requests.Count, answers.Count - 1)];
            Requests.Add(new Sent(request.Method, request.RequestUri!, headers, body));
        }

        if (answer.Failure is { } failure)
        {
            throw failure;
        }

        var response = new HttpResponseMessage(answer.Status) { Content = new StringContent(answer.Body, Encoding.UTF8), RequestMessage = request };
        foreach (var (name, value) in answer.Headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    }
}
