using System.Globalization;
using System.Text;

namespace GoldenAmi.References;

/// <summary>A commit as git stores it.</summary>
/// <param name="Id">Its object id.</param>
/// <param name="Message">As text; a missing last line end is added.</param>
internal sealed record CommitFacts(string Id, string Tree, IReadOnlyList<string> Parents, string Message)
{
    /// <summary>Reads a commit of the repository's object store.</summary>
    public static async Task<CommitFacts> ReadAsync(Git git, string id, CancellationToken ct) =>
        Read(id, await git.RunAsync(new GitCall(["cat-file", "commit", id]), ct));

    /// <summary>Reads the commits that names stand for, all with one call.</summary>
    /// <returns>In the order of the names; null where a name stands for no commit.</returns>
    public static async Task<IReadOnlyList<CommitFacts?>> FindAsync(Git git, CancellationToken ct, params string[] names)
    {
        var output = await git.RunAsync(new GitCall(["cat-file", "--batch"]) { Input = string.Concat(names.Select(name => name + "\n")) }, ct);
        var found = new List<CommitFacts?>();
        for (var at = 0; found.Count < names.Length;)
        {
            // "id type size", a line end, the bytes, a line end; or "name missing"
            var end = output.IndexOf('\n', at);
            var words = output[at..end].Split(' ');
            at = end + 1;
            if (words is not [var id, var type, var size] || !int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var length))
            {
                found.Add(null);
                continue;
            }

            found.Add(type == "commit" ? Read(id, output.Substring(at, length)) : null);
            at += length + 1;
        }

        return found;
    }

    private static CommitFacts Read(string id, string raw)
    {
        var end = raw.IndexOf("\n\n", StringComparison.Ordinal);
        var headers = (end < 0 ? raw : raw[..end]).Split('\n');
        var message = end < 0 ? "" : Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(raw[(end + 2)..])).TrimEnd('\n') + "\n";
        return new CommitFacts(id, Values("tree ").Single(), [.. Values("parent ")], message);

        IEnumerable<string> Values(string key) => headers.Where(line => line.StartsWith(key, StringComparison.Ordinal)).Select(line => line[key.Length..]);
    }
}
