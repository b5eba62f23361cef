using Amazon.EC2.Model;
using GoldenAmi.Aws;
using GoldenAmi.Aws.Sharing;
using GoldenAmi.Builds;
using GoldenAmi.Builds.Images;
using GoldenAmi.Identifiers;
using Region = GoldenAmi.Identifiers.Region;

namespace GoldenAmi.Publishing;

/// <summary>Reads the AMIs of a recipe or of one of its variants, of any version: one call per region, in which recipes of a run share.</summary>
internal sealed class AmiReader(AwsClients clients)
{
    /// <summary>EC2 takes 200 values in a filter (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeImages.html).</summary>
    private static readonly QuestionRules OfRecipes = new(Most: 200, AtOnce: 1);

    /// <param name="recipe">The recipe's name.</param>
    /// <param name="variant">Null: of the recipe as it stands, and of none of its variants.</param>
    /// <param name="account">Whose they are when the answer does not say it; null: those are left out.</param>
    /// <returns>Sorted by region, then by id.</returns>
    public async Task<IReadOnlyList<RegionalAmi>> ReadAsync(string recipe, string? variant, AccountId? account, IReadOnlyList<Region> regions, CancellationToken ct)
    {
        var found = await EachRegion.DoAsync(regions, (region, token) => ReadAsync(recipe, account, region, token), ct);

        // EC2 has no filter for AMIs that lack a tag.
        return [.. found.SelectMany(images => images).Where(image => image.Tags.GetValueOrDefault(ImageTags.Variant) == variant).OrderBy(image => image.Region).ThenBy(image => image.Id)];
    }

    private async Task<IReadOnlyList<RegionalAmi>> ReadAsync(string recipe, AccountId? account, Region region, CancellationToken ct)
    {
        var images = await clients.Shared.Of<Image>($"ec2:DescribeImages of recipes in {region}", OfRecipes, (names, token) => ListAsync(names, region, token))
            .AskAsync([recipe], ct).ExplainAsync("ec2:DescribeImages", region.Value);
        return [.. images.Select(image => Read(image, region, account)).OfType<RegionalAmi>()];
    }

    private async Task<IEnumerable<(string Recipe, Image Image)>> ListAsync(IReadOnlyList<string> recipes, Region region, CancellationToken ct)
    {
        var request = new DescribeImagesRequest
        {
            Owners = ["self"],
            Filters = [new Filter { Name = $"tag:{ImageTags.Recipe}", Values = [.. recipes] }],
            IncludeDeprecated = true,
            IncludeDisabled = true,
        };
        return await clients.Ec2(region.Value).Paginators.DescribeImages(request).Images
            .Select(image => (image.Tags?.Find(tag => tag.Key == ImageTags.Recipe)?.Value ?? "", image)).ToListAsync(ct);
    }

    private static RegionalAmi? Read(Image image, Region region, AccountId? account) =>
        !AmiId.TryParse(image.ImageId, out var id) || (AccountId.TryParse(image.OwnerId, out var said) ? said : account) is not { } owner ? null
        : new RegionalAmi(region, owner, image.Architecture?.Value ?? "", id, State(image.State?.Value))
        {
            Name = image.Name ?? "",
            CreatedAt = Answers.FindTime(image.CreationDate) ?? DateTimeOffset.UnixEpoch,
            Source = AmiId.TryParse(image.SourceImageId, out var source) ? source : null,
            RootGib = RootOf(image)?.VolumeSize,
            RootSnapshot = RootOf(image)?.SnapshotId,
            IsEncrypted = RootOf(image)?.Encrypted == true,
            Tags = (image.Tags ?? []).Where(tag => tag.Key is not null)
                .GroupBy(tag => tag.Key!, StringComparer.Ordinal).ToDictionary(tags => tags.Key, tags => tags.Last().Value ?? "", StringComparer.Ordinal),
        };

    private static EbsBlockDevice? RootOf(Image image) => image.BlockDeviceMappings?.FirstOrDefault(device => device.DeviceName == image.RootDeviceName)?.Ebs;

    private static AmiState State(string? state) => state switch
    {
        "available" => AmiState.Available,
        "pending" => AmiState.Pending,
        _ => AmiState.Unusable,
    };
}
