using GoldenAmi.Identifiers;

namespace GoldenAmi.Builds.Images;

/// <summary>The states of an image in Image Builder.</summary>
internal enum BuildState
{
    /// <summary>A state this program does not know: it is followed like one that will still change.</summary>
    Unknown,
    Pending,
    Creating,
    Building,
    Testing,
    Distributing,
    Integrating,
    Available,
    Cancelled,
    Failed,
    Deprecated,
    Disabled,
    Deleted,
}

/// <summary>One build version of an image as Image Builder lists it: a build proper, or a distribution of an earlier build.</summary>
internal sealed record ImageBuild(ImageArn Arn, BuildState State)
{
    /// <summary>Why the state is as it is, in the service's words, or null.</summary>
    public string? Reason { get; init; }

    /// <summary>What the service says of its failure beside the reason; null when it did not fail, or the service says no more.</summary>
    public ImageFailure? Failure { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The AMIs that it says to have made.</summary>
    public IReadOnlyList<OutputAmi> Outputs { get; init; } = [];

    /// <summary>Nothing changes any more by itself.</summary>
    public bool IsTerminal => State is BuildState.Available or BuildState.Cancelled or BuildState.Failed
        or BuildState.Deprecated or BuildState.Disabled or BuildState.Deleted;

    /// <summary>Made by DistributeImage from another build, not built itself.</summary>
    public bool IsDistribution => Tags.ContainsKey(ImageTags.Distribution);

    /// <summary>An image of a schedule that went through the gates: its content is in the release line.</summary>
    public bool IsAdopted => Tags.ContainsKey(ImageTags.Release);

    /// <summary>It was built to be judged by gates and has not passed any: it is no release, whoever may see its AMI.</summary>
    public bool IsHeld => Tags.ContainsKey(ImageTags.Scan) && !Tags.ContainsKey(ImageTags.Gates) && !IsAdopted;

    /// <summary>The version that it is released as: its own, or of an adopted image of a schedule the one that it was given in the release line.</summary>
    public string Version => Tags.TryGetValue(ImageTags.Release, out var release) ? release[(release.LastIndexOf('/') + 1)..] : Arn.Version;

    /// <summary>ARN of the image recipe that says what it is made of, with no word in it that floats.</summary>
    public string ImageRecipeArn => Tags.TryGetValue(ImageTags.Release, out var release)
        ? $"{Arn.Value[..Arn.Value.IndexOf(":image/", StringComparison.Ordinal)]}:image-recipe/{release}"
        : Arn.VersionArn.Replace(":image/", ":image-recipe/", StringComparison.Ordinal);

    /// <summary>Oldest first. Builds of a schedule count their own numbers, so that time comes first.</summary>
    public static IReadOnlyList<ImageBuild> InOrder(IEnumerable<ImageBuild> builds) => [.. builds.OrderBy(build => build.CreatedAt ?? DateTimeOffset.MinValue).ThenBy(build => build.Arn.Build)];

    /// <summary>It was resumed and failed again, or the service did not resume it.</summary>
    public bool WasRetried => Tags.ContainsKey(ImageTags.Retried);

    /// <summary>The AMI of the account that builds; of an image that Amazon manages, whose ARN names no account, the region's.</summary>
    public AmiId? FindAmi(Region region) => Outputs.FirstOrDefault(output => output.Region == region && (output.Account is null || !IsOfAccount || output.Account == Owner))?.Id;

    /// <summary>The AMI of an account, its own or another.</summary>
    public OutputAmi? FindOutput(Region region, AccountId account) => Outputs.FirstOrDefault(output => output.Region == region && (output.Account ?? Owner) == account);

    /// <summary>The account that builds.</summary>
    public AccountId Owner => AccountId.Parse(OwnerWord);

    private bool IsOfAccount => AccountId.TryParse(OwnerWord, out _);

    // Twelve digits, or "aws"
    private string OwnerWord => Arn.Value.Split(':')[4];
}

/// <summary>An AMI named by an image's output resources.</summary>
/// <param name="Account">Whose it is, or null when the service does not say: the account's that builds.</param>
internal sealed record OutputAmi(Region Region, AmiId Id, AccountId? Account = null)
{
    public string Name { get; init; } = "";
}

/// <summary>The tags by which one run finds what another has made.</summary>
internal static class ImageTags
{
    /// <summary>The recipe's name; on every resource and AMI.</summary>
    public const string Recipe = "golden-ami:recipe";

    /// <summary>The variant's name; on the resources and AMIs of a variant, and absent on those of the recipe as it stands.</summary>
    public const string Variant = "golden-ami:variant";

    /// <summary>What decides the image's content; on the image recipe, its AMI and its images. An image of a schedule has it from the moment when it is adopted.</summary>
    public const string Fingerprint = "golden-ami:fingerprint";

    /// <summary>Digest of a component document's text; on the component.</summary>
    public const string Content = "golden-ami:content";

    /// <summary>Digest of a distribution; on the image that DistributeImage makes. Its presence tells a distribution from a build.</summary>
    public const string Distribution = "golden-ami:distribution";

    /// <summary>ARN of the build that a distribution copies.</summary>
    public const string Source = "golden-ami:source";

    /// <summary>Digest of a region's settings (key, tags); on the region's AMI.</summary>
    public const string Settings = "golden-ami:settings";

    /// <summary>On a distribution: it shares with somebody. AMIs of such an image may be shared although the recipe shares no more.</summary>
    public const string Shared = "golden-ami:shared";

    /// <summary>On a distribution: its copies in other accounts were looked at, or it was said that they could not be (<c>seen</c>, <c>unseen</c>).</summary>
    public const string Verified = "golden-ami:verified";

    /// <summary>A scan for vulnerabilities was asked for; on the image.</summary>
    public const string Scan = "golden-ami:scan";

    /// <summary>Digest of the gates that the image passed, or <c>none</c> when it was released after the recipe had lost them; on the image.</summary>
    public const string Gates = "golden-ami:gates";

    /// <summary>Name and version of the image recipe under which an image of a schedule is in the release line, <c>web/1.4.7</c>; on that image, put there when its gates opened.</summary>
    public const string Release = "golden-ami:release";

    /// <summary>On an image of a schedule: it is everywhere and its consumers were moved, nothing is left to do for it.</summary>
    public const string Adopted = "golden-ami:adopted";

    /// <summary>On a failed image: RetryImage did not help, it is not called again.</summary>
    public const string Retried = "golden-ami:retried";

    /// <summary>The commit of the recipe's repository from which the build was started.</summary>
    public const string Commit = "golden-ami:commit";

    /// <summary>The run that started the build.</summary>
    public const string Run = "golden-ami:run";

    /// <summary>A run that follows a build it did not start.</summary>
    public const string Attached = "golden-ami:attached";

    /// <summary>The same with further tags, which count more than the recipe's own and less than ours.</summary>
    public static Dictionary<string, string> Of(Recipes.Recipe recipe, IReadOnlyDictionary<string, string> further)
    {
        var tags = Of(recipe);
        foreach (var (key, value) in further)
        {
            tags[key] = value;
        }

        return tags;
    }

    /// <summary>The recipe's own tags, and those that say whose a resource is: recipe and variant.</summary>
    public static Dictionary<string, string> Of(Recipes.Recipe recipe)
    {
        var tags = new Dictionary<string, string>(recipe.Tags, StringComparer.Ordinal) { [Recipe] = recipe.Name.Value };
        if (recipe.Variant is { } variant)
        {
            tags[Variant] = variant;
        }

        return tags;
    }
}
