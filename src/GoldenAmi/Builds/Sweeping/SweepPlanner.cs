using GoldenAmi.Builds.Images;
using GoldenAmi.Identifiers;
using GoldenAmi.Publishing;

namespace GoldenAmi.Builds.Sweeping;

/// <summary>
/// Decides what of a recipe is left over. Pure. It errs on the side of leaving: what an image that is available or may be resumed names is never left over, nor is
/// what no image names, nor anything young, which a run may be about to claim.
/// </summary>
internal static class SweepPlanner
{
    /// <summary>An AMI with this tag is never left over.</summary>
    public const string KeepTag = "golden-ami:keep";

    /// <summary>A run claims its build within seconds; its clock may be wrong and its job may be queued in between.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    /// <param name="builds">Every build and distribution of every version of the recipe.</param>
    /// <param name="images">The AMIs with the recipe's tag.</param>
    /// <returns>Sorted by region, then by resource.</returns>
    public static IReadOnlyList<Leftover> Plan(Region home, IReadOnlyList<ImageBuild> builds, IReadOnlyList<RegionalAmi> images, DateTimeOffset now)
    {
        var dead = builds.Where(build => IsDead(build, builds)).SelectMany(build => build.Outputs.Select(output => (Build: build, output.Id)))
            .GroupBy(pair => pair.Id).ToDictionary(pairs => pairs.Key, pairs => pairs.First().Build);
        var alive = builds.Where(build => !IsDead(build, builds)).SelectMany(build => build.Outputs).Select(output => output.Id).ToHashSet();
        return
        [
            .. builds.Where(build => IsLost(build, now))
                .Select(build => new Leftover.LostBuild(build.Arn, home, $"is {build.State.ToString().ToLowerInvariant()} and no run started or follows it"))
                .Concat<Leftover>(images
                    .Where(image => dead.ContainsKey(image.Id) && !alive.Contains(image.Id) && now - image.CreatedAt > Grace && !image.Tags.ContainsKey(KeepTag))
                    .Select(image => new Leftover.DeadAmi(image.Id, image.Region, $"its build {dead[image.Id].Arn.Version}/{dead[image.Id].Arn.Build} {Word(dead[image.Id])}")))
                .OrderBy(each => each.Region).ThenBy(each => each.Resource, StringComparer.Ordinal),
        ];
    }

    private static bool IsLost(ImageBuild build, DateTimeOffset now) =>
        !build.IsTerminal && !build.Tags.ContainsKey(ImageTags.Run) && !build.Tags.ContainsKey(ImageTags.Attached)
        && build.Tags.ContainsKey(ImageTags.Recipe) && build.CreatedAt is { } created && now - created > Grace;

    /// <summary>Of our making, ended without an image, and nothing will go on with it. A distribution is never dead: what it made before it failed may be released by the run that resumes it.</summary>
    private static bool IsDead(ImageBuild build, IReadOnlyList<ImageBuild> builds) =>
        build.Tags.ContainsKey(ImageTags.Recipe) && !build.IsDistribution && build.State switch
        {
            BuildState.Cancelled => true,
            BuildState.Failed => build.WasRetried || builds.Any(other => other.Arn.Version == build.Arn.Version && !other.IsDistribution && other.Arn.Build > build.Arn.Build),
            _ => false,
        };

    private static string Word(ImageBuild build) => build.State == BuildState.Cancelled ? "was cancelled" : "failed";
}
