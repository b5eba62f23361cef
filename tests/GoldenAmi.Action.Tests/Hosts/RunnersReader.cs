namespace GoldenAmi.Action.Tests.Hosts;

/// <summary>Reads a command's line as GitHub's runner does (src/Runner.Common/ActionCommand.cs of actions/runner), for commands with one property.</summary>
internal static class RunnersReader
{
    public static (string Data, string Property) Read(string line)
    {
        var end = line.IndexOf("::", 2, StringComparison.Ordinal);
        var head = line[2..end];
        var pair = head[(head.IndexOf(' ', StringComparison.Ordinal) + 1)..].Split('=', 2);
        var data = Unescape(line[(end + 2)..], ("\r", "%0D"), ("\n", "%0A"), ("%", "%25"));
        var property = Unescape(pair[1], ("\r", "%0D"), ("\n", "%0A"), (":", "%3A"), (",", "%2C"), ("%", "%25"));
        return (data, property);
    }

    private static string Unescape(string text, params (string Token, string Escape)[] table) =>
        table.Aggregate(text, (unescaped, row) => unescaped.Replace(row.Escape, row.Token, StringComparison.Ordinal));
}
