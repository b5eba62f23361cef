using GoldenAmi.Components.Guest;
using GoldenAmi.Processes;

namespace GoldenAmi.Components.Actions;

/// <summary>What an action may touch.</summary>
internal sealed record StepWorld
{
    public required IProcessRunner Processes { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>Exactly the variables that processes get.</summary>
    public required IReadOnlyDictionary<string, string?> Environment { get; init; }

    /// <summary>Absolute; processes start here and relative paths are taken from here.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>A folder for scripts.</summary>
    public required string ScriptFolder { get; init; }

    /// <summary>Takes each line that a process writes.</summary>
    public required Action<StreamName, string> OnLine { get; init; }

    /// <summary>A path of the document as an absolute one.</summary>
    public string FullPath(string path) => Path.GetFullPath(path, WorkingDirectory);

    /// <summary>The file that a program's bare name stands for on the components' PATH, or null.</summary>
    public string? FindProgram(string name)
    {
        if (name.Contains('/', StringComparison.Ordinal))
        {
            return FullPath(name);
        }

        var folders = (Environment.TryGetValue("PATH", out var path) ? path : null)?.Split(':', StringSplitOptions.RemoveEmptyEntries) ?? [];
        return folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(IsExecutable);
    }

    private static bool IsExecutable(string file) =>
        File.Exists(file) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(file) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0);
}
