namespace GoldenAmi.Action.Commands;

/// <summary>How an option's value is written.</summary>
internal enum OptionKind
{
    /// <summary>Any text.</summary>
    Text,

    /// <summary><c>true</c> or <c>false</c>; on the command line the name alone means true.</summary>
    Flag,

    /// <summary>Several values: the option repeated on the command line, one per line in an Action's input.</summary>
    Lines,
}

/// <summary>One option of the command line, which is also an input of the Action under the same name.</summary>
/// <param name="Name">Without dashes before it: <c>on-cancel</c>.</param>
/// <param name="Default">The value when none is given, as it would be written; empty for none.</param>
/// <param name="Description">One or two sentences, for <c>--help</c> and <c>action.yml</c> alike.</param>
internal sealed record ProgramOption(string Name, OptionKind Kind, string Default, string Description)
{
    /// <summary>The only values allowed, or empty for any.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>What a value is called in <c>--help</c>, for example <c>url</c>; null for the kind's own word.</summary>
    public string? ValueName { get; init; }

    /// <summary>Whether it is an input of <c>action.yml</c> too; options of commands that no Action runs are not.</summary>
    public bool InAction { get; init; } = true;

    /// <summary>The expression that <c>action.yml</c> has as default, where GitHub knows a value that the program does not; else null.</summary>
    public string? ActionDefault { get; init; }

    /// <summary>The variable in which GitHub's runner hands the input over: upper case, spaces to underscores, dashes kept.</summary>
    public string InputVariable => $"INPUT_{Name.ToUpperInvariant().Replace(' ', '_')}";
}
