using GoldenAmi.Builds.Following;
using GoldenAmi.Builds.Images;
using GoldenAmi.Builds.Resolving;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Publishing;

/// <summary>Whether a release is what it claims to be, and what to say when it is not.</summary>
internal static class ReleaseCheck
{
    /// <summary>No AMI is pending.</summary>
    public static bool IsSettled(IReadOnlyList<RegionalAmi> images) => images.All(image => image.State != AmiState.Pending);

    /// <exception cref="UserErrorException">With every region's problems.</exception>
    public static void Verify(ResolvedRecipe resolved, IReadOnlyList<RegionalAmi> images)
    {
        var problems = images.SelectMany(image => Problems(resolved, image)).ToList();
        if (problems.Count > 0)
        {
            throw new UserErrorException(Ending.Refused, problems);
        }
    }

    public static UserErrorException NotThere(ResolvedRecipe resolved, DistributionStep step)
    {
        var recipe = resolved.Recipe;
        var message = step switch
        {
            DistributionStep.SourceLost { Id: { } id } => $"The image of '{recipe.ResourceName}' names {id}, which is no usable AMI with the tag {ImageTags.Recipe} in {recipe.Region.Value}.",
            DistributionStep.SourceLost => $"The image of '{recipe.ResourceName}' names no AMI in {recipe.Region.Value}.",
            DistributionStep.Start start => $"The distribution of '{recipe.ResourceName}' ended well, but there is no such AMI in {string.Join(", ", start.Regions)}.",
            _ => $"The distribution of '{recipe.ResourceName}' ended well, but its AMIs are not everywhere.",
        };
        return new UserErrorException(Ending.Refused, new Diagnostic(
            ErrorCode.ReleaseNotVerified, message, recipe.Distribution.Name.Place, "see whether somebody deregistered or retagged the AMI, then run again."));
    }

    public static UserErrorException Failed(ResolvedRecipe resolved, ImageBuild distribution)
    {
        var recipe = resolved.Recipe;
        if (distribution.State != BuildState.Failed)
        {
            return new UserErrorException(Ending.Refused, new Diagnostic(
                ErrorCode.BuildCancelled, $"The distribution {distribution.Arn} is {distribution.State.ToString().ToLowerInvariant()}: somebody else ended it.", null, "run again to distribute anew."));
        }

        if (PlaceFailures.Tell(recipe, distribution) is { Count: > 0 } places)
        {
            return new UserErrorException(Ending.Refused, places);
        }

        return new UserErrorException(Ending.Refused, new Diagnostic(
            ErrorCode.DistributionFailed,
            $"The distribution of '{recipe.ResourceName}' failed, also when it was resumed: {(distribution.Reason ?? "the service gives no reason").TrimEnd('.')}.",
            recipe.Distribution.Name.Place,
            FailureReason.IsPermanent(distribution.Reason) ? "change what the reason names, then run again: the image is kept and not built anew." : "run again: the image is kept and not built anew."));
    }

    private static IEnumerable<Diagnostic> Problems(ResolvedRecipe resolved, RegionalAmi image)
    {
        if (image.State != AmiState.Available)
        {
            yield return Problem(resolved, image, "is not 'available'");
        }

        if (image.Tags.GetValueOrDefault(ImageTags.Fingerprint) is var fingerprint && fingerprint != resolved.Fingerprint.Value)
        {
            yield return Problem(resolved, image, $"has '{fingerprint ?? "nothing"}' in its tag {ImageTags.Fingerprint}, not '{resolved.Fingerprint.Value}'");
        }

        if (image.Name.Length == 0)
        {
            yield return Problem(resolved, image, "has no name");
        }

        var wanted = resolved.Recipe.Distribution.Regions.FirstOrDefault(region => region.Region.Value == image.Region);
        if (wanted?.KmsKey is { } key && image.Region != resolved.Recipe.Region.Value && !image.IsEncrypted)
        {
            yield return Problem(resolved, image, $"is not encrypted, although its region has the key '{key}'");
        }

        if (image.RootSnapshot is null)
        {
            yield return Problem(resolved, image, "names no snapshot of its root volume");
        }
    }

    private static Diagnostic Problem(ResolvedRecipe resolved, RegionalAmi image, string what) => new(
        ErrorCode.ReleaseNotVerified, $"{image.Id} in {image.Region} {what}.", resolved.Recipe.Distribution.Name.Place,
        "see who changed the AMI; deregister it and run again to have it made anew.");
}
