using System.Globalization;
using Amazon.EC2.Model;
using GoldenAmi.Aws;
using GoldenAmi.Diagnostics;
using GoldenAmi.Identifiers;
using GoldenAmi.Recipes;
using Region = GoldenAmi.Identifiers.Region;

namespace GoldenAmi.Builds;

/// <summary>
/// Finds the newest AMI of an owner that fits a name. One that a recipe's schedule built and that was not adopted is passed over: nobody judged it yet. EC2 shows tags to the owner only, so another account's is not known as such
/// (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html).
/// </summary>
internal sealed class FoundParents(AwsClients clients, Region home)
{
    public async Task<AmiId> FindAsync(Parent.Find wanted, CancellationToken ct)
    {
        // What this account owns changes while it builds
        var (kind, words) = ($"ec2:DescribeImages of others in {home}", $"{wanted.Owner} {Describe(wanted)}");
        var found = wanted.Owner == "self" ? ListAsync(wanted, ct) : clients.Shared.OnceAsync(kind, words, (_, token) => ListAsync(wanted, token), ct);
        return Newest(wanted, await found.ExplainAsync("ec2:DescribeImages", home.Value));
    }

    private async Task<List<Image>> ListAsync(Parent.Find wanted, CancellationToken ct)
    {
        var request = new DescribeImagesRequest
        {
            Owners = [wanted.Owner],
            Filters =
            [
                new Filter { Name = "name", Values = [wanted.Name] },
                new Filter { Name = "state", Values = ["available"] },
                .. wanted.Architecture is { } architecture ? [new Filter { Name = "architecture", Values = [architecture] }] : Array.Empty<Filter>(),
                .. wanted.Tags.Select(tag => new Filter { Name = $"tag:{tag.Key}", Values = [tag.Value] }),
            ],
        };
        return await clients.Ec2(home.Value).Paginators.DescribeImages(request).Images.ToListAsync(ct);
    }

    /// <summary>Of two of the same moment the one with the greater id, so that every run takes the same.</summary>
    private AmiId Newest(Parent.Find wanted, List<Image> found)
    {
        var unjudged = found.Where(IsNotAdopted).Select(image => image.ImageId ?? "").Order(StringComparer.Ordinal).ToList();
        var images = (from image in found
                      where AmiId.TryParse(image.ImageId, out _) && !IsNotAdopted(image)
                      select (Id: AmiId.Parse(image.ImageId!), Architecture: image.Architecture?.Value ?? "", Created: Answers.FindTime(image.CreationDate) ?? DateTimeOffset.UnixEpoch)).ToList();
        if (images.Count == 0 && unjudged.Count > 0)
        {
            throw new UserErrorException(Ending.Usage, new Diagnostic(
                ErrorCode.ParentNotFound,
                $"What fits {Describe(wanted)} of the account '{wanted.Owner}' in {home} was built by a recipe's schedule and is not adopted yet: {string.Join(", ", unjudged.Take(3))}{(unjudged.Count > 3 ? string.Create(CultureInfo.InvariantCulture, $" and {unjudged.Count - 3} more") : "")}.",
                wanted.Place, "adopt the newest: golden-ami check --adopt with the recipe that it is of."));
        }

        if (images.Count == 0)
        {
            throw new UserErrorException(Ending.Usage, new Diagnostic(
                ErrorCode.ParentNotFound, $"The account '{wanted.Owner}' has no available AMI in {home} that fits {Describe(wanted)}.", wanted.Place,
                "correct owner, name and architecture; 'aws ec2 describe-images --owners' lists what is there."));
        }

        var architectures = images.Select(image => image.Architecture).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return architectures.Count == 1
            ? images.MaxBy(image => (image.Created, image.Id.Value)).Id
            : throw new UserErrorException(Ending.Usage, new Diagnostic(
                ErrorCode.ParentAmbiguous,
                string.Create(CultureInfo.InvariantCulture, $"{images.Count} AMIs fit {Describe(wanted)}, and they are of several architectures: {string.Join(", ", architectures)}."), wanted.Place,
                $"add 'architecture: {architectures[^1]}', or one of the others."));
    }

    /// <summary>The tags of its image recipe say whose it is; the fingerprint comes with a build from CI, and with the adoption otherwise (<see cref="ReleasedParents"/>).</summary>
    private static bool IsNotAdopted(Image image) => HasTag(image, ImageTags.Recipe) && !HasTag(image, ImageTags.Fingerprint);

    private static bool HasTag(Image image, string key) => image.Tags?.Exists(tag => tag.Key == key) == true;

    private static string Describe(Parent.Find wanted) => string.Join(" and ",
    [
        $"the name '{wanted.Name}'",
        .. wanted.Architecture is { } architecture ? [$"the architecture {architecture}"] : Array.Empty<string>(),
        .. wanted.Tags.Select(tag => $"the tag {tag.Key} = {tag.Value}"),
    ]);
}
