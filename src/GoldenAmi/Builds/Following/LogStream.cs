using Amazon.CloudWatchLogs.Model;
using GoldenAmi.Aws;
using GoldenAmi.Builds.Images;
using GoldenAmi.Identifiers;

namespace GoldenAmi.Builds.Following;

/// <summary>Reads a build's CloudWatch stream from where the last read ended.</summary>
internal sealed class LogStream(AwsClients clients, Region home, string group, string stream)
{
    /// <summary>A page holds up to 10,000 lines: a build that writes more between two looks is read on at the next.</summary>
    private const int PagesAtOnce = 20;

    private string? _position;

    /// <summary>The service's own group and stream for an image (spec/imagebuilder.md, 13).</summary>
    /// <param name="name">The image recipe's name.</param>
    public static LogStream Of(AwsClients clients, Region home, string name, ImageArn image, string? group) =>
        new(clients, home, group ?? $"/aws/imagebuilder/{name}", $"{image.Version}/{image.Build}");

    /// <returns>The lines that came since, in order; none while the group or stream does not exist.</returns>
    public async Task<IReadOnlyList<string>> ReadAsync(CancellationToken ct)
    {
        var lines = new List<string>();
        for (var page = 0; page < PagesAtOnce; page++)
        {
            var answer = await ReadPageAsync(ct);
            lines.AddRange((answer?.Events ?? []).Select(line => line.Message ?? ""));

            // The token stands still at the end of the stream; a page may be empty before that.
            if (answer?.NextForwardToken is not { Length: > 0 } next || next == _position)
            {
                break;
            }

            _position = next;
        }

        return lines;
    }

    private async Task<GetLogEventsResponse?> ReadPageAsync(CancellationToken ct)
    {
        try
        {
            var request = new GetLogEventsRequest { LogGroupName = group, LogStreamName = stream, StartFromHead = true, NextToken = _position };
            return await clients.Logs(home.Value).GetLogEventsAsync(request, ct);
        }
        catch (ResourceNotFoundException)
        {
            return null;
        }
        catch (Exception error) when (AwsErrors.TryTranslate(error, "logs:GetLogEvents", home.Value, out _))
        {
            return await Task.FromException<GetLogEventsResponse>(error).ExplainAsync("logs:GetLogEvents", home.Value);
        }
    }
}
