using System.Globalization;
using Amazon.EC2.Model;
using GoldenAmi.Aws;
using GoldenAmi.Builds.Images;
using GoldenAmi.Diagnostics;
using GoldenAmi.Identifiers;
using GoldenAmi.Recipes;
using Region = GoldenAmi.Identifiers.Region;

namespace GoldenAmi.Builds.Resolving;

/// <summary>
/// Finds the newest AMI of an owner that fits a name. One that a recipe's schedule built and that was not adopted is passed over, for nobody judged it yet, and so is one of a recipe whose build did not end well or that its gates hold back. EC2 shows tags to the owner only, so another account's is not known as such
/// (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html).
/// </summary>
internal sealed class FoundParents(AwsClients clients, Region home)
{
    public async Task<AmiId> FindAsync(Parent.Find wanted, CancellationToken ct)
    {
        // What this account owns changes while it builds
        var (kind, words) = ($"ec2:DescribeImages of others in {home}", $"{wanted.Owner} {Describe(wanted)}");
        var asked = wanted.Owner == "self" ? ListAsync(wanted, ct) : clients.Shared.OnceAsync(kind, words, (_, token) => ListAsync(wanted, token), ct);
        var found = (await asked.ExplainAsync("ec2:DescribeImages", home.Value)).Where(image => AmiId.TryParse(image.ImageId, out _)).ToList();
        var adopted = found.Where(image => !IsNotAdopted(image)).ToList();
        CheckArchitecture(wanted, adopted);

        // Of two of the same moment the one with the greater id, so that every run takes the same
        var refused = found.Where(IsNotAdopted).Select(image => $"{image.ImageId} was built by a recipe's schedule and is not adopted yet").Order(StringComparer.Ordinal).ToList();
        foreach (var image in adopted.OrderByDescending(image => Answers.FindTime(image.CreationDate) ?? DateTimeOffset.UnixEpoch).ThenByDescending(image => image.ImageId, StringComparer.Ordinal))
        {
            if (await FindObstacleAsync(image, ct) is not { } obstacle)
            {
                return AmiId.Parse(image.ImageId!);
            }

            refused.Add($"{image.ImageId} {obstacle}");
        }

        throw NotFound(wanted, refused);
    }

    /// <summary>EC2 shows an AMI before its tests ran and its gates opened. One call for an AMI that says which recipe and image it is of, none for others; what Image Builder knows no more is taken as it is.</summary>
    private async Task<string?> FindObstacleAsync(Image image, CancellationToken ct) =>
        HasTag(image, ImageTags.Recipe) && ImageArn.TryParse(image.Tags?.Find(tag => tag.Key == ReleasedParents.Origin)?.Value, out var arn)
        && await new ImageReader(clients, home).FindAsync(arn, ct) is { } build && ReleasedParents.FindObstacle(build) is { } obstacle
            ? $"is of the image {arn.Version}/{arn.Build}, which {obstacle}" : null;

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

    private static void CheckArchitecture(Parent.Find wanted, List<Image> found)
    {
        var architectures = found.Select(image => image.Architecture?.Value ?? "").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (architectures.Count > 1)
        {
            throw new UserErrorException(Ending.Usage, new Diagnostic(
                ErrorCode.ParentAmbiguous,
                string.Create(CultureInfo.InvariantCulture, $"{found.Count} AMIs fit {Describe(wanted)}, and they are of several architectures: {string.Join(", ", architectures)}."), wanted.Place,
                $"add 'architecture: {architectures[^1]}', or one of the others."));
        }
    }

    private UserErrorException NotFound(Parent.Find wanted, List<string> refused)
    {
        const int most = 3;
        var more = refused.Count > most ? string.Create(CultureInfo.InvariantCulture, $"; and {refused.Count - most} more") : "";
        var (message, fix) = refused.Count == 0
            ? ($"The account '{wanted.Owner}' has no available AMI in {home} that fits {Describe(wanted)}.", "correct owner, name and architecture; 'aws ec2 describe-images --owners' lists what is there.")
            : ($"No AMI of the account '{wanted.Owner}' in {home} that fits {Describe(wanted)} is released: {string.Join("; ", refused.Take(most))}{more}.",
                "adopt what a schedule built with golden-ami check --adopt, or see what holds it back with golden-ami build, of the recipe that it is of.");
        return new UserErrorException(Ending.Usage, new Diagnostic(ErrorCode.ParentNotFound, message, wanted.Place, fix));
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
