using System.Globalization;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.References;

/// <summary>Reads committed files as they are in the object store: no filter and no conversion touches their bytes.</summary>
internal sealed class BlobReader(Git git)
{
    // A file of more is data. Minified JSON and generated templates stay far below.
    private const long MostBytesOfAFile = 8 * 1024 * 1024;
    private const long MostBytesOfABatch = 16 * 1024 * 1024;

    /// <summary>The files with their content, without those that are too large to look at.</summary>
    /// <exception cref="UserErrorException">An object is missing or damaged (GA0501).</exception>
    public async Task<IReadOnlyList<TrackedFile>> ReadAsync(IReadOnlyList<HeadFile> files, CancellationToken ct)
    {
        var read = new List<TrackedFile>();
        var sized = await MeasureAsync(files, ct);
        for (var at = 0; at < sized.Count;)
        {
            var size = 0L;
            var batch = sized.Skip(at).TakeWhile(file => (size += file.Size) <= MostBytesOfABatch || size == file.Size).ToList();
            at += batch.Count;
            var input = string.Concat(batch.Select(file => file.File.Blob + "\n"));
            var call = new GitCall(["cat-file", "--batch"]) { Input = input, MostBytes = (int)(batch.Sum(file => file.Size) + (batch.Count * 128L)) };
            read.AddRange(Split(await git.RunAsync(call, ct), batch));
        }

        return read;
    }

    private async Task<List<(HeadFile File, long Size)>> MeasureAsync(IReadOnlyList<HeadFile> files, CancellationToken ct)
    {
        if (files.Count == 0)
        {
            return [];
        }

        var call = new GitCall(["cat-file", "--batch-check=%(objectsize)"]) { Input = string.Concat(files.Select(file => file.Blob + "\n")) };
        var answers = (await git.RunAsync(call, ct)).Split('\n');
        return [.. files.Select((file, at) => (file, Size(file, answers[at]))).Where(file => file.Item2 <= MostBytesOfAFile)];

        static long Size(HeadFile file, string answer) =>
            long.TryParse(answer, NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : throw Unreadable(file, answer);
    }

    /// <summary>Each answer is "id type size", a line end, the bytes, a line end.</summary>
    private static IEnumerable<TrackedFile> Split(string output, IEnumerable<(HeadFile File, long Size)> batch)
    {
        var at = 0;
        foreach (var (file, size) in batch)
        {
            var header = output.IndexOf('\n', at);
            var expected = string.Create(CultureInfo.InvariantCulture, $"{file.Blob} blob {size}");
            if (header < 0 || output[at..header] != expected || header + 1 + size > output.Length)
            {
                throw Unreadable(file, header < 0 ? output[at..] : output[at..header]);
            }

            at = header + 1;
            yield return new TrackedFile(file.RawPath, file.Mode, output.Substring(at, (int)size));
            at += (int)size + 1;
        }
    }

    private static UserErrorException Unreadable(HeadFile file, string answer) => new(Ending.Refused, new Diagnostic(
        ErrorCode.GitRefused,
        $"'git cat-file' cannot read the committed file '{TrackedFile.Printable(file.RawPath)}': it answered '{TrackedFile.Printable(answer)}' for blob {file.Blob}.",
        Place: null,
        "see what 'git fsck' says about the repository; fetch it again if objects are missing."));
}
