using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using GoldenAmi.Matrix.Tests.Scenes;
using Xunit.Abstractions;

namespace GoldenAmi.Matrix.Tests;

/// <summary>Everything that happens to runs, each at every point of a build.</summary>
public sealed class MatrixSpecs(ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Whatever_happens_to_a_run_ends_with_one_image_and_nothing_left_over() =>
        Assert.Equal(await PlayAllAsync("What happens", Rows.All(await Reference.TakeAsync())), Committed("What happens"));

    [Fact]
    public async Task Whatever_happens_to_the_program_in_any_world_the_same_command_again_completes_it()
    {
        await using var scenes = await SceneTable.MakeAsync([.. (await Reference.TakeAsync()).Points]);
        var table = await PlayAllAsync("World", scenes.Rows);

        Assert.Equal(Held(table), Held(Committed("World")));
    }

    /// <summary>The lines of a table; of worlds in which several images ask AWS together, and of the sum, the name only: which of their questions meet in one call is chance.</summary>
    private static IEnumerable<string> Held(string table) => table.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split('|')[1].Trim() is var name && SeveralImages.Contains(name) ? name : line);

    private static readonly string[] SeveralImages = ["chain of two recipes", "chain whose parent fails", "variants", "**all**"];

    /// <param name="heading">Of the table's first column, in docs/reliability.md too.</param>
    /// <returns>The table of what was played; every row ended as it must.</returns>
    private async Task<string> PlayAllAsync(string heading, IReadOnlyList<Row> rows)
    {
        var wrong = new ConcurrentBag<(Row Row, string Problem)>();
        await Parallel.ForEachAsync(rows, new ParallelOptions { MaxDegreeOfParallelism = 6 }, async (row, _) =>
        {
            foreach (var problem in await PlayAsync(row))
            {
                wrong.Add((row, problem));
            }
        });

        var table = Table(heading, rows, wrong);
        output.WriteLine(table);
        var said = string.Join('\n', wrong.Select(each => $"{each.Row.Group}, {each.Row.Name}: {each.Problem}").Order(StringComparer.Ordinal));
        Assert.True(wrong.IsEmpty, $"{table}\n{said}");
        return table;
    }

    private static async Task<IReadOnlyList<string>> PlayAsync(Row row)
    {
        try
        {
            return await Task.Run(row.PlayAsync).WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            return [$"not over after {Patience.TotalSeconds:0} seconds"];
        }
        catch (Exception bug)
        {
            return [bug.ToString()];
        }
    }

    private static string Table(string heading, IReadOnlyList<Row> rows, IReadOnlyCollection<(Row Row, string Problem)> wrong)
    {
        var text = new StringBuilder($"| {heading} | Runs of the matrix | As they must end |\n|---|---:|---:|\n");
        void Line(string name, int count, int bad) => text.Append(CultureInfo.InvariantCulture, $"| {name} | {count} | {count - bad} |\n");
        foreach (var group in rows.GroupBy(row => row.Group, StringComparer.Ordinal))
        {
            Line(group.Key, group.Count(), wrong.Select(each => each.Row).Where(group.Contains).Distinct().Count());
        }

        Line("**all**", rows.Count, wrong.Select(each => each.Row).Distinct().Count());
        return text.ToString();
    }

    /// <summary>The table of docs/reliability.md.</summary>
    private static string Committed(string heading) =>
        string.Concat(File.ReadAllLines(Path.Combine(Repository.Root, "docs", "reliability.md"))
            .SkipWhile(line => !line.StartsWith($"| {heading} |", StringComparison.Ordinal)).TakeWhile(line => line.StartsWith('|')).Select(line => line + "\n"));
}

/// <summary>The folder of this repository.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) => File.Exists(Path.Combine(folder, "GoldenAmi.Action.sln")) ? folder : Find(Path.GetDirectoryName(folder)!);
}
