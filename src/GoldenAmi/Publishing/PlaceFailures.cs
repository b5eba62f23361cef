using GoldenAmi.Builds.Following;
using GoldenAmi.Builds;
using GoldenAmi.Builds.Images;
using GoldenAmi.Diagnostics;
using GoldenAmi.Recipes;

namespace GoldenAmi.Publishing;

/// <summary>Tells where an image could not be brought, each region on its own line of the recipe.</summary>
internal static class PlaceFailures
{
    /// <summary>None when the service does not say where.</summary>
    public static IReadOnlyList<Diagnostic> Tell(Recipe recipe, ImageBuild image) => [.. (image.Failure?.Places ?? []).Select(place => Tell(recipe, place))];

    private static Diagnostic Tell(Recipe recipe, PlaceFailure failure)
    {
        var account = failure.Account is { } id ? $" of the account {ServiceText.OneLine(id)}" : "";
        var reason = failure.Message is { Length: > 0 } message ? ServiceText.OneLine(message.TrimEnd('.')) : "the service gives no reason";
        return new Diagnostic(
            ErrorCode.DistributionFailed,
            $"The distribution of '{recipe.ResourceName}' to {ServiceText.OneLine(failure.Region)}{account} {End(failure.Status)} while {Doing(failure.ConfigurationStep)}: {reason}.",
            RegionPlace.Of(recipe, failure.Region),
            FailureReason.FindAdvice(failure.Message)
                ?? (FailureReason.IsPermanent(failure.Message) ? "change what the reason names, then run again: the image is kept and not built anew." : "run again: the image is kept and not built anew."));
    }

    private static string End(string? status) => status switch
    {
        "CANCELLED" => "was cancelled",
        "TIMED_OUT" => "took too long",
        _ => "failed",
    };

    private static string Doing(string? step) => step switch
    {
        null => "it was copied",
        "ASSOCIATE_LICENSES" => "licences were put on it",
        "UPDATE_LAUNCH_TEMPLATES" => "launch templates were pointed at it",
        "PUT_SSM_PARAMETERS" => "parameters were pointed at it",
        "UPDATE_FAST_LAUNCH_CONFIGURATIONS" => "fast launch was set up",
        "EXPORT_AMI" => "it was exported",
        var other => $"'{ServiceText.OneLine(other)}' was done",
    };
}
