namespace GoldenAmi.Aws.Credentials;

/// <summary>Which role a run acts as, and how its session is known in AWS.</summary>
public sealed record RoleOrder
{
    /// <summary>ARN of the role that is assumed with the identity token, for example <c>arn:aws:iam::111122223333:role/golden-ami</c>.</summary>
    public required string Role { get; init; }

    /// <summary>ARNs of roles that are assumed one from the other after it; the run acts as the last. Empty: as <see cref="Role"/>.</summary>
    public IReadOnlyList<string> ChainedRoles { get; init; } = [];

    /// <summary>Region whose STS is called, for example <c>eu-west-1</c>: the endpoint of a region lives when the global one does not.</summary>
    public required string Region { get; init; }

    /// <summary>As CloudTrail shows it; 2 to 64 letters, digits or <c>+=,.@-_</c>.</summary>
    public string SessionName { get; init; } = "golden-ami";

    /// <summary>Tags of the sessions of <see cref="ChainedRoles"/> (a web identity's tags come from its token). The roles' trust policies must allow sts:TagSession.</summary>
    public IReadOnlyDictionary<string, string> SessionTags { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How long credentials are asked for, 15 minutes to 12 hours; AWS gives a chained role one hour at most.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The only accounts in which a run may act, for example <c>111122223333</c>; empty: any.</summary>
    public IReadOnlyList<string> AllowedAccounts { get; init; } = [];

    /// <summary>Every role in the order in which they are assumed.</summary>
    internal IReadOnlyList<string> Roles => [Role, .. ChainedRoles];
}
