using GoldenAmi.Diagnostics;
using GoldenAmi.Forges;
using GoldenAmi.Forges.Azure;
using GoldenAmi.Forges.GitHub;
using GoldenAmi.Processes;
using GoldenAmi.Tests.References;
using static GoldenAmi.Tests.References.TestRepository;

namespace GoldenAmi.Tests.Forges;

/// <summary>A checkout with a consumer of the image, and the forge that it was pushed to.</summary>
internal sealed class ProposalWorld : IDisposable
{
    public const string Map = $"us: {OldUs}\neu: {OldEu}\n";

    public ProposalWorld(FakeForge server, string map = Map)
    {
        Server = server;
        Mine = new TestRepository(("map.yaml", map), ("run.sh", $"#!/bin/sh\necho {OldUs}\n"), ("docs/ü.md", "ü"));
        Mine.Run("chmod", "+x", "run.sh");
        Mine.Git("remote", "add", "origin", server.Folder);
        CommitAndPush();
    }

    public FakeForge Server { get; }

    public TestRepository Mine { get; }

    public HastyTime Time { get; } = new();

    public ProposalPolicy Policy { get; set; } = new();

    public ReleaseStory Story { get; set; } = new();

    public string Version { get; set; } = "1.4.0";

    public string? RolledBackFrom { get; set; }

    public FakePull Pull => Assert.Single(Server.Pulls, pull => pull.State == "open");

    public string? Tip => Server.Find($"refs/heads/{Branch}");

    public void CommitAndPush()
    {
        Mine.Git("commit", "--quiet", "--all", "--allow-empty", "--message", "more");
        Mine.Git("push", "--quiet", "origin", "main");
    }

    /// <summary>A newer image is released.</summary>
    public void Release(string version, string us, string eu)
    {
        Mine.Lineage.AddRange(Mine.Released.Select(image => Image("web", image.Region.Value, image.Id.Value)));
        Mine.Released.Clear();
        Mine.Released.AddRange([New("us-east-1", us), New("eu-west-1", eu)]);
        Version = version;
    }

    /// <summary>Somebody commits to our branch at the forge.</summary>
    public string CommitForeign()
    {
        var commit = Server.Git("-c", "user.name=Somebody", "-c", "user.email=somebody@example.com", "commit-tree", $"{Branch}^{{tree}}", "-p", Branch, "-m", "somebody's fix");
        Server.Git("update-ref", $"refs/heads/{Branch}", commit);
        return commit;
    }

    /// <summary>Somebody merges the pull request and deletes its branch.</summary>
    public void Merge()
    {
        var pull = Pull;
        Mine.Git("pull", "--quiet", "--no-rebase", "--no-ff", "--no-edit", "origin", Branch);
        Mine.Git("push", "--quiet", "origin", "main", ":" + Branch);
        (pull.State, pull.Merged) = ("closed", true);
    }

    /// <summary>Somebody merges a branch without the forge.</summary>
    public void Merge(string branch)
    {
        Mine.Git("pull", "--quiet", "--no-rebase", "--no-ff", "--no-edit", "origin", branch);
        Mine.Git("push", "--quiet", "origin", "main");
    }

    public Task<ProposalEnd> ProposeAsync()
    {
        var order = Mine.Order();
        var bump = order with { Release = order.Release with { Version = Version, ImageArn = Arn(Version) } };
        return new Proposer(Forge(), new ProcessRunner(TimeProvider.System), Time)
            .ProposeAsync(new ProposalOrder(bump, Policy, (_, _) => Task.FromResult(Story)) { RolledBackFrom = RolledBackFrom }, CancellationToken.None);
    }

    public async Task<T> EndsAsync<T>()
        where T : ProposalEnd
    {
        var end = await ProposeAsync();
        return Assert.IsType<T>(end is ProposalEnd.Refused refused && typeof(T) != typeof(ProposalEnd.Refused) ? throw new Xunit.Sdk.XunitException(string.Join('\n', refused.Diagnostics)) : end);
    }

    public async Task<Diagnostic> RefusedAsync() => Assert.Single((await EndsAsync<ProposalEnd.Refused>()).Diagnostics);

    public static string Arn(string version) => $"arn:aws:imagebuilder:us-east-1:111122223333:image/web/{version}/1";

    public void Dispose()
    {
        Mine.Dispose();
        Server.Dispose();
    }

    private IForge Forge() => Server switch
    {
        FakeGitHub => new GitHubForge(Server, new GitHubPlace(new Uri("https://api.github.com"), "acme", "platform", "ghs_secret"), Time),
        FakeAzure => new AzureForge(Server, new AzurePlace(new Uri("https://dev.azure.com/acme/"), "shop", "platform", "secret"), Time),
        _ => new GitForge(new ProcessRunner(TimeProvider.System), Mine.Folder, GitReach.CloneAndRemote, Time),
    };
}

/// <summary>A bare repository that nobody speaks HTTP to.</summary>
internal sealed class PlainRemote : FakeForge
{
    protected override HttpResponseMessage Handle(HttpRequestMessage request, Uri url, string? body) => throw Unexpected(request, body);
}
