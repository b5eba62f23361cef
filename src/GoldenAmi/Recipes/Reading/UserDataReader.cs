using System.Globalization;
using System.Text;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Recipes.Reading;

/// <summary>Reads the file of user data and puts before it what Image Builder's own would have done.</summary>
internal sealed class UserDataReader(RecipeSources sources)
{
    private const string Boundary = "==golden-ami==";
    private const string WindowsBegin = "<powershell>";

    /// <summary>Forms that cloud-init knows by their first line (https://docs.cloud-init.io/en/latest/explanation/format.html), and what MIME calls them.</summary>
    private static readonly (string Start, string Type)[] Forms =
    [
        ("#!", "text/x-shellscript"), ("#cloud-config", "text/cloud-config"), ("#cloud-boothook", "text/cloud-boothook"), ("#include", "text/x-include-url"), ("## template: jinja", "text/jinja2"),
    ];

    /// <param name="workingDirectory">The recipe's, or null for the service's own.</param>
    public UserData? Read(TextNode? path, Platform? platform, string? workingDirectory)
    {
        if (path is null || platform is not { } system || sources.ReadText(path, UserData.MostBytes) is not { } file)
        {
            return null;
        }

        var wrapped = system switch
        {
            Platform.Linux => WrapForLinux(path, file.Text, workingDirectory ?? "/tmp"),
            Platform.Windows => WrapForWindows(path, file.Text),
            _ => Refuse(path, "User data for macOS is not supported.", "do the work in a component."),
        };
        if (wrapped is null)
        {
            return null;
        }

        var bytes = Encoding.UTF8.GetByteCount(wrapped);
        return bytes <= UserData.MostBytes
            ? new UserData(file.File, wrapped, path.Place)
            : Told(path, string.Create(
                CultureInfo.InvariantCulture,
                $"'{file.File}' and what is put before it are {bytes} bytes; user data may be {UserData.MostBytes}, of which {bytes - Encoding.UTF8.GetByteCount(file.Text)} are ours."), "do a part of it in a component.");
    }

    // A MIME document keeps the file as it is, whatever its form; cloud-init runs the parts in order, and one that fails keeps no other from running.
    private string? WrapForLinux(TextNode path, string text, string folder)
    {
        var type = Forms.FirstOrDefault(form => text.StartsWith(form.Start, StringComparison.Ordinal)).Type;
        if (type is null || text.Contains($"--{Boundary}", StringComparison.Ordinal))
        {
            return Refuse(
                path, "This is not user data that can be put after ours: its first line must be #!, #cloud-config, #cloud-boothook, #include or '## template: jinja'.", "begin a script with '#!/bin/sh'.");
        }

        var ours = EmbeddedText.Read("user-data.sh").Replace("@FOLDER@", Quoted(folder), StringComparison.Ordinal);
        return string.Join('\n',
        [
            "MIME-Version: 1.0", $"Content-Type: multipart/mixed; boundary=\"{Boundary}\"", "",
            $"--{Boundary}", "Content-Type: text/x-shellscript; charset=\"utf-8\"", "", ours.TrimEnd('\n'), "",
            $"--{Boundary}", $"Content-Type: {type}; charset=\"utf-8\"", "", text,
            $"--{Boundary}--", "",
        ]);
    }

    private string? WrapForWindows(TextNode path, string text)
    {
        var start = text.IndexOf(WindowsBegin, StringComparison.OrdinalIgnoreCase);
        return start < 0
            ? Refuse(path, $"User data for Windows must have a {WindowsBegin} block.", $"put the commands between {WindowsBegin} and </powershell>.")
            : text.Insert(start + WindowsBegin.Length, "\n" + EmbeddedText.Read("user-data.ps1").TrimEnd('\n') + "\n");
    }

    private static string Quoted(string folder) => $"'{folder.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private string? Refuse(TextNode path, string message, string fix)
    {
        sources.Problems.Add(ErrorCode.RecipeUserData, path.Place, message, fix);
        return null;
    }

    private UserData? Told(TextNode path, string message, string fix)
    {
        _ = Refuse(path, message, fix);
        return null;
    }
}
