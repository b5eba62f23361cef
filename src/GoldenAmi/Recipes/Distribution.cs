using GoldenAmi.Identifiers;

namespace GoldenAmi.Recipes;

/// <summary>Where the tested image goes.</summary>
public sealed record Distribution
{
    /// <summary>The AMIs' name with <c>{{ date }}</c>, <c>{{ build }}</c> and <c>{{ version }}</c> still in it, for example <c>web {{ version }} {{ date }}</c>.</summary>
    public required Placed<string> Name { get; init; }

    /// <summary>Every region the image is to be in, the home region among them, sorted by name.</summary>
    public required IReadOnlyList<DistributionRegion> Regions { get; init; }

    /// <summary>ARN of the role that looks at the copies in other accounts, <c>{account}</c> in the place of the account; null: they are not looked at.</summary>
    public Placed<string>? Role { get; init; }
}

/// <summary>One region of a distribution.</summary>
public sealed record DistributionRegion(Placed<Region> Region)
{
    /// <summary>Key of this region that encrypts the copy, or null for the account's default key.</summary>
    public string? KmsKey { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Accounts that get an AMI of their own, in the recipe's order.</summary>
    public IReadOnlyList<AccountId> CopyTo { get; init; } = [];

    /// <summary>Who may start instances from the AMI of the account that builds.</summary>
    public ImageShare Share { get; init; } = ImageShare.Nobody;

    /// <summary>Parameters that the pipeline points at its images. A build from CI does not: GA0115.</summary>
    public IReadOnlyList<ParameterPointer> Parameters { get; init; } = [];

    /// <summary>Launch templates that the pipeline gives a version with its image. A build from CI does not: GA0115.</summary>
    public IReadOnlyList<LaunchTemplatePointer> LaunchTemplates { get; init; } = [];

    /// <summary>Whether somebody beside the account that builds gets the image in this region.</summary>
    public bool LeavesTheAccount => CopyTo.Count > 0 || !Share.IsNobody;
}

/// <summary>Who may start instances from an AMI beside its owner.</summary>
/// <param name="Organizations">ARNs of organizations.</param>
/// <param name="Units">ARNs of organizational units.</param>
public sealed record ImageShare(IReadOnlyList<AccountId> Accounts, IReadOnlyList<string> Organizations, IReadOnlyList<string> Units)
{
    public static ImageShare Nobody { get; } = new([], [], []);

    public bool IsNobody => Accounts.Count + Organizations.Count + Units.Count == 0;
}

/// <summary>A Systems Manager parameter that holds an AMI's id.</summary>
/// <param name="Account">Whose AMI it names, or null for the account that builds.</param>
/// <param name="IsImageType">Its data type is <c>aws:ec2:image</c> (which SSM validates) and not <c>text</c>.</param>
public sealed record ParameterPointer(string Name, AccountId? Account, bool IsImageType);

/// <summary>A launch template.</summary>
/// <param name="Id">For example <c>lt-0abcdef1234567890</c>.</param>
/// <param name="Account">Whose it is, or null for the account that builds.</param>
/// <param name="SetDefault">The new version becomes the default one.</param>
public sealed record LaunchTemplatePointer(string Id, AccountId? Account, bool SetDefault);
