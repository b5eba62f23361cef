using GoldenAmi.Aws;
using GoldenAmi.Builds.Resources;
using GoldenAmi.Publishing;
using GoldenAmi.Recipes;

namespace GoldenAmi.Builds;

/// <summary>Turns a decision into the operations that would follow from it.</summary>
internal sealed class PlanWriter(AwsClients clients)
{
    public async Task<BuildPlan> WriteAsync(ResolvedRecipe resolved, Surroundings seen, BuildDecision decision, CancellationToken ct)
    {
        var resources = decision is BuildDecision.Build
            ? ResourcePlanner.Plan(resolved, await new ResourceReader(clients).ReadForPlanAsync(resolved, seen.ImageRecipe, ct))
            : [];
        return new BuildPlan(decision is not BuildDecision.Reuse, decision.Reason, [.. Operations(resolved, seen, decision, resources)], resolved.Fingerprint.Inputs)
        {
            NewImage = decision is BuildDecision.Build or BuildDecision.Attach or BuildDecision.Resume,
        };
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
        return decision switch
        {
            BuildDecision.Reuse reuse => reuse.Images.Select(image => new PlannedOperation("keep", $"{image.Id} in {image.Region}", reuse.Reason)),
            BuildDecision.Publish publish => Copies(publish, elsewhere),
            BuildDecision.Attach attach =>
                [new("follow", $"image {name} {attach.Image.Arn.Version}/{attach.Image.Arn.Build}", attach.Reason), .. elsewhere.Select(AfterTests)],
            BuildDecision.Resume resume =>
                [new("resume", $"image {name} {resume.Image.Arn.Version}/{resume.Image.Arn.Build}", resume.Reason), .. elsewhere.Select(AfterTests)],
            BuildDecision.Build build =>
            [
                .. resources.Select(Planned),
                new("create", $"image {name} {seen.ImageRecipe?.Version.ToString() ?? $"{resolved.Recipe.Version.Value}.x"} in {seen.Facts.Home}", build.Reason),
                .. elsewhere.Select(AfterTests),
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

    private static IEnumerable<PlannedOperation> Copies(BuildDecision.Publish publish, IReadOnlyList<Identifiers.Region> elsewhere) => publish.Step switch
    {
        DistributionStep.Start start => start.Regions.Select(region => new PlannedOperation("copy", $"{publish.Image.Arn} to {region}", publish.Reason)),
        DistributionStep.Attach attach => [new PlannedOperation("follow", $"distribution {attach.Distribution.Arn}", publish.Reason)],
        DistributionStep.Retry retry => [new PlannedOperation("resume", $"distribution {retry.Distribution.Arn}", publish.Reason)],
        _ => elsewhere.Select(AfterTests),
    };

    private static PlannedOperation AfterTests(Identifiers.Region region) => new("copy", $"the new image to {region}", "after its tests have passed");
}
