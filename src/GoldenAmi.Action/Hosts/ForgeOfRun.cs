using GoldenAmi.Action.Commands;
using GoldenAmi.Forges;
using GoldenAmi.Processes;

namespace GoldenAmi.Action.Hosts;

/// <summary>The one place that decides what a run does to repositories, where, and with which token: from the option, the CI system's variables and the repository's remote.</summary>
/// <param name="Access">For the stage that moves references.</param>
/// <param name="Why">For the reader: what is done and why, in one line.</param>
/// <param name="IsChosenHere">The option left the choice to the program (<c>auto</c>): what the token may not do is then no failure.</param>
internal sealed record ForgeOfRun(ForgeAccess Access, string Why, bool IsChosenHere)
{
    /// <summary>Variables in which a token of the CI system may be.</summary>
    public static IReadOnlyList<string> TokenVariables { get; } = ["GITHUB_TOKEN", "GH_TOKEN", "SYSTEM_ACCESSTOKEN"];

    public static async Task<ForgeOfRun> ChooseAsync(ProgramContext context, Settings settings, string repositoryRoot, HttpMessageHandler handler, CancellationToken ct)
    {
        var servers = new ForgeServers
        {
            GitHub = Url(context, "GITHUB_SERVER_URL") ?? new ForgeServers().GitHub,
            AzureOrganization = Url(context, "SYSTEM_COLLECTIONURI"),
        };
        var self = settings.Bump is BumpWish.Auto or BumpWish.PullRequest ? await FindSelfAsync(context, servers, repositoryRoot, ct) : null;
        var token = FindToken(context, settings, self, servers);
        var (reach, why) = Decide(context, settings, self, token);
        return new ForgeOfRun(
            new ForgeAccess
            {
                Reach = reach,
                Servers = servers,
                Self = self,
                GitHubApi = Url(context, "GITHUB_API_URL"),
                Token = token,
                Handler = handler,
                CloneFrom = context.Edges.CloneFrom ?? (url => url),
            },
            why,
            settings.Bump == BumpWish.Auto);
    }

    private static (MoveReach Reach, string Why) Decide(ProgramContext context, Settings settings, RepositoryAddress? self, ForgeToken? token) => settings.Bump switch
    {
        BumpWish.None => (MoveReach.None, "nothing is moved"),
        BumpWish.Commit => (MoveReach.Commit, "commits in this clone, as asked for"),
        BumpWish.Push => (MoveReach.Push, "pushes the branch, as asked for"),
        BumpWish.PullRequest when self is null or RepositoryAddress.Plain => (MoveReach.PullRequest, "pushes the branch: the repository's remote is neither GitHub's nor Azure Repos', so there its pull request is a person's to open"),
        BumpWish.PullRequest => (MoveReach.PullRequest, $"opens pull requests in {self}, as asked for"),
        _ when CiSystems.Of(context) is CiSystem.None or CiSystem.CodeBuild => (MoveReach.Commit, "commits in this clone: no CI system gave this run a token for pull requests (--bump pull-request opens them from anywhere)"),
        _ when IsForPullRequest(context) => (MoveReach.Commit, "commits in this clone: this run is for a pull request, which is not merged yet"),
        _ when self is null or RepositoryAddress.Plain => (MoveReach.Commit, "commits in this clone: the repository is neither GitHub's nor Azure Repos'"),
        _ when token is null => (MoveReach.Commit, $"commits in this clone: the run has no token for {self.Host}"),
        _ => (MoveReach.PullRequest, $"opens pull requests in {self}: this CI run has a token for {self.Host}"),
    };

    private static bool IsForPullRequest(ProgramContext context) => CiSystems.Of(context) == CiSystem.GitHub
        ? context.Variable("GITHUB_EVENT_NAME") is { } name && (name.StartsWith("pull_request", StringComparison.Ordinal) || name == "merge_group")
        : context.Variable("BUILD_REASON") == "PullRequest";

    /// <summary>The remote says which repository this is; where it says nothing that is understood (a mirror, a proxy), the CI system's variables do.</summary>
    private static async Task<RepositoryAddress?> FindSelfAsync(ProgramContext context, ForgeServers servers, string root, CancellationToken ct)
    {
        var remote = await context.Programs.RunAsync(new ProcessSpec("git", ["remote", "get-url", "origin"]) { WorkingDirectory = root }, ct);
        var address = remote.Succeeded ? servers.ReadUrl(remote.Output.Trim()) : null;
        return address is null or RepositoryAddress.Plain ? OfVariables(context, servers) ?? address : address;
    }

    private static RepositoryAddress? OfVariables(ProgramContext context, ForgeServers servers) => CiSystems.Of(context) switch
    {
        CiSystem.GitHub => context.Variable("GITHUB_REPOSITORY")?.Split('/') is [var owner, var name] ? new RepositoryAddress.GitHub(servers.GitHub, owner, name) : null,
        CiSystem.AzurePipelines when context.Variable("BUILD_REPOSITORY_PROVIDER") == "TfsGit" && servers.AzureOrganization is { } organization
            && context.Variable("SYSTEM_TEAMPROJECT") is { } project && context.Variable("BUILD_REPOSITORY_NAME") is { } name => new RepositoryAddress.Azure(organization, project, name),
        _ => null,
    };

    /// <summary>A token is shown to the server that it is from, and to no other.</summary>
    private static ForgeToken? FindToken(ProgramContext context, Settings settings, RepositoryAddress? self, ForgeServers servers) => CiSystems.Of(context) switch
    {
        CiSystem.GitHub => Make(servers.GitHub.Host, settings.Token?.Value ?? context.Variable("GITHUB_TOKEN") ?? context.Variable("GH_TOKEN")),
        CiSystem.AzurePipelines when self is RepositoryAddress.GitHub => Make(self.Host, settings.Token?.Value),
        CiSystem.AzurePipelines when servers.AzureOrganization is { } organization => Make(organization.Host, settings.Token?.Value ?? context.Variable("SYSTEM_ACCESSTOKEN")),
        _ => self switch
        {
            RepositoryAddress.Azure => Make(self.Host, settings.Token?.Value ?? context.Variable("SYSTEM_ACCESSTOKEN")),
            RepositoryAddress.GitHub => Make(self.Host, settings.Token?.Value ?? context.Variable("GITHUB_TOKEN") ?? context.Variable("GH_TOKEN")),
            _ => Make(servers.GitHub.Host, settings.Token?.Value ?? context.Variable("GITHUB_TOKEN") ?? context.Variable("GH_TOKEN")),
        },
    };

    private static ForgeToken? Make(string host, string? token) => token is null ? null : new ForgeToken(host, token);

    private static Uri? Url(ProgramContext context, string variable) => Uri.TryCreate(context.Variable(variable), UriKind.Absolute, out var url) ? url : null;
}
