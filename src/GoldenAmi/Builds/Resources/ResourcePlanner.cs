using GoldenAmi.Builds.Resolving;

namespace GoldenAmi.Builds.Resources;

/// <summary>Decides which resources of Image Builder are to be created before an image is. Pure; nothing is ever updated or deleted.</summary>
internal static class ResourcePlanner
{
    /// <returns>In the order in which they are to be done: each needs those before it.</returns>
    public static IReadOnlyList<ResourceOperation> Plan(ResolvedRecipe resolved, ExistingResources existing)
    {
        var recipe = resolved.Recipe;
        var operations = new List<ResourceOperation>();
        if (existing.ImageRecipe is { } version)
        {
            operations.Add(new ResourceOperation.Keep($"image recipe {recipe.ResourceName} {version.Version}", "it has this fingerprint"));
        }
        else
        {
            operations.AddRange(Components(resolved, existing));
            var versions = operations.OfType<ResourceOperation.CreateComponent>().ToDictionary(component => component.Digest, component => $"{component.Name} {component.Version}", StringComparer.Ordinal);
            operations.Add(new ResourceOperation.CreateImageRecipe(recipe.ResourceName, $"{recipe.Version.Value}.x", "no version has this fingerprint")
            {
                Changes = existing.LastRecipe is { } last ? ValueChange.Between(last, RecipeValues.Of(resolved, versions, existing.Components)) : [],
            });
        }

        operations.AddRange(WorkflowResources.Plan(resolved, existing));
        operations.AddRange(existing.InfrastructureDrifts.Select(drift => new ResourceOperation.Drift($"infrastructure configuration {drift.Name}", "it was changed by hand; it is left alone") { Changes = drift.Changes }));
        var infrastructure = InfrastructureResource.Of(recipe) is var wanted && existing.InfrastructureName is { } name ? wanted with { Name = name } : wanted;
        operations.Add(existing.HasInfrastructure
            ? new ResourceOperation.Keep($"infrastructure configuration {infrastructure.Name}", "it has this content")
            : new ResourceOperation.CreateInfrastructure(infrastructure, "none has this content"));
        return operations;
    }

    private static IEnumerable<ResourceOperation> Components(ResolvedRecipe resolved, ExistingResources existing)
    {
        var newest = new Dictionary<string, ComponentVersion>(existing.Newest, StringComparer.Ordinal);
        foreach (var document in resolved.Components.OfType<ResolvedComponent.Document>().DistinctBy(document => document.Digest))
        {
            var name = ResourceNames.Component(resolved.Recipe, document.Use.File);
            if (existing.Components.TryGetValue(document.Digest, out var arn))
            {
                yield return new ResourceOperation.Keep($"component {arn[(arn.IndexOf('/', StringComparison.Ordinal) + 1)..]}", $"it has the content of {document.Use.File}");
                continue;
            }

            var next = newest.TryGetValue(name, out var last) && last >= First ? last with { Patch = last.Patch + 1 } : First;
            newest[name] = next;
            yield return new ResourceOperation.CreateComponent(document.Use, document.Digest, name, next, $"no version has the content of {document.Use.File}")
            {
                Changes = existing.Newest.TryGetValue(name, out var before)
                    ? [new("content", existing.NewestContent.GetValueOrDefault(name), document.Digest), new("version", before.ToString(), next.ToString())]
                    : [],
            };
        }
    }

    private static readonly ComponentVersion First = new(1, 0, 0);
}
