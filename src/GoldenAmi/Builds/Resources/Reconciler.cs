using GoldenAmi.Aws;
using GoldenAmi.Builds.Images;
using GoldenAmi.Builds.Resolving;
using GoldenAmi.Diagnostics;
using GoldenAmi.Recipes;
using GoldenAmi.Reports;

namespace GoldenAmi.Builds.Resources;

/// <summary>
/// Brings the resources that an image needs into being. What a concurrent run made first is looked up again and used; what a dead run left is found.
/// </summary>
internal sealed class Reconciler(AwsClients clients, IReport report)
{
    /// <summary>How often a version number may be snatched away by other runs.</summary>
    private const int Rounds = 5;

    public async Task<Reconciled> ReconcileAsync(ResolvedRecipe resolved, ImageRecipeVersion? imageRecipe, CancellationToken ct)
    {
        var existing = await new ResourceReader(clients).ReadAsync(resolved, imageRecipe, ct);
        for (var round = 0; round < Rounds; round++)
        {
            if (await TryAllAsync(resolved, existing, ct) is { } done)
            {
                return done;
            }

            imageRecipe ??= await new ImageRecipeReader(clients).FindAsync(resolved, ct);
            existing = SkipTaken(existing, await new ResourceReader(clients).ReadAsync(resolved, imageRecipe, ct));
        }

        throw new UserErrorException(Ending.Refused, new Diagnostic(
            ErrorCode.VersionContended, $"Other runs took each version number that this run tried for a resource of '{resolved.Recipe.ResourceName}', {Rounds} times.", resolved.Recipe.Name.Place,
            "run again; let fewer runs of the same recipe change components at once."));
    }

    /// <summary>A version that is taken but that the list does not show yet would be tried for ever: the next round starts above it.</summary>
    private static ExistingResources SkipTaken(ExistingResources before, ExistingResources now) => now with
    {
        Newest = SkipTaken(before.Newest, now.Newest),
        NewestWorkflows = SkipTaken(before.NewestWorkflows, now.NewestWorkflows),
    };

    private static Dictionary<string, ComponentVersion> SkipTaken(IReadOnlyDictionary<string, ComponentVersion> before, IReadOnlyDictionary<string, ComponentVersion> now) =>
        before.Concat(now).GroupBy(pair => pair.Key, StringComparer.Ordinal).ToDictionary(
            pairs => pairs.Key,
            pairs => pairs.Max(pair => pair.Value) is var newest && before.GetValueOrDefault(pairs.Key) == newest ? newest with { Patch = newest.Patch + 1 } : newest,
            StringComparer.Ordinal);

    /// <returns>Null when another run took a version number.</returns>
    private async Task<Reconciled?> TryAllAsync(ResolvedRecipe resolved, ExistingResources existing, CancellationToken ct)
    {
        var components = new Dictionary<string, string>(existing.Components, StringComparer.Ordinal);
        var workflows = new Dictionary<string, string>(existing.Workflows, StringComparer.Ordinal);
        var imageRecipe = existing.ImageRecipe;
        foreach (var operation in ResourcePlanner.Plan(resolved, existing))
        {
            switch (operation)
            {
                case ResourceOperation.Keep:
                    break;
                case ResourceOperation.Drift drift:
                    report.Say(drift.Resource, $"was changed by hand ({string.Join(", ", drift.Changes.Select(change => change.Name))}) and is left alone");
                    break;
                case ResourceOperation.CreateComponent component:
                    if (await CreateComponentAsync(resolved.Recipe, component, ct) is not { } arn)
                    {
                        return null;
                    }

                    components[component.Digest] = arn;
                    report.Say(component.Resource, "created");
                    break;
                case ResourceOperation.CreateWorkflow workflow:
                    if (await CreateWorkflowAsync(resolved.Recipe, workflow, ct) is not { } made)
                    {
                        return null;
                    }

                    workflows[workflow.Digest] = made;
                    report.Say(workflow.Resource, "created");
                    break;
                case ResourceOperation.CreateImageRecipe create:
                    if (await CreateRecipeAsync(resolved, create, components, ct) is not { } created)
                    {
                        return null;
                    }

                    imageRecipe = created;
                    report.Say($"image recipe {create.Name}", $"{created.Version} created");
                    break;
                case ResourceOperation.CreateInfrastructure infrastructure:
                    await CreateInfrastructureAsync(resolved.Recipe, infrastructure.Wanted, ct);
                    report.Say(infrastructure.Resource, "created");
                    break;
                default:
                    throw new System.Diagnostics.UnreachableException();
            }
        }

        // The plan keeps an image recipe or creates one.
        return new Reconciled(
            imageRecipe ?? throw new System.Diagnostics.UnreachableException(),
            ResourceNames.ConfigurationArn(resolved, InfrastructureResource.Kind, existing.InfrastructureName ?? InfrastructureResource.Of(resolved.Recipe).Name))
        {
            Workflows = WorkflowResources.Configurations(resolved, workflows),
        };
    }

    private async Task<string?> CreateComponentAsync(Recipe recipe, ResourceOperation.CreateComponent wanted, CancellationToken ct)
    {
        var home = recipe.Region.Value.Value;
        var answer = await clients.ImageBuilder(home).CreateComponentAsync(ResourceRequests.Of(recipe, wanted, await new DocumentBucket(clients, recipe).PutLongAsync(wanted.Document.Text, ct)), ct)
            .OrTakenAsync().ExplainAsync("imagebuilder:CreateComponent", home);
        return answer is null ? null : answer.ComponentBuildVersionArn.Needed("imagebuilder:CreateComponent componentBuildVersionArn");
    }

    private async Task<string?> CreateWorkflowAsync(Recipe recipe, ResourceOperation.CreateWorkflow wanted, CancellationToken ct)
    {
        var home = recipe.Region.Value.Value;
        var answer = await clients.ImageBuilder(home).CreateWorkflowAsync(WorkflowResources.Request(recipe, wanted, await new DocumentBucket(clients, recipe).PutLongAsync(wanted.Document.Text, ct)), ct).OrTakenAsync().ExplainAsync("imagebuilder:CreateWorkflow", home);
        return answer is null ? null : answer.WorkflowBuildVersionArn.Needed("imagebuilder:CreateWorkflow workflowBuildVersionArn");
    }

    private async Task<ImageRecipeVersion?> CreateRecipeAsync(
        ResolvedRecipe resolved, ResourceOperation.CreateImageRecipe wanted, IReadOnlyDictionary<string, string> components, CancellationToken ct)
    {
        var home = resolved.Recipe.Region.Value.Value;
        var answer = await clients.ImageBuilder(home).CreateImageRecipeAsync(ResourceRequests.Of(resolved, wanted, components), ct)
            .OrTakenAsync().ExplainAsync("imagebuilder:CreateImageRecipe", home);
        return answer is null ? null : ImageRecipeVersion.Find(answer.ImageRecipeArn).Needed("imagebuilder:CreateImageRecipe imageRecipeArn");
    }

    // Taken means that it is there with this very content, which is in its name.
    private async Task CreateInfrastructureAsync(Recipe recipe, InfrastructureResource wanted, CancellationToken ct) =>
        await clients.ImageBuilder(recipe.Region.Value.Value).CreateInfrastructureConfigurationAsync(wanted.ToRequest(recipe), ct)
            .OrTakenAsync().ExplainAsync("imagebuilder:CreateInfrastructureConfiguration", recipe.Region.Value.Value);
}

/// <summary>What an image is made with.</summary>
internal sealed record Reconciled(ImageRecipeVersion ImageRecipe, string InfrastructureArn)
{
    /// <summary>Null: Image Builder's own.</summary>
    public IReadOnlyList<Amazon.Imagebuilder.Model.WorkflowConfiguration>? Workflows { get; init; }
}
