using System.Text.Json;
using GoldenAmi.Builds;

namespace GoldenAmi.Matrix.Tests;

/// <summary>Whether a world is as it must be when its runs are over: one image, each resource once, every tag, nothing running, nothing half-made.</summary>
internal static class Verdict
{
    private static readonly string[] Regions = ["eu-west-1", "us-east-1"];

    /// <param name="lost">How many builds may have ended without an image: a machine that died with its process, or a cancelled build.</param>
    public static IEnumerable<string> Problems(MatrixWorld world, int lost = 0) => Problems(world.State(), world.Files(), lost);

    /// <param name="state">LocalCloud's document.</param>
    /// <param name="files">Disk files of images, whole or half.</param>
    public static IEnumerable<string> Problems(JsonElement state, IReadOnlyList<string> files, int lost = 0)
    {
        var images = state.GetProperty("images").EnumerateArray().ToList();
        var builds = images.Where(image => !Tags(image).ContainsKey(ImageTags.Distribution)).ToList();
        var distributions = images.Except(builds).ToList();

        foreach (var problem in Count("builds with an image", builds.Count(IsAvailable), 1, 1)
            .Concat(Count("builds without an image", builds.Count(image => !IsAvailable(image)), 0, lost))
            .Concat(Count("distributions that ended well", distributions.Count(IsAvailable), 1, 1))
            .Concat(Count("distributions that did not", distributions.Count(image => !IsAvailable(image)), 0, lost))
            .Concat(Count("images that still run", images.Count(image => Text(image, "status") is not ("AVAILABLE" or "FAILED" or "CANCELLED")), 0, 0))
            .Concat(Count("components", Resources(state, "component"), 2, 2))
            .Concat(Count("image recipes", Resources(state, "image-recipe"), 1, 1))
            .Concat(Count("infrastructure configurations", Resources(state, "infrastructure-configuration"), 1, 1))
            .Concat(Count("distribution configurations", Resources(state, "distribution-configuration"), 2, 2)))
        {
            yield return problem;
        }

        var released = images.Where(IsAvailable).SelectMany(image => image.GetProperty("outputs").EnumerateArray()).Select(output => Text(output, "ami")).ToHashSet(StringComparer.Ordinal);
        var amis = state.GetProperty("amis").EnumerateArray().Where(ami => Tags(ami).ContainsKey(ImageTags.Recipe)).ToList();
        foreach (var region in Regions)
        {
            var here = amis.Where(ami => Text(ami, "region") == region).ToList();
            foreach (var problem in Count($"released AMIs in {region}", here.Count(ami => released.Contains(Text(ami, "id"))), 1, 1)
                .Concat(Count($"other AMIs in {region}", here.Count(ami => !released.Contains(Text(ami, "id"))), 0, lost)))
            {
                yield return problem;
            }
        }

        foreach (var (what, tags, wanted) in builds.Where(IsAvailable).Select(each => ("build", Tags(each), (string[])[ImageTags.Recipe, ImageTags.Fingerprint, ImageTags.Run]))
            .Concat(distributions.Where(IsAvailable).Select(each => ("distribution", Tags(each), (string[])[ImageTags.Recipe, ImageTags.Fingerprint, ImageTags.Run, ImageTags.Source])))
            .Concat(amis.Select(each => ($"AMI in {Text(each, "region")}", Tags(each), (string[])[ImageTags.Recipe, ImageTags.Fingerprint, ImageTags.Settings]))))
        {
            foreach (var tag in wanted.Where(tag => !tags.ContainsKey(tag)))
            {
                yield return $"the {what} has no tag {tag}";
            }
        }

        foreach (var problem in Count("disk files", files.Count, amis.Count, amis.Count))
        {
            yield return problem;
        }
    }

    private static bool IsAvailable(JsonElement image) => Text(image, "status") == "AVAILABLE";

    private static int Resources(JsonElement state, string kind) => state.GetProperty("resources").EnumerateArray().Count(each => Text(each, "kind") == kind && Tags(each).ContainsKey(ImageTags.Recipe));

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
