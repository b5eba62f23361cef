namespace GoldenAmi.Action.Runs;

/// <summary>The folder in a repository's root that holds what runs leave behind: the report, and with <c>--local</c> the cloud and its disks.</summary>
internal static class WorkFolder
{
    public const string Name = ".golden-ami";

    /// <summary>Makes it when it is missing. It keeps itself out of Git, so that no repository needs a line for it.</summary>
    /// <returns>Its absolute path.</returns>
    public static string Make(string repositoryRoot) => MakeAt(Path.Combine(repositoryRoot, Name));

    /// <summary>The same for a folder that the user names.</summary>
    public static string MakeAt(string folder)
    {
        Directory.CreateDirectory(folder);
        var ignore = Path.Combine(folder, ".gitignore");
        if (!File.Exists(ignore))
        {
            File.WriteAllText(ignore, "*\n");
        }

        return folder;
    }
}
