using GoldenAmi.Aws;
using GoldenAmi.Builds.Images;
using GoldenAmi.Builds.Resources;
using GoldenAmi.Diagnostics;
using GoldenAmi.Identifiers;
using GoldenAmi.Recipes;

namespace GoldenAmi.Builds.Resolving;

/// <summary>Finds the AMI of an image of Image Builder: of the newest version that fits, the newest build that is available. The recipe gets the AMI, so that the fingerprint moves with it.</summary>
internal sealed class BuilderImages(AwsClients clients, Region home)
{
    public async Task<AmiId> FindAsync(Parent.Image wanted, CancellationToken ct)
    {
        var versions = await ListAsync(wanted, ct);
        var fitting = versions.Where(each => each.Version.Matches(wanted.Version)).OrderByDescending(each => each.Version).ToList();
        foreach (var (_, arn) in fitting)
        {
            var builds = await new ImageReader(clients, home).ListBuildsAsync(arn, ct);
            if (builds.Where(build => build is { State: BuildState.Available, IsHeld: false } && build.FindAmi(home) is not null).MaxBy(build => build.Arn.Build) is { } newest)
            {
                return newest.FindAmi(home)!.Value;
            }
        }

        throw NotFound(wanted, versions, fitting.Count > 0);
    }

    private async Task<IReadOnlyList<(ComponentVersion Version, string Arn)>> ListAsync(Parent.Image wanted, CancellationToken ct)
    {
        var images = await new BuilderLists(clients, home).ImagesAsync(wanted.Owner, wanted.Name, ct);
        return
        [
            .. from image in images
               let arn = image.Arn ?? ""
               let version = ComponentVersion.Find(image.Version)
               where version is not null && Owners.IsOf(wanted.Owner, arn)
               select (version.Value, ResourceReader.VersionArn(arn)),
        ];
    }

    private UserErrorException NotFound(Parent.Image wanted, IReadOnlyList<(ComponentVersion Version, string Arn)> versions, bool fits)
    {
        var newest = versions.Select(each => each.Version).Distinct().Order().TakeLast(5).ToList();
        var (message, fix) = versions.Count == 0
            ? ($"There is no image '{wanted.Name}' of '{wanted.Owner}' in {home}.", $"check owner and name with 'aws imagebuilder list-images --owner {Owners.Of(wanted.Owner).Value}'.")
            : fits
                ? ($"No build of the image '{wanted.Name}@{wanted.Version}' of '{wanted.Owner}' is available with an AMI in {home}.", "build it first, or name another version.")
                : ($"The image '{wanted.Name}' of '{wanted.Owner}' has no version '{wanted.Version}' in {home}; it has {string.Join(", ", newest)}.", "name one of these, or x.x.x for the newest.");
        return new UserErrorException(Ending.Usage, new Diagnostic(ErrorCode.ParentNotFound, message, wanted.Place, fix));
    }
}
