using System.Text.RegularExpressions;
using GoldenAmi.Diagnostics;
using GoldenAmi.Machines.Disks;
using GoldenAmi.Yaml;

namespace GoldenAmi.LocalCloud.Parents;

/// <summary>Reads <c>disk</c> and <c>sha256</c> of a parent, and looks at a disk that is here.</summary>
internal sealed partial class DiskReader(string folder, ProblemList problems)
{
    public DiskSource? Read(MapReader keys)
    {
        var disk = keys.Text("disk", required: true);
        var given = keys.Text("sha256", required: false);
        var digest = given is null ? null : ReadDigest(given);
        return disk is null ? null
            : disk.Value.Contains("://", StringComparison.Ordinal) ? ReadUrl(disk, digest, isDigestTold: given is not null || keys.IsMisspelt("sha256"))
            : ReadFile(disk, digest);
    }

    private string? ReadDigest(TextNode text)
    {
        if (Sha256().IsMatch(text.Value))
        {
            return text.Value.ToLowerInvariant();
        }

        problems.Add(
            ErrorCode.ParentDiskUnproven, text.Place, $"'{ProblemList.Short(text.Value)}' is not a SHA-256; it must be 64 hexadecimal digits.",
            "write what 'sha256sum' prints for the disk, or what its maker published.");
        return null;
    }

    /// <param name="isDigestTold">What is wrong with the digest was noted, if anything is.</param>
    private DiskSource.Url? ReadUrl(TextNode text, string? digest, bool isDigestTold)
    {
        if (!Uri.TryCreate(text.Value, UriKind.Absolute, out var address) || !IsAllowed(address))
        {
            problems.Add(
                ErrorCode.ParentDiskUnproven, text.Place, $"'{ProblemList.Short(text.Value)}' is not an address that disks are fetched from; it must be https, or http of this computer (127.0.0.1, localhost), without user or password.",
                "write an https address, or fetch the disk yourself and name the file.");
            return null;
        }

        if (digest is null)
        {
            if (!isDigestTold)
            {
                problems.Add(ErrorCode.ParentDiskUnproven, text.Place, "A disk is to be fetched and nothing says what it must hold: the key 'sha256' is missing beside it.", "add 'sha256' with the 64 digits that its maker published.");
            }

            return null;
        }

        return new DiskSource.Url(address, digest);
    }

    private static bool IsAllowed(Uri address) =>
        address.UserInfo.Length == 0 && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));

    private DiskSource.File? ReadFile(TextNode text, string? digest)
    {
        var path = Path.GetFullPath(Path.Combine(folder, text.Value.Replace("\0", "", StringComparison.Ordinal)));
        var problem = FindProblem(path);
        if (problem is null)
        {
            return new DiskSource.File(path, digest);
        }

        problems.Add(
            ErrorCode.ParentDiskUnusable, text.Place, $"Machines cannot start from '{ProblemList.Short(text.Value)}': {problem}; a disk is a qcow2 or raw file that stands for itself.",
            "name another, relative to this file, or turn it into one with 'qemu-img convert -O qcow2'.");
        return null;
    }

    private static string? FindProblem(string path)
    {
        try
        {
            return File.Exists(path) ? DiskHeader.Read(path).Problem : "there is no such file";
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            return $"it cannot be read ({cause.Message.TrimEnd('.')})";
        }
    }

    [GeneratedRegex(@"\A[0-9a-fA-F]{64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Sha256();
}
