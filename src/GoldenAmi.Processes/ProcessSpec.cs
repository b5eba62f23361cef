using System.Text;

namespace GoldenAmi.Processes;

/// <summary>A program to run and what to do with its streams. No shell is involved: arguments reach the program as they are.</summary>
/// <param name="FileName">A name found in PATH (<c>git</c>) or a path (<c>/usr/bin/git</c>).</param>
/// <param name="Arguments">One element for one argument; spaces and quotes in them mean nothing.</param>
public sealed record ProcessSpec(string FileName, IReadOnlyList<string> Arguments)
{
    /// <summary>Folder in which the program starts, or null for ours. It must exist.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Variables set for the program on top of ours; a null value takes one away. Null: our environment as it is.</summary>
    public IReadOnlyDictionary<string, string?>? Environment { get; init; }

    /// <summary>True: the program gets exactly <see cref="Environment"/> and nothing of ours.</summary>
    public bool ClearEnvironment { get; init; }

    /// <summary>Text written to the program's standard input, which is then closed. Null: the input is empty.</summary>
    public string? StandardInput { get; init; }

    /// <summary>Called for each line of standard output as it comes, without its line end, from one thread at a time.</summary>
    public Action<string>? OnOutputLine { get; init; }

    /// <summary>Called for each line of standard error as it comes, without its line end, from one thread at a time.</summary>
    public Action<string>? OnErrorLine { get; init; }

    /// <summary>After this time the whole process tree is killed and <see cref="ProcessResult.TimedOut"/> is true. Null: no limit.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How much of each stream is kept, from its beginning; the rest is read and dropped. 16 MiB unless said otherwise.</summary>
    public int MaxCapturedBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>How the streams' bytes are text. UTF-8 unless said otherwise; Latin-1 keeps every byte of a binary output as one character.</summary>
    public Encoding Encoding { get; init; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
}
