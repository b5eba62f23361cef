using GoldenAmi.Aws.Credentials;
using GoldenAmi.Processes;

namespace GoldenAmi.Action;

/// <summary>Everything that the program gets from its process. A test fills it with writers and folders of its own.</summary>
internal sealed record ProgramContext
{
    /// <summary>The command line without the program's name.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>The environment, read once. Names are as given: <c>INPUT_ON-CANCEL</c> keeps its dash.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Results and workflow commands; with <c>--json</c> only JSON.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>People's text when <see cref="Output"/> must hold only JSON.</summary>
    public required TextWriter Error { get; init; }

    public bool OutputIsTerminal { get; init; }

    public bool ErrorIsTerminal { get; init; }

    /// <summary>Absolute path of the folder that relative paths start from.</summary>
    public required string WorkingFolder { get; init; }

    /// <summary>Absolute path of the folder that holds the program, and beside it <c>golden-ami-runner</c>.</summary>
    public required string ProgramFolder { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>Runs other programs, without this job's secrets, and on real time: they do not follow a clock that a test made faster.</summary>
    public IProcessRunner Programs { get; } = new ProcessRunner(TimeProvider.System) { Withheld = IdentityTokens.SecretVariables };

    /// <summary>What a test puts in the place of the outside world.</summary>
    public Edges Edges { get; init; } = new();

    /// <summary>A variable's value, or null when it is absent or empty: CI systems set what they have no value for to nothing.</summary>
    public string? Variable(string name) => Environment.TryGetValue(name, out var value) && value.Length > 0 ? value : null;
}
