using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using GoldenAmi.LocalCloud.Protocol;
using GoldenAmi.LocalCloud.State;

namespace GoldenAmi.LocalCloud.ImageBuilder.Building;

/// <summary>
/// User data of one's own, as cloud-init would take it: a script, or a MIME document of scripts. Its scripts run as the first document of the build, and as on AWS nothing is cleaned up
/// before the snapshot unless they ask for it (https://docs.aws.amazon.com/imagebuilder/latest/userguide/security-best-practices.html).
/// </summary>
internal static partial class UserDataScripts
{
    /// <summary>How events name the document.</summary>
    public const string DocumentId = "user-data";

    /// <summary>The text of a recipe's user data, or null for Image Builder's own.</summary>
    public static string? TextOf(ResourceRecord recipe) =>
        recipe.Given.Structure("additionalInstanceConfiguration")?.Text("userDataOverride") is { } data ? Encoding.UTF8.GetString(Convert.FromBase64String(data)) : null;

    /// <exception cref="AwsErrorException">It is of a form that is not run here.</exception>
    public static void Check(ResourceRecord recipe)
    {
        if (TextOf(recipe) is { } text && Parts(text).FirstOrDefault(part => !part.StartsWith("#!", StringComparison.Ordinal)) is { } other)
        {
            throw BuilderErrors.NotServed($"user data of this form ('{other.Split('\n')[0].Trim()}'); of the recipe's 'userDataOverride' it runs scripts, alone or in a MIME document");
        }
    }

    /// <summary>A guess: clean-up is asked for by whoever writes the name of its marker; AWS looks for the file in the working directory.</summary>
    public static bool AsksForCleanUp(string text) => text.Contains("perform_cleanup", StringComparison.Ordinal);

    /// <summary>A component document that runs the scripts. One that fails is told and does not end the build, as with cloud-init.</summary>
    public static string Document(string text)
    {
        var yaml = new StringBuilder("schemaVersion: 1.0\nphases:\n  - name: build\n    steps:\n");
        foreach (var (index, script) in Parts(text).Index())
        {
            // Base64 keeps AWSTOE's double braces, and YAML's characters, out of it.
            yaml.Append(CultureInfo.InvariantCulture, $"      - name: Script{index + 1}\n        action: ExecuteBash\n        onFailure: Ignore\n        inputs:\n          commands:\n")
                .Append(CultureInfo.InvariantCulture, $"            - file=$(mktemp) && echo {Convert.ToBase64String(Encoding.UTF8.GetBytes(script))} | base64 -d > \"$file\" && chmod 700 \"$file\" && \"$file\"\n");
        }

        return yaml.ToString();
    }

    private static IReadOnlyList<string> Parts(string text)
    {
        if (Boundary().Match(text) is not { Success: true } match)
        {
            return [text];
        }

        // Each part: its headers, an empty line, its content. The last piece follows the closing boundary.
        return
        [
            .. text.Replace("\r\n", "\n", StringComparison.Ordinal).Split($"--{match.Groups[1].Value}").Skip(1).Where(part => !part.StartsWith("--", StringComparison.Ordinal))
                .Select(part => part.IndexOf("\n\n", StringComparison.Ordinal) is var end && end < 0 ? "" : part[(end + 2)..].TrimEnd('\n') + "\n"),
        ];
    }

    [GeneratedRegex("\\A(?:[A-Za-z-]+:.*\\r?\\n)*Content-Type:\\s*multipart/mixed;\\s*boundary=\"?([^\"\\r\\n]+)\"?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Boundary();
}
