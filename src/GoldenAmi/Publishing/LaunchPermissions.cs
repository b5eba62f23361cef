using Amazon.EC2.Model;
using GoldenAmi.Aws;
using GoldenAmi.Builds.Deciding;
using GoldenAmi.Builds.Images;

namespace GoldenAmi.Publishing;

/// <summary>Reads with whom AMIs are shared: one call for each region whose recipe shares, or for each of an image that was shared before.</summary>
internal sealed class LaunchPermissions(AwsClients clients)
{
    /// <summary>The facts with the permissions of the AMIs that the newest image consists of.</summary>
    public async Task<BuildFacts> ReadAsync(BuildFacts facts, CancellationToken ct)
    {
        if (facts.NewestImage is not { } newest)
        {
            return facts;
        }

        var wasShared = facts.Builds.Any(build => DistributionPlanner.IsOf(build, newest) && build.Tags.ContainsKey(ImageTags.Shared));
        var shared = (DistributionPlanner.Find(facts, newest) ?? []).Where(region => wasShared || region.Wanted.SharedWith.Count > 0).Select(region => region.Image).OfType<RegionalAmi>().ToList();
        var read = await EachRegion.DoAsync([.. shared.Select(image => image.Region)], (region, token) => ReadAsync(shared.First(image => image.Region == region), token), ct);
        return facts with { Images = [.. facts.Images.Select(image => read.FirstOrDefault(each => each.Region == image.Region && each.Id == image.Id) ?? image)] };
    }

    private async Task<RegionalAmi> ReadAsync(RegionalAmi image, CancellationToken ct)
    {
        var request = new DescribeImageAttributeRequest { ImageId = image.Id.Value, Attribute = "launchPermission" };
        var answer = await clients.Ec2(image.Region.Value).DescribeImageAttributeAsync(request, ct).ExplainAsync("ec2:DescribeImageAttribute", image.Region.Value);
        return image with
        {
            SharedWith = [.. (answer.LaunchPermissions ?? []).Select(each => each.UserId ?? each.OrganizationArn ?? each.OrganizationalUnitArn ?? each.Group?.Value).OfType<string>().Order(StringComparer.Ordinal)],
        };
    }
}
