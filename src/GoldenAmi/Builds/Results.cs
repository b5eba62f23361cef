using GoldenAmi.Builds.Resolving;
using GoldenAmi.Publishing;

namespace GoldenAmi.Builds;

/// <summary>Puts a run's result together.</summary>
internal static class Results
{
    public static BuildResult Of(ResolvedRecipe resolved, TestedImage image, Published published) => new()
    {
        Recipe = resolved.Recipe,
        Outcome = image.Outcome,
        Release = new Release
        {
            ImageArn = image.Build.Arn.Value,
            Version = image.Build.Version,
            Fingerprint = resolved.Fingerprint.Value,
            Images = [.. published.Images.Select(ami => new ReleasedImage(ami.Region, ami.Account, ami.Architecture, ami.Id, ami.Name, ami.RootSnapshot.Needed("ec2:DescribeImages snapshotId"))
            {
                Version = image.Build.Version,
                ImageArn = image.Build.Arn.Value,
            })],
            Copies = [.. published.Copies.Select(copy => new CopiedImage(copy.Region, copy.Account, published.Images.First(ami => ami.Region == copy.Region).Architecture, copy.Id, copy.Name))],
        },
        Inputs = resolved.Fingerprint.Inputs,
        Lineage = [.. published.All.Select(ami => new LineageImage(resolved.Recipe.Name.Value, ami.Region, ami.Account, ami.Architecture, ami.Id, ami.CreatedAt) { Name = ami.Name })],
        Phases = [.. image.Followed?.Phases ?? [], .. published.Phases],
    };
}
