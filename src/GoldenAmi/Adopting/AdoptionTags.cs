using Amazon.EC2.Model;
using Amazon.Imagebuilder.Model;
using GoldenAmi.Aws;
using GoldenAmi.Builds.Images;
using GoldenAmi.Builds.Resolving;
using GoldenAmi.Identifiers;
using GoldenAmi.Publishing;
using Region = GoldenAmi.Identifiers.Region;
using Tag = Amazon.EC2.Model.Tag;

namespace GoldenAmi.Adopting;

/// <summary>
/// Puts an image of a schedule into the release line: first the image is marked, then its AMIs, of which the one in the home region is what every run finds it by. Putting a tag twice is putting it once, so that a run
/// that died is gone on with, and two at once do the same.
/// </summary>
internal sealed class AdoptionTags(AwsClients clients, TimeProvider time)
{
    private const int Looks = 12;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <param name="release">The image recipe that says what is in it.</param>
    public async Task PutAsync(ResolvedRecipe asBuilt, ScheduledImage image, ImageRecipeVersion release, IReadOnlyDictionary<string, string> runTags, CancellationToken ct)
    {
        var home = asBuilt.Recipe.Region.Value;
        var tags = new Dictionary<string, string>(runTags, StringComparer.Ordinal)
        {
            [ImageTags.Fingerprint] = asBuilt.Fingerprint.Value,
            [ImageTags.Release] = $"{asBuilt.Recipe.ResourceName}/{release.Version}",
        };
        if (image.IsScanned)
        {
            tags[ImageTags.Scan] = "true";
        }

        await TagAsync(image.Build.Arn, home, tags, ct);
        foreach (var (region, ami) in AmisOf(asBuilt, image))
        {
            await TagAsync(ami, region, new(StringComparer.Ordinal)
            {
                [ImageTags.Fingerprint] = asBuilt.Fingerprint.Value,
                [ImageTags.Settings] = WantedRegion.Of(asBuilt.Recipe.Distribution.Regions.First(each => each.Region.Value == region)).Settings,
            }, ct);
        }
    }

    /// <summary>Nothing is left to do for it.</summary>
    public Task SettleAsync(ImageArn image, Region home, CancellationToken ct) =>
        TagAsync(image, home, new(StringComparer.Ordinal) { [ImageTags.Adopted] = "true" }, ct);

    /// <summary>
    /// The AMI in the home region, and what the pipeline's own distribution brought elsewhere with the very settings that the recipe has now. Another is made anew by the release's distribution.
    /// </summary>
    private static IEnumerable<(Region Region, AmiId Ami)> AmisOf(ResolvedRecipe asBuilt, ScheduledImage image)
    {
        var home = asBuilt.Recipe.Region.Value;
        var wanted = DistributionResource.OfPipeline(asBuilt.Recipe).Regions.ToDictionary(region => region.Region);
        foreach (var region in asBuilt.Recipe.Distribution.Regions.Select(each => each.Region.Value).OrderByDescending(region => region == home).ThenBy(region => region))
        {
            var there = image.Distributions.FirstOrDefault(each => each.Region == region.Value)?.AmiDistributionConfiguration;
            var asWanted = wanted.GetValueOrDefault(region)?.ToDistribution().AmiDistributionConfiguration;
            var isSame = there is not null && asWanted is not null && there.KmsKeyId == asWanted.KmsKeyId
                && (there.AmiTags ?? []).OrderBy(tag => tag.Key, StringComparer.Ordinal).SequenceEqual((asWanted.AmiTags ?? []).OrderBy(tag => tag.Key, StringComparer.Ordinal));
            if ((region == home || isSame) && image.Build.FindAmi(region) is { } ami)
            {
                yield return (region, ami);
            }
        }
    }

    private async Task TagAsync(ImageArn image, Region home, Dictionary<string, string> tags, CancellationToken ct) =>
        await clients.ImageBuilder(home.Value).TagResourceAsync(new TagResourceRequest { ResourceArn = image.Value, Tags = tags }, ct).ExplainAsync("imagebuilder:TagResource", home.Value);

    /// <summary>Tags show late: until they do, the release would seem to lack a copy that is there.</summary>
    private async Task TagAsync(AmiId ami, Region region, Dictionary<string, string> tags, CancellationToken ct)
    {
        var ec2 = clients.Ec2(region.Value);
        await ec2.CreateTagsAsync(new CreateTagsRequest { Resources = [ami.Value], Tags = [.. tags.Select(tag => new Tag { Key = tag.Key, Value = tag.Value })] }, ct)
            .ExplainAsync("ec2:CreateTags", region.Value);
        for (var looks = 0; looks < Looks; looks++)
        {
            var request = new DescribeImagesRequest { Owners = ["self"], Filters = [new Amazon.EC2.Model.Filter { Name = "image-id", Values = [ami.Value] }], IncludeDeprecated = true };
            var shown = (await ec2.DescribeImagesAsync(request, ct).ExplainAsync("ec2:DescribeImages", region.Value)).Images?.FirstOrDefault();
            if (shown is null || tags.All(tag => shown.Tags?.Exists(each => each.Key == tag.Key && each.Value == tag.Value) == true))
            {
                // One that is gone is the release's concern: it says so, or makes it anew.
                return;
            }

            await Task.Delay(Pause, time, ct);
        }
    }
}
