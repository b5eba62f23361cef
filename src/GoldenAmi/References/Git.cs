using System.Text;
using GoldenAmi.Processes;

namespace GoldenAmi.References;

/// <summary>Git on one repository, told not to run anybody's code: no hooks, no file system monitor, no filters, no pager, no prompts.</summary>
/// <param name="root">The folder that holds <c>.git</c>; no repository above it is looked for.</param>
internal sealed class Git(IProcessRunner processes, string root)
{
    /// <summary>The id that means "no object" where git wants an old value.</summary>
    public const string NoObject = "0000000000000000000000000000000000000000";

    // What a repository's configuration could make git execute, or write, that this program does not ask for.
    private static readonly string[] Settings =
    [
        "core.hooksPath=/dev/null", "core.fsmonitor=false", "core.untrackedCache=false", "core.splitIndex=false", "core.quotePath=false",
        "index.sparse=false", "gc.auto=0", "maintenance.auto=false", "submodule.recurse=false", "push.recurseSubmodules=no", "push.gpgSign=false",
        "push.followTags=false", "fetch.recurseSubmodules=false", "fetch.writeCommitGraph=false", "diff.external=", "protocol.ext.allow=never", "log.showSignature=false",
        "i18n.commitEncoding=UTF-8", "user.useConfigOnly=true",
    ];

    // A git that calls us (a hook, an alias) sets these for its own repository; ours is the one that is named.
    private static readonly string[] Inherited =
    [
        "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR", "GIT_NAMESPACE", "GIT_PREFIX",
        "GIT_EXTERNAL_DIFF", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS", "GIT_QUARANTINE_PATH",
    ];

    /// <summary>Runs git to its end; a failure is a result.</summary>
    public Task<ProcessResult> TryAsync(GitCall call, CancellationToken ct) => processes.RunAsync(Spec(call), ct);

    /// <summary>Runs git and hands back its standard output.</summary>
    /// <exception cref="Diagnostics.UserErrorException">It ended with another exit code than 0 (GA0501).</exception>
    public async Task<string> RunAsync(GitCall call, CancellationToken ct)
    {
        var result = await TryAsync(call, ct);
        return result.Succeeded ? result.Output : throw GitFailure.Of(call.Arguments[0], result);
    }

    /// <summary>One line of output without its end, or null when git ended with a failure.</summary>
    public async Task<string?> FindLineAsync(CancellationToken ct, params string[] arguments)
    {
        var result = await TryAsync(new GitCall(arguments), ct);
        return result.Succeeded ? result.Output.TrimEnd('\n') : null;
    }

    private ProcessSpec Spec(GitCall call)
    {
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["GIT_CEILING_DIRECTORIES"] = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(root)),
            ["GIT_OPTIONAL_LOCKS"] = "0",
            ["GIT_TERMINAL_PROMPT"] = "0",
            ["GIT_NO_REPLACE_OBJECTS"] = "1",
            ["GIT_PAGER"] = "cat",
            ["LC_ALL"] = "C",
        };
        foreach (var name in Inherited)
        {
            environment[name] = null;
        }

        foreach (var (name, value) in call.Environment)
        {
            environment[name] = value;
        }

        return new ProcessSpec("git", [.. Settings.SelectMany(setting => new[] { "-c", setting }), .. call.Arguments])
        {
            WorkingDirectory = root,
            Environment = environment,
            StandardInput = call.Input,
            Encoding = Encoding.Latin1,
            MaxCapturedBytes = call.MostBytes,
        };
    }
}

/// <summary>One command of git. Input and output are bytes, held as Latin-1 text.</summary>
internal sealed record GitCall(IReadOnlyList<string> Arguments)
{
    public string? Input { get; init; }

    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>(StringComparer.Ordinal);

    /// <summary>The largest output that is kept.</summary>
    public int MostBytes { get; init; } = 256 * 1024 * 1024;
}
