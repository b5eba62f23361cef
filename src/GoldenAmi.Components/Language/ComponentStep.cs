using GoldenAmi.Diagnostics;

namespace GoldenAmi.Components.Language;

/// <summary>One step of a phase.</summary>
public sealed record ComponentStep
{
    /// <summary>How long an attempt may take when the document does not say: 7200 s, as AWSTOE's documentation gives it.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(7200);

    /// <summary>Unique in its phase.</summary>
    public required string Name { get; init; }

    /// <summary>The action's name as AWSTOE spells it, for example <c>ExecuteBash</c>.</summary>
    public required string Action { get; init; }

    /// <summary>
    /// The inputs as a list of maps, as references count them (<c>inputs[0]</c>): an action with a map of inputs has one,
    /// an action without inputs has one that is empty. References are not resolved yet.
    /// </summary>
    public required IReadOnlyList<MapNode> Inputs { get; init; }

    /// <summary>The longest time of one attempt; null means no limit (<c>timeoutSeconds: -1</c>).</summary>
    public TimeSpan? Timeout { get; init; } = DefaultTimeout;

    /// <summary>What follows when the last attempt failed.</summary>
    public OnFailure OnFailure { get; init; } = OnFailure.Abort;

    /// <summary>All attempts together, at least 1.</summary>
    public int MaxAttempts { get; init; } = 1;

    /// <summary>True when the step's output is kept out of the logs.</summary>
    public bool DisableLogging { get; init; }

    /// <summary>Where the step's name stands.</summary>
    public required SourcePlace Place { get; init; }

    /// <summary>The script lines of an ExecuteBash step as written; empty for every other action.</summary>
    public IReadOnlyList<string> Commands => Inputs[0].FindTexts("commands");
}

/// <summary>What follows when the last attempt of a step failed.</summary>
public enum OnFailure
{
    /// <summary>The whole run stops and has failed.</summary>
    Abort,

    /// <summary>The remaining steps run, and the run has failed.</summary>
    Continue,

    /// <summary>The remaining steps run, and the run may still succeed.</summary>
    Ignore,
}
