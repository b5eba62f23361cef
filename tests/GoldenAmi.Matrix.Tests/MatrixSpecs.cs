using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Xunit.Abstractions;

namespace GoldenAmi.Matrix.Tests;

/// <summary>Everything that happens to runs, each at every point of a build.</summary>
public sealed class MatrixSpecs(ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Whatever_happens_to_a_run_ends_with_one_image_and_nothing_left_over()
    {
        var reference = await Reference.TakeAsync();
        var rows = Rows.All(reference);
        var wrong = new ConcurrentBag<(Row Row, string Problem)>();
        await Parallel.ForEachAsync(rows, new ParallelOptions { MaxDegreeOfParallelism = 6 }, async (row, _) =>
        {
            foreach (var problem in await PlayAsync(row))
            {
                wrong.Add((row, problem));
            }
        });

        var table = Table(rows, wrong);
        output.WriteLine(table);
        var said = string.Join('\n', wrong.Select(each => $"{each.Row.Group}, {each.Row.Name}: {each.Problem}").Order(StringComparer.Ordinal));
        Assert.True(wrong.IsEmpty, $"{table}\n{said}");
        Assert.Equal(table, Committed());
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

    private static string Table(IReadOnlyList<Row> rows, IReadOnlyCollection<(Row Row, string Problem)> wrong)
    {
        var text = new StringBuilder("| What happens | Runs of the matrix | As they must end |\n|---|---:|---:|\n");
        void Line(string name, int count, int bad) => text.Append(CultureInfo.InvariantCulture, $"| {name} | {count} | {count - bad} |\n");
        foreach (var group in rows.GroupBy(row => row.Group, StringComparer.Ordinal))
        {
            Line(group.Key, group.Count(), wrong.Select(each => each.Row).Where(group.Contains).Distinct().Count());
        }

        Line("**all**", rows.Count, wrong.Select(each => each.Row).Distinct().Count());
        return text.ToString();
    }

    /// <summary>The table of docs/reliability.md.</summary>
    private static string Committed()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "GoldenAmi.Action.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return string.Concat(File.ReadAllLines(Path.Combine(folder, "docs", "reliability.md"))
            .SkipWhile(line => !line.StartsWith("| What happens |", StringComparison.Ordinal)).TakeWhile(line => line.StartsWith('|')).Select(line => line + "\n"));
    }
}
