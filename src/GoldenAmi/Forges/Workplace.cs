using GoldenAmi.Diagnostics;
using GoldenAmi.Forges.Azure;
using GoldenAmi.Forges.GitHub;
using GoldenAmi.Processes;
using GoldenAmi.References;

namespace GoldenAmi.Forges;

/// <summary>A repository that is worked on: its files in a clone, and its forge. Clones of other repositories are made for the purpose and removed afterwards.</summary>
internal sealed class Workplace : IAsyncDisposable
{
    private readonly string? _temporary;

    private Workplace(IForge forge, string root, IProcessRunner processes, string? temporary)
    {
        (Forge, Root, Processes, _temporary) = (forge, root, processes, temporary);
    }

    public IForge Forge { get; }

    /// <summary>Absolute path of the clone.</summary>
    public string Root { get; }

    /// <summary>What git is to be run with there.</summary>
    public IProcessRunner Processes { get; }

    /// <summary>The repository that the recipe is in.</summary>
    /// <exception cref="UserErrorException">GA0531: no token for its forge.</exception>
    public static Workplace OfSelf(ForgeAccess access, string root, IProcessRunner processes, TimeProvider time) => new(
        access.Reach == MoveReach.PullRequest && FindForge(access, access.Self, time) is { } forge
            ? forge
            : new GitForge(processes, root, access.Reach == MoveReach.Commit ? GitReach.Clone : GitReach.CloneAndRemote, time),
        root, processes, temporary: null);

    /// <summary>Another repository.</summary>
    /// <param name="branch">The branch to read, or null for its default.</param>
    /// <exception cref="UserErrorException">GA0531: no token for its forge; GA0532: it cannot be cloned.</exception>
    public static async Task<Workplace> OfOtherAsync(ForgeAccess access, RepositoryAddress address, string? branch, IProcessRunner processes, TimeProvider time, CancellationToken ct)
    {
        var forge = access.Reach == MoveReach.PullRequest ? FindForge(access, address, time) : null;
        var folder = Directory.CreateTempSubdirectory("golden-ami-clone-").FullName;
        var git = access.Token is { } token && token.Host == address.Host ? new AuthorizedGit(processes, token) : processes;
        try
        {
            await CloneAsync(access, address, branch, new Git(git, folder), ct);
            return new Workplace(forge ?? new GitForge(git, folder, GitReach.Remote, time), folder, git, folder);
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    public ValueTask DisposeAsync()
    {
        if (_temporary is not null)
        {
            Directory.Delete(_temporary, recursive: true);
        }

        return ValueTask.CompletedTask;
    }

    private static IForge? FindForge(ForgeAccess access, RepositoryAddress? address, TimeProvider time) => address switch
    {
        RepositoryAddress.GitHub gitHub => new GitHubForge(access.Handler,
            new GitHubPlace(gitHub.Server == access.Servers.GitHub && access.GitHubApi is { } api ? api : gitHub.Api, gitHub.Owner, gitHub.Name, TokenFor(access, gitHub)), time),
        RepositoryAddress.Azure azure => new AzureForge(access.Handler, new AzurePlace(azure.Organization, azure.Project, azure.Name, TokenFor(access, azure)), time),
        _ => null,
    };

    private static string TokenFor(ForgeAccess access, RepositoryAddress address) => access.Token is { } token && token.Host.Equals(address.Host, StringComparison.OrdinalIgnoreCase)
        ? token.Value
        : throw new UserErrorException(Ending.Refused, ForgeProblems.NoToken(address));

    // One commit is enough: what is proposed stands on the branch's last one. The files are all fetched, because all that the patterns cover are searched.
    private static async Task CloneAsync(ForgeAccess access, RepositoryAddress address, string? branch, Git git, CancellationToken ct)
    {
        var result = await git.TryAsync(
            new GitCall(["clone", "--quiet", "--depth=1", "--no-tags", "--single-branch", .. branch is null ? Array.Empty<string>() : [$"--branch={branch}"], "--", access.CloneFrom(address.CloneUrl), "."])
            {
                // Files of Git LFS name nothing that is looked for
                Environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["GIT_LFS_SKIP_SMUDGE"] = "1" },
            },
            ct);
        if (!result.Succeeded)
        {
            throw new UserErrorException(Ending.Refused, ForgeProblems.NotCloned(address, GitFailure.Said(result)));
        }
    }
}
