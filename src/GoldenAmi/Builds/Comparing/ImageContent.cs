using GoldenAmi.Builds.Fingerprints;
using GoldenAmi.Builds.Resolving;
using GoldenAmi.Builds.Resources;

namespace GoldenAmi.Builds.Comparing;

/// <summary>What an image is made of, in words that mean the same for one that was released and for a recipe as it is now.</summary>
/// <param name="Version">The author's two numbers: <c>1.4</c>.</param>
/// <param name="Parent">The parent's AMI id; of foreign image recipes maybe an ARN.</param>
/// <param name="Volumes">Device → what it is.</param>
/// <param name="Components">Build components and tests, in order.</param>
internal sealed record ImageContent(string Version, string Parent, string Agent, string? Folder, IReadOnlyDictionary<string, string> Volumes, IReadOnlyList<ContentPart> Components)
{
    /// <summary>The first digits of its digest, or null for Image Builder's own.</summary>
    public string? UserData { get; init; }

    public static ImageContent Of(ResolvedRecipe resolved)
    {
        var recipe = resolved.Recipe;
        return new ImageContent(
            recipe.Version.Value.ToString(),
            resolved.Parent.Id.Value,
            Fingerprint.Word(recipe.Agent),
            recipe.WorkingDirectory,
            recipe.Volumes.ToDictionary(volume => volume.Device.Value, volume => RecipeValues.Volume(ResourceRequests.Device(volume)), StringComparer.Ordinal),
            [.. resolved.Components.Select(Part)])
        {
            UserData = UserDataOf(recipe.UserData?.Base64),
        };
    }

    /// <param name="base64">As Image Builder has it.</param>
    public static string? UserDataOf(string? base64) => base64 is { Length: > 0 } ? ContentDigest.Short(ContentDigest.OfText(base64)) : null;

    private static ContentPart Part(ResolvedComponent component)
    {
        var parameters = component.Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value, StringComparer.Ordinal);
        return component switch
        {
            ResolvedComponent.Document document => new ContentPart(document.Use.File, document.Digest, parameters),
            ResolvedComponent.Existing existing => new ContentPart($"{existing.Use.Owner}/{existing.Use.Name}", existing.Version, parameters),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}

/// <summary>A component in an image.</summary>
/// <param name="Subject">The document's file, or owner and name.</param>
/// <param name="Value">The document's digest, or the version.</param>
internal sealed record ContentPart(string Subject, string Value, IReadOnlyDictionary<string, string> Parameters)
{
    /// <summary>Whether it is a document of the repository.</summary>
    public bool IsDocument => Value.StartsWith("sha256:", StringComparison.Ordinal);
}
