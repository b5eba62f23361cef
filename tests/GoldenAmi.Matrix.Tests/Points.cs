namespace GoldenAmi.Matrix.Tests;

/// <summary>A point of a build: the call of an operation, counted from 0 since the last of the calls that begin a stage. The same in every run, however many looks lie between.</summary>
internal readonly record struct Point(string Operation, string? Since, int Number)
{
    /// <summary>Calls that are made again and again while a build is followed; so many of each stage are points that every run has.</summary>
    private static readonly Dictionary<string, int> Polls = new(StringComparer.Ordinal)
    {
        ["GetImage"] = 1, ["ListWorkflowExecutions"] = 1, ["ListWorkflowStepExecutions"] = 1, ["GetLogEvents"] = 1,
    };

    /// <summary>The claim of a build, and two looks at each of its two machines (<see cref="Gate"/>).</summary>
    private const int LooksAtABuild = 5;

    /// <summary>Whether every run has it.</summary>
    public bool IsSure => !Polls.TryGetValue(Operation, out var sure) || Number < (Operation == "GetImage" && Since == "CreateImage" ? LooksAtABuild : sure);

    public override string ToString() => $"{Operation} {Number} since {Since ?? "the start"}";
}

/// <summary>Tells the point of each call. A stage that was left does not come back: where several images are built, the calls of the next are counted on.</summary>
internal sealed class PointCounter
{
    private static readonly string[] Stages = ["CreateImage", "DistributeImage"];
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private string? _since;

    public Point Next(string operation)
    {
        var point = new Point(operation, _since, _counts.GetValueOrDefault(operation));
        _counts[operation] = point.Number + 1;
        if (Array.IndexOf(Stages, operation) > Array.IndexOf(Stages, _since))
        {
            _since = operation;
            _counts.Clear();
        }

        return point;
    }
}
