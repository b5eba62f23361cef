namespace GoldenAmi.Action.Hosts;

/// <summary>A logging command of Azure's agent as a value: <c>##vso[task.logissue type=error;]text</c>.</summary>
/// <param name="Name">Area and event, for example <c>task.setvariable</c>.</param>
/// <param name="Data">What comes after the bracket, unescaped.</param>
internal sealed record AzureCommand(string Name, string Data)
{
    /// <summary>In the order in which they are written; values unescaped. One without a value is left out.</summary>
    public IReadOnlyList<(string Name, string Value)> Properties { get; init; } = [];

    /// <summary>The line that the agent reads. Data and properties have tables of their own (CommandStringConvertor.cs of azure-pipelines-agent).</summary>
    public override string ToString()
    {
        var properties = string.Concat(Properties.Where(property => property.Value.Length > 0).Select(property => $"{property.Name}={EscapeProperty(property.Value)};"));
        return properties.Length == 0 ? $"##vso[{Name}]{EscapeData(Data)}" : $"##vso[{Name} {properties}]{EscapeData(Data)}";
    }

    /// <summary>Percent first, or the other escapes would be escaped again. <c>%AZP25</c> because plain <c>%25</c> was never decoded by older agents.</summary>
    public static string EscapeData(string text) =>
        text.Replace("%", "%AZP25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    public static string EscapeProperty(string text) =>
        EscapeData(text).Replace("]", "%5D", StringComparison.Ordinal).Replace(";", "%3B", StringComparison.Ordinal);
}
