namespace GoldenAmi.Forges;

/// <summary>What a run may do to repositories, and with what: decided once, from the environment and the repository's remote.</summary>
public sealed record ForgeAccess
{
    public required MoveReach Reach { get; init; }

    public ForgeServers Servers { get; init; } = new();

    /// <summary>Where the recipe's own repository is, or null when that is not known: then it is plain Git.</summary>
    public RepositoryAddress? Self { get; init; }

    /// <summary>GITHUB_API_URL, for repositories of <see cref="ForgeServers.GitHub"/>; null: the server's usual address.</summary>
    public Uri? GitHubApi { get; init; }

    /// <summary>Null when the run has none.</summary>
    public ForgeToken? Token { get; init; }

    /// <summary>The network, or a test's forges. Stays the caller's to dispose.</summary>
    public required HttpMessageHandler Handler { get; init; }

    /// <summary>What git is told to clone in the place of an address: itself, except in tests.</summary>
    public Func<string, string> CloneFrom { get; init; } = url => url;
}

/// <summary>A token, and the only server that it is shown to.</summary>
/// <param name="Host"><c>github.com</c>.</param>
public sealed record ForgeToken(string Host, string Value)
{
    /// <summary>Keeps the token out of every text.</summary>
    public override string ToString() => $"a token for {Host}";
}
