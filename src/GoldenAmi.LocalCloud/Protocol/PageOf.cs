using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace GoldenAmi.LocalCloud.Protocol;

/// <summary>A page of a list. Its token is opaque, and good only for the same query of the same operation, region and account.</summary>
internal sealed record PageOf<T>(IReadOnlyList<T> Items, string? NextToken)
{
    /// <param name="all">All that the query finds, in a stable order.</param>
    /// <param name="tokenMember"><c>nextToken</c> or <c>NextToken</c>.</param>
    /// <param name="sizeMember"><c>maxResults</c> or alike.</param>
    /// <param name="defaultSize">When the caller gives none.</param>
    /// <param name="wrongToken">The service's code for a token that it did not make for this query.</param>
    public static PageOf<T> Take(Call call, IReadOnlyList<T> all, string tokenMember, string sizeMember, int defaultSize, string wrongToken)
    {
        var query = PageTokens.QueryDigest(call, tokenMember, sizeMember);
        var start = 0;
        if (call.Input.Text(tokenMember) is { } token)
        {
            start = PageTokens.Read(token, query) ?? throw new AwsErrorException(wrongToken, "The pagination token is not one of this query.");
        }

        var size = (int)(call.Input.Number(sizeMember) ?? defaultSize);
        var items = all.Skip(start).Take(size).ToList();
        var next = start + items.Count;
        return new PageOf<T>(items, next < all.Count ? PageTokens.Write(query, next) : null);
    }
}

/// <summary>Tokens that hold a position, good for one query only.</summary>
internal static class PageTokens
{
    /// <summary>What the query asks for, without its page.</summary>
    public static string QueryDigest(Call call, string tokenMember, string sizeMember)
    {
        var query = call.Input.DeepClone().AsObject();
        query.Remove(tokenMember);
        query.Remove(sizeMember);
        var text = $"{call.Account}/{call.Region}/{call.Operation.Name}/{query.ToJsonString()}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 12));
    }

    public static string Write(string query, int next) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{query}/{next}")));

    public static int? Read(string token, string query)
    {
        var bytes = new byte[token.Length];
        if (!Convert.TryFromBase64String(token, bytes, out var length))
        {
            return null;
        }

        var parts = Encoding.UTF8.GetString(bytes, 0, length).Split('/');
        return parts is [var digest, var number] && digest == query && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var start)
            ? start
            : null;
    }
}
