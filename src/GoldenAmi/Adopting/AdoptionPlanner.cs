using GoldenAmi.Builds.Images;
using GoldenAmi.Checks;

namespace GoldenAmi.Adopting;

/// <summary>
/// Decides which image of a schedule is taken into the release line. Pure. Only ever the newest that ended well, and only while nothing that was built after it is released: consumers never go back.
/// </summary>
internal static class AdoptionPlanner
{
    /// <summary>What the rows about the pipeline itself are about.</summary>
    public const string Pipeline = "pipeline";

    /// <summary>What the rows about its images are about.</summary>
    public const string Image = "scheduled image";

    public static AdoptionDecision Decide(AdoptionFacts facts)
    {
        var images = ImageBuild.InOrder(facts.Images.Where(image => !image.IsDistribution));
        List<CheckRow> rows = [.. OfPipeline(facts), .. OfNewest(images)];
        if (facts.Pipeline is null)
        {
            return new AdoptionDecision.Nothing(rows);
        }

        if (images.LastOrDefault(image => image.State == BuildState.Available) is not { } newest)
        {
            return new AdoptionDecision.Nothing([.. rows, new CheckRow(Image, "none", null, null, "the schedule has built no image that is available")]);
        }

        if (newest.Tags.ContainsKey(ImageTags.Adopted))
        {
            return new AdoptionDecision.Nothing([.. rows, new CheckRow(Image, "same", Name(newest), newest.Version, "the newest is adopted already; there is nothing new to adopt")]);
        }

        return facts.Released is { Build: var released } && released.Arn != newest.Arn && released.CreatedAt > newest.CreatedAt
            ? new AdoptionDecision.Nothing([.. rows, new CheckRow(Image, "older", Name(newest), released.Version, "an image that was built after it is released; there is nothing new to adopt")])
            : new AdoptionDecision.Adopt(newest, rows);
    }

    /// <summary><c>1.4.0/3</c>: the versions of a schedule's images differ in the build's number only.</summary>
    public static string Name(ImageBuild image) => $"{image.Arn.Version}/{image.Arn.Build}";

    private static IEnumerable<CheckRow> OfPipeline(AdoptionFacts facts)
    {
        if (facts.Pipeline is not { } pipeline)
        {
            yield return new CheckRow(Pipeline, "missing", null, null, "there is none yet: run golden-ami apply");
        }
        else if (facts.Recipe.Pipeline is { Enabled: true } && pipeline.Shown?.Status?.Value == "DISABLED")
        {
            yield return new CheckRow(Pipeline, "disabled", null, null, pipeline.Shown.ConsecutiveFailures is > 0 and var failures
                ? $"the service disabled it after {failures} failed {(failures == 1 ? "run" : "runs")} in a row: mend the build, then golden-ami apply enables it"
                : "it was disabled by hand: golden-ami apply enables it");
        }
    }

    private static IEnumerable<CheckRow> OfNewest(IReadOnlyList<ImageBuild> images) => images switch
    {
        [.., { State: BuildState.Failed } failed] => [new CheckRow(Image, "failed", Name(failed), null, (failed.Reason ?? "the service gives no reason").TrimEnd('.'))],
        [.., { State: BuildState.Cancelled } cancelled] => [new CheckRow(Image, "cancelled", Name(cancelled), null, "somebody ended its build")],
        [.., { IsTerminal: false } running] => [new CheckRow(Image, "running", Name(running), null, $"it is {running.State.ToString().ToLowerInvariant()}")],
        _ => [],
    };
}
