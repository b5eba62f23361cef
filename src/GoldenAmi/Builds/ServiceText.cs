namespace GoldenAmi.Builds;

/// <summary>Text of somebody else (a service, a component) in a diagnostic of ours.</summary>
internal static class ServiceText
{
    private const int Longest = 200;

    /// <summary>One line: a diagnostic is a line, and a component's output must not begin one of ours. At most 200 characters, then an ellipsis.</summary>
    public static string OneLine(string text)
    {
        var clean = new string([.. text.Select(letter => char.IsControl(letter) ? ' ' : letter)]).Trim();
        return clean.Length <= Longest ? clean : clean[..Longest] + "…";
    }
}
