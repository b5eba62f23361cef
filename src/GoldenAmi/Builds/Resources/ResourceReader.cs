using Amazon.Imagebuilder.Model;
using GoldenAmi.Aws;
using GoldenAmi.Builds.Images;
using GoldenAmi.Builds.Resolving;

namespace GoldenAmi.Builds.Resources;

/// <summary>Looks which of the wanted resources are there.</summary>
internal sealed class ResourceReader(AwsClients clients)
{
    /// <param name="imageRecipe">Known from the facts; when it is there, its components are not needed.</param>
    public async Task<ExistingResources> ReadAsync(ResolvedRecipe resolved, ImageRecipeVersion? imageRecipe, CancellationToken ct)
    {
        var infrastructure = await FindInfrastructureAsync(resolved, ct);
        var existing = new ExistingResources
        {
            ImageRecipe = imageRecipe,
            HasInfrastructure = infrastructure.IsThere,
            InfrastructureName = infrastructure.Name,
            InfrastructureDrifts = infrastructure.Drifts,
        };
        existing = await new WorkflowResources(clients).AddToAsync(existing, resolved, ct);
        return imageRecipe is null ? await WithComponentsAsync(existing, resolved, ct) : existing;
    }

    /// <summary>One call, and one more for each configuration of the name that was changed by hand.</summary>
    private Task<FoundConfiguration> FindInfrastructureAsync(ResolvedRecipe resolved, CancellationToken ct)
    {
        var wanted = InfrastructureResource.Of(resolved.Recipe);
        var values = InfrastructureValues.Of(wanted.ToRequest(resolved.Recipe));
        return FoundConfiguration.FindAsync(wanted.Name, values, async name =>
        {
            var home = resolved.Recipe.Region.Value.Value;
            var arn = ResourceNames.ConfigurationArn(resolved, InfrastructureResource.Kind, name);
            var answer = await clients.Shared.AskAsync(
                $"imagebuilder:GetInfrastructureConfiguration in {home}", arn,
                (wanted, token) => clients.ImageBuilder(home).GetInfrastructureConfigurationAsync(new GetInfrastructureConfigurationRequest { InfrastructureConfigurationArn = wanted }, token), ct)
                .OrMissingAsync().ExplainAsync("imagebuilder:GetInfrastructureConfiguration", home);
            return answer?.InfrastructureConfiguration is not { } there ? null
                : FoundConfiguration.WasUpdated(there.DateCreated, there.DateUpdated) ? InfrastructureValues.Of(there) : values;
        });
    }

    /// <summary>The same with what the newest image recipe of the name holds, so that a plan can say what is another in the next version: two calls more.</summary>
    public async Task<ExistingResources> ReadForPlanAsync(ResolvedRecipe resolved, ImageRecipeVersion? imageRecipe, CancellationToken ct)
    {
        var existing = await ReadAsync(resolved, imageRecipe, ct);
        return imageRecipe is null ? existing with { LastRecipe = await FindLastRecipeAsync(resolved, ct) } : existing;
    }

    private async Task<IReadOnlyDictionary<string, string>?> FindLastRecipeAsync(ResolvedRecipe resolved, CancellationToken ct)
    {
        var home = resolved.Recipe.Region.Value;
        var summaries = await new BuilderLists(clients, home).ImageRecipesAsync(resolved.Recipe.ResourceName, ct);
        return summaries.Select(summary => ImageRecipeVersion.Find(summary.Arn)).OfType<ImageRecipeVersion>().MaxBy(version => version.Version) is { } newest
            && await new ImageRecipeReader(clients).GetAsync(newest.Arn, home, ct) is { } recipe ? RecipeValues.Of(recipe) : null;
    }

    private async Task<ExistingResources> WithComponentsAsync(ExistingResources existing, ResolvedRecipe resolved, CancellationToken ct)
    {
        var documents = resolved.Components.OfType<ResolvedComponent.Document>().ToList();
        if (documents.Count == 0)
        {
            return existing;
        }

        var listed = await ListAsync(resolved, [.. documents.Select(document => ResourceNames.Component(resolved.Recipe, document.Use.File)).Distinct(StringComparer.Ordinal)], ct);
        var components = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var digest in documents.Select(document => document.Digest).Distinct(StringComparer.Ordinal))
        {
            if (await FindAsync(resolved, digest, listed, ct) is { } arn)
            {
                components[digest] = arn;
            }
        }

        return existing with
        {
            Components = components,
            Newest = listed.GroupBy(each => each.Name, StringComparer.Ordinal)
                .ToDictionary(versions => versions.Key, versions => versions.Max(each => each.Version), StringComparer.Ordinal),
            NewestContent = listed.GroupBy(each => each.Name, StringComparer.Ordinal)
                .Select(versions => (Name: versions.Key, Digest: versions.MaxBy(each => each.Version)!.Description.Split(' ').Last()))
                .Where(each => each.Digest.StartsWith("sha256:", StringComparison.Ordinal))
                .ToDictionary(each => each.Name, each => each.Digest, StringComparer.Ordinal),
        };
    }

    private async Task<IReadOnlyList<ListedComponent>> ListAsync(ResolvedRecipe resolved, List<string> names, CancellationToken ct)
    {
        var listed = new List<ListedComponent>();
        foreach (var component in await new BuilderLists(clients, resolved.Recipe.Region.Value).ComponentsAsync("self", names, ct))
        {
            if (component is { Name: { } name, Arn: { } arn } && ComponentVersion.Find(component.Version) is { } version)
            {
                listed.Add(new ListedComponent(name, version, arn, component.Description ?? ""));
            }
        }

        return listed;
    }

    /// <summary>The list shows descriptions but no tags: the digest in the description says which version to look at, its tag proves it.</summary>
    private async Task<string?> FindAsync(ResolvedRecipe resolved, string digest, IEnumerable<ListedComponent> listed, CancellationToken ct)
    {
        var home = resolved.Recipe.Region.Value.Value;
        foreach (var candidate in listed.Where(each => each.Description.Contains(digest, StringComparison.Ordinal)).OrderByDescending(each => each.Version))
        {
            var builds = await clients.Shared.AskAsync(
                $"imagebuilder:ListComponentBuildVersions in {home}", VersionArn(candidate.Arn),
                (arn, token) => clients.ImageBuilder(home).ListComponentBuildVersionsAsync(new ListComponentBuildVersionsRequest { ComponentVersionArn = arn }, token), ct)
                .OrMissingAsync().ExplainAsync("imagebuilder:ListComponentBuildVersions", home);
            var build = (builds?.ComponentSummaryList ?? []).LastOrDefault(summary =>
                summary.Tags?.GetValueOrDefault(ImageTags.Content) == digest && summary.State?.Status?.Value is null or "ACTIVE");
            if (build?.Arn is { } arn)
            {
                return arn;
            }
        }

        return null;
    }

    /// <summary>An ARN without the build number that may stand at its end.</summary>
    internal static string VersionArn(string arn)
    {
        var parts = arn.Split('/');
        return parts.Length == 4 ? string.Join('/', parts[..3]) : arn;
    }

    private sealed record ListedComponent(string Name, ComponentVersion Version, string Arn, string Description);
}
