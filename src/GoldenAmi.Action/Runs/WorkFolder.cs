namespace GoldenAmi.Action.Runs;

/// <summary>The folder in a repository's root that holds what runs leave behind: the report, and with <c>--local</c> the cloud and its disks.</summary>
internal static class WorkFolder
{
    public const string Name = ".golden-ami";

    /// <summary>Makes it when it is missing. It keeps itself out of Git, so that no repository needs a line for it.</summary>
    /// <returns>Its absolute path.</returns>
    public static string Make(string repositoryRoot)
    {
        var folder = Path.Combine(repositoryRoot, Name);
        Directory.CreateDirectory(folder);
        var ignore = Path.Combine(folder, ".gitignore");
        if (!File.Exists(ignore))
        {
            File.WriteAllText(ignore, "*\n");
        }

        return folder;
    }
}
