namespace GoldenAmi.Action.Hosts;

/// <summary>
/// What the main step leaves for the post step of the same job: the build that it follows and what is to become of it. Written when the build is known and again
/// at each change; the runner reads the file when the main step ends, however it ends.
/// </summary>
/// <param name="ImageArn">ARN of the Image Builder image that is being built.</param>
/// <param name="Region">Home region of the build.</param>
/// <param name="Decision">What a cancelled run has to see happen.</param>
internal sealed record RunState(string ImageArn, string Region, RunDecision Decision)
{
    private const string ImageName = "golden-ami-image-arn";
    private const string RegionName = "golden-ami-region";
    private const string DecisionName = "golden-ami-decision";

    /// <summary>Which of the builds that the run follows, from 1 on; the first one's names are the plain ones.</summary>
    public int Page { get; init; } = 1;

    public void Write(GitHubFiles files) =>
        files.WriteState([(Name(ImageName, Page), ImageArn), (Name(RegionName, Page), Region), (Name(DecisionName, Page), Decision.ToString())]);

    /// <summary>One for each build that the main step followed.</summary>
    public static IReadOnlyList<RunState> ReadAll(GitHubFiles files)
    {
        var states = new List<RunState>();
        while (Read(files, states.Count + 1) is { } state)
        {
            states.Add(state);
        }

        return states;
    }

    private static RunState? Read(GitHubFiles files, int page) =>
        files.ReadState(Name(ImageName, page)) is { } image && files.ReadState(Name(RegionName, page)) is { } region
        && Enum.TryParse<RunDecision>(files.ReadState(Name(DecisionName, page)), out var decision)
            ? new RunState(image, region, decision) { Page = page }
            : null;

    private static string Name(string name, int page) => page == 1 ? name : $"{name}-{page}";
}

/// <summary>What is to become of a build whose run is cancelled or killed.</summary>
internal enum RunDecision
{
    /// <summary>The build goes on; the next run attaches to it.</summary>
    Detach,

    /// <summary>The build is to be cancelled.</summary>
    Cancel,

    /// <summary>The build is to be cancelled unless another run follows it too.</summary>
    CancelUnlessShared,

    /// <summary>The run came to its end: nothing is left to do.</summary>
    Ended,
}
