using GoldenAmi.Components.Guest;

namespace GoldenAmi.LocalCloud.ImageBuilder.Building;

/// <summary>The image fails, for a reason that AWS would give.</summary>
#pragma warning disable CA1064 // It is thrown and caught within this assembly and never leaves it.
internal sealed class BuildFailedException(string reason) : Exception(reason)
{
    /// <summary>The workflow execution's id and the name of its step that failed; null when none did.</summary>
    public (string Workflow, string Name)? Step { get; set; }

    /// <summary>The component's step that failed; null when none did.</summary>
    public GuestFailure? Component { get; init; }

    /// <summary>Where the image could not be brought; null when it was about something else.</summary>
    public FailedPlace? Place { get; set; }
}

/// <summary>A region and account to which an image could not be brought.</summary>
/// <param name="ConfigurationStep">As AWS names what is done with a copy, <c>PUT_SSM_PARAMETERS</c>; null while it is copied.</param>
internal sealed record FailedPlace(string Region, string Account, string? ConfigurationStep = null);
