using System.Globalization;
using System.Text.Json;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.LocalCloud.Findings;

/// <summary>Reads a file of findings: <c>{ "findings": [ { "vulnerability": "CVE-2026-1", "severity": "HIGH", "package": "openssl", "version": "3.0.1" } ] }</c> (docs/findings.md).</summary>
public static class FindingFile
{
    private static readonly string[] Members = ["image", "vulnerability", "severity", "package", "version", "fixedIn", "title", "score"];

    private static readonly string[] Severities = ["CRITICAL", "HIGH", "MEDIUM", "LOW", "INFORMATIONAL", "UNTRIAGED"];

    /// <exception cref="UserErrorException">GA0413: every problem of the file at once.</exception>
    public static IReadOnlyList<Finding> Read(string path)
    {
        var problems = new List<Diagnostic>();
        var findings = new List<Finding>();
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            if (json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty("findings", out var list) || list.ValueKind != JsonValueKind.Array)
            {
                problems.Add(Problem(path, "it holds no list 'findings'"));
            }
            else
            {
                findings.AddRange(list.EnumerateArray().Select((entry, index) => Read(path, entry, index + 1, problems)).OfType<Finding>());
            }
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or JsonException)
        {
            problems.Add(Problem(path, cause.Message.TrimEnd('.')));
        }

        return problems.Count == 0 ? findings : throw new UserErrorException(Ending.Usage, problems);
    }

    private static Finding? Read(string path, JsonElement entry, int number, List<Diagnostic> problems)
    {
        var before = problems.Count;
        void Add(string what) => problems.Add(Problem(path, string.Create(CultureInfo.InvariantCulture, $"finding {number}: {what}")));

        if (entry.ValueKind != JsonValueKind.Object)
        {
            Add("is no object");
            return null;
        }

        foreach (var member in entry.EnumerateObject().Where(each => !Members.Contains(each.Name)))
        {
            Add($"'{member.Name}' is no member; there are {string.Join(", ", Members)}");
        }

        string? Refuse(string what)
        {
            Add(what);
            return null;
        }

        string? Text(string name, bool required)
        {
            if (!entry.TryGetProperty(name, out var value))
            {
                return required ? Refuse($"'{name}' is missing") : null;
            }

            return value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : Refuse($"'{name}' is no text");
        }

        var found = new Finding(Text("vulnerability", required: true) ?? "", Text("severity", required: true) ?? "", Text("package", required: true) ?? "", Text("version", required: true) ?? "")
        {
            Image = Text("image", required: false) ?? "*",
            FixedIn = Text("fixedIn", required: false),
            Title = Text("title", required: false),
        };
        if (found.Severity.Length > 0 && !Severities.Contains(found.Severity))
        {
            Add($"'{found.Severity}' is no severity; there are {string.Join(", ", Severities)}");
        }

        if (entry.TryGetProperty("score", out var score))
        {
            if (score.ValueKind == JsonValueKind.Number && score.GetDouble() is >= 0 and <= 10)
            {
                found = found with { Score = score.GetDouble() };
            }
            else
            {
                Add("'score' is no number from 0 to 10");
            }
        }

        return problems.Count > before ? null : found;
    }

    private static Diagnostic Problem(string path, string what) => new(
        ErrorCode.FindingFileInvalid, $"The findings of '{path}' cannot be read: {what}.", Place: null, "write it as docs/findings.md shows.");
}
