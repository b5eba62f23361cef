using GoldenAmi.Builds;
using GoldenAmi.Identifiers;

namespace GoldenAmi.Action.Commands;

/// <summary>How far the files that name an older image are moved, as it is asked for.</summary>
internal enum BumpWish
{
    /// <summary>A pull request where a CI system's token can open one, else a commit.</summary>
    Auto,

    None,

    /// <summary>A commit on the branch <c>golden-ami/NAME</c> of this clone.</summary>
    Commit,

    /// <summary>That branch pushed to the remote too.</summary>
    Push,

    PullRequest,
}

/// <summary>A secret of an option: it prints as stars.</summary>
internal sealed record SecretText(string Value)
{
    public override string ToString() => "***";
}

/// <summary>Where the builds of a served cloud run.</summary>
internal enum MachineKind
{
    Qemu,

    /// <summary>Nothing is executed.</summary>
    Scripted,
}

/// <summary>The options, valid and typed.</summary>
internal sealed record Settings
{
    /// <summary>Paths as given, relative to the working folder; at least one.</summary>
    public required IReadOnlyList<string> Recipes { get; init; }

    /// <summary>Null for the recipe's own.</summary>
    public Region? Region { get; init; }

    /// <summary>ARN of the role to assume with the CI's OIDC token, or null for the SDK's default credentials.</summary>
    public string? Role { get; init; }

    /// <summary>ARNs of the roles that are assumed one from the other after <see cref="Role"/>; the run acts as the last.</summary>
    public IReadOnlyList<string> ChainedRoles { get; init; } = [];

    /// <summary>Tags of the sessions of <see cref="ChainedRoles"/>.</summary>
    public IReadOnlyDictionary<string, string> SessionTags { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The only accounts in which this run may act; empty: any.</summary>
    public IReadOnlyList<string> AllowedAccounts { get; init; } = [];

    public string RoleSessionName { get; init; } = "golden-ami";

    public string Audience { get; init; } = "sts.amazonaws.com";

    public bool Wait { get; init; } = true;

    public TimeSpan Timeout { get; init; } = TimeSpan.FromHours(2);

    public OnCancel OnCancel { get; init; }

    public bool Force { get; init; }

    /// <summary>Nothing may float: a lock that is missing or out of step is refused.</summary>
    public bool Frozen { get; init; }

    /// <summary>Of a check: the lock is written.</summary>
    public bool Write { get; init; }

    /// <summary>Of a check: the lock is proposed.</summary>
    public bool Propose { get; init; }

    /// <summary>Of a check: what the schedule built is taken into the release.</summary>
    public bool Adopt { get; init; }

    /// <summary>How many images are built at the same time, at least 1.</summary>
    public int Parallel { get; init; } = 4;

    /// <summary>Of a plan: whether changes end the program with 10.</summary>
    public bool ExitCode { get; init; }

    /// <summary>Nothing is written, only said.</summary>
    public bool DryRun { get; init; }

    /// <summary>What is listed is removed.</summary>
    public bool Yes { get; init; }

    public BumpWish Bump { get; init; }

    /// <summary>The only channels of the recipe's references that are moved; empty: all, and the entries without one.</summary>
    public IReadOnlyList<string> Channels { get; init; } = [];

    /// <summary>The token for pull requests, or null for the CI system's own.</summary>
    public SecretText? Token { get; init; }

    /// <summary>The version to go back to, for example <c>1.3.2</c>; null: the release before.</summary>
    public string? To { get; init; }

    public bool Local { get; init; }

    public Uri? EndpointUrl { get; init; }

    /// <summary>0 for any free one.</summary>
    public int Port { get; init; } = 4566;

    public MachineKind Machines { get; init; }

    /// <summary>As given, relative to the working folder.</summary>
    public string State { get; init; } = ".golden-ami";

    /// <summary>File of faults as given, relative to the working folder; null for none.</summary>
    public string? Faults { get; init; }

    /// <summary>File of findings as given, relative to the working folder; null for none.</summary>
    public string? Findings { get; init; }

    /// <summary>File of disks for parents as given, relative to the working folder; null for <c>local.yaml</c> there, if there is one.</summary>
    public string? Parents { get; init; }

    /// <summary>How long each stage of a served build takes.</summary>
    public TimeSpan Pace { get; init; }

    /// <summary>The id of an AMI, or null to list all.</summary>
    public string? Boot { get; init; }

    public bool Json { get; init; }

    public bool Verbose { get; init; }
}
