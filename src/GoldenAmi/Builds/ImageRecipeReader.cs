using Amazon.Imagebuilder;
using Amazon.Imagebuilder.Model;
using GoldenAmi.Aws;

namespace GoldenAmi.Builds;

/// <summary>Finds image recipes in the home region.</summary>
internal sealed class ImageRecipeReader(AwsClients clients)
{
    /// <summary>The image recipe that carries the fingerprint. Should two runs ever have made two, all runs take the older one.</summary>
    public async Task<ImageRecipeVersion?> FindAsync(ResolvedRecipe resolved, CancellationToken ct)
    {
        var (name, home) = (resolved.Recipe.ResourceName, resolved.Recipe.Region.Value);
        var request = new ListImageRecipesRequest { Owner = Ownership.Self, Filters = [new Filter { Name = "name", Values = [name] }], MaxResults = 25 };
        var found = new List<ImageRecipeVersion>();
        do
        {
            var page = await clients.ImageBuilder(home.Value).ListImageRecipesAsync(request, ct).ExplainAsync("imagebuilder:ListImageRecipes", home.Value);
            found.AddRange((page.ImageRecipeSummaryList ?? [])
                .Where(summary => summary.Name == name && summary.Tags?.GetValueOrDefault(ImageTags.Fingerprint) == resolved.Fingerprint.Value)
                .Select(summary => ImageRecipeVersion.Find(summary.Arn)).OfType<ImageRecipeVersion>());
            request.NextToken = page.NextToken;
        }
        while (request.NextToken is { Length: > 0 });
        return found.MinBy(version => version.Version);
    }
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
