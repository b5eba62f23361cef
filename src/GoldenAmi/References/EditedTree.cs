using System.Globalization;

namespace GoldenAmi.References;

/// <summary>Makes the tree that a commit has after edits, in an index of its own: work tree and the user's index are not looked at.</summary>
internal static class EditedTree
{
    /// <returns>The tree's object id.</returns>
    public static async Task<string> MakeAsync(Git git, string commit, IReadOnlyList<FileEdit> edits, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("golden-ami-bump-").FullName;
        try
        {
            var blobs = await StoreAsync(git, folder, edits, ct);
            var index = new Dictionary<string, string?>(StringComparer.Ordinal) { ["GIT_INDEX_FILE"] = Path.Combine(folder, "index") };
            await git.RunAsync(new GitCall(["read-tree", "--no-sparse-checkout", commit]) { Environment = index }, ct);
            var entries = string.Concat(edits.Zip(blobs, (edit, blob) => $"{edit.File.Mode} {blob}\t{edit.File.RawPath}\0"));
            await git.RunAsync(new GitCall(["update-index", "-z", "--index-info"]) { Environment = index, Input = entries }, ct);
            return (await git.RunAsync(new GitCall(["write-tree"]) { Environment = index }, ct)).TrimEnd('\n');
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string[]> StoreAsync(Git git, string folder, IReadOnlyList<FileEdit> edits, CancellationToken ct)
    {
        var paths = new List<string>();
        foreach (var edit in edits)
        {
            var path = Path.Combine(folder, paths.Count.ToString(CultureInfo.InvariantCulture));
            await File.WriteAllBytesAsync(path, System.Text.Encoding.Latin1.GetBytes(edit.Content), ct);
            paths.Add(path);
        }

        var call = new GitCall(["hash-object", "-w", "--no-filters", "--stdin-paths"]) { Input = string.Concat(paths.Select(path => path + "\n")) };
        return (await git.RunAsync(call, ct)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
