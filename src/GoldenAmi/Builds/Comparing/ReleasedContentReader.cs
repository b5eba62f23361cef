using Amazon.Imagebuilder.Model;
using GoldenAmi.Aws;
using GoldenAmi.Builds.Images;
using GoldenAmi.Builds.Resolving;
using GoldenAmi.Builds.Resources;
using GoldenAmi.Identifiers;
using GoldenAmi.Publishing;

namespace GoldenAmi.Builds.Comparing;

/// <summary>
/// Finds what a recipe's newest released image is made of. Nothing of it is kept by us: the image recipe in AWS says it, and the descriptions of the components that we
/// made name their files and digests.
/// </summary>
internal sealed class ReleasedContentReader(AwsClients clients, Region home)
{
    /// <summary>The newest image of which Image Builder says that its build and tests ended well, and that its gates do not hold back: a call for each AMI that is none.</summary>
    /// <param name="images">AMIs of the recipe or the variant.</param>
    public async Task<ReleaseLine> FindAsync(IEnumerable<RegionalAmi> images, CancellationToken ct)
    {
        var reader = new ImageReader(clients, home);
        ImageBuild? held = null;
        foreach (var image in images.Where(image => image.Region == home && image.State == AmiState.Available).OrderByDescending(image => image.CreatedAt).ThenByDescending(image => image.Id))
        {
            // What a schedule built has no fingerprint until it is adopted.
            if (image.Tags.ContainsKey(ImageTags.Fingerprint) && ImageArn.TryParse(image.Tags.GetValueOrDefault(ReleasedParents.Origin), out var arn)
                && await reader.FindAsync(arn, ct) is { State: BuildState.Available } build)
            {
                if (!build.IsHeld)
                {
                    return new ReleaseLine(new ReleasedBuild(build, image), held);
                }

                held ??= build;
            }
        }

        return new ReleaseLine(null, held);
    }

    /// <summary>Two calls. Null when the image recipe is gone.</summary>
    public async Task<ImageContent?> ReadAsync(ReleasedBuild image, CancellationToken ct)
    {
        var recipe = await new ImageRecipeReader(clients).GetAsync(image.Build.ImageRecipeArn, home, ct);
        return recipe is null ? null : await ReadAsync(recipe, image.Build.Version, ct);
    }

    /// <summary>What an image recipe says: one call.</summary>
    /// <param name="version">Of three numbers.</param>
    public async Task<ImageContent> ReadAsync(ImageRecipe recipe, string version, CancellationToken ct)
    {
        var uses = recipe.Components ?? [];
        var documents = await ReadDocumentsAsync([.. uses.Select(use => NameOf(use.ComponentArn ?? "")).Distinct(StringComparer.Ordinal)], ct);
        return new ImageContent(
            version[..version.LastIndexOf('.')],
            recipe.ParentImage ?? "",
            recipe.AdditionalInstanceConfiguration?.SystemsManagerAgent?.UninstallAfterBuild == true ? "remove" : "keep",
            recipe.WorkingDirectory is { Length: > 0 } folder ? folder : null,
            (recipe.BlockDeviceMappings ?? []).ToDictionary(
                device => device.DeviceName ?? "",
                RecipeValues.Volume, StringComparer.Ordinal),
            [.. uses.Select(use => Part(use, documents))])
        {
            UserData = ImageContent.UserDataOf(recipe.AdditionalInstanceConfiguration?.UserDataOverride),
        };
    }

    /// <summary>Components of this account by the ARN of their version.</summary>
    private async Task<Dictionary<string, string>> ReadDocumentsAsync(List<string> names, CancellationToken ct)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var component in await new BuilderLists(clients, home).ComponentsAsync("self", names, ct))
        {
            found[ResourceReader.VersionArn(component.Arn ?? "")] = component.Description ?? "";
        }

        return found;
    }

    private static ContentPart Part(ComponentConfiguration use, Dictionary<string, string> documents)
    {
        var arn = use.ComponentArn ?? "";
        var parameters = (use.Parameters ?? []).ToDictionary(each => each.Name ?? "", each => string.Join(",", each.Value ?? []), StringComparer.Ordinal);
        var description = documents.GetValueOrDefault(ResourceReader.VersionArn(arn)) ?? "";
        return description.LastIndexOf(" sha256:", StringComparison.Ordinal) is var at and > 0
            ? new ContentPart(description[..at], description[(at + 1)..], parameters)
            : new ContentPart($"{OwnerOf(arn, documents)}/{NameOf(arn)}", arn.Split('/') is [_, _, var version, ..] ? version : "", parameters);
    }

    private static string OwnerOf(string arn, Dictionary<string, string> own) =>
        own.Keys.Any(each => each.StartsWith($"{arn[..(arn.IndexOf('/', StringComparison.Ordinal) + 1)]}{NameOf(arn)}/", StringComparison.Ordinal)) ? "self" : arn.Split(':') is [_, _, _, _, var account, ..] && account != "aws" ? account : "amazon";

    private static string NameOf(string arn) => arn.Split('/') is [_, var name, ..] ? name : arn;
}

/// <summary>The newest end of what was released of a recipe.</summary>
/// <param name="Released">Null when nothing was.</param>
/// <param name="Held">The newest image that is newer than the release and that its gates hold back; null for none.</param>
internal sealed record ReleaseLine(ReleasedBuild? Released, ImageBuild? Held);

/// <summary>An image that was built and tested.</summary>
/// <param name="Ami">In the home region.</param>
internal sealed record ReleasedBuild(ImageBuild Build, RegionalAmi Ami)
{
    public ImageArn Arn => Build.Arn;
}
