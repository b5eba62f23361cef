using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using GoldenAmi.Processes;

namespace GoldenAmi.Components.Actions;

/// <summary>What the file actions share: permissions, owners, encodings.</summary>
internal static partial class FileRules
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Octal text, with or without a leading 0: <c>0777</c>, <c>755</c>.</summary>
    public static InputRule Permissions { get; } = new(text => Octal().IsMatch(text), "octal permissions such as 0644");

    /// <summary>The names of encodings, of any case; without LE or BE little-endian is meant. No byte order mark is written (undocumented).</summary>
    public static InputRule Encodings { get; } = new(text => FindEncoding(text) is not null, "utf8, utf-16, utf-16-LE, utf-16-BE, utf-32, utf-32-LE or utf-32-BE (with or without the first hyphen)");

    public static Encoding? FindEncoding(string name) => name.ToUpperInvariant() switch
    {
        "UTF8" or "UTF-8" => Utf8,
        "UTF16" or "UTF-16" or "UTF16-LE" or "UTF-16-LE" => new UnicodeEncoding(bigEndian: false, byteOrderMark: false),
        "UTF16-BE" or "UTF-16-BE" => new UnicodeEncoding(bigEndian: true, byteOrderMark: false),
        "UTF32" or "UTF-32" or "UTF32-LE" or "UTF-32-LE" => new UTF32Encoding(bigEndian: false, byteOrderMark: false),
        "UTF32-BE" or "UTF-32-BE" => new UTF32Encoding(bigEndian: true, byteOrderMark: false),
        _ => null,
    };

    /// <summary>Sets owner, group and permissions as the inputs say.</summary>
    /// <returns>Null when done, else what failed.</returns>
    public static async Task<StepOutcome.Failed?> ApplyAsync(MapNode inputs, string path, StepWorld world, CancellationToken ct)
    {
        var group = inputs.FindText("group") is { } name ? $":{name}" : "";
        var owner = inputs.FindText("owner") + group; // as chown takes it: "www-data", "www-data:adm" or ":adm"
        if (owner.Length > 0 && await ChangeOwnerAsync(owner, path, world, ct) is { } failed)
        {
            return failed;
        }

        if (inputs.FindText("permissions") is { } permissions)
        {
            if (!Permissions.IsAllowed(permissions))
            {
                return new StepOutcome.Failed($"permissions '{permissions}' must be {Permissions.Says}");
            }

            // After the owner: chown clears the set-user-id bit.
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, (UnixFileMode)Convert.ToInt32(permissions, 8));
            }
        }

        return null;
    }

    private static async Task<StepOutcome.Failed?> ChangeOwnerAsync(string owner, string path, StepWorld world, CancellationToken ct)
    {
        if (world.FindProgram("chown") is not { } chown)
        {
            return new StepOutcome.Failed("chown is not on the PATH of the machine");
        }

        var result = await world.Processes.RunAsync(new ProcessSpec(chown, ["--", owner, path]) { StandardInput = "" }, ct);
        return result.ExitCode == 0
            ? null
            : new StepOutcome.Failed(string.Create(CultureInfo.InvariantCulture, $"owner '{owner}' cannot be set: {result.Error.Trim()}"), result.ExitCode);
    }

    [GeneratedRegex(@"^0?[0-7]{3,4}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Octal();
}
