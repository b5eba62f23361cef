using System.Globalization;
using Amazon.Runtime;
using GoldenAmi.Aws;
using GoldenAmi.Builds;
using GoldenAmi.LocalCloud;
using GoldenAmi.LocalCloud.Tests.Fakes;
using GoldenAmi.Tests.Builds;
using GoldenAmi.Tests.Builds.Running;

namespace GoldenAmi.Benchmarks.Build;

/// <summary>What a full build and a run that changes nothing cost in calls and time.</summary>
internal static class CallCosts
{
    private const int NoChangeBudget = 12;
    private const int MinuteBudget = 44;
    private const int LatenessBudgetSeconds = 30;

    private static readonly string[] Elsewhere = ["ap-northeast-1", "ap-south-1", "ap-southeast-1", "ap-southeast-2", "ca-central-1", "eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2"];

    public static async Task PrintAsync(TextWriter output)
    {
        await output.WriteLineAsync($"Model: a call {LatencyModel.Call.TotalMilliseconds:0} ms, a build {LatencyModel.Build.TotalMinutes:0.0} min, a copy {LatencyModel.Pace.Copy.TotalMinutes:0.0} min\n");
        await output.WriteLineAsync("| Regions | Full build | Calls | Most in a minute, budget 44 | Build noticed late, budget 30 s | Nothing changed: calls | Budget | Time of the model |");
        await output.WriteLineAsync("|---:|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var copies in new[] { 1, 2, 4, 9 })
        {
            await output.WriteLineAsync(await LineAsync(copies));
        }

        await output.WriteLineAsync();
    }

    private static async Task<string> LineAsync(int copies)
    {
        var folder = Directory.CreateTempSubdirectory("golden-ami-benchmark-").FullName;
        await using var time = new VirtualTime();
        var machines = new PlayedMachines(Play.Steps((order, ct) => Task.Delay(order.ResultDisk is null ? LatencyModel.TestMachine : LatencyModel.BuildMachine, time, ct)), folder);
        await using (var cloud = await Cloud.OpenAsync(new CloudOptions { StateFolder = Path.Combine(folder, "cloud"), Machines = machines, Time = time, Pace = LatencyModel.Pace }, CancellationToken.None))
        {
            var (build, took) = await RunAsync(cloud, time, copies);
            var (none, tookNone) = await RunAsync(cloud, time, copies);
            var created = build.First(call => call.Operation == "CreateImage").Answered;
            var late = build.First(call => call.SaysAvailable).Answered - created - LatencyModel.Build;
            Directory.CreateDirectory(folder);
            return string.Create(CultureInfo.InvariantCulture,
                $"| {copies + 1} | {took.TotalMinutes:0.0} min | {build.Count} | {MostInAMinute(build)} ({Ratio(MostInAMinute(build), MinuteBudget)}) | {late.TotalSeconds:0.0} s ({Ratio(late.TotalSeconds, LatenessBudgetSeconds)}) | {none.Count} | {NoChangeBudget + copies - 1} ({Ratio(none.Count, NoChangeBudget + copies - 1)}) | {tookNone.TotalSeconds:0.00} s |");
        }
    }

    private static async Task<(IReadOnlyList<MeteredCall> Calls, TimeSpan Took)> RunAsync(Cloud cloud, VirtualTime time, int copies)
    {
        using var meter = new Meter(new Borrowed(cloud.Handler), time);
        using var clients = new AwsClients(new AwsConnection { Handler = meter, Credentials = new BasicAWSCredentials("111122223333", "secret"), Time = time });
        var start = time.GetUtcNow();
        var end = await new Builder(clients, time, new RecordedReport()).BuildAsync(
            CloudWorld.Web(elsewhere: Elsewhere[..copies]), new BuildOptions { Timeout = TimeSpan.FromDays(1) }, CancellationToken.None);
        _ = end as BuildEnd.Released ?? throw new InvalidOperationException($"The build ends with {end}.");
        return (meter.Calls, time.GetUtcNow() - start);
    }

    /// <summary>The most calls in any sixty seconds, without reads of logs.</summary>
    private static int MostInAMinute(IReadOnlyList<MeteredCall> calls)
    {
        var times = calls.Where(call => call.Operation != "GetLogEvents").Select(call => call.Sent).ToList();
        return times.Max(start => times.Count(sent => sent >= start && sent < start + TimeSpan.FromMinutes(1)));
    }

    private static string Ratio(double value, double budget) => string.Create(CultureInfo.InvariantCulture, $"{value / budget:0.00}");

    private sealed class Borrowed(HttpMessageHandler cloud) : HttpMessageHandler
    {
        private readonly HttpMessageInvoker _cloud = new(cloud, disposeHandler: false);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => _cloud.SendAsync(request, cancellationToken);

        protected override void Dispose(bool disposing)
        {
            _cloud.Dispose();
            base.Dispose(disposing);
        }
    }
}
