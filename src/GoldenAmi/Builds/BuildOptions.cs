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

    /// <summary>Follow, resume and distribute, but start no build: GA0324 when there is none.</summary>
    public bool CollectOnly { get; init; }

    /// <summary>Told when a build or distribution goes on for this run, and each time that what a cancelled run does with it changes. It is to be quick.</summary>
    public Action<BuildWork> OnWork { get; init; } = _ => { };

    /// <summary>Tags that differ from run to run, for example <c>golden-ami:commit</c>, <c>golden-ami:run</c>, <c>golden-ami:repository</c>. They are put on the image after its build was started.</summary>
    public IReadOnlyDictionary<string, string> RunTags { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);
}

/// <summary>A build or distribution that goes on for a run.</summary>
/// <param name="ImageArn">For example <c>arn:aws:imagebuilder:us-east-1:111122223333:image/web/1.4.0/1</c>.</param>
/// <param name="IsToCancel">A run that is cancelled now ends it; otherwise it goes on.</param>
public sealed record BuildWork(string ImageArn, bool IsToCancel)
{
    /// <summary>It came to its end: nothing is left to do.</summary>
    public bool HasEnded { get; init; }
}

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
