namespace GoldenAmi.Components.Running;

/// <summary>Where a run stands when the machine restarts.</summary>
internal sealed record SavedRun
{
    public static readonly SavedRun Fresh = new() { Records = [] };

    /// <summary>SHA-256 of the work's file; another work does not go on from here.</summary>
    public string WorkDigest { get; init; } = "";

    /// <summary>The reboots so far.</summary>
    public int Reboots { get; init; }

    /// <summary>The document to go on with, from 0.</summary>
    public int Document { get; init; }

    /// <summary>Steps of that document that are done, counted over the phases that run.</summary>
    public int StepsDone { get; init; }

    /// <summary>The attempt that the next step is at; a reboot takes none away.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>What the done steps of that document leave for references.</summary>
    public required IReadOnlyList<StepRecord> Records { get; init; }

    /// <summary>The document's status so far.</summary>
    public Guest.DocumentStatus Status { get; init; }

    /// <summary>The first failure so far (of a step with <c>onFailure: Continue</c>), or null.</summary>
    public Guest.GuestFailure? Failure { get; init; }
}

/// <summary>What a finished step leaves for references.</summary>
/// <param name="Inputs">Its resolved inputs that are texts, an entry for each map of inputs.</param>
/// <param name="Outputs">As <paramref name="Inputs"/>; an action with outputs has one entry.</param>
internal sealed record StepRecord(
    string Phase, string Step, IReadOnlyList<IReadOnlyDictionary<string, string>> Inputs, IReadOnlyList<IReadOnlyDictionary<string, string>> Outputs);
