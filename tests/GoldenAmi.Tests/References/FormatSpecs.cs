using System.Text;
using static GoldenAmi.Tests.References.TestRepository;

namespace GoldenAmi.Tests.References;

/// <summary>Files as consumers have them, in <c>Formats/before</c>, and what a bump makes of them, in <c>Formats/after</c>.</summary>
public sealed class FormatSpecs
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "References", "Formats");

    public static TheoryData<string> Files { get; } =
        [.. Directory.EnumerateFiles(Path.Combine(Folder, "before"), "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Path.Combine(Folder, "before"), file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_file_moves_and_a_second_run_changes_nothing(string file)
    {
        var (before, after) = (await ReadAsync("before", file), await ReadAsync("after", file));
        using var repository = new TestRepository();
        for (var index = 0; index < repository.Released.Count; index++)
        {
            repository.Released[index] = repository.Released[index] with { Digest = "sha256:" + new string('b', 64) };
        }

        repository.Write(file, before);
        repository.Write("crlf/" + file, CarriageReturns(before));
        repository.Write("mark/" + file, [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(before)]);
        repository.Write("wide/" + file, [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(before)]);
        repository.Write("unended/" + file, before.TrimEnd('\n'));
        repository.Commit();

        await repository.CommittedAsync();

        Assert.Equal(after, repository.TextOnBranch(file));
        Assert.Equal(CarriageReturns(after), repository.TextOnBranch("crlf/" + file));
        Assert.Equal([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(after)], repository.OnBranch("mark/" + file));
        Assert.Equal([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(after)], repository.OnBranch("wide/" + file));
        Assert.Equal(after.TrimEnd('\n'), repository.TextOnBranch("unended/" + file));
        repository.Git("merge", "--quiet", "--no-ff", "--no-edit", Branch);
        Assert.IsType<BumpResult.NothingToChange>(await repository.BumpAsync());
    }

    private static Task<string> ReadAsync(string side, string file) => File.ReadAllTextAsync(Path.Combine(Folder, side, file));

    private static string CarriageReturns(string text) => text.Replace("\n", "\r\n", StringComparison.Ordinal);
}
