using GoldenAmi.Aws;
using GoldenAmi.Builds.Resolving;
using GoldenAmi.Publishing;

namespace GoldenAmi.Builds.Comparing;

/// <summary>Says which input of a recipe is another than that of its newest released image.</summary>
internal sealed class Explanation(AwsClients clients)
{
    /// <summary>What changed, for the reader; nothing that is decided hangs on it.</summary>
    /// <param name="images">AMIs of the recipe or the variant, as they were looked at.</param>
    /// <returns>None when nothing was released, or when it cannot be seen.</returns>
    public async Task<IReadOnlyList<ValueChange>> FindAsync(ResolvedRecipe resolved, IReadOnlyList<RegionalAmi> images, CancellationToken ct)
    {
        var reader = new ReleasedContentReader(clients, resolved.Recipe.Region.Value);
        var released = await reader.FindAsync(images, ct).OrNotSeenAsync();
        var content = released.Value?.Released is { } image ? await reader.ReadAsync(image, ct).OrNotSeenAsync() : null;
        return content?.Value is { } old ? ContentComparison.Between(old, ImageContent.Of(resolved)) : [];
    }
}
