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

    public void Write(GitHubFiles files) =>
        files.WriteState([(ImageName, ImageArn), (RegionName, Region), (DecisionName, Decision.ToString())]);

    /// <summary>Null when the main step followed no build.</summary>
    public static RunState? Read(GitHubFiles files) =>
        files.ReadState(ImageName) is { } image && files.ReadState(RegionName) is { } region && Enum.TryParse<RunDecision>(files.ReadState(DecisionName), out var decision)
            ? new RunState(image, region, decision)
            : null;
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
