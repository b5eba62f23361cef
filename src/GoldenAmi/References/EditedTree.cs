using System.Globalization;
using System.Text;

namespace GoldenAmi.References;

/// <summary>Makes the tree that a commit has after edits. Only the folders on the way to an edited file are read and written; work tree and index are not looked at.</summary>
internal sealed class EditedTree
{
    private readonly Git _git;
    private readonly string _files;
    private readonly int _idBytes;

    /// <summary>Object ids before, by path; "" is the root.</summary>
    private readonly Dictionary<string, string> _before = new(StringComparer.Ordinal);

    /// <summary>Object ids after, of the edited files and of the folders that are done.</summary>
    private readonly Dictionary<string, string> _after = new(StringComparer.Ordinal);

    private EditedTree(Git git, string commit, string files)
    {
        (_git, _files) = (git, files);
        _before[""] = commit + "^{tree}";

        // Two digits a byte: SHA-1 has 20, SHA-256 has 32
        _idBytes = commit.Length / 2;
    }

    /// <param name="commit">Its full object id.</param>
    /// <returns>The tree's object id.</returns>
    public static async Task<string> MakeAsync(Git git, string commit, IReadOnlyList<FileEdit> edits, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("golden-ami-bump-").FullName;
        try
        {
            return await new EditedTree(git, commit, folder).MakeAsync(edits, ct);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<string> MakeAsync(IReadOnlyList<FileEdit> edits, CancellationToken ct)
    {
        var blobs = await StoreAsync("blob", [.. edits.Select(edit => edit.Content)], ct);
        foreach (var (edit, blob) in edits.Zip(blobs))
        {
            _after[edit.File.RawPath] = blob;
        }

        var levels = edits.SelectMany(edit => FoldersOf(edit.File.RawPath)).Distinct(StringComparer.Ordinal)
            .GroupBy(DepthOf).OrderBy(level => level.Key).Select(level => level.ToList()).ToList();
        var trees = new Stack<(List<string> Folders, List<string> Content)>();
        foreach (var folders in levels)
        {
            trees.Push((folders, await ReadAsync(folders, ct)));
        }

        while (trees.TryPop(out var level))
        {
            var made = await StoreAsync("tree", [.. level.Folders.Zip(level.Content, Edited)], ct);
            foreach (var (path, id) in level.Folders.Zip(made))
            {
                _after[path] = id;
            }
        }

        return _after[""];
    }

    /// <summary>The folders above a path, the root first.</summary>
    private static IEnumerable<string> FoldersOf(string path)
    {
        yield return "";
        for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = path.IndexOf('/', slash + 1))
        {
            yield return path[..slash];
        }
    }

    private static int DepthOf(string folder) => folder.Length == 0 ? 0 : folder.Count(character => character == '/') + 1;

    /// <summary>The folders' trees as bytes; notes the ids of what lies in them.</summary>
    private async Task<List<string>> ReadAsync(List<string> folders, CancellationToken ct)
    {
        var output = await _git.RunAsync(new GitCall(["cat-file", "--batch"]) { Input = string.Concat(folders.Select(folder => _before[folder] + "\n")) }, ct);
        var read = new List<string>();
        var at = 0;
        foreach (var folder in folders)
        {
            // "id tree size", a line end, the bytes, a line end
            var header = output.IndexOf('\n', at);
            var size = int.Parse(output.AsSpan(output.LastIndexOf(' ', header) + 1, header - output.LastIndexOf(' ', header) - 1), CultureInfo.InvariantCulture);
            read.Add(output.Substring(header + 1, size));
            at = header + 1 + size + 1;
            foreach (var (name, id) in Entries(read[^1]))
            {
                _before[PathOf(folder, name)] = Convert.ToHexStringLower(Encoding.Latin1.GetBytes(read[^1].Substring(id, _idBytes)));
            }
        }

        return read;
    }

    /// <summary>A folder's tree with the new ids. Names and modes stay, so the order stays.</summary>
    private string Edited(string folder, string tree)
    {
        var edited = new StringBuilder(tree);
        foreach (var (name, at) in Entries(tree))
        {
            if (_after.TryGetValue(PathOf(folder, name), out var id))
            {
                edited.Remove(at, _idBytes).Insert(at, Encoding.Latin1.GetString(Convert.FromHexString(id)));
            }
        }

        return edited.ToString();
    }

    /// <summary>Each entry is "mode name", a zero byte, and the id's bytes: https://git-scm.com/book/en/v2/Git-Internals-Git-Objects.</summary>
    private IEnumerable<(string Name, int IdAt)> Entries(string tree)
    {
        for (var at = 0; at < tree.Length;)
        {
            var space = tree.IndexOf(' ', at);
            var zero = tree.IndexOf('\0', space);
            yield return (tree[(space + 1)..zero], zero + 1);
            at = zero + 1 + _idBytes;
        }
    }

    private static string PathOf(string folder, string name) => folder.Length == 0 ? name : $"{folder}/{name}";

    /// <summary>Writes objects; what is there already is not written again.</summary>
    private async Task<string[]> StoreAsync(string type, IReadOnlyList<string> contents, CancellationToken ct)
    {
        var paths = new List<string>();
        foreach (var content in contents)
        {
            var path = Path.Combine(_files, paths.Count.ToString(CultureInfo.InvariantCulture));
            await File.WriteAllBytesAsync(path, Encoding.Latin1.GetBytes(content), ct);
            paths.Add(path);
        }

        var call = new GitCall(["hash-object", "-t", type, "-w", "--no-filters", "--stdin-paths"]) { Input = string.Concat(paths.Select(path => path + "\n")) };
        return (await _git.RunAsync(call, ct)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
