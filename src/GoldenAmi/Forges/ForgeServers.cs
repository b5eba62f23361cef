using System.Text.RegularExpressions;

namespace GoldenAmi.Forges;

/// <summary>The servers that a run knows by itself, and how addresses are read there.</summary>
public sealed partial record ForgeServers
{
    /// <summary>GITHUB_SERVER_URL, or GitHub itself.</summary>
    public Uri GitHub { get; init; } = new("https://github.com");

    /// <summary>SYSTEM_COLLECTIONURI, or null elsewhere than in Azure Pipelines.</summary>
    public Uri? AzureOrganization { get; init; }

    /// <summary>A repository as a recipe names it: <c>acme/platform</c> (on Azure project and repository) or an address.</summary>
    public RepositoryAddress Read(string text) => text.Split('/') is [{ Length: > 0 } first, { Length: > 0 } second] && !text.Contains(':', StringComparison.Ordinal)
        ? AzureOrganization is { } organization ? new RepositoryAddress.Azure(organization, first, second) : new RepositoryAddress.GitHub(GitHub, first, WithoutGit(second))
        : ReadUrl(text);

    /// <summary>An address in any of the forms that git takes: <c>https://…</c>, <c>ssh://git@…</c>, <c>git@github.com:acme/platform.git</c>.</summary>
    public RepositoryAddress ReadUrl(string text)
    {
        var url = ShortForm().Match(text) is { Success: true } match ? $"ssh://{match.Groups["host"].Value}/{match.Groups["path"].Value}" : text;
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http" or "ssh"))
        {
            return new RepositoryAddress.Plain(text);
        }

        var path = address.AbsolutePath.Trim('/').Split('/').Select(Uri.UnescapeDataString).ToArray();
        return ((RepositoryAddress?)ReadAzure(address, path) ?? ReadGitHub(address, path)) ?? new RepositoryAddress.Plain(text);
    }

    private RepositoryAddress.GitHub? ReadGitHub(Uri address, string[] path) =>
        path is [var owner, var name] && (Is(address, "github.com") || address.Host.EndsWith(".ghe.com", StringComparison.OrdinalIgnoreCase) || Is(address, GitHub.Host))
            ? new RepositoryAddress.GitHub(Is(address, GitHub.Host) ? GitHub : new Uri($"https://{address.Host}"), owner, WithoutGit(name))
            : null;

    private RepositoryAddress.Azure? ReadAzure(Uri address, string[] path) => path switch
    {
        ["v3", var organization, var project, var name] when Is(address, "ssh.dev.azure.com") => Cloud(organization, project, name),
        [var organization, var project, "_git", var name] when Is(address, "dev.azure.com") => Cloud(organization, project, name),
        // A project's own repository has its name
        [var organization, "_git", var name] when Is(address, "dev.azure.com") => Cloud(organization, name, name),
        [.., var project, "_git", var name] when address.Host.EndsWith(".visualstudio.com", StringComparison.OrdinalIgnoreCase) => Cloud(address.Host[..^".visualstudio.com".Length], project, name),
        [.., var project, "_git", var name] when AzureOrganization is { } server && Is(address, server.Host) => new RepositoryAddress.Azure(server, project, name),
        _ => null,
    };

    private static RepositoryAddress.Azure Cloud(string organization, string project, string name) => new(new Uri($"https://dev.azure.com/{Uri.EscapeDataString(organization)}/"), project, name);

    private static bool Is(Uri address, string host) => address.Host.Equals(host, StringComparison.OrdinalIgnoreCase);

    private static string WithoutGit(string name) => name.EndsWith(".git", StringComparison.Ordinal) ? name[..^".git".Length] : name;

    [GeneratedRegex(@"^(?:[^@/:]+@)?(?<host>[^@/:]{2,}):(?<path>[^/\\].*)\z", RegexOptions.CultureInvariant)]
    private static partial Regex ShortForm();
}
