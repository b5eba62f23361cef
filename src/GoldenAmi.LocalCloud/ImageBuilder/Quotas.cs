using GoldenAmi.LocalCloud.Protocol;
using GoldenAmi.LocalCloud.State;

namespace GoldenAmi.LocalCloud.ImageBuilder;

/// <summary>Image Builder's quotas of an account in a region, as they are before anybody asks for more (https://docs.aws.amazon.com/general/latest/gr/imagebuilder.html).</summary>
internal static class Quotas
{
    /// <summary>Of each kind of resource that has no other.</summary>
    public const int Resources = 1000;

    public const int Pipelines = 75;

    public const int ConcurrentBuilds = 100;

    /// <exception cref="AwsErrorException">There is no room for another resource of the kind.</exception>
    public static void CheckRoom(Call call, string kind)
    {
        var (most, family) = (kind == ResourceKinds.Pipeline ? Pipelines : Resources, Family(kind));
        var count = call.State.Records.Resources.Count(each => each.Account == call.Account && each.Region == call.Region && Family(each.Kind) == family);
        if (count >= most)
        {
            throw Exceeded($"An account has at most {most} resources of the kind {family} in a region.");
        }
    }

    /// <summary>A guess: a distribution counts as a build, as it is an image that is being made.</summary>
    /// <exception cref="AwsErrorException">As many images are being made as may be.</exception>
    public static void CheckBuilds(Call call)
    {
        if (Catalog.OwnImages(call).Count(image => !ImageStatus.IsFinal(image.Status)) >= ConcurrentBuilds)
        {
            throw Exceeded($"An account makes at most {ConcurrentBuilds} images in a region at once.");
        }
    }

    public static AwsErrorException Exceeded(string message) => new("ServiceQuotaExceededException", message);

    /// <summary>Workflows of all types share one quota: their kinds are <c>workflow/build</c> and <c>workflow/test</c>.</summary>
    private static string Family(string kind) => kind.Split('/')[0];
}
