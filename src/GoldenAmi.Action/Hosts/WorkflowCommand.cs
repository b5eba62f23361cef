namespace GoldenAmi.Action.Hosts;

/// <summary>A workflow command of GitHub's runner as a value: <c>::error file=a.yaml,line=3::text</c>.</summary>
/// <param name="Name">For example <c>error</c>.</param>
/// <param name="Data">What comes after the second pair of colons, unescaped.</param>
internal sealed record WorkflowCommand(string Name, string Data)
{
    /// <summary>In the order in which they are written; values unescaped.</summary>
    public IReadOnlyList<(string Name, string Value)> Properties { get; init; } = [];

    /// <summary>The line that the runner reads. Data and properties have tables of their own (ActionCommand.cs of actions/runner).</summary>
    public override string ToString()
    {
        var properties = string.Join(',', Properties.Select(property => $"{property.Name}={EscapeProperty(property.Value)}"));
        return properties.Length == 0 ? $"::{Name}::{EscapeData(Data)}" : $"::{Name} {properties}::{EscapeData(Data)}";
    }

    /// <summary>Percent first, or the other escapes would be escaped again.</summary>
    public static string EscapeData(string text) =>
        text.Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    public static string EscapeProperty(string text) =>
        EscapeData(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
