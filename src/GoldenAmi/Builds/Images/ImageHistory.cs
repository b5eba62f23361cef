using System.Runtime.CompilerServices;
using Amazon.EC2.Model;
using GoldenAmi.Aws;
using GoldenAmi.Identifiers;
using GoldenAmi.Publishing;
using Region = GoldenAmi.Identifiers.Region;

namespace GoldenAmi.Builds.Images;

/// <summary>
/// What AWS still knows about AMI ids that the newest release's lineage does not have, or that are about to be replaced: images of other recipes (one call for each of the
/// release's regions), and then, only while an id is unexplained, the recipe's deregistered images by Image Builder's history (one call for the list and one for each version, of builds and then of the schedule's).
/// </summary>
public sealed class ImageHistory(AwsClients clients, string recipe, Release release)
{
    /// <summary>EC2 takes so many values in a filter: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeImages.html.</summary>
    private const int MostValues = 200;

    /// <returns>What is known about the ids; images that were not asked for may be among them.</returns>
    /// <exception cref="Diagnostics.UserErrorException">AWS refused to answer: half of what is known is not good enough to move a map of regions.</exception>
    public async Task<IReadOnlyList<LineageImage>> ReadAsync(IReadOnlyCollection<AmiId> ids, CancellationToken ct)
    {
        var regions = release.Images.Select(image => image.Region).Distinct().ToList();
        var found = (await EachRegion.DoAsync(regions, (region, token) => FindAsync(ids, region, token), ct)).SelectMany(images => images).ToList();
        var unexplained = ids.Except(found.Select(image => image.Id)).ToHashSet();
        foreach (var images in release.Images.GroupBy(image => ImageOf(image.ImageArn ?? release.ImageArn)))
        {
            found.AddRange(await FindInHistoryAsync(images.Key, [.. images], unexplained, ct));
        }

        return found;
    }

    /// <summary>AMIs of this account in one region that say whose image they are.</summary>
    private async Task<IReadOnlyList<LineageImage>> FindAsync(IReadOnlyCollection<AmiId> ids, Region region, CancellationToken ct)
    {
        var found = new List<LineageImage>();
        foreach (var some in ids.Chunk(MostValues))
        {
            var request = new DescribeImagesRequest
            {
                Owners = ["self"],
                Filters = [new Filter { Name = "image-id", Values = [.. some.Select(id => id.Value)] }],
                IncludeDeprecated = true,
                IncludeDisabled = true,
            };
            var answer = await clients.Ec2(region.Value).DescribeImagesAsync(request, ct).ExplainAsync("ec2:DescribeImages", region.Value);
            found.AddRange((answer.Images ?? []).Select(image => Read(image, region)).OfType<LineageImage>());
        }

        return found;
    }

    private static LineageImage? Read(Image image, Region region) =>
        AmiId.TryParse(image.ImageId, out var id) && AccountId.TryParse(image.OwnerId, out var owner)
            && image.Tags?.Find(tag => tag.Key == ImageTags.Recipe)?.Value is { } recipe
            ? new LineageImage(recipe, region, owner, image.Architecture?.Value ?? "", id, Answers.FindTime(image.CreationDate) ?? DateTimeOffset.UnixEpoch) { Name = image.Name }
            : null;

    /// <summary>Newest version first, until every id is explained; <paramref name="unexplained"/> loses those that are.</summary>
    private async Task<IReadOnlyList<LineageImage>> FindInHistoryAsync((Region Home, string Name) image, IReadOnlyList<ReleasedImage> images, HashSet<AmiId> unexplained, CancellationToken ct)
    {
        var found = new List<LineageImage>();
        if (unexplained.Count == 0)
        {
            return found;
        }

        // The history does not say it. An image recipe has one, and the release's copies of it have that.
        var architecture = images.Select(each => each.Architecture).Distinct(StringComparer.Ordinal).ToList() is [var only] ? only : "";
        var reader = new ImageReader(clients, image.Home);
        await foreach (var version in ListVersionsAsync(reader, image.Name, ct))
        {
            var outputs = (await reader.ListBuildsAsync(version, ct))
                .SelectMany(build => build.Outputs.Select(output => new LineageImage(
                    recipe, output.Region, output.Account ?? images[0].Account, architecture, output.Id, build.CreatedAt ?? DateTimeOffset.UnixEpoch)));
            // A distribution names its source's AMI again.
            found.AddRange(outputs.Where(output => unexplained.Contains(output.Id)).DistinctBy(output => (output.Id, output.Region, output.Account)));
            unexplained.ExceptWith(found.Select(output => output.Id));
            if (unexplained.Count == 0)
            {
                break;
            }
        }

        return found;
    }

    /// <summary>What the schedule built is listed only when it is come to.</summary>
    private async IAsyncEnumerable<string> ListVersionsAsync(ImageReader reader, string name, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var line in ImageLines.Of(ImageLines.ResourceOf(name, recipe)))
        {
            foreach (var version in await reader.ListVersionsAsync(line, ct))
            {
                yield return version;
            }
        }
    }

    /// <summary><c>arn:aws:imagebuilder:us-east-1:111122223333:image/web/1.4.0/1</c> is of the home region us-east-1 and of the name web.</summary>
    private static (Region Home, string Name) ImageOf(string arn) => (Region.Parse(arn.Split(':')[3]), arn.Split('/')[1]);
}
