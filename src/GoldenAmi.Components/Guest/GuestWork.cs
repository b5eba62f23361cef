using System.Text.Json.Serialization;

namespace GoldenAmi.Components.Guest;

/// <summary>What one start of a build machine has to do; the file <c>work.json</c> beside the documents.</summary>
public sealed record GuestWork
{
    /// <summary>Which machine this is.</summary>
    public required GuestStage Stage { get; init; }

    /// <summary>The phases to run of each document; one that a document does not have is left out.</summary>
    public required IReadOnlyList<string> Phases { get; init; }

    /// <summary>Where processes start, absolute; made when missing. Image Builder's default is <c>/tmp</c>.</summary>
    public string WorkingDirectory { get; init; } = "/tmp";

    /// <summary>True to remove this machine's own traces (host keys, machine id, logs) after a successful build stage.</summary>
    public bool CleanUp { get; init; }

    /// <summary>In the order in which they run.</summary>
    public required IReadOnlyList<GuestDocument> Documents { get; init; }
}

/// <summary>One component document of the work.</summary>
/// <param name="Id">How events name it, for example the component's ARN.</param>
/// <param name="File">Name of the file beside <c>work.json</c>, without a folder: <c>component-0.yaml</c>.</param>
/// <param name="Parameters">The values that the recipe gives; those that it leaves out have their defaults.</param>
public sealed record GuestDocument(string Id, string File, IReadOnlyDictionary<string, string> Parameters);

/// <summary>The machine that builds, or the one that tests the new image.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<GuestStage>))]
public enum GuestStage
{
    [JsonStringEnumMemberName("build")]
    Build,

    [JsonStringEnumMemberName("test")]
    Test,
}
