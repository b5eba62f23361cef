using Amazon.Imagebuilder.Model;
using GoldenAmi.Builds;
using GoldenAmi.Builds.Fingerprints;
using GoldenAmi.Builds.Images;
using GoldenAmi.Builds.Resolving;
using GoldenAmi.Builds.Resources;
using GoldenAmi.Recipes;

namespace GoldenAmi.Applying;

/// <summary>
/// The image recipe of a pipeline: the recipe's own, but with the parent by its parameter and the components by their wildcards, because in AWS nobody resolves them before the build does.
/// It has a name of its own, so that its versions do not mix with those of builds from CI.
/// </summary>
/// <param name="Values">What it holds, as names and texts.</param>
internal sealed record PipelineRecipe(string Name, string Version, string Digest, IReadOnlyDictionary<string, string> Values, CreateImageRecipeRequest Request)
{
    public static string NameOf(Recipe recipe) => ImageLines.OfSchedule(recipe.ResourceName);

    /// <param name="components">Digest of a document → ARN of its component version.</param>
    public static PipelineRecipe Of(ResolvedRecipe resolved, IReadOnlyDictionary<string, string> components)
    {
        var recipe = resolved.Recipe;
        var (name, version) = (NameOf(recipe), $"{recipe.Version.Value}.x");
        var request = ResourceRequests.Of(resolved, new ResourceOperation.CreateImageRecipe(name, version, ""), components);
        request.ParentImage = ParentOf(resolved);
        foreach (var (use, component) in (request.Components ?? []).Zip(resolved.Components))
        {
            if (component is ResolvedComponent.Existing existing)
            {
                use.ComponentArn = WithVersion(existing.Arn, existing.Use.Version);
            }
        }

        var values = RecipeValues.Of(new ImageRecipe
        {
            ParentImage = request.ParentImage,
            Description = request.Description,
            WorkingDirectory = request.WorkingDirectory,
            Components = request.Components,
            BlockDeviceMappings = request.BlockDeviceMappings,
            AdditionalInstanceConfiguration = request.AdditionalInstanceConfiguration,
        });
        var digest = ContentDigest.OfText(string.Join('\n', values.Select(value => $"{value.Key}={value.Value}").Append(version).Append(request.AdditionalInstanceConfiguration?.UserDataOverride ?? "")));
        request.Tags = new(ImageTags.Of(recipe), StringComparer.Ordinal) { [ImageTags.Content] = digest };
        request.AmiTags = ImageTags.Of(recipe);
        request.ClientToken = ClientToken.For("CreateImageRecipe", $"{name} {digest}", 0);
        return new PipelineRecipe(name, version, digest, values, request);
    }

    /// <summary>A parameter is read, and an image's version chosen, at each build; any other parent stays what it was resolved to.</summary>
    internal static string ParentOf(ResolvedRecipe resolved)
    {
        string Image(string owner, string name, string version) => $"arn:{resolved.Account.Partition}:imagebuilder:{resolved.Recipe.Region.Value}:{owner}:image/{name}/{version}";
        return resolved.Recipe.Parent switch
        {
            Parent.Ssm parameter => $"ssm:{parameter.Name}",
            Parent.Image image => Image(image.Owner switch { "amazon" => "aws", "self" => resolved.Account.Id.Value, var account => account }, image.Name, image.Version),
            Parent.Recipe recipe => Image(resolved.Account.Id.Value, recipe.ResourceName, "x.x.x"),
            _ => resolved.Parent.Id.Value,
        };
    }

    /// <summary><c>arn:…:component/update-linux/x.x.x</c>: the version as the recipe writes it, in the place of what it was resolved to.</summary>
    private static string WithVersion(string arn, string version) => arn.Split('/') is [var kind, var name, ..] ? $"{kind}/{name}/{version}" : arn;
}
