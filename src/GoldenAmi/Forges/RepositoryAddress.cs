namespace GoldenAmi.Forges;

/// <summary>Where a repository is, and at which kind of forge.</summary>
public abstract record RepositoryAddress
{
    private RepositoryAddress()
    {
    }

    /// <summary>What git clones from.</summary>
    public abstract string CloneUrl { get; }

    /// <summary>The server's host name, or "" for one without: a path.</summary>
    public string Host => Uri.TryCreate(CloneUrl, UriKind.Absolute, out var url) ? url.Host : "";

    /// <summary>A repository of GitHub or of a GitHub Enterprise Server.</summary>
    /// <param name="Server">Web address: <c>https://github.com</c>.</param>
    public sealed record GitHub(Uri Server, string Owner, string Name) : RepositoryAddress
    {
        public override string CloneUrl => $"{Server.AbsoluteUri.TrimEnd('/')}/{Owner}/{Name}.git";

        /// <summary>The REST interface of the server: https://docs.github.com/rest, and for servers of one's own <c>/api/v3</c>.</summary>
        public Uri Api => Server.Host switch
        {
            "github.com" => new Uri("https://api.github.com"),
            var host when host.EndsWith(".ghe.com", StringComparison.OrdinalIgnoreCase) => new Uri($"https://api.{host}"),
            _ => new Uri($"{Server.AbsoluteUri.TrimEnd('/')}/api/v3"),
        };

        public override string ToString() => $"{Owner}/{Name}";
    }

    /// <summary>A repository of Azure Repos.</summary>
    /// <param name="Organization"><c>https://dev.azure.com/acme/</c>.</param>
    public sealed record Azure(Uri Organization, string Project, string Name) : RepositoryAddress
    {
        public override string CloneUrl => $"{Organization.AbsoluteUri.TrimEnd('/')}/{Uri.EscapeDataString(Project)}/_git/{Uri.EscapeDataString(Name)}";

        public override string ToString() => $"{Project}/{Name}";
    }

    /// <summary>Any other place that git can clone from.</summary>
    public sealed record Plain(string Url) : RepositoryAddress
    {
        public override string CloneUrl => Url;

        public override string ToString() => Url;
    }
}
