using System.Diagnostics;
using System.Globalization;
using GoldenAmi.Builds.Deciding;
using GoldenAmi.Builds.Fingerprints;
using GoldenAmi.Builds.Images;
using GoldenAmi.Builds.Resolving;
using GoldenAmi.Identifiers;
using GoldenAmi.Publishing;
using GoldenAmi.Recipes;
using GoldenAmi.Tests.Builds.Running;

namespace GoldenAmi.Benchmarks.Build;

/// <summary>What deciding costs when everything is known: facts of many recipes in many regions, each with a history.</summary>
internal static class PlanCosts
{
    private const int Recipes = 500;
    private const int Regions = 20;
    private const int Builds = 10;

    public static void Print(TextWriter output)
    {
        var regions = Enumerable.Range(1, Regions).Select(number => Region.Parse($"us-east-{number}")).ToList();
        var facts = Enumerable.Range(1, Recipes).Select(recipe => Facts(recipe, regions)).ToList();
        var recipes = Enumerable.Range(1, Recipes).Select(recipe => CloudWorld.Web(page: $"page {recipe}")).ToList();
        GC.Collect();
        var (start, before) = (Stopwatch.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
        var decisions = facts.Select(BuildDecider.Decide).ToList();
        var distinct = recipes.Select(Digest).Distinct(StringComparer.Ordinal).Count();
        var (took, allocated) = (Stopwatch.GetElapsedTime(start), GC.GetAllocatedBytesForCurrentThread() - before);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Recipes} recipes x {Regions} regions, {Builds} releases each: {distinct} fingerprints and {decisions.Count(decision => decision is BuildDecision.Reuse)} decisions to reuse in {took.TotalSeconds:0.000} s (budget 5 s, {took.TotalSeconds / 5:0.000}), {allocated / 1048576.0:0.0} MB allocated, {Environment.WorkingSet / 1048576.0:0} MB resident (budget 300 MB)"));
    }

    private static string Digest(Recipe recipe) => Fingerprint.Of(
        recipe, new ResolvedParent(AmiId.Parse("ami-0123456789abcdef0"), "x86_64"),
        [
            .. recipe.Components.OfType<ComponentUse.Document>().Select(document => new ResolvedComponent.Document(document, ContentDigest.OfText(document.Text), IsTest: false)),
            .. recipe.Tests.OfType<ComponentUse.Document>().Select(document => new ResolvedComponent.Document(document, ContentDigest.OfText(document.Text), IsTest: true)),
        ]).Value;

    private static BuildFacts Facts(int recipe, List<Region> regions)
    {
        var now = new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
        var account = AccountId.Parse("111122223333");
        AmiId Id(int region, int build) => AmiId.Parse(string.Create(CultureInfo.InvariantCulture, $"ami-{recipe:x4}{region:x3}{build:x10}"));
        ImageArn Arn(int build) => ImageArn.Parse(string.Create(CultureInfo.InvariantCulture, $"arn:aws:imagebuilder:us-east-1:111122223333:image/web{recipe}/1.4.0/{build}"));
        var builds = Enumerable.Range(0, Builds).SelectMany(number => new[]
        {
            new ImageBuild(Arn((number * 2) + 1), BuildState.Available) { CreatedAt = now, Outputs = [new OutputAmi(regions[0], Id(0, number))] },
            new ImageBuild(Arn((number * 2) + 2), BuildState.Available)
            {
                CreatedAt = now,
                Tags = new Dictionary<string, string>(StringComparer.Ordinal) { [ImageTags.Distribution] = "sha256:0", [ImageTags.Source] = Arn((number * 2) + 1).Value },
                Outputs = [.. regions.Select((region, index) => new OutputAmi(region, Id(index, number)))],
            },
        });
        return new BuildFacts
        {
            Home = regions[0],
            Regions = [.. regions.Select(region => new WantedRegion(region, "sha256:1"))],
            Now = now,
            Builds = [.. builds],
            Images =
            [
                .. from number in Enumerable.Range(0, Builds)
                   from region in Enumerable.Range(0, regions.Count)
                   select new RegionalAmi(regions[region], account, "x86_64", Id(region, number), AmiState.Available) { Name = "web", CreatedAt = now, RootSnapshot = "snap-0abcdef1234567890" },
            ],
        };
    }
}
