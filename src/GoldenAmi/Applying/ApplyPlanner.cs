using GoldenAmi.Builds;
using GoldenAmi.Builds.Images;
using GoldenAmi.Builds.Resolving;
using GoldenAmi.Builds.Resources;
using GoldenAmi.Diagnostics;
using GoldenAmi.Publishing;
using GoldenAmi.Recipes;

namespace GoldenAmi.Applying;

/// <summary>
/// Decides what brings Image Builder's resources to what a recipe says. Pure: facts in, operations out. Immutable things get a new version, configurations that are named by their content are never changed,
/// the pipeline is changed in place; nothing is deleted but a pipeline of ours that the recipe has no more.
/// </summary>
internal static class ApplyPlanner
{
    /// <returns>In the order in which they are to be done: each needs those before it.</returns>
    /// <exception cref="UserErrorException">GA0335.</exception>
    public static IReadOnlyList<ApplyOperation> Plan(ResolvedRecipe resolved, ApplyFacts facts)
    {
        var recipe = resolved.Recipe;
        if (recipe.Pipeline is { } pipeline)
        {
            return PlanSeen(resolved, pipeline, new ApplySight([], [], [], [], facts));
        }

        // Without a pipeline in the recipe another's pipeline is no concern of ours.
        var resources = Resources(ResourcePlanner.Plan(resolved, facts.Resources));
        return facts.Pipeline is { } old && IsOurs(old, recipe) ? [new ApplyOperation.DeletePipeline(old, "the recipe has no pipeline any more; its images and recipes stay"), .. resources] : resources;
    }

    /// <summary>The same of a recipe with a pipeline, as far as it was seen: a row for each part that was not, and nothing claimed of what depends on it.</summary>
    /// <exception cref="UserErrorException">GA0335.</exception>
    public static IReadOnlyList<ApplyOperation> PlanSeen(ResolvedRecipe resolved, Pipeline pipeline, ApplySight sight)
    {
        var (recipe, facts) = (resolved.Recipe, sight.Facts);
        CheckOwner(recipe, facts.Pipeline);
        var name = PipelineResource.Name(recipe);
        var arePartsSeen = sight.Resources.Count + sight.ImageRecipe.Count + sight.Distribution.Count == 0;
        return
        [
            .. sight.Resources.Count > 0 ? NotSeenRows("resources", sight.Resources) : Resources(ResourcePlanner.Plan(resolved, facts.Resources).Where(operation => operation is not ResourceOperation.CreateImageRecipe)),
            .. sight.ImageRecipe.Count > 0 ? NotSeenRows($"image recipe {PipelineRecipe.NameOf(recipe)}", sight.ImageRecipe) : [ImageRecipe(resolved, facts)],
            .. sight.Distribution.Count > 0 ? NotSeenRows($"distribution configuration {DistributionResource.OfPipeline(recipe).Name}", sight.Distribution) : Distribution(recipe, facts),
            .. (sight.Pipeline.Count, facts.Pipeline) switch
            {
                ( > 0, _) => NotSeenRows($"image pipeline {name}", sight.Pipeline),
                (_, null) => [new ApplyOperation.CreatePipeline(name, "there is none")],
                (_, var there) when arePartsSeen => [Pipeline(recipe, pipeline, PartsOf(resolved, facts), there)],
                _ => [new ApplyOperation.Nothing("not seen", $"image pipeline {name}", "what it is made of was not seen")],
            },
        ];
    }

    private static IEnumerable<ApplyOperation> NotSeenRows(string resource, IEnumerable<Diagnostic> denials) =>
        denials.Select(denial => new ApplyOperation.Nothing("not seen", resource, NotSeen.Describe(denial)));

    /// <summary>Whether anything would be done.</summary>
    public static bool HasChanges(IEnumerable<ApplyOperation> operations) => operations.Any(operation => operation is not ApplyOperation.Nothing);

    /// <summary>Whom the pipeline's images went to and go to no more: what they have already stays theirs.</summary>
    public static IReadOnlyList<Diagnostic> NotRemoved(Recipe recipe, ApplyFacts facts) => facts.LastDistribution is not { } last ? [] :
    [
        .. from change in ValueChange.Between(last, DistributionResource.OfPipeline(recipe).Values)
           let region = change.Name.Split(' ')[0]
           let kind = change.Name[region.Length..].TrimStart()
           where kind == "copyTo" || kind.StartsWith("share ", StringComparison.Ordinal)
           let gone = DistributionValues.ListOf(change.Old).Except(DistributionValues.ListOf(change.New)).ToList()
           where gone.Count > 0
           select new Diagnostic(
               ErrorCode.NotRemoved,
               $"Not removed: images that the pipeline '{PipelineResource.Name(recipe)}' distributed so far stay {(kind == "copyTo" ? "copied to" : "shared with")} {string.Join(", ", gone)} in {region}, which the recipe names no more.",
               RegionPlace.Of(recipe, region),
               kind == "copyTo" ? "deregister the copies there when nothing uses them: aws ec2 deregister-image." : "take the permissions away: aws ec2 modify-image-attribute --launch-permission Remove=…") { Severity = Severity.Warning },
    ];

    private static List<ApplyOperation> Resources(IEnumerable<ResourceOperation> operations) =>
    [
        .. operations.Select<ResourceOperation, ApplyOperation>(operation => operation switch
        {
            ResourceOperation.Keep or ResourceOperation.Drift => new ApplyOperation.Nothing(PlanWriter.Planned(operation).Operation, operation.Resource, operation.Reason) { Changes = operation.Changes },
            _ => new ApplyOperation.Make(operation, PlanWriter.Planned(operation).Operation) { Changes = operation.Changes },
        }),
    ];

    private static ApplyOperation ImageRecipe(ResolvedRecipe resolved, ApplyFacts facts)
    {
        var (created, existing) = (Created(resolved, facts), facts.Resources.Components);
        if (facts.PipelineRecipeArn is { } arn)
        {
            return new ApplyOperation.Nothing("reuse", $"image recipe {arn[(arn.IndexOf('/', StringComparison.Ordinal) + 1)..].Replace('/', ' ')}", "it has this content");
        }

        var wanted = PipelineRecipe.Of(resolved, Placeholders(resolved, created, existing));
        return new ApplyOperation.CreatePipelineRecipe(wanted.Name, wanted.Version, facts.LastPipelineRecipe is null ? "create" : "new version", "no version has this content")
        {
            Changes = facts.LastPipelineRecipe is { } last ? ValueChange.Between(last, wanted.Values) : [],
        };
    }

    private static IEnumerable<ApplyOperation> Distribution(Recipe recipe, ApplyFacts facts)
    {
        var found = facts.Distribution ?? throw new System.Diagnostics.UnreachableException();
        foreach (var drift in found.Drifts)
        {
            yield return new ApplyOperation.Nothing("drift", $"distribution configuration {drift.Name}", "it was changed by hand; it is left alone") { Changes = drift.Changes };
        }

        yield return found.IsThere
            ? new ApplyOperation.Nothing("reuse", $"distribution configuration {found.Name}", "it has this content")
            : new ApplyOperation.CreateDistribution(DistributionResource.OfPipeline(recipe), found.Name, "none has this content")
            {
                Changes = facts.LastDistribution is { } last ? ValueChange.Between(last, DistributionResource.OfPipeline(recipe).Values) : [],
            };
    }

    private static ApplyOperation Pipeline(Recipe recipe, Pipeline pipeline, PipelineParts parts, ExistingPipeline there)
    {
        var wanted = PipelineValues.Of(PipelineResource.Wanted(recipe, pipeline, parts));
        var changes = ValueChange.Between(there.Values, wanted);
        var isAsked = there.Tags.GetValueOrDefault(ImageTags.Settings) == PipelineValues.DigestOf(wanted);
        var isSeen = there.Tags.GetValueOrDefault(ImageTags.Content) == PipelineValues.DigestOf(there.Values);
        return (isAsked, isSeen, changes.Count) switch
        {
            // What was asked for is written down, and since then nobody changed it: also when the service shows it in another form.
            (true, true, _) => new ApplyOperation.Nothing("nothing", $"image pipeline {there.Name}", "it is as the recipe says"),
            (_, _, 0) => new ApplyOperation.MarkPipeline(there, "it is as the recipe says, and that is not written down yet"),
            (true, false, _) => new ApplyOperation.UpdatePipeline(there, IsDrift: true, "it was changed by hand, or disabled after failures; the recipe's values are written back") { Changes = changes },
            _ => new ApplyOperation.UpdatePipeline(there, IsDrift: false, isSeen || !there.Tags.ContainsKey(ImageTags.Content) ? "the recipe changed" : "the recipe changed, and it was changed by hand") { Changes = changes },
        };
    }

    private static PipelineParts PartsOf(ResolvedRecipe resolved, ApplyFacts facts)
    {
        string Arn(string kind, string name) => ResourceNames.ConfigurationArn(resolved, kind, name);
        return new PipelineParts(
            facts.PipelineRecipeArn ?? Arn("image-recipe", $"{PipelineRecipe.NameOf(resolved.Recipe)}/{resolved.Recipe.Version.Value}.x"),
            Arn(InfrastructureResource.Kind, facts.Resources.InfrastructureName ?? InfrastructureResource.Of(resolved.Recipe).Name),
            Arn(DistributionResource.Kind, facts.Distribution!.Name))
        {
            Workflows = WorkflowResources.Configurations(resolved, WorkflowArns(resolved, facts)),
        };
    }

    /// <summary>Digest of a workflow's document → ARN of the version that holds it, or will.</summary>
    private static Dictionary<string, string> WorkflowArns(ResolvedRecipe resolved, ApplyFacts facts)
    {
        var arns = new Dictionary<string, string>(facts.Resources.Workflows, StringComparer.Ordinal);
        foreach (var wanted in WorkflowResources.Plan(resolved, facts.Resources).OfType<ResourceOperation.CreateWorkflow>())
        {
            arns[wanted.Digest] = ResourceNames.ConfigurationArn(resolved, $"workflow/{wanted.Document.Type.ToString().ToLowerInvariant()}", $"{wanted.Name}/{wanted.Version}/1");
        }

        return arns;
    }

    /// <summary>Digest of a document → name and version of the component that will hold it.</summary>
    private static Dictionary<string, string> Created(ResolvedRecipe resolved, ApplyFacts facts) =>
        ResourcePlanner.Plan(resolved, facts.Resources).OfType<ResourceOperation.CreateComponent>()
            .ToDictionary(component => component.Digest, component => $"component/{component.Name}/{component.Version}/1", StringComparer.Ordinal);

    private static Dictionary<string, string> Placeholders(ResolvedRecipe resolved, Dictionary<string, string> created, IReadOnlyDictionary<string, string> existing) =>
        resolved.Components.OfType<ResolvedComponent.Document>().Select(document => document.Digest).Distinct(StringComparer.Ordinal)
            .ToDictionary(digest => digest, digest => existing.GetValueOrDefault(digest) ?? created[digest], StringComparer.Ordinal);

    private static bool IsOurs(ExistingPipeline there, Recipe recipe) =>
        there.Tags.GetValueOrDefault(ImageTags.Recipe) == recipe.Name.Value && there.Tags.GetValueOrDefault(ImageTags.Variant) == recipe.Variant;

    /// <exception cref="UserErrorException">GA0345: the pipeline of the recipe's name is somebody else's.</exception>
    internal static void CheckOwner(Recipe recipe, ExistingPipeline? there)
    {
        if (there is not null && !IsOurs(there, recipe))
        {
            throw Foreign(recipe, there);
        }
    }

    private static UserErrorException Foreign(Recipe recipe, ExistingPipeline there) => new(Ending.Refused, new Diagnostic(
        ErrorCode.PipelineForeign,
        $"There is an image pipeline '{there.Name}' that is not this recipe's: its tag {ImageTags.Recipe} is '{there.Tags.GetValueOrDefault(ImageTags.Recipe) ?? "not there"}', not '{recipe.Name.Value}'.",
        recipe.Pipeline?.Place,
        $"delete or rename that pipeline, or give it the tag {ImageTags.Recipe}={recipe.Name.Value} when it is this recipe's."));
}
