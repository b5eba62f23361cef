using Amazon.Imagebuilder.Model;
using GoldenAmi.Aws;
using GoldenAmi.Builds;
using GoldenAmi.Builds.Images;
using GoldenAmi.Builds.Resolving;
using GoldenAmi.Builds.Resources;
using GoldenAmi.Diagnostics;
using GoldenAmi.Publishing;
using GoldenAmi.Reports;

namespace GoldenAmi.Applying;

/// <summary>Looks at everything that <c>apply</c> is about.</summary>
internal sealed class ApplyReader(AwsClients clients, IReport report)
{
    /// <exception cref="UserErrorException">With every read that is denied.</exception>
    public async Task<ApplyFacts> ReadAsync(ResolvedRecipe resolved, CancellationToken ct)
    {
        if (resolved.Recipe.Pipeline is null)
        {
            var pipeline = await FindPipelineAsync(resolved, ct);
            var imageRecipe = await new ImageRecipeReader(clients).FindAsync(resolved, ct);
            return new ApplyFacts { Resources = await new ResourceReader(clients).ReadForPlanAsync(resolved, imageRecipe, ct), Pipeline = pipeline };
        }

        var sight = await LookAsync(resolved, known: null, ct);
        return sight.Denials.Count == 0 ? sight.Facts : throw new UserErrorException(Ending.Refused, sight.Denials);
    }

    /// <summary>The same of a recipe with a pipeline, by a role that may not read everything: what may be read is seen.</summary>
    /// <param name="known">What was seen of the resources a moment ago; they are not looked at again when their components were looked at.</param>
    public async Task<ApplySight> LookAsync(ResolvedRecipe resolved, ExistingResources? known, CancellationToken ct)
    {
        var pipeline = await FindPipelineAsync(resolved, ct).OrNotSeenAsync();
        var resources = await FindResourcesAsync(resolved, known, ct).OrNotSeenAsync();
        var recipe = resources.Value is { } there ? await FindPipelineRecipeAsync(resolved, there, ct).OrNotSeenAsync() : new Seen<(string? Arn, IReadOnlyDictionary<string, string>? Last)>(default, resources.Denials);
        var distribution = await FindDistributionAsync(resolved, pipeline.Value, ct).OrNotSeenAsync();
        return new ApplySight(pipeline.Denials, resources.Denials, recipe.Denials, distribution.Denials, new ApplyFacts
        {
            Resources = resources.Value ?? new ExistingResources(),
            Pipeline = pipeline.Value,
            PipelineRecipeArn = recipe.Value.Arn,
            LastPipelineRecipe = recipe.Value.Last,
            Distribution = distribution.Value.Found,
            LastDistribution = distribution.Value.Last,
        });
    }

    /// <summary>The image recipe is left out: a pipeline's is another than that of builds from CI, and its components are always looked at.</summary>
    private async Task<ExistingResources> FindResourcesAsync(ResolvedRecipe resolved, ExistingResources? known, CancellationToken ct) =>
        known is { ImageRecipe: null } ? known : await new ResourceReader(clients).ReadAsync(resolved, imageRecipe: null, ct);

    /// <returns>The wanted one, and what the one holds that the pipeline has now, when that is another.</returns>
    private async Task<(FoundConfiguration? Found, IReadOnlyDictionary<string, string>? Last)> FindDistributionAsync(ResolvedRecipe resolved, ExistingPipeline? pipeline, CancellationToken ct)
    {
        var distributions = new DistributionConfigurations(clients, report);
        var found = await distributions.FindAsync(resolved, DistributionResource.OfPipeline(resolved.Recipe), ct);
        return (found, pipeline?.DistributionName is { } name && name != found.Name ? await distributions.FindValuesAsync(resolved, name, ct) : null);
    }

    public async Task<ExistingPipeline?> FindPipelineAsync(ResolvedRecipe resolved, CancellationToken ct)
    {
        var home = resolved.Recipe.Region.Value.Value;
        var arn = ResourceNames.ConfigurationArn(resolved, PipelineResource.Kind, PipelineResource.Name(resolved.Recipe));
        var answer = await clients.ImageBuilder(home).GetImagePipelineAsync(new GetImagePipelineRequest { ImagePipelineArn = arn }, ct)
            .OrMissingAsync().ExplainAsync("imagebuilder:GetImagePipeline", home);
        return answer?.ImagePipeline is not { } there ? null
            : new ExistingPipeline(there.Name ?? PipelineResource.Name(resolved.Recipe), there.Arn ?? arn, PipelineValues.Of(there), new Dictionary<string, string>(there.Tags ?? [], StringComparer.Ordinal), there.DateUpdated) { Shown = there };
    }

    /// <returns>The one with the wanted content, and what the newest holds.</returns>
    private async Task<(string? Arn, IReadOnlyDictionary<string, string>? Last)> FindPipelineRecipeAsync(ResolvedRecipe resolved, ExistingResources resources, CancellationToken ct)
    {
        var home = resolved.Recipe.Region.Value;
        var documents = resolved.Components.OfType<ResolvedComponent.Document>().Select(document => document.Digest).Distinct(StringComparer.Ordinal).ToList();

        // With a component lacking no image recipe can have the wanted content.
        var wanted = documents.TrueForAll(resources.Components.ContainsKey) ? PipelineRecipe.Of(resolved, resources.Components) : null;
        var listed = (await new BuilderLists(clients, home).ImageRecipesAsync(PipelineRecipe.NameOf(resolved.Recipe), ct))
            .Select(summary => (Version: ImageRecipeVersion.Find(summary.Arn), Content: summary.Tags?.GetValueOrDefault(ImageTags.Content)))
            .Where(each => each.Version is not null).Select(each => (Version: each.Version!, each.Content)).ToList();
        if (wanted is not null && listed.Where(each => each.Content == wanted.Digest).Select(each => each.Version).MinBy(version => version.Version) is { } found)
        {
            return (found.Arn, null);
        }

        if (listed.Select(each => each.Version).MaxBy(version => version.Version) is not { } newest)
        {
            return (null, null);
        }

        return (null, await new ImageRecipeReader(clients).GetAsync(newest.Arn, home, ct) is { } recipe ? RecipeValues.Of(recipe) : null);
    }
}
