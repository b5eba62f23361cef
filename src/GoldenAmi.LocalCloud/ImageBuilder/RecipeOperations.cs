using System.Text.Json.Nodes;
using GoldenAmi.Diagnostics;
using GoldenAmi.LocalCloud.ImageBuilder.Sharing;
using GoldenAmi.LocalCloud.Protocol;
using GoldenAmi.LocalCloud.State;

namespace GoldenAmi.LocalCloud.ImageBuilder;

/// <summary>Operations on image recipes.</summary>
internal static class RecipeOperations
{
    /// <summary>Image Builder's quota "Components per recipe" (https://docs.aws.amazon.com/general/latest/gr/imagebuilder.html).</summary>
    private const int MostComponents = 20;

    private static readonly Dictionary<string, Func<ResourceRecord, IEnumerable<string?>>> Filters = new(StringComparer.Ordinal)
    {
        ["name"] = recipe => [recipe.Name],
        ["parentImage"] = recipe => [recipe.Given.Text("parentImage")],
        ["platform"] = _ => ["Linux"],
    };

    public static JsonObject Create(Call call)
    {
        var asked = call.Input.RequiredText("semanticVersion");
        Versions.Check(asked);
        CheckComponents(call);
        ParentImage.Find(call, call.Input.RequiredText("parentImage"));
        var name = call.Input.RequiredText("name");
        var versions = Catalog.Own(call, ResourceKinds.ImageRecipe).Where(each => Arns.Slug(each.Name) == Arns.Slug(name)).Select(each => each.Version!).ToList();
        var version = Versions.HasWildcard(asked) ? Versions.Next(asked, versions) : asked;
        if (versions.Contains(version))
        {
            throw BuilderErrors.Exists(ResourceKinds.ImageRecipe, name, version);
        }

        var recipe = ResourceOperations.Add(call, ResourceKinds.ImageRecipe, version);
        var answer = ResourceOperations.Created(call, "imageRecipeArn", recipe.Arn);
        answer["latestVersionReferences"] = ResourceOperations.LatestReferences(call.Region, call.Account, ResourceKinds.ImageRecipe, name, version);
        return answer;
    }

    public static JsonObject Get(Call call)
    {
        var recipe = Catalog.Get(call, ResourceKinds.ImageRecipe, call.Input.RequiredText("imageRecipeArn"));
        return new JsonObject
        {
            ["requestId"] = call.RequestId,
            ["imageRecipe"] = ResourceAnswers.Recipe(recipe),
            ["latestVersionReferences"] =
                ResourceOperations.LatestReferences(call.Region, call.Account, ResourceKinds.ImageRecipe, recipe.Name, recipe.Version!),
        };
    }

    public static JsonObject List(Call call)
    {
        var owned = call.Input.Text("owner") switch
        {
            null or "Self" => Catalog.Own(call, ResourceKinds.ImageRecipe),
            "Shared" => Shared.Resources(call, ResourceKinds.ImageRecipe),
            _ => [],
        };
        return ListFilters.Answer(call, "imageRecipeSummaryList", ListFilters.Page(call, ListFilters.Apply(call, owned, Filters)), ResourceAnswers.RecipeSummary);
    }

    private static void CheckComponents(Call call)
    {
        var components = call.Input.Structures("components");
        if (components.Count == 0)
        {
            // The model leaves the member optional; AWS's prose asks for at least one.
            throw BuilderErrors.Value("components", "At least one component is needed.");
        }

        if (components.Count > MostComponents)
        {
            throw Quotas.Exceeded($"A recipe has at most {MostComponents} components; this one has {components.Count}.");
        }

        foreach (var given in components)
        {
            CheckParameters(given, Catalog.Get(call, ResourceKinds.Component, given.RequiredText("componentArn")));
        }
    }

    private static void CheckParameters(JsonObject given, ResourceRecord component)
    {
        var place = new SourcePlace("components", 1, 1);
        var values = given.Structures("parameters").Select(each => (each.RequiredText("name"), string.Join(",", each.Texts("value")), place));
        var errors = ResourceAnswers.Document(component).CheckParameters(values, place).Where(each => each.Severity == Severity.Error).ToList();
        if (errors.Count > 0)
        {
            throw BuilderErrors.Value("components", string.Join(" ", errors.Select(each => each.Message)));
        }
    }
}
