using System.Text.Json;
using System.Text.Json.Serialization;

namespace GoldenAmi.Components.Guest;

/// <summary>
/// What a build machine tells while it works: one JSON object per line on its channel, for example
/// <c>{"event":"output","stream":"stdout","text":"Reading package lists..."}</c>.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(Booted), "booted")]
[JsonDerivedType(typeof(StepStarted), "stepStarted")]
[JsonDerivedType(typeof(Output), "output")]
[JsonDerivedType(typeof(StepEnded), "stepEnded")]
[JsonDerivedType(typeof(DocumentEnded), "documentEnded")]
[JsonDerivedType(typeof(Rebooting), "rebooting")]
[JsonDerivedType(typeof(Finished), "finished")]
public abstract record GuestEvent
{
    private GuestEvent()
    {
    }

    /// <summary>The machine is up and the work begins or goes on.</summary>
    /// <param name="BootNumber">1 for the first start, one more after each reboot.</param>
    public sealed record Booted(int BootNumber) : GuestEvent;

    /// <summary>An attempt of a step begins.</summary>
    /// <param name="Attempt">From 1.</param>
    public sealed record StepStarted(string DocumentId, string Phase, string Step, string Action, int Attempt) : GuestEvent;

    /// <summary>A line that the step's process wrote.</summary>
    public sealed record Output(StreamName Stream, string Text) : GuestEvent;

    /// <summary>An attempt of a step ended. One that ended in a reboot has no such event when it runs again afterwards.</summary>
    /// <param name="ExitCode">Null when no process ended.</param>
    /// <param name="Message">Empty on success, else for example <c>exit status 1</c>.</param>
    public sealed record StepEnded(
        string DocumentId, string Phase, string Step, string Action, StepStatus Status, int? ExitCode, string Message, long DurationMs) : GuestEvent;

    /// <summary>A document's last step ended.</summary>
    public sealed record DocumentEnded(string DocumentId, DocumentStatus Status) : GuestEvent;

    /// <summary>The machine restarts and goes on afterwards.</summary>
    public sealed record Rebooting : GuestEvent;

    /// <summary>The last event: the machine powers off.</summary>
    /// <param name="Failure">The first failed step; null on success.</param>
    public sealed record Finished(FinishStatus Status, GuestFailure? Failure) : GuestEvent;

    /// <summary>The event as one line, without a line end.</summary>
    public string ToLine() => JsonSerializer.Serialize(this, GuestJson.Default.GuestEvent);

    /// <summary>Reads a line of the channel; never throws.</summary>
    /// <returns>Null when the line is no event; readers treat it as output.</returns>
    public static GuestEvent? TryParse(string line)
    {
        if (!line.AsSpan().TrimStart().StartsWith("{"))
        {
            return null;
        }

        try
        {
            var read = JsonSerializer.Deserialize(line, GuestJson.Default.GuestEvent);
            return read is null || HasNulls(read) ? null : read;
        }
        catch (Exception failure) when (failure is JsonException or NotSupportedException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    // JSON can say null where the type does not allow it.
    private static bool HasNulls(GuestEvent read) => read switch
    {
        StepStarted started => started is not { DocumentId: not null, Phase: not null, Step: not null, Action: not null },
        Output output => output.Text is null,
        StepEnded ended => ended is not { DocumentId: not null, Phase: not null, Step: not null, Action: not null, Message: not null },
        DocumentEnded ended => ended.DocumentId is null,
        Finished { Failure: { } failure } =>
            failure is not { DocumentId: not null, Phase: not null, Step: not null, Action: not null, Message: not null, StderrTail: not null },
        _ => false,
    };
}

/// <summary>The first step that failed the work.</summary>
/// <param name="Phase">Empty, as <paramref name="Step"/> and <paramref name="Action"/>, when the work could not begin.</param>
/// <param name="Message">One line: <c>exit status 1</c>, <c>timed out after 5 s</c>.</param>
/// <param name="StderrTail">The last lines that the step's last attempt wrote to its error stream, at most <see cref="MaxStderrLines"/>.</param>
public sealed record GuestFailure(string DocumentId, string Phase, string Step, string Action, string Message, IReadOnlyList<string> StderrTail)
{
    public const int MaxStderrLines = 20;
}

/// <summary>Which stream a line came from.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StreamName>))]
public enum StreamName
{
    [JsonStringEnumMemberName("stdout")]
    Stdout,

    [JsonStringEnumMemberName("stderr")]
    Stderr,
}

/// <summary>How an attempt of a step ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StepStatus>))]
public enum StepStatus
{
    Success,

    /// <summary>Failed, and another attempt follows.</summary>
    Retried,

    /// <summary>Failed, and <c>onFailure: Ignore</c> tolerates it.</summary>
    IgnoredFailure,

    Failed,
}

/// <summary>How a document ended, from best to worst.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DocumentStatus>))]
public enum DocumentStatus
{
    Success,
    SuccessWithIgnoredFailure,
    Failed,
}

/// <summary>How the work ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FinishStatus>))]
public enum FinishStatus
{
    [JsonStringEnumMemberName("success")]
    Success,

    [JsonStringEnumMemberName("failed")]
    Failed,
}
