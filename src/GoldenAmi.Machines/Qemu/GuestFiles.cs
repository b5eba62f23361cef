namespace GoldenAmi.Machines.Qemu;

/// <summary>The program's own files that come into machines: the one source of their text, for the base disk and for cloud-init.</summary>
internal static class GuestFiles
{
    /// <summary>The unit that starts the runner.</summary>
    public const string Unit = "guest.service";

    /// <summary>The udev rule that starts the unit when the disk with the work is there.</summary>
    public const string Rule = "guest.rules";

    /// <summary>The script that the unit runs.</summary>
    public const string Script = "guest.sh";

    /// <summary>What the unit has besides where cloud-init places it.</summary>
    public const string UnitUnderCloudInit = "guest.cloud-init.conf";

    /// <summary>The text of a file in BaseImages.</summary>
    public static string Read(string name)
    {
        using var stream = typeof(GuestFiles).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The program lacks its own file {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
