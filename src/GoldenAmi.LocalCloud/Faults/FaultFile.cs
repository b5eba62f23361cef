using System.Globalization;
using System.Text.Json;
using GoldenAmi.Diagnostics;
using GoldenAmi.LocalCloud.Model;
using GoldenAmi.LocalCloud.S3;

namespace GoldenAmi.LocalCloud.Faults;

/// <summary>Reads a file of faults: <c>{ "faults": [ { "operation": "CreateImage", "fault": "throttle", "times": 3 } ] }</c>.</summary>
internal static class FaultFile
{
    private const int LongestSeconds = 24 * 60 * 60;

    private static readonly SortedDictionary<string, FaultKind> Words = new(StringComparer.Ordinal)
    {
        ["answer-lost"] = FaultKind.AnswerLost,
        ["clock-skew"] = FaultKind.ClockSkew,
        ["expired-token"] = FaultKind.ExpiredToken,
        ["malformed"] = FaultKind.Malformed,
        ["reset"] = FaultKind.Reset,
        ["server-error"] = FaultKind.ServerError,
        ["slow"] = FaultKind.Slow,
        ["throttle"] = FaultKind.Throttle,
    };

    private static readonly string[] Members = ["operation", "fault", "since", "after", "times", "seconds"];

    public static IReadOnlyList<Fault> Read(string path)
    {
        var problems = new List<Diagnostic>();
        var faults = new List<Fault>();
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            if (json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty("faults", out var list) || list.ValueKind != JsonValueKind.Array)
            {
                problems.Add(Problem(path, "it holds no list 'faults'"));
            }
            else
            {
                faults.AddRange(list.EnumerateArray().Select((entry, index) => Read(path, entry, index + 1, problems)).OfType<Fault>());
            }
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or JsonException)
        {
            problems.Add(Problem(path, cause.Message.TrimEnd('.')));
        }

        return problems.Count == 0 ? faults : throw new UserErrorException(Ending.Usage, problems);
    }

    private static Fault? Read(string path, JsonElement entry, int number, List<Diagnostic> problems)
    {
        var before = problems.Count;
        void Add(string what) => problems.Add(Problem(path, string.Create(CultureInfo.InvariantCulture, $"fault {number}: {what}")));

        if (entry.ValueKind != JsonValueKind.Object)
        {
            Add("is no object");
            return null;
        }

        foreach (var member in entry.EnumerateObject().Where(each => !Members.Contains(each.Name)))
        {
            Add($"'{member.Name}' is no member; there are {string.Join(", ", Members)}");
        }

        string? Text(string name) => !entry.TryGetProperty(name, out var value) ? null
            : value.ValueKind == JsonValueKind.String ? value.GetString()
            : Refuse($"'{name}' is no text");

        string? Refuse(string what)
        {
            Add(what);
            return null;
        }

        int Number(string name, int least, int most, int absent)
        {
            if (!entry.TryGetProperty(name, out var value))
            {
                return absent;
            }

            if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least && number <= most)
            {
                return number;
            }

            Add($"'{name}' is {value.GetRawText()}; allowed is a whole number from {least.ToString(CultureInfo.InvariantCulture)} to {most.ToString(CultureInfo.InvariantCulture)}");
            return absent;
        }

        var (operation, since, word) = (Text("operation"), Text("since"), Text("fault"));
        foreach (var named in new[] { operation, since }.OfType<string>().Where(name => !IsServed(name)))
        {
            Add($"'{named}' is no operation that LocalCloud knows; write for example 'CreateImage', 'ec2:DescribeImages' or '*'");
        }

        if (operation is null)
        {
            Add("'operation' is missing");
        }

        if (word is null || !Words.TryGetValue(word, out var kind))
        {
            Add($"'fault' is '{word}'; there are {string.Join(", ", Words.Keys)}");
            return null;
        }

        var fault = new Fault(operation ?? "*", kind)
        {
            Since = since,
            After = Number("after", 0, int.MaxValue, 0),
            Times = Number("times", 1, int.MaxValue, 1),
            Duration = TimeSpan.FromSeconds(Number("seconds", 0, LongestSeconds, kind == FaultKind.Slow ? 10 : 3600)),
        };
        return problems.Count == before ? fault : null;
    }

    private static bool IsServed(string name) => name == "*" || ServedModels.Names.Any(service =>
        ServedModels.Find(service)!.Operations.Keys.Any(operation => Fault.Names(name, service, operation)))
        || ObjectOperations.Names.Any(operation => Fault.Names(name, ObjectOperations.Service, operation));

    private static Diagnostic Problem(string path, string what) => new(
        ErrorCode.FaultFileInvalid, $"The faults of '{path}' cannot be read: {what}.", Place: null, "write it as docs/faults.md shows.");
}
