using Amazon.Runtime;
using GoldenAmi.Aws;
using GoldenAmi.Aws.Credentials;
using GoldenAmi.Builds;
using GoldenAmi.Builds.Images;
using GoldenAmi.Diagnostics;
using GoldenAmi.Recipes;
using GoldenAmi.Tests.Builds;
using GoldenAmi.Tests.Builds.Running;

namespace GoldenAmi.Matrix.Tests;

/// <summary>One run of the builder.</summary>
internal sealed class Run(string id, Line line, bool withRole)
{
    public Line Line => line;

    public RecordedReport Report { get; } = new();

    public async Task<RunEnd> BuildAsync(Recipe? recipe = null, BuildOptions? options = null, CancellationToken ct = default)
    {
        var time = new QuickTime();
        var open = new AwsConnection { Handler = line, Time = time };
        using var role = withRole ? new RoleCredentials(new RoleOrder { Role = Identity.Role, Region = "us-east-1", Duration = TimeSpan.FromHours(12) }, new Identity(), open, _ => { }) : null;
        using var clients = new AwsClients(open with { Credentials = role ?? (AWSCredentials)new BasicAWSCredentials(MatrixWorld.Account, "secret") });
        try
        {
            var end = await new Builder(clients, time, Report).BuildAsync(recipe ?? CloudWorld.Web(), (options ?? new BuildOptions()) with
            {
                Timeout = TimeSpan.FromDays(10),
                RunTags = new SortedDictionary<string, string>(StringComparer.Ordinal) { [ImageTags.Run] = id },
            }, ct);
            return new RunEnd(Ending.Done, end, "");
        }
        catch (UserErrorException refusal)
        {
            return new RunEnd(refusal.Ending, null, string.Join(' ', refusal.Diagnostics.Select(problem => problem.Message)));
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return new RunEnd(Ending.Cancelled, null, "");
        }
        catch (Exception death) when (MatrixWorld.IsKill(death))
        {
            return new RunEnd(null, null, "killed");
        }
        catch (Exception bug)
        {
            return new RunEnd(Ending.Bug, null, bug.ToString());
        }
    }
}

/// <summary>How a run ended.</summary>
/// <param name="Ending">Null: it was killed.</param>
internal sealed record RunEnd(Ending? Ending, BuildEnd? End, string Why)
{
    public BuildResult? Result => (End as BuildEnd.Released)?.Result;

    public override string ToString() => End is BuildEnd.Released released ? released.Result.Outcome.ToString() : $"{Ending?.ToString() ?? "killed"} {Why}".Trim();
}
