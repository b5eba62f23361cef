namespace GoldenAmi.Action.Tests.Faces;

/// <summary>
/// A step of a GitHub job that uses this repository's action, played as the runner does it: variables from <c>action.yml</c> and <c>with</c>, files for results,
/// no arguments; and after it the post step, called as the container's post entry point calls the program.
/// </summary>
internal sealed class GitHubStep : IDisposable
{
    private readonly TemporaryFolder _files = new();

    /// <summary>The job's checked out repository.</summary>
    public TemporaryFolder Workspace { get; } = new();

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>What the expression <c>github.token</c> is.</summary>
    public string JobToken { get; init; } = "";

    /// <summary>Variables beside those that every step has, for example <c>GITHUB_EVENT_NAME</c>.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    public Edges Edges { get; init; } = new();

    /// <summary>The folder that the step works in: <see cref="Workspace"/> unless a test has a repository of its own.</summary>
    public string Root { get => field ?? Workspace.Path; init; }

    public string Summary => ReadFile("summary");

    public IReadOnlyDictionary<string, string> Outputs => ReadPairs(ReadFile("output"));

    public IReadOnlyDictionary<string, string> State => ReadPairs(ReadFile("state"));

    /// <summary>The main step.</summary>
    /// <param name="with">What the workflow's <c>with</c> says; inputs that the action does not have are handed over too, as the runner does with a warning.</param>
    public Task<ProgramRun> RunAsync(IReadOnlyDictionary<string, string> with, CancellationToken cancellationToken = default) =>
        ProgramRun.StartAsync(Root, [], Environment(with), Edges, Time, cancellationToken);

    /// <summary>The step after the job, with the state that the main step left.</summary>
    public Task<ProgramRun> RunPostAsync(IReadOnlyDictionary<string, string> with, CancellationToken cancellationToken = default)
    {
        // The post step has a state file of its own; what the main step wrote stays as it is.
        var written = File.Exists(_files.At("state")) ? ReadFile("state") : "";
        var environment = Environment(with);
        _files.Write("state", written);
        foreach (var (name, value) in State)
        {
            environment[$"STATE_{name}"] = value;
        }

        var metadata = ActionMetadata.Read();
        return ProgramRun.StartAsync(Root, ["post", metadata.Runs["post-entrypoint"]], environment, Edges, cancellationToken: cancellationToken);
    }

    public void Dispose()
    {
        _files.Dispose();
        Workspace.Dispose();
    }

    private Dictionary<string, string> Environment(IReadOnlyDictionary<string, string> with)
    {
        var environment = new Dictionary<string, string>(Variables)
        {
            ["GITHUB_ACTIONS"] = "true",
            ["CI"] = "true",
            ["GITHUB_WORKSPACE"] = Root,
        };
        foreach (var name in new[] { "output", "state", "env", "path", "step_summary" })
        {
            environment[$"GITHUB_{name.ToUpperInvariant()}"] = _files.Write(name.Replace("step_", "", StringComparison.Ordinal), "");
        }

        foreach (var input in ActionMetadata.Read().Inputs.Where(input => !with.ContainsKey(input.Name)))
        {
            environment[Variable(input.Name)] = input.Default == "${{ github.token }}" ? JobToken : input.Default;
        }

        foreach (var (name, value) in with)
        {
            environment[Variable(name)] = value;
        }

        return environment;
    }

    /// <summary>Handler.AddInputsToEnvironment of actions/runner: blanks become underscores, letters upper case, dashes stay.</summary>
    private static string Variable(string input) => $"INPUT_{input.Replace(' ', '_').ToUpperInvariant()}";

    private string ReadFile(string name) => File.ReadAllText(_files.At(name));

    /// <summary>FileCommandManager of actions/runner: <c>name&lt;&lt;delimiter</c>, lines, the delimiter; or <c>name=value</c>. The last of a name counts.</summary>
    public static Dictionary<string, string> ReadPairs(string text)
    {
        var pairs = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var lines = new Queue<string>(text.Split('\n'));
        while (lines.TryDequeue(out var line))
        {
            if (line.Length == 0)
            {
                continue;
            }

            var heredoc = line.IndexOf("<<", StringComparison.Ordinal);
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals >= 0 && (heredoc < 0 || equals < heredoc))
            {
                pairs[line[..equals]] = line[(equals + 1)..];
                continue;
            }

            var value = new List<string>();
            while (lines.Dequeue() is var next && next != line[(heredoc + 2)..])
            {
                value.Add(next);
            }

            pairs[line[..heredoc]] = string.Join('\n', value);
        }

        return pairs;
    }
}
