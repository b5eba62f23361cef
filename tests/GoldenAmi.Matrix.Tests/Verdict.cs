using System.Text.Json;
using GoldenAmi.Builds.Images;

namespace GoldenAmi.Matrix.Tests;

/// <summary>Whether a world is as it must be when its runs are over: one image, each resource once, every tag, nothing running, nothing half-made.</summary>
internal static class Verdict
{
    /// <param name="lost">How many builds may have ended without an image: a machine that died with its process, or a cancelled build.</param>
    public static IEnumerable<string> Problems(MatrixWorld world, int lost = 0, Wanted? wanted = null) => Problems(world.State(), world.Files(), lost, wanted);

    /// <param name="state">LocalCloud's document.</param>
    /// <param name="files">Disk files of images, whole or half.</param>
    /// <param name="wanted">What is to be there; null: what the plain build makes.</param>
    public static IEnumerable<string> Problems(JsonElement state, IReadOnlyList<string> files, int lost = 0, Wanted? wanted = null)
    {
        var want = wanted ?? new Wanted();
        var images = state.GetProperty("images").EnumerateArray().ToList();
        var builds = images.Where(image => !Tags(image).ContainsKey(ImageTags.Distribution)).ToList();
        var distributions = images.Except(builds).ToList();

        foreach (var problem in Count("builds with an image", builds.Count(IsAvailable), want.Builds, want.Builds)
            .Concat(Count("builds without an image", builds.Count(image => !IsAvailable(image)), 0, lost))
            .Concat(Count("distributions that ended well", distributions.Count(IsAvailable), want.Distributions, want.Distributions))
            .Concat(Count("distributions that did not", distributions.Count(image => !IsAvailable(image)), 0, lost))
            .Concat(Count("images that still run", images.Count(image => Text(image, "status") is not ("AVAILABLE" or "FAILED" or "CANCELLED")), 0, 0))
            .Concat(Count("components", Resources(state, "component"), want.Components, want.Components))
            .Concat(Count("image recipes", Resources(state, "image-recipe"), want.ImageRecipes, want.ImageRecipes))
            .Concat(Count("infrastructure configurations", Resources(state, "infrastructure-configuration"), want.Infrastructures, want.Infrastructures))
            .Concat(Count("distribution configurations", Resources(state, "distribution-configuration"), want.DistributionConfigurations, want.DistributionConfigurations))
            .Concat(Count("workflows", Resources(state, "workflow"), want.Workflows, want.Workflows))
            .Concat(Count("image pipelines", Resources(state, "image-pipeline"), want.Pipelines, want.Pipelines)))
        {
            yield return problem;
        }

        var released = images.Where(IsAvailable).SelectMany(image => image.GetProperty("outputs").EnumerateArray()).Select(output => Text(output, "ami")).ToHashSet(StringComparer.Ordinal);
        var amis = state.GetProperty("amis").EnumerateArray().Where(ami => Tags(ami).ContainsKey(ImageTags.Recipe)).ToList();
        foreach (var (region, count) in want.Amis)
        {
            var here = amis.Where(ami => Text(ami, "region") == region).ToList();
            foreach (var problem in Count($"released AMIs in {region}", here.Count(ami => released.Contains(Text(ami, "id"))), count, count)
                .Concat(Count($"other AMIs in {region}", here.Count(ami => !released.Contains(Text(ami, "id"))), 0, lost)))
            {
                yield return problem;
            }
        }

        foreach (var (what, tags, needed) in builds.Where(IsAvailable).Select(each => ("build", Tags(each), (string[])[ImageTags.Recipe, ImageTags.Fingerprint, ImageTags.Run]))
            .Concat(distributions.Where(IsAvailable).Select(each => ("distribution", Tags(each), (string[])[ImageTags.Recipe, ImageTags.Fingerprint, ImageTags.Run, ImageTags.Source])))
            .Concat(amis.Select(each => ($"AMI in {Text(each, "region")}", Tags(each), (string[])[ImageTags.Recipe, ImageTags.Fingerprint, ImageTags.Settings]))))
        {
            foreach (var tag in needed.Where(tag => !tags.ContainsKey(tag)))
            {
                yield return $"the {what} has no tag {tag}";
            }
        }

        foreach (var problem in Count("disk files", files.Count, amis.Count, amis.Count))
        {
            yield return problem;
        }
    }

    /// <summary>The AMIs that were made.</summary>
    public static IReadOnlyList<JsonElement> Amis(MatrixWorld world) => [.. world.State().GetProperty("amis").EnumerateArray().Where(ami => Tags(ami).ContainsKey(ImageTags.Recipe))];

    /// <summary>The resources of a kind that were made.</summary>
    public static IReadOnlyList<JsonElement> Resources(MatrixWorld world, string kind) => [.. Ours(world.State(), kind)];

    /// <summary>Problems of counts that are not as they are to be.</summary>
    public static IEnumerable<string> Count(string what, int seen, int wanted) => Count(what, seen, wanted, wanted);

    private static bool IsAvailable(JsonElement image) => Text(image, "status") == "AVAILABLE";

    private static int Resources(JsonElement state, string kind) => Ours(state, kind).Count();

    private static IEnumerable<JsonElement> Ours(JsonElement state, string kind) => state.GetProperty("resources").EnumerateArray().Where(each => Text(each, "kind").Split('/')[0] == kind && Tags(each).ContainsKey(ImageTags.Recipe));

    private static Dictionary<string, string> Tags(JsonElement element) => !element.TryGetProperty("tags", out var tags) ? []
        : tags.EnumerateObject().ToDictionary(tag => tag.Name, tag => tag.Value.GetString()!, StringComparer.Ordinal);

    private static string Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";

    private static IEnumerable<string> Count(string what, int seen, int least, int most)
    {
        if (seen < least || seen > most)
        {
            yield return $"{seen} {what}, not {(least == most ? $"{least}" : $"{least} to {most}")}";
        }
    }
}

/// <summary>What is to be there when runs are over; as it stands, what the plain build makes.</summary>
internal sealed record Wanted
{
    public int Builds { get; init; } = 1;

    public int Distributions { get; init; } = 1;

    public int Components { get; init; } = 2;

    public int ImageRecipes { get; init; } = 1;

    public int Infrastructures { get; init; } = 1;

    public int DistributionConfigurations { get; init; } = 2;

    public int Workflows { get; init; }

    public int Pipelines { get; init; }

    /// <summary>Released AMIs by region.</summary>
    public IReadOnlyList<(string Region, int Count)> Amis { get; init; } = [("eu-west-1", 1), ("us-east-1", 1)];
}
