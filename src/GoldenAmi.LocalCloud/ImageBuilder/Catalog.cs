using GoldenAmi.LocalCloud.ImageBuilder.Sharing;
using GoldenAmi.LocalCloud.Protocol;
using GoldenAmi.LocalCloud.State;

namespace GoldenAmi.LocalCloud.ImageBuilder;

/// <summary>Finds resources of Image Builder by ARN, with wildcards.</summary>
internal static class Catalog
{
    /// <summary>All of a kind that the caller owns in the region, in the order in which they were made.</summary>
    public static IEnumerable<ResourceRecord> Own(Call call, string kind) =>
        call.State.Records.Resources.Where(each => each.Kind == kind && each.Account == call.Account && each.Region == call.Region);

    /// <summary>All images that the caller owns in the region, in the order in which they were made.</summary>
    public static IEnumerable<ImageRecord> OwnImages(Call call) =>
        call.State.Records.Images.Where(each => each.Account == call.Account && each.Region == call.Region);

    /// <summary>The newest resource that the ARN means; throws ResourceNotFoundException.</summary>
    public static ResourceRecord Get(Call call, string kind, string arn) => Find(call, kind, arn) ?? throw Missing(call, kind, arn);

    /// <summary>The newest resource that the ARN means, or null.</summary>
    public static ResourceRecord? Find(Call call, string kind, string arn)
    {
        if (Arns.Parse(arn) is not { } parsed || parsed.Kind != kind || parsed.Region != call.Region)
        {
            return null;
        }

        IEnumerable<ResourceRecord> candidates = parsed.Account == ManagedComponents.Owner
            ? kind == ResourceKinds.Component
                ? ManagedComponents.Find(call.Region, parsed.Name) is { } managed ? [managed] : []
                : ManagedWorkflows.All(call.Region).Where(each => each.Kind == kind && each.Name == parsed.Name)
            : Own(call, kind).Concat(Shared.Resources(call, kind)).Where(each => each.Account == parsed.Account && Arns.Slug(each.Name) == parsed.Name);
        return candidates
            .Where(each => parsed.Version is null ? each.Version is null : each.Version is { } version && Versions.Fits(parsed.Version, version))
            .Where(each => parsed.Build is null || each.Build == parsed.Build)
            .OrderBy(each => each.Version is null ? default : Versions.Key(each.Version))
            .ThenBy(each => each.Build)
            .LastOrDefault();
    }

    /// <summary>The newest image that the ARN means, or null.</summary>
    public static ImageRecord? FindImage(Call call, string arn, Func<ImageRecord, bool>? fits = null)
    {
        if (Arns.Parse(arn) is not { Kind: "image", Version: { } version } parsed)
        {
            return null;
        }

        return OwnImages(call).Concat(Shared.Images(call)).Concat(ManagedImages.All(call))
            .Where(each => parsed.Account == each.Account && parsed.Region == each.Region)
            .Where(each => Arns.Slug(each.Name) == parsed.Name && Versions.Fits(version, each.Version) && (parsed.Build is null || each.Build == parsed.Build))
            .Where(each => fits is null || fits(each))
            .OrderBy(each => Versions.Key(each.Version))
            .ThenBy(each => each.Build)
            .LastOrDefault();
    }

    private static AwsErrorException Missing(Call call, string kind, string arn) =>
        kind == ResourceKinds.Component && Arns.Parse(arn) is { Account: ManagedComponents.Owner, Name: var name }
            ? new AwsErrorException(
                "ResourceNotFoundException",
                $"The resource with ARN '{arn}' does not exist: of the components that Amazon manages, LocalCloud in {call.Region} has {string.Join(", ", ManagedComponents.Names)}, and not this version of '{name}'.")
            : BuilderErrors.NotFound(arn);
}
