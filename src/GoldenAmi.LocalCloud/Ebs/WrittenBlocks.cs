using System.Globalization;

namespace GoldenAmi.LocalCloud.Ebs;

/// <summary>
/// A snapshot that is written through EBS direct: a folder with one file a block, named by its index, and beside them <c>parent</c>, a copy of the disk that
/// it began as. A block's file appears whole, so a put that was killed half-way was none.
/// </summary>
internal sealed class WrittenBlocks(string folder) : IBlocks
{
    /// <summary>The name of the parent's copy within the folder.</summary>
    public const string Parent = "parent";

    private readonly IBlocks? _parent = OpenParent(Path.Combine(folder, Parent));

    public IEnumerable<int> Written(int from) =>
        Put().Where(index => index >= from).Concat(_parent?.Written(from) ?? []).Distinct().Order();

    /// <summary>The indices that were put into the snapshot itself, ascending.</summary>
    public IReadOnlyList<int> Put() =>
    [
        .. Directory.EnumerateFiles(folder)
            .Select(file => int.TryParse(Path.GetFileName(file), NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : -1)
            .Where(index => index >= 0)
            .Order(),
    ];

    public byte[] Read(int index) => File.Exists(FileOf(index)) ? File.ReadAllBytes(FileOf(index)) : _parent?.Read(index) ?? new byte[BlockSize.Bytes];

    public void Write(int index, byte[] block)
    {
        var half = Path.Combine(folder, $"{Guid.NewGuid():n}.part");
        File.WriteAllBytes(half, block);
        File.Move(half, FileOf(index), overwrite: true);
    }

    public void Dispose() => _parent?.Dispose();

    private string FileOf(int index) => Path.Combine(folder, index.ToString(CultureInfo.InvariantCulture));

    private static IBlocks? OpenParent(string path) => Directory.Exists(path) ? new WrittenBlocks(path) : File.Exists(path) ? DiskBlocks.Open(path) : null;
}
