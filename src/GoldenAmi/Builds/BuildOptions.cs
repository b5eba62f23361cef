namespace GoldenAmi.Builds;

/// <summary>How a build is run: what the command line's options say, apart from the recipe.</summary>
public sealed record BuildOptions
{
    /// <summary>False: end as soon as the build (or the distribution) is started; the next run attaches to it.</summary>
    public bool Wait { get; init; } = true;

    /// <summary>The deadline of the whole run. Past it the run ends and the build goes on in AWS.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromHours(2);

    public OnCancel OnCancel { get; init; } = OnCancel.Auto;

    /// <summary>Build although an image of the same content is there.</summary>
    public bool Force { get; init; }

    /// <summary>
    /// Told what goes on in AWS for this run whenever it begins or ends (then null), so that somebody can look after it when this process is killed. Null: nobody is told.
    /// </summary>
    public Action<WorkInAws?>? OnWork { get; init; }

    /// <summary>
    /// Told the steps that check the image, once, when following its build ends: well, in a failure, at the deadline or cancelled. Not told when no build was followed. Null: nobody is told.
    /// </summary>
    public Action<IReadOnlyList<CheckedStep>>? OnSteps { get; init; }

    /// <summary>Follow, resume and distribute, but start no build: GA0324 when there is none.</summary>
    public bool CollectOnly { get; init; }

    /// <summary>Tags that differ from run to run, for example <c>golden-ami:commit</c>, <c>golden-ami:run</c>, <c>golden-ami:repository</c>. They are put on the image after its build was started.</summary>
    public IReadOnlyDictionary<string, string> RunTags { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);
}

/// <summary>A build or a distribution that goes on in AWS.</summary>
/// <param name="ImageArn">ARN of the Image Builder image.</param>
/// <param name="IsOurs">This run started it.</param>
public sealed record WorkInAws(string ImageArn, bool IsOurs);

/// <summary>What becomes of the build in AWS when the run is cancelled.</summary>
public enum OnCancel
{
    /// <summary>Cancel a build that this run started, unless another run follows it too.</summary>
    Auto,

    /// <summary>Cancel a build that this run started.</summary>
    Cancel,

    /// <summary>Leave it: the next run attaches to it.</summary>
    Detach,
}
