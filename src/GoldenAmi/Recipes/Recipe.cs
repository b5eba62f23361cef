using GoldenAmi.Diagnostics;
using GoldenAmi.Identifiers;
using GoldenAmi.Locks;

namespace GoldenAmi.Recipes;

/// <summary>One recipe file, valid: what the rest of the program knows of it. The file's form is docs/recipe.md.</summary>
public sealed record Recipe
{
    /// <summary>The recipe file, relative to the repository's root, with forward slashes: <c>examples/web/golden-ami.yaml</c>.</summary>
    public required string File { get; init; }

    /// <summary>Absolute path of the repository's root folder (the folder of <c>.git</c>, or the recipe's own folder outside Git).</summary>
    public required string RepositoryRoot { get; init; }

    /// <summary>The image's name, for example <c>web</c>: 3 to 64 characters <c>[a-z0-9-]</c>. AWS resources, tags and the branch carry it.</summary>
    public required Placed<string> Name { get; init; }

    /// <summary>
    /// Which variant this is, for example <c>arm64</c>: the same recipe with some of its keys replaced (docs/recipe.md, "Variants"). Null for the recipe as it stands.
    /// </summary>
    public string? Variant { get; init; }

    /// <summary>The variants that the file describes, in its order; each is whole, and has none of its own.</summary>
    public IReadOnlyList<Recipe> Variants { get; init; } = [];

    /// <summary>What the lock file beside the recipe pins, its variants' pins too; null when there is none. A variant has none of its own.</summary>
    public RecipeLock? Lock { get; init; }

    /// <summary>The recipe as it stands and then its variants: every image that the file describes.</summary>
    public IReadOnlyList<Recipe> WithVariants => [this, .. Variants];

    /// <summary>The name that image recipe, images and configurations have in AWS: <c>web</c>, of a variant <c>web-arm64</c>.</summary>
    public string ResourceName => Variant is null ? Name.Value : $"{Name.Value}-{Variant}";

    /// <summary>Free text, or null.</summary>
    public string? Description { get; init; }

    /// <summary>The first two numbers of the image's version; the service assigns the third.</summary>
    public required Placed<RecipeVersion> Version { get; init; }

    public required Platform Platform { get; init; }

    /// <summary>Home region: the image is built and tested here.</summary>
    public required Placed<Region> Region { get; init; }

    /// <summary>Name or ARN of Image Builder's role for distributing; required as soon as there is more than one region.</summary>
    public Placed<string>? ExecutionRole { get; init; }

    /// <summary>The image is stale after this age, or null for never.</summary>
    public TimeSpan? Refresh { get; init; }

    public required Parent Parent { get; init; }

    /// <summary>Build components in order, at least one together with <see cref="Tests"/>.</summary>
    public IReadOnlyList<ComponentUse> Components { get; init; } = [];

    /// <summary>Test components in order.</summary>
    public IReadOnlyList<ComponentUse> Tests { get; init; } = [];

    public IReadOnlyList<Volume> Volumes { get; init; } = [];

    /// <summary>Tags of everything that is made in AWS for this recipe, AMIs too.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What the build machine runs when it starts, or null for Image Builder's own.</summary>
    public UserData? UserData { get; init; }

    /// <summary>Folder in the build instance where components run, or null for the service's own (<c>/tmp</c>).</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Whether the Systems Manager agent stays in the image.</summary>
    public AgentFate Agent { get; init; } = AgentFate.Keep;

    /// <summary>In the order in which they run. A kind (build, test) that none is of is done by Image Builder's own workflow.</summary>
    public IReadOnlyList<WorkflowUse> Workflows { get; init; } = [];

    public required Infrastructure Infrastructure { get; init; }

    public required Distribution Distribution { get; init; }

    /// <summary>The pipeline that builds in AWS without a CI system, or null for none.</summary>
    public Pipeline? Pipeline { get; init; }

    /// <summary>What an image must be, beside its tests, before it leaves the home region.</summary>
    public GateRules Gates { get; init; } = new();

    /// <summary>Which files of which repositories name the image's ids.</summary>
    public IReadOnlyList<ReferenceScope> References { get; init; } = [];
}

/// <summary>The two numbers of a recipe's version that are the author's: <c>"1.4"</c>.</summary>
public sealed record RecipeVersion(int Major, int Minor)
{
    public override string ToString() => $"{Major}.{Minor}";
}

public enum Platform
{
    Linux,
    Windows,
    MacOS,
}

public enum AgentFate
{
    Keep,
    Remove,
}

/// <summary>What the image is built upon.</summary>
public abstract record Parent
{
    private Parent(SourcePlace place) => Place = place;

    /// <summary>Where the parent's value stands.</summary>
    public SourcePlace Place { get; }

    /// <summary>An AMI of the home region, by id.</summary>
    public sealed record Ami(AmiId Id, SourcePlace At) : Parent(At);

    /// <summary>A Systems Manager parameter that holds an AMI id: <c>/aws/service/debian/release/12/latest/amd64</c>.</summary>
    public sealed record Ssm(string Name, SourcePlace At) : Parent(At);

    /// <summary>An image of Image Builder: the newest build of the newest version that fits.</summary>
    /// <param name="Owner"><c>amazon</c>, <c>self</c>, or the id of an account that shares it.</param>
    /// <param name="Name">For example <c>ubuntu-server-24-lts-x86</c>.</param>
    /// <param name="Version">For example <c>x.x.x</c> or <c>1.4.x</c>.</param>
    public sealed record Image(string Owner, string Name, string Version, SourcePlace At) : Parent(At);

    /// <summary>The newest image of another recipe of the repository that is built and tested in the home region.</summary>
    /// <param name="File">The other recipe's file, relative to the repository's root, with forward slashes.</param>
    /// <param name="Name">The other recipe's name.</param>
    /// <param name="Variant">Which of its variants, or null for the recipe as it stands.</param>
    public sealed record Recipe(string File, string Name, string? Variant, SourcePlace At) : Parent(At)
    {
        /// <summary>As <see cref="Recipes.Recipe.ResourceName"/> of the other recipe.</summary>
        public string ResourceName => Variant is null ? Name : $"{Name}-{Variant}";
    }

    /// <summary>The newest of the AMIs that fit. The owner is always named: without it anybody's public AMI of a fitting name would do.</summary>
    /// <param name="Owner">The 12 digits of an account, <c>self</c> or <c>amazon</c>.</param>
    /// <param name="Name">A name, with <c>*</c> for any letters and <c>?</c> for one: <c>debian-12-amd64-*</c>.</param>
    /// <param name="Architecture">As EC2 says it: <c>x86_64</c>, <c>arm64</c>; null when all that fit have the same.</param>
    public sealed record Find(string Owner, string Name, string? Architecture, SourcePlace At) : Parent(At)
    {
        /// <summary>Tags that the AMI must have. Only the owner sees an AMI's tags.</summary>
        public IReadOnlyDictionary<string, string> Tags { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);
    }
}

/// <summary>A component that the recipe uses, and the values for its parameters.</summary>
public abstract record ComponentUse
{
    private ComponentUse(SourcePlace place, IReadOnlyList<ComponentParameter> with)
    {
        Place = place;
        With = with;
    }

    /// <summary>Where the recipe says <c>uses</c> or <c>path</c>.</summary>
    public SourcePlace Place { get; }

    /// <summary>Values for the document's parameters, in the recipe's order.</summary>
    public IReadOnlyList<ComponentParameter> With { get; }

    /// <summary>A component that is in AWS already.</summary>
    /// <param name="Owner"><c>amazon</c>, <c>self</c>, or an account id.</param>
    /// <param name="Name">For example <c>update-linux</c>.</param>
    /// <param name="Version">For example <c>x.x.x</c> or <c>1.0.4</c>.</param>
    public sealed record Existing(string Owner, string Name, string Version, SourcePlace At, IReadOnlyList<ComponentParameter> Values)
        : ComponentUse(At, Values);

    /// <summary>A component document of the repository.</summary>
    /// <param name="File">Relative to the repository's root, with forward slashes.</param>
    /// <param name="Text">The document's text, exactly the file's content.</param>
    public sealed record Document(string File, string Text, SourcePlace At, IReadOnlyList<ComponentParameter> Values)
        : ComponentUse(At, Values)
    {
        /// <summary>What the component in AWS is made with beside its text.</summary>
        public DocumentOptions Options { get; init; } = DocumentOptions.None;
    }
}

/// <summary>A value for a component's parameter.</summary>
public sealed record ComponentParameter(string Name, string Value, SourcePlace Place);

/// <summary>A volume of the image.</summary>
public sealed record Volume
{
    /// <summary>Device name, for example <c>/dev/xvda</c>.</summary>
    public required Placed<string> Device { get; init; }

    /// <summary>1 to 16,000 GiB, or null for the parent's size.</summary>
    public int? SizeGib { get; init; }

    /// <summary>EC2's volume type, or null for the parent's.</summary>
    public string? Type { get; init; }

    public int? Iops { get; init; }

    /// <summary>MiB per second.</summary>
    public int? Throughput { get; init; }

    /// <summary>Key id, ARN or alias, or null for the account's default key of EBS.</summary>
    public string? KmsKey { get; init; }

    /// <summary>Null: when there is a key, and else as the account's setting of EBS and the parent say.</summary>
    public bool? Encrypted { get; init; }

    /// <summary>A snapshot that the volume begins with, or null for the parent's or an empty one.</summary>
    public string? Snapshot { get; init; }

    /// <summary>False: the volume outlives its machine.</summary>
    public bool DeleteOnTermination { get; init; } = true;

    /// <summary>An instance store volume, <c>ephemeral0</c>; there is no EBS volume then.</summary>
    public string? VirtualName { get; init; }

    /// <summary>The parent has this device and the image is not to have it.</summary>
    public bool NoDevice { get; init; }

    /// <summary>Whether it is a volume of EBS.</summary>
    public bool IsEbs => VirtualName is null && !NoDevice;
}

/// <summary>Where and on what the image is built.</summary>
public sealed record Infrastructure
{
    public required Placed<string> InstanceProfile { get; init; }

    public IReadOnlyList<string> InstanceTypes { get; init; } = [];

    public string? Subnet { get; init; }

    public IReadOnlyList<string> SecurityGroups { get; init; } = [];

    public string? KeyPair { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Bucket for Image Builder's logs, or null.</summary>
    public string? LogBucket { get; init; }

    public string? LogPrefix { get; init; }

    /// <summary>ARN of an SNS topic, or null.</summary>
    public string? Topic { get; init; }

    /// <summary>Keep the instance when the build fails; nothing cleans it up.</summary>
    public bool KeepOnFailure { get; init; }

    /// <summary>Whether IMDSv2's tokens are required. They are unless the recipe says otherwise.</summary>
    public bool TokensRequired { get; init; } = true;

    /// <summary>1 to 64.</summary>
    public int HopLimit { get; init; } = 1;

    /// <summary>Where the machine is put, or null: the service chooses.</summary>
    public Placement? Placement { get; init; }

    /// <summary>Group of CloudWatch Logs that builds write to, or null for <c>/aws/imagebuilder/NAME</c>.</summary>
    public string? LogGroup { get; init; }

    /// <summary>Where documents over the inline limit are put, or null: there can be none.</summary>
    public Placed<BucketFolder>? ComponentBucket { get; init; }
}

/// <summary>Where a build machine is put.</summary>
/// <param name="AvailabilityZone">For example <c>us-east-1a</c>.</param>
/// <param name="Tenancy"><c>default</c>, <c>dedicated</c> or <c>host</c>.</param>
/// <param name="Host">Id of a dedicated host.</param>
/// <param name="HostResourceGroup">ARN of a host resource group.</param>
public sealed record Placement(string? AvailabilityZone, string? Tenancy, string? Host, string? HostResourceGroup);

/// <summary>A folder in a bucket of S3.</summary>
/// <param name="Prefix">With a slash at its end, or empty for the bucket's root.</param>
public sealed record BucketFolder(string Bucket, string Prefix);

/// <summary>What a component or workflow in AWS is made with beside its document's text.</summary>
/// <param name="KmsKey">Key that encrypts it in AWS, or null for AWS's own.</param>
/// <param name="ChangeDescription">What is new in it, or null.</param>
/// <param name="SupportedOsVersions">Of a component; empty for any.</param>
public sealed record DocumentOptions(string? KmsKey, string? ChangeDescription, IReadOnlyList<string> SupportedOsVersions)
{
    /// <summary>Nothing beside the text.</summary>
    public static DocumentOptions None { get; } = new(null, null, []);
}

/// <summary>Files in which ids are moved to the new image: one entry of <c>references</c>.</summary>
/// <param name="Paths">Glob patterns relative to the repository's root; empty means all tracked files.</param>
public sealed record ReferenceScope(IReadOnlyList<string> Paths, SourcePlace Place)
{
    /// <summary>The word for the repository that the recipe is in.</summary>
    public const string Self = "self";

    /// <summary><see cref="Self"/>, <c>acme/platform</c> (of the server on which the run is), or an address: <c>https://github.com/acme/platform</c>.</summary>
    public string Repository { get; init; } = Self;

    /// <summary>What keeps these files apart from others of the repository: <c>prod</c>. Null for none.</summary>
    public string? Channel { get; init; }

    /// <summary>The branch that is read and merged into; null for the repository's default, of <see cref="Self"/> what is checked out.</summary>
    public string? Branch { get; init; }

    /// <summary>How pull requests are handled; null when the entry says nothing about it.</summary>
    public ReferencePolicy? Policy { get; init; }
}

/// <summary>How the pull request of a repository and channel is handled.</summary>
public sealed record ReferencePolicy
{
    /// <summary>Opened as a draft.</summary>
    public bool Draft { get; init; }

    public IReadOnlyList<string> Labels { get; init; } = [];

    public IReadOnlyList<string> Reviewers { get; init; } = [];

    public IReadOnlyList<string> TeamReviewers { get; init; } = [];

    public IReadOnlyList<string> Assignees { get; init; } = [];

    /// <summary><c>merge</c>, <c>squash</c>, <c>rebase</c>, or null: people merge.</summary>
    public string? AutoMerge { get; init; }

    /// <summary>An image is proposed when it is this old; null: at once.</summary>
    public TimeSpan? Soak { get; init; }

    /// <summary>The most pull requests of this program that may be open in the repository; null for no limit.</summary>
    public int? Limit { get; init; }

    /// <summary>Template of the title, or null.</summary>
    public string? Title { get; init; }

    /// <summary>Template of the body, or null.</summary>
    public string? Body { get; init; }

    /// <summary>Type and scope of a conventional commit: <c>chore(deps)</c>; or null.</summary>
    public string? CommitType { get; init; }
}
