using GoldenAmi.Diagnostics;
using GoldenAmi.Processes;

namespace GoldenAmi.Machines;

/// <summary>What a reader can mend about machines.</summary>
internal static class MachineProblems
{
    /// <summary>A tool that is there and failed.</summary>
    public static UserErrorException ToolFailed(string tool, ProcessResult result) => new(
        Ending.Refused,
        new Diagnostic(
            ErrorCode.MachineToolFailed,
            $"'{tool}' ended with exit code {result.ExitCode}: {LastLines(result.Error).TrimEnd('.')}.",
            Place: null,
            "look at the message; a full disk and a forbidden folder are the usual reasons."));

    /// <summary>A system that no base disk can be made of.</summary>
    public static UserErrorException UnknownBase(BaseImage image) => new(
        Ending.Usage,
        new Diagnostic(
            ErrorCode.BaseImageUnknown,
            $"There is no base image '{image}'; the one that is there is '{BaseImage.Debian12}'.",
            Place: null,
            "name that one as the parent, or a disk file of your own."));

    /// <summary>The base disk could not be made.</summary>
    public static UserErrorException BaseFailed(BaseImage image, string logTail) => new(
        Ending.Refused,
        new Diagnostic(
            ErrorCode.BaseImageFailed,
            $"The base image '{image}' could not be made: {logTail.TrimEnd('.')}.",
            Place: null,
            "check that this machine reaches its package archive ('apt-get update') and that the disk has 3 GiB of room, then try again."));

    /// <summary>Making a base disk sets the owners of files.</summary>
    public static UserErrorException BaseNeedsRoot(BaseImage image) => new(
        Ending.Refused,
        new Diagnostic(
            ErrorCode.BaseImageNeedsRoot,
            $"Making the base image '{image}' needs root: its files belong to many users.",
            Place: null,
            "run this once as root with the same cache folder (sudo with XDG_CACHE_HOME set to yours), or in a container; afterwards any user can start machines from it."));

    /// <summary>What the machines' files need of their folder and do not get.</summary>
    /// <param name="why">The system's words: <c>Read-only file system : '/cache/machines'</c>.</param>
    public static UserErrorException FolderUnusable(string folder, string why, Exception cause) => new(
        Ending.Refused,
        new Diagnostic(
            ErrorCode.MachineFolderUnusable,
            $"Virtual machines cannot keep their files in '{folder}': {why.TrimEnd('.')}.",
            Place: null,
            "give the folder some GiB of room and make it yours to write to, or set XDG_CACHE_HOME to another folder."),
        cause);

    /// <summary>A disk that somebody named and no machine can start from.</summary>
    /// <param name="disk">Its path or address.</param>
    /// <param name="why">As a half sentence: <c>it is compressed with xz</c>.</param>
    public static UserErrorException DiskUnusable(string disk, string why) => new(
        Ending.Usage,
        new Diagnostic(
            ErrorCode.ParentDiskUnusable,
            $"Machines cannot start from '{disk}': {why}; a disk is a qcow2 or raw file that stands for itself.",
            Place: null,
            "name another, or turn it into one with 'qemu-img convert -O qcow2'."));

    /// <summary>A disk of the web did not come.</summary>
    public static UserErrorException NotFetched(Uri address, string why, Exception? cause = null) => new(
        Ending.Refused,
        new Diagnostic(
            ErrorCode.DiskNotFetched,
            $"'{address.AbsoluteUri}' could not be fetched: {why.TrimEnd('.')}.",
            Place: null,
            "check the address and this computer's way to it (proxy, certificates), then try again; nothing of it was kept."),
        cause);

    /// <summary>A disk's bytes are not those that its digest stands for.</summary>
    public static UserErrorException DigestDiffers(string disk, string wanted, string found) => new(
        Ending.Refused,
        new Diagnostic(
            ErrorCode.DiskDigestDiffers,
            $"The SHA-256 of '{disk}' is {found}; it must be {wanted}. It was not used.",
            Place: null,
            "find out which of the two is right: when its maker published another disk, write that one's digest into local.yaml."));

    /// <summary>A machine of another architecture than this program's machines have.</summary>
    public static UserErrorException ArchitectureNotServed(string architecture) => new(
        Ending.Usage,
        new Diagnostic(
            ErrorCode.MachineArchitectureNotServed,
            $"The parent is of the architecture '{architecture}'; virtual machines of this program are {BaseImage.Debian12.Architecture}.",
            Place: null,
            $"build it on AWS, or name a parent of {BaseImage.Debian12.Architecture}."));

    /// <summary>The last lines of a tool's errors, as one.</summary>
    public static string LastLines(string text) =>
        string.Join(" / ", text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).TakeLast(5));
}
