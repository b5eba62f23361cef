namespace GoldenAmi.Machines.Tests;

/// <summary>The processes of this machine.</summary>
public static class ProcessTable
{
    /// <summary>Those that run; one that is dead and not yet waited for does not count.</summary>
    public static IReadOnlyList<RunningProcess> All() => [.. Directory.EnumerateDirectories("/proc").Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0])).Select(Read).OfType<RunningProcess>()];

    private static RunningProcess? Read(string folder)
    {
        try
        {
            // "17 (a name) S 1 17 17 ...": state, parent, group, session
            var stat = File.ReadAllText(Path.Combine(folder, "stat"));
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] == "Z" ? null : new RunningProcess(fields[3], File.ReadAllText(Path.Combine(folder, "cmdline")));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

/// <param name="CommandLine">Its arguments, each with a NUL behind it.</param>
public sealed record RunningProcess(string Session, string CommandLine);
