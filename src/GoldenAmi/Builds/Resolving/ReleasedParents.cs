using System.Globalization;
using GoldenAmi.Aws;
using GoldenAmi.Builds.Images;
using GoldenAmi.Diagnostics;
using GoldenAmi.Identifiers;
using GoldenAmi.Publishing;
using GoldenAmi.Recipes;

namespace GoldenAmi.Builds.Resolving;

/// <summary>Finds the newest image of another recipe. EC2 shows an AMI before its tests ran, so Image Builder is asked whether they passed.</summary>
internal sealed class ReleasedParents(AwsClients clients, Region home)
{
    /// <summary>The tag by which Image Builder says which image an AMI is (https://docs.aws.amazon.com/imagebuilder/latest/userguide/manage-images.html).</summary>
    internal const string Origin = "Ec2ImageBuilderArn";

    public async Task<AmiId> FindAsync(Parent.Recipe parent, CancellationToken ct)
    {
        var images = await new AmiReader(clients).ReadAsync(parent.Name, parent.Variant, account: null, [home], ct);
        var (reader, refused) = (new ImageReader(clients, home), new SortedSet<string>(StringComparer.Ordinal));
        foreach (var image in images.Where(image => image.State == AmiState.Available).OrderByDescending(image => image.CreatedAt).ThenByDescending(image => image.Id))
        {
            if (!image.Tags.ContainsKey(ImageTags.Fingerprint))
            {
                refused.Add($"{image.Id} was built by the recipe's schedule and is not adopted yet");
                continue;
            }

            if (!ImageArn.TryParse(image.Tags.GetValueOrDefault(Origin), out var arn))
            {
                refused.Add($"{image.Id} does not say which image of Image Builder it is");
                continue;
            }

            var build = await reader.FindAsync(arn, ct);
            if (build is not null && FindObstacle(build) is null)
            {
                return image.Id;
            }

            refused.Add($"{image.Id} is of the image {arn.Version}/{arn.Build}, which {(build is null ? "is gone" : FindObstacle(build))}");
        }

        throw NotReleased(parent, refused);
    }

    /// <summary>Why a build is no release, as <c>is failed</c>; null when it is one.</summary>
    internal static string? FindObstacle(ImageBuild build) =>
        build.State != BuildState.Available ? $"is {build.State.ToString().ToLowerInvariant()}" : build.IsHeld ? "has not passed its gates" : null;

    private UserErrorException NotReleased(Parent.Recipe parent, SortedSet<string> refused)
    {
        var more = refused.Count > 3 ? string.Create(CultureInfo.InvariantCulture, $", and {refused.Count - 3} more") : "";
        var seen = refused.Count == 0 ? "" : $" ({string.Join("; ", refused.Take(3))}{more})";
        return new UserErrorException(Ending.Usage, new Diagnostic(
            ErrorCode.ParentNotReleased, $"The recipe '{parent.ResourceName}' ({parent.File}) has no built and tested image in {home}{seen}.", parent.Place,
            $"build it first: golden-ami build --recipe {parent.File}."));
    }
}
