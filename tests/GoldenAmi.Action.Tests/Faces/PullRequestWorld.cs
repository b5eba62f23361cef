using System.Net;
using System.Text.Json;
using GoldenAmi.Action.Tests.Road;
using GoldenAmi.Tests.Forges;

namespace GoldenAmi.Action.Tests.Faces;

/// <summary>The example's repository at a GitHub or an Azure DevOps in this process, and jobs of their CI systems in it. AWS is the local cloud with quick machines.</summary>
internal sealed class PullRequestWorld : IDisposable
{
    public const string Token = "ghs_0123456789abcdef";
    public const string Branch = "golden-ami/web";

    private readonly TemporaryFolder _machines = new();
    private readonly List<FakeForge> _servers = [];
    private readonly Network _network;

    public PullRequestWorld(FakeForge server)
    {
        Server = server;
        _servers.Add(server);
        _network = new Network(_servers);
        Repository.Git("remote", "add", "origin", server.Folder);
        Push();
    }

    public FakeForge Server { get; }

    public ExampleRepository Repository { get; } = new();

    /// <summary>Variables of every job.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    public string JobToken { get; set; } = Token;

    public FakePull Pull => Assert.Single(Server.Pulls, pull => pull.State == "open");

    /// <summary>Another repository that a job reaches.</summary>
    public FakeGitHub Add(string repository, params (string Path, string Content)[] files)
    {
        var server = new FakeGitHub { Repository = repository };
        _servers.Add(server);
        var folder = Directory.CreateTempSubdirectory("golden-ami-").FullName;
        server.Git("init", "--quiet", "--initial-branch=main", folder);
        foreach (var (path, content) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, path))!);
            File.WriteAllText(Path.Combine(folder, path), content);
        }

        server.Git("-C", folder, "add", "--all");
        server.Git("-C", folder, "-c", "user.name=Owner", "-c", "user.email=owner@example.com", "commit", "--quiet", "--message", "Start");
        server.Git("-C", folder, "push", "--quiet", server.Folder, "main");
        Directory.Delete(folder, recursive: true);
        return server;
    }

    public void Push() => Repository.Git("push", "--quiet", "origin", "main");

    /// <summary>Changes the example's component, so that there is a new image to build.</summary>
    public void ChangeComponent(string text)
    {
        Repository.Change("examples/web/components/nginx.yaml", "Installs nginx", $"Installs nginx {text}");
        Repository.Commit($"Make it {text}");
        Push();
    }

    /// <summary>Somebody merges the open pull request at the forge, and the job's checkout follows.</summary>
    public void Merge()
    {
        var pull = Pull;
        Repository.Git("-c", "user.name=Owner", "-c", "user.email=owner@example.com", "pull", "--quiet", "--no-rebase", "--no-ff", "--no-edit", "origin", pull.Head);
        Repository.Git("push", "--quiet", "origin", "main", ":" + pull.Head);
        (pull.State, pull.Merged) = ("closed", true);
    }

    /// <summary>A job on GitHub that uses the action.</summary>
    public async Task<Job> OnGitHubAsync(params (string Input, string Value)[] with)
    {
        using var step = new GitHubStep { Root = Repository.Root, Edges = Edges(), JobToken = JobToken, Time = new FastTime() };
        foreach (var (name, value) in Variables)
        {
            step.Variables[name] = value;
        }

        step.Variables["GITHUB_REPOSITORY"] = "acme/platform";
        step.Variables["GITHUB_SERVER_URL"] = "https://github.com";
        step.Variables["GITHUB_API_URL"] = "https://api.github.com";
        step.Variables["GITHUB_RUN_ID"] = "17";
        step.Variables["GITHUB_SHA"] = Repository.Git("rev-parse", "HEAD").Trim();
        var run = await step.RunAsync(Inputs(with));
        return new Job(run, step.Outputs, step.Summary);
    }

    /// <summary>A job in Azure Pipelines that uses the task.</summary>
    public async Task<Job> OnAzureAsync(params (string Input, string Value)[] with)
    {
        var environment = new Dictionary<string, string>(Variables)
        {
            ["TF_BUILD"] = "True",
            ["AGENT_TEMPDIRECTORY"] = _machines.Path,
            ["SYSTEM_COLLECTIONURI"] = "https://dev.azure.com/acme/",
            ["SYSTEM_TEAMPROJECT"] = "shop",
            ["BUILD_REPOSITORY_PROVIDER"] = "TfsGit",
            ["BUILD_REPOSITORY_NAME"] = "platform",
            ["BUILD_BUILDID"] = "17",
            ["SYSTEM_ACCESSTOKEN"] = Token,
        };
        foreach (var (name, value) in Inputs(with))
        {
            environment[$"INPUT_{name.ToUpperInvariant()}"] = value;
        }

        return new Job(await ProgramRun.StartAsync(Repository.Root, [], environment, Edges(), new FastTime()), new Dictionary<string, string>(), "");
    }

    /// <summary>The program in somebody's terminal.</summary>
    public async Task<Job> InTerminalAsync(params string[] arguments) =>
        new(await ProgramRun.StartAsync(Repository.Root, arguments, Variables, Edges(), new FastTime()), new Dictionary<string, string>(), "");

    public string At(string branch, string file) => Server.Git("show", $"{branch}:{file}");

    public void Dispose()
    {
        Repository.Dispose();
        _machines.Dispose();
        _network.Dispose();
        foreach (var server in _servers)
        {
            server.Dispose();
        }
    }

    private static Dictionary<string, string> Inputs((string Input, string Value)[] with)
    {
        var inputs = new Dictionary<string, string> { ["recipe"] = "examples/web", ["local"] = "true" };
        foreach (var (input, value) in with)
        {
            inputs[input] = value;
        }

        return inputs;
    }

    private Edges Edges() => new()
    {
        Machines = QuickMachines.Make(_machines.Path),
        Forges = _network,
        CloneFrom = url => _servers.OfType<FakeGitHub>().FirstOrDefault(server => url == $"https://github.com/{server.Repository}.git")?.Folder ?? "/nowhere",
    };

    /// <summary>Hands each request to the server whose repository it is about; a request to nobody is answered as GitHub answers for what a token may not see.</summary>
    private sealed class Network(List<FakeForge> servers) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
            var server = servers.Find(server => server is not FakeGitHub gitHub
                || $"{request.RequestUri!.AbsolutePath}/".StartsWith($"/repos/{gitHub.Repository}/", StringComparison.Ordinal)
                || (request.RequestUri.AbsolutePath == "/graphql" && (servers.Count == 1 || body.Contains($"\"{gitHub.NodeId}\"", StringComparison.Ordinal))));
            if (server is null)
            {
                return new HttpResponseMessage(HttpStatusCode.NotFound) { Content = new StringContent("""{"message":"Not Found"}""") };
            }

            using var invoker = new HttpMessageInvoker(server, disposeHandler: false);
            return await invoker.SendAsync(request, cancellationToken);
        }
    }
}

/// <summary>A job and what it left.</summary>
internal sealed record Job(ProgramRun Run, IReadOnlyDictionary<string, string> Outputs, string Summary)
{
    public string Said => Run.Output + Run.Error;

    /// <summary>The output <c>pull-requests</c>.</summary>
    public IReadOnlyList<JsonElement> PullRequests => [.. JsonDocument.Parse(Outputs["pull-requests"]).RootElement.EnumerateArray()];

    public Job Ended(int exitCode)
    {
        Assert.True(Run.ExitCode == exitCode, $"ended {Run.ExitCode}: {Said}");
        return this;
    }
}
