namespace GoldenAmi.References;

/// <summary>Makes a tree with files that the commit does not have, in an index of its own. Slower than <see cref="EditedTree"/>, which only replaces what is there.</summary>
internal static class IndexedTree
{
    /// <param name="blobs">The new content's object ids, one for each edit.</param>
    /// <param name="folder">A folder of this call's own.</param>
    /// <returns>The tree's object id.</returns>
    public static async Task<string> MakeAsync(Git git, string commit, IReadOnlyList<FileEdit> edits, IReadOnlyList<string> blobs, string folder, CancellationToken ct)
    {
        var index = new Dictionary<string, string?>(StringComparer.Ordinal) { ["GIT_INDEX_FILE"] = Path.Combine(folder, "index") };
        await git.RunAsync(new GitCall(["read-tree", "--no-sparse-checkout", commit]) { Environment = index }, ct);
        var entries = string.Concat(edits.Zip(blobs, (edit, blob) => $"{edit.File.Mode} {blob}\t{edit.File.RawPath}\0"));
        await git.RunAsync(new GitCall(["update-index", "-z", "--index-info"]) { Environment = index, Input = entries }, ct);
        return (await git.RunAsync(new GitCall(["write-tree"]) { Environment = index }, ct)).TrimEnd('\n');
    }
}
