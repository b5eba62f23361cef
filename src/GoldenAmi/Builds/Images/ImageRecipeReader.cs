using Amazon.Imagebuilder.Model;
using GoldenAmi.Aws;
using GoldenAmi.Builds.Resolving;
using GoldenAmi.Identifiers;

namespace GoldenAmi.Builds.Images;

/// <summary>Finds image recipes in the home region.</summary>
internal sealed class ImageRecipeReader(AwsClients clients)
{
    /// <summary>The image recipe that carries the fingerprint. Should two runs ever have made two, all runs take the older one.</summary>
    public async Task<ImageRecipeVersion?> FindAsync(ResolvedRecipe resolved, CancellationToken ct)
    {
        var summaries = await new BuilderLists(clients, resolved.Recipe.Region.Value).ImageRecipesAsync(resolved.Recipe.ResourceName, ct);
        return summaries.Where(summary => summary.Tags?.GetValueOrDefault(ImageTags.Fingerprint) == resolved.Fingerprint.Value)
            .Select(summary => ImageRecipeVersion.Find(summary.Arn)).OfType<ImageRecipeVersion>().MinBy(version => version.Version);
    }

    /// <summary>What an image recipe holds, or null when it is gone.</summary>
    /// <param name="arn">With its version.</param>
    public async Task<ImageRecipe?> GetAsync(string arn, Region home, CancellationToken ct) =>
        (await clients.Shared.AskAsync(
            $"imagebuilder:GetImageRecipe in {home}", arn, (wanted, token) => clients.ImageBuilder(home.Value).GetImageRecipeAsync(new GetImageRecipeRequest { ImageRecipeArn = wanted }, token), ct)
            .OrMissingAsync().ExplainAsync("imagebuilder:GetImageRecipe", home.Value))?.ImageRecipe;
}

/// <summary>A version of an image recipe.</summary>
/// <param name="Arn">For example <c>arn:aws:imagebuilder:us-east-1:111122223333:image-recipe/web/1.4.0</c>.</param>
internal sealed record ImageRecipeVersion(string Arn, ComponentVersion Version)
{
    /// <summary>The service gives an image its recipe's name and version.</summary>
    public string ImageVersionArn => Arn.Replace(":image-recipe/", ":image/", StringComparison.Ordinal);

    public static ImageRecipeVersion? Find(string? arn) =>
        arn is not null && ComponentVersion.Find(arn[(arn.LastIndexOf('/') + 1)..]) is { } version ? new ImageRecipeVersion(arn, version) : null;
}
