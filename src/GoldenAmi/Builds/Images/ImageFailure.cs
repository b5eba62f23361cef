using Amazon.Imagebuilder.Model;
using GoldenAmi.Components.Guest;

namespace GoldenAmi.Builds.Images;

/// <summary>
/// What Image Builder itself says of a failed image's first failure: <c>state.failureContext</c>, which AWS documents since 2026 and sends for what it knows. Every member can be absent
/// (https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_ImageFailureContext.html).
/// </summary>
/// <param name="Stage">The state in which the image failed: <see cref="BuildState.Testing"/>; null when the service does not say.</param>
/// <param name="Step">The workflow's step, for example <c>ApplyTestComponents</c>, or null.</param>
internal sealed record ImageFailure(BuildState? Stage, string? Step)
{
    /// <summary>The first step of a component that failed, without what it wrote; null when none did.</summary>
    public GuestFailure? Component { get; init; }

    /// <summary>Why it could not be distributed, or null.</summary>
    public string? Distribution { get; init; }

    /// <summary>Where it could not be distributed, in the service's order.</summary>
    public IReadOnlyList<PlaceFailure> Places { get; init; } = [];

    /// <summary>Null unless the image failed and the service says more than its reason.</summary>
    public static ImageFailure? Find(ImageState? state) => state?.Status?.Value != "FAILED" || state.FailureContext is not { } said ? null
        : new ImageFailure(said.ImageStatus is { } status ? ImageReader.State(status.Value) : null, said.FailedStep)
        {
            Component = said.ComponentFailure is { ComponentArn: { } arn, StepName: { Length: > 0 } step } component
                ? new GuestFailure(arn, component.PhaseName ?? "", step, component.Action ?? "", component.ErrorMessage ?? "", [])
                : null,
            Distribution = said.DistributionFailure?.ErrorMessage,
            Places = [.. (said.DistributionFailure?.RegionFailures ?? []).Where(place => place.Region is not null)
                .Select(place => new PlaceFailure(place.Region!, place.TargetAccountId, place.Status?.Value, place.ImageConfigurationStep?.Value, place.ErrorMessage))],
        };
}

/// <summary>A region, or an account in it, to which an image could not be brought.</summary>
/// <param name="Account">Null for the account that builds, or when the service does not say.</param>
/// <param name="Status"><c>FAILED</c>, <c>CANCELLED</c> or <c>TIMED_OUT</c>.</param>
/// <param name="ConfigurationStep">What was done with the copy, for example <c>UPDATE_LAUNCH_TEMPLATES</c>; null while it was copied.</param>
internal sealed record PlaceFailure(string Region, string? Account, string? Status, string? ConfigurationStep, string? Message);
