namespace GoldenAmi.Action.Hosts;

/// <summary>The commit that a work tree stands on, read from Git's files: no program is started before it is known that this run may go on.</summary>
internal static class GitHead
{
    /// <summary>Forty hexadecimal digits (sixty-four with SHA-256), or null when it cannot be told.</summary>
    public static string? Find(string folder)
    {
        try
        {
            var git = Path.Combine(folder, ".git");
            var head = File.ReadAllText(Path.Combine(git, "HEAD")).Trim();
            if (!head.StartsWith("ref: ", StringComparison.Ordinal))
            {
                return head;
            }

            var name = head["ref: ".Length..];
            var loose = Path.Combine(git, name);
            return File.Exists(loose) ? File.ReadAllText(loose).Trim() : FindPacked(git, name);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? FindPacked(string git, string name)
    {
        var packed = Path.Combine(git, "packed-refs");
        return File.Exists(packed)
            ? File.ReadLines(packed).FirstOrDefault(line => line.EndsWith($" {name}", StringComparison.Ordinal))?.Split(' ')[0]
            : null;
    }
}
