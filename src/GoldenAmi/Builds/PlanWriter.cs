using GoldenAmi.Aws;
using GoldenAmi.Builds.Deciding;
using GoldenAmi.Builds.Images;
using GoldenAmi.Builds.Resolving;
using GoldenAmi.Builds.Resources;
using GoldenAmi.Diagnostics;
using GoldenAmi.Gates;
using GoldenAmi.Publishing;
using GoldenAmi.Recipes;

namespace GoldenAmi.Builds;

/// <summary>Turns a decision into the operations that would follow from it.</summary>
internal sealed class PlanWriter(AwsClients clients)
{
    public async Task<BuildPlan> WriteAsync(ResolvedRecipe resolved, Surroundings seen, BuildDecision decision, CancellationToken ct)
    {
        var (there, denials) = decision is BuildDecision.Build ? await ReadResourcesAsync(resolved, seen.ImageRecipe, ct) : (null, []);
        var resources = there is null ? [] : ResourcePlanner.Plan(resolved, there);
        var isJudged = FindGate(resolved, decision, seen.Facts.Now) is not null;
        IEnumerable<PlannedOperation> rows = [.. denials.Select(NotSeen.Row), .. Operations(resolved, seen, decision, resources)];
        return new BuildPlan(decision is not BuildDecision.Reuse || isJudged, decision.Reason, [.. rows], resolved.Fingerprint.Inputs)
        {
            NewImage = decision is BuildDecision.Build or BuildDecision.Attach or BuildDecision.Resume,
            Warnings = [.. denials.Select(NotSeen.Warning)],
            Resources = there,
        };
    }

    private const string Later = "after its tests have passed";

    /// <summary>The plan when neither parent nor components could be looked up.</summary>
    public static BuildPlan Unseen(Recipe recipe, IReadOnlyList<Diagnostic> denials) =>
        new(false, $"what a build of '{recipe.ResourceName}' would do was not seen", [.. denials.Select(NotSeen.Row)], []) { Warnings = [.. denials.Select(NotSeen.Warning)] };

    /// <summary>The plan when it was not seen what is there of the image: its resources are planned all the same.</summary>
    public async Task<BuildPlan> WriteUnseenAsync(ResolvedRecipe resolved, IReadOnlyList<Diagnostic> denials, CancellationToken ct)
    {
        var (there, more) = await ReadResourcesAsync(resolved, imageRecipe: null, ct);
        var resources = there is null ? [] : ResourcePlanner.Plan(resolved, there);
        List<Diagnostic> all = [.. denials, .. more];
        return new BuildPlan(false, $"whether '{resolved.Recipe.ResourceName}' is to be built was not seen", [.. all.Select(NotSeen.Row).Distinct(), .. resources.Select(Planned)], resolved.Fingerprint.Inputs)
        {
            Warnings = [.. all.Select(NotSeen.Warning)],
            Resources = there,
        };
    }

    private async Task<(ExistingResources? There, IReadOnlyList<Diagnostic> Denials)> ReadResourcesAsync(ResolvedRecipe resolved, ImageRecipeVersion? imageRecipe, CancellationToken ct)
    {
        var reader = new ResourceReader(clients);
        var whole = await reader.ReadForPlanAsync(resolved, imageRecipe, ct).OrNotSeenAsync();
        if (whole.Value is { } there)
        {
            return (there, []);
        }

        // Without the old values, when it is they that may not be read
        var bare = await reader.ReadAsync(resolved, imageRecipe, ct).OrNotSeenAsync();
        return (bare.Value, whole.Denials);
    }

    /// <summary>A plan in which the parent is one that is still to be built.</summary>
    public static BuildPlan Upon(string parent, BuildPlan plan) => plan with
    {
        Inputs = [.. plan.Inputs.Select(input => input.Name == "parent" ? input with { Value = $"the new image of {parent}" } : input)],
    };

    /// <summary>The plan of a recipe whose parent was never built: what it needs cannot be looked up.</summary>
    public static BuildPlan WithoutParent(Recipe recipe, BuildDecision decision) => new(true, decision.Reason,
        [
            new("create", $"image {recipe.ResourceName} {recipe.Version.Value}.x in {recipe.Region.Value}", decision.Reason),
            .. recipe.Distribution.Regions.Select(region => region.Region.Value).Where(region => region != recipe.Region.Value).Order().Select(AfterTests),
        ], [])
    {
        NewImage = true,
    };

    /// <summary>Pure.</summary>
    internal static IEnumerable<PlannedOperation> Operations(ResolvedRecipe resolved, Surroundings seen, BuildDecision decision, IEnumerable<ResourceOperation> resources)
    {
        var name = resolved.Recipe.ResourceName;
        var elsewhere = seen.Facts.Regions.Select(wanted => wanted.Region).Where(region => region != seen.Facts.Home).Order().ToList();
        PlannedOperation[] gate = FindGate(resolved, decision, seen.Facts.Now) is { } judge ? [judge] : [];
        IEnumerable<PlannedOperation> later = [.. gate, .. elsewhere.Select(AfterTests), .. Reach(seen.Facts.Regions, "the new image", Later)];
        return decision switch
        {
            BuildDecision.Reuse reuse => gate.Concat(reuse.Images.Select(image => new PlannedOperation("keep", $"{image.Id} in {image.Region}", reuse.Reason))),
            BuildDecision.Publish publish => gate.Concat(Copies(publish, seen.Facts, elsewhere)),
            BuildDecision.Attach attach =>
                [new("follow", $"image {name} {attach.Image.Arn.Version}/{attach.Image.Arn.Build}", attach.Reason), .. later],
            BuildDecision.Resume resume =>
                [new("resume", $"image {name} {resume.Image.Arn.Version}/{resume.Image.Arn.Build}", resume.Reason), .. later],
            BuildDecision.Build build =>
            [
                .. resources.Select(Planned),
                new("create", $"image {name} {seen.ImageRecipe?.Version.ToString() ?? $"{resolved.Recipe.Version.Value}.x"} in {seen.Facts.Home}", build.Reason),
                .. later,
            ],
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>A resource's operation as plans name it.</summary>
    internal static PlannedOperation Planned(ResourceOperation operation) => new(
        operation switch
        {
            ResourceOperation.Keep => "reuse",
            ResourceOperation.Drift => "drift",
            { Changes.Count: > 0 } => "new version",
            _ => "create",
        },
        operation.Resource,
        operation.Reason) { Changes = operation.Changes };

    /// <summary>The judgement of findings that comes before anything leaves; null without a gate, or when the image passed it.</summary>
    private static PlannedOperation? FindGate(ResolvedRecipe resolved, BuildDecision decision, DateTimeOffset now)
    {
        var there = decision switch
        {
            BuildDecision.Reuse reuse => reuse.Image,
            BuildDecision.Publish publish => publish.Image,
            _ => null,
        };
        return resolved.Recipe.Gates.Vulnerabilities is not { } rule ? null
            : there is null ? new("judge", "the findings of the new image", Later)
            : there.Tags.GetValueOrDefault(ImageTags.Gates) == GateDigest.Of(rule, DateOnly.FromDateTime(now.UtcDateTime)) ? null
            : new("judge", $"the findings of {resolved.Recipe.ResourceName} {there.Arn.Version}/{there.Arn.Build}", "it has not passed these gates yet");
    }

    /// <summary>What other accounts get.</summary>
    private static IEnumerable<PlannedOperation> Reach(IEnumerable<WantedRegion> regions, string what, string why) => regions.OrderBy(wanted => wanted.Region).SelectMany(wanted =>
        wanted.CopyTo.Order().Select(account => new PlannedOperation("copy", $"{what} to {wanted.Region} of the account {account}", why))
            .Concat(wanted.SharedWith.Count == 0 ? [] : [new PlannedOperation("share", $"{what} in {wanted.Region} with {string.Join(", ", wanted.SharedWith)}", why)]));

    private static IEnumerable<PlannedOperation> Copies(BuildDecision.Publish publish, BuildFacts facts, IReadOnlyList<Identifiers.Region> elsewhere) => publish.Step switch
    {
        DistributionStep.Start start => start.Regions.Where(region => region != facts.Home).Select(region => new PlannedOperation("copy", $"{publish.Image.Arn} to {region}", publish.Reason))
            .Concat(Reach(facts.Regions.Where(wanted => start.Regions.Contains(wanted.Region)), publish.Image.Arn.Value, publish.Reason)),
        DistributionStep.Attach attach => [new PlannedOperation("follow", $"distribution {attach.Distribution.Arn}", publish.Reason)],
        DistributionStep.Retry retry => [new PlannedOperation("resume", $"distribution {retry.Distribution.Arn}", publish.Reason)],
        _ => elsewhere.Select(AfterTests),
    };

    private static PlannedOperation AfterTests(Identifiers.Region region) => new("copy", $"the new image to {region}", Later);
}
