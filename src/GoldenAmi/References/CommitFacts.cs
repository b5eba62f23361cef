using System.Text;

namespace GoldenAmi.References;

/// <summary>A commit as git stores it.</summary>
/// <param name="Id">Its object id.</param>
/// <param name="Message">As text; a missing last line end is added.</param>
internal sealed record CommitFacts(string Id, string Tree, IReadOnlyList<string> Parents, string Message)
{
    /// <summary>Reads a commit of the repository's object store.</summary>
    public static async Task<CommitFacts> ReadAsync(Git git, string id, CancellationToken ct)
    {
        var raw = await git.RunAsync(new GitCall(["cat-file", "commit", id]), ct);
        var end = raw.IndexOf("\n\n", StringComparison.Ordinal);
        var headers = (end < 0 ? raw : raw[..end]).Split('\n');
        var message = end < 0 ? "" : Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(raw[(end + 2)..])).TrimEnd('\n') + "\n";
        return new CommitFacts(id, Values("tree ").Single(), [.. Values("parent ")], message);

        IEnumerable<string> Values(string key) => headers.Where(line => line.StartsWith(key, StringComparison.Ordinal)).Select(line => line[key.Length..]);
    }
}
