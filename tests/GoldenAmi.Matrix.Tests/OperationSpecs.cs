using System.Text.RegularExpressions;
using GoldenAmi.Matrix.Tests.Scenes;

namespace GoldenAmi.Matrix.Tests;

/// <summary>The matrix knows every call that the program makes.</summary>
public sealed partial class OperationSpecs
{
    /// <summary>Calls that no run which nothing happens to makes, and where they are tested.</summary>
    private static readonly Dictionary<string, string> Elsewhere = new(StringComparer.Ordinal)
    {
        ["ListTagsForResource"] = "made when a run is cancelled: the rows 'cancelled at a call'",
    };

    [Fact]
    public async Task Every_operation_that_the_program_calls_is_a_point_of_the_matrix()
    {
        var reference = await Reference.TakeAsync();
        await using var scenes = await SceneTable.MakeAsync([.. reference.Points]);
        var played = reference.Points.Concat(scenes.Seen).Select(point => point.Operation).ToHashSet(StringComparer.Ordinal);

        var called = Called();

        Assert.Empty(called.Except(played).Except(Elsewhere.Keys));
        Assert.Empty(Elsewhere.Keys.Except(called));
        Assert.Empty(Elsewhere.Keys.Intersect(played));
    }

    /// <summary>Names of the operations that stand behind a client in the program's sources.</summary>
    private static HashSet<string> Called()
    {
        string[] rooms = ["GoldenAmi", "GoldenAmi.Action", "GoldenAmi.Aws"];
        var files = rooms.SelectMany(room => Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", room), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal));
        return [.. files.SelectMany(file => Call().Matches(File.ReadAllText(file))).Select(match => match.Groups["operation"].Value switch
        {
            // S3's clients name it otherwise than its API.
            "GetObjectMetadata" => "HeadObject",
            var operation => operation,
        })];
    }

    [GeneratedRegex(@"(?:ImageBuilder|Ec2|Ssm|Logs|S3|Sts)\((?:[^()]|\(\))*\)\s*\.(?<operation>[A-Z][A-Za-z0-9]+)Async\(|\bservice\s*\.(?<operation>[A-Z][A-Za-z0-9]+)Async\(", RegexOptions.CultureInvariant)]
    private static partial Regex Call();
}
