using System.Globalization;
using System.Text.Json.Nodes;
using GoldenAmi.LocalCloud.Protocol;

namespace GoldenAmi.LocalCloud.Logs;

/// <summary>Operations of CloudWatch Logs, to read what builds wrote.</summary>
internal sealed class LogOperations(LogFiles logs)
{
    private const int MostEvents = 10000;

    public JsonObject GetEvents(Call call)
    {
        var group = Group(call);
        var stream = call.Input.RequiredText("logStreamName");
        var all = logs.Read(call.Account, call.Region, group, stream) ?? throw NoStream();
        var inTime = all.Where(line => IsInTime(call, line)).ToList();
        var size = (int)(call.Input.Number("limit") ?? MostEvents);
        var (start, isForward) = Start(call, inTime.Count, size);
        var page = isForward ? inTime.Skip(start).Take(size).ToList() : inTime.Take(start).TakeLast(size).ToList();
        var first = isForward ? Math.Min(start, inTime.Count) : Math.Max(0, start - page.Count);
        return new JsonObject
        {
            ["events"] = Values.List(page.Select(Event)),

            // At the end of a stream the same token comes again, as AWS says; a later call with it reads what was added meanwhile.
            ["nextForwardToken"] = Token('f', first + page.Count),
            ["nextBackwardToken"] = Token('b', first),
        };
    }

    public JsonObject Filter(Call call)
    {
        var group = Group(call);
        if (!string.IsNullOrEmpty(call.Input.Text("filterPattern")))
        {
            throw new AwsErrorException("InvalidParameterException", "LocalCloud does not serve filter patterns (the parameter 'filterPattern').");
        }

        var names = call.Input.Texts("logStreamNames");
        var prefix = call.Input.Text("logStreamNamePrefix") ?? "";
        var streams = Streams(call, group).Where(name => (names.Count == 0 || names.Contains(name)) && name.StartsWith(prefix, StringComparison.Ordinal)).ToList();
        var found = streams
            .SelectMany(name => (logs.Read(call.Account, call.Region, group, name) ?? []).Select((line, index) => (Stream: name, Line: line, Index: index)))
            .Where(each => IsInTime(call, each.Line))
            .OrderBy(each => each.Line.Time)
            .ToList();
        var page = PageOf<(string Stream, LogLine Line, int Index)>.Take(call, found, "nextToken", "limit", MostEvents, "InvalidParameterException");
        return new JsonObject
        {
            ["events"] = Values.List(page.Items.Select(each =>
            {
                var answer = Event(each.Line);
                answer["logStreamName"] = each.Stream;
                answer["eventId"] = string.Create(CultureInfo.InvariantCulture, $"{each.Line.Time.ToUnixTimeMilliseconds()}-{each.Stream}-{each.Index}");
                return answer;
            })),
            ["searchedLogStreams"] = new JsonArray(),
            ["nextToken"] = page.NextToken,
        };
    }

    public JsonObject DescribeStreams(Call call)
    {
        var group = Group(call);
        var prefix = call.Input.Text("logStreamNamePrefix") ?? "";
        var streams = Streams(call, group)
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Select(name => (Name: name, Lines: logs.Read(call.Account, call.Region, group, name) ?? []))
            .ToList();
        streams = call.Input.Text("orderBy") == "LastEventTime" ? [.. streams.OrderBy(each => each.Lines[^1].Time)] : streams;
        if (call.Input.Flag("descending") == true)
        {
            streams.Reverse();
        }

        var page = PageOf<(string Name, IReadOnlyList<LogLine> Lines)>.Take(call, streams, "nextToken", "limit", 50, "InvalidParameterException");
        return new JsonObject
        {
            ["logStreams"] = Values.List(page.Items.Select(each => new JsonObject
            {
                ["logStreamName"] = each.Name,
                ["creationTime"] = each.Lines[0].Time.ToUnixTimeMilliseconds(),
                ["firstEventTimestamp"] = each.Lines[0].Time.ToUnixTimeMilliseconds(),
                ["lastEventTimestamp"] = each.Lines[^1].Time.ToUnixTimeMilliseconds(),
                ["lastIngestionTime"] = each.Lines[^1].Time.ToUnixTimeMilliseconds(),
                ["arn"] = $"arn:{ImageBuilder.Arns.Partition(call.Region)}:logs:{call.Region}:{call.Account}:log-group:{group}:log-stream:{each.Name}",
            })),
            ["nextToken"] = page.NextToken,
        };
    }

    private static JsonObject Event(LogLine line) => new()
    {
        ["timestamp"] = line.Time.ToUnixTimeMilliseconds(),
        ["message"] = line.Text,
        ["ingestionTime"] = line.Time.ToUnixTimeMilliseconds(),
    };

    // The group's name, or the last part of its ARN.
    private static string Group(Call call)
    {
        var name = call.Input.Text("logGroupName");
        var identifier = call.Input.Text("logGroupIdentifier");
        if (name is null == identifier is null)
        {
            throw new AwsErrorException("InvalidParameterException", "Exactly one of logGroupName and logGroupIdentifier is needed.");
        }

        return name ?? (identifier!.StartsWith("arn:", StringComparison.Ordinal) ? identifier.Split(':', 7)[^1].TrimEnd('*').TrimEnd(':') : identifier);
    }

    private IReadOnlyList<string> Streams(Call call, string group) =>
        logs.Streams(call.Account, call.Region, group) ?? throw new AwsErrorException("ResourceNotFoundException", "The specified log group does not exist.");

    private static AwsErrorException NoStream() => new("ResourceNotFoundException", "The specified log stream does not exist.");

    private static bool IsInTime(Call call, LogLine line)
    {
        var time = line.Time.ToUnixTimeMilliseconds();
        return (call.Input.Number("startTime") is not { } start || time >= start) && (call.Input.Number("endTime") is not { } end || time < end);
    }

    private static (int Start, bool IsForward) Start(Call call, int count, int size)
    {
        if (call.Input.Text("nextToken") is not { } token)
        {
            // Without startFromHead the latest events come first.
            return call.Input.Flag("startFromHead") == true ? (0, true) : (Math.Max(0, count - size), true);
        }

        return token is [var direction and ('f' or 'b'), '/', .. var number] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var start)
            ? (start, direction == 'f')
            : throw new AwsErrorException("InvalidParameterException", "The specified nextToken is invalid.");
    }

    private static string Token(char direction, int position) => string.Create(CultureInfo.InvariantCulture, $"{direction}/{position:d40}");
}
