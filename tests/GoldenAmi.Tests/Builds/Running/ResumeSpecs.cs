using System.Net;
using System.Text;
using GoldenAmi.Builds;
using GoldenAmi.Builds.Images;
using GoldenAmi.Diagnostics;
using GoldenAmi.Machines;

namespace GoldenAmi.Tests.Builds.Running;

/// <summary>A build whose test machine never came is resumed by the next run: once, whoever dies or refuses.</summary>
public sealed class ResumeSpecs
{
    private const string Image = "arn:aws:imagebuilder:us-east-1:000000000000:image/web/1.4.0/1";

    [Fact]
    public async Task It_is_resumed_and_carries_no_mark()
    {
        var (world, _) = await OpenAsync();
        await using var opened = world;
        var run = Run(world);

        var end = await run.BuildAsync(CloudWorld.Web());

        Assert.Equal(Image, Assert.IsType<BuildEnd.Released>(end).Result.Release.ImageArn);
        Assert.Single(run.Calls.Seen, operation => operation == "RetryImage");
        Assert.DoesNotContain("CreateImage", run.Calls.Seen);
        Assert.DoesNotContain(ImageTags.Retried, await world.RawAsync($"/GetImage?imageBuildVersionArn={Image}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resumed_without_help_it_is_marked_and_the_next_run_builds_anew()
    {
        var (world, machines) = await OpenAsync();
        await using var opened = world;
        machines.AreLost = true;
        var failure = await Assert.ThrowsAsync<UserErrorException>(() => Run(world).BuildAsync(CloudWorld.Web()));
        machines.AreLost = false;
        var next = Run(world);

        var end = await next.BuildAsync(CloudWorld.Web());

        Assert.Equal(ErrorCode.BuildFailed, failure.Diagnostics[0].Code);
        Assert.EndsWith("image/web/1.4.0/2", Assert.IsType<BuildEnd.Released>(end).Result.Release.ImageArn, StringComparison.Ordinal);
        Assert.DoesNotContain("RetryImage", next.Calls.Seen);
        Assert.Contains("build 1 of this content failed", string.Join('\n', next.Report.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_died_when_it_had_resumed_it_costs_no_second_retry_and_no_build()
    {
        var (world, machines) = await OpenAsync();
        await using var opened = world;
        machines.AreLost = true;
        await Assert.ThrowsAsync<KilledException>(() => Run(world, killedAfter: 1).BuildAsync(CloudWorld.Web()));
        await FailedAsync(world);
        var runs = machines.Count;
        var next = Run(world);

        // Failed again and not marked: the same token, to which the service answers as before.
        await Assert.ThrowsAsync<UserErrorException>(() => next.BuildAsync(CloudWorld.Web()));

        Assert.Single(next.Calls.Seen, operation => operation == "RetryImage");
        Assert.DoesNotContain("CreateImage", next.Calls.Seen);
        Assert.Equal(runs, machines.Count);
    }

    [Fact]
    public async Task What_the_service_does_not_resume_is_built_anew_by_the_same_run()
    {
        var (world, _) = await OpenAsync();
        await using var opened = world;
        var run = Run(world, instead: operation => operation == "RetryImage" ? Refusal() : null);

        var end = await run.BuildAsync(CloudWorld.Web());

        Assert.EndsWith("image/web/1.4.0/2", Assert.IsType<BuildEnd.Released>(end).Result.Release.ImageArn, StringComparison.Ordinal);
        Assert.Contains(run.Report.Lines, line => line.StartsWith($"{Image}  cannot be resumed: ", StringComparison.Ordinal));
        Assert.Contains(ImageTags.Retried, await world.RawAsync($"/GetImage?imageBuildVersionArn={Image}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_another_run_resumed_a_moment_before_is_followed()
    {
        var (world, _) = await OpenAsync();
        await using var opened = world;
        var other = Run(world);
        var run = Run(world, instead: operation =>
        {
            if (operation != "RetryImage")
            {
                return null;
            }

            other.BuildAsync(CloudWorld.Web(), ProgramUnderTest.Options("run-2") with { Wait = false }).GetAwaiter().GetResult();
            return Refusal();
        });

        var end = await run.BuildAsync(CloudWorld.Web());

        Assert.Equal(Image, Assert.IsType<BuildEnd.Released>(end).Result.Release.ImageArn);
        Assert.DoesNotContain("CreateImage", run.Calls.Seen);
    }

    /// <summary>A world in which the first build lost its test machine.</summary>
    private static async Task<(CloudWorld World, LossyMachines Machines)> OpenAsync()
    {
        var machines = new LossyMachines { AreLost = true };
        var world = await CloudWorld.OpenAsync(machines.PlayAsync);
        await Assert.ThrowsAsync<UserErrorException>(() => world.Run().BuildAsync(CloudWorld.Web()));
        machines.AreLost = false;
        return (world, machines);
    }

    private static async Task FailedAsync(CloudWorld world)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!(await world.RawAsync($"/GetImage?imageBuildVersionArn={Image}")).Contains("\"FAILED\"", StringComparison.Ordinal))
        {
            await Task.Delay(10, patience.Token);
        }
    }

    /// <summary>LocalCloud loses machines while components run; here it is told as of one that never came.</summary>
    private static ProgramUnderTest Run(CloudWorld world, int? killedAfter = null, Func<string, HttpResponseMessage?>? instead = null) => world.Run(
        killedAfter, instead,
        edit: text => text.Replace("ApplyTestComponents", "LaunchTestInstance", StringComparison.Ordinal).Replace("ExecuteComponents", "LaunchInstance", StringComparison.Ordinal));

    private static HttpResponseMessage Refusal()
    {
        var answer = new HttpResponseMessage(HttpStatusCode.BadRequest) { Content = new StringContent("""{"message":"not in this state"}""", Encoding.UTF8, "application/json") };
        answer.Headers.TryAddWithoutValidation("x-amzn-ErrorType", "InvalidRequestException");
        return answer;
    }

    /// <summary>Machines of which those that test are lost while it is said.</summary>
    private sealed class LossyMachines
    {
        private readonly MachinePlay _play = Play.Steps();

        public bool AreLost { get; set; }

        /// <summary>How many machines there were.</summary>
        public int Count { get; private set; }

        public Task<MachineEnd> PlayAsync(MachineOrder order, Action<string> onLine, CancellationToken ct)
        {
            Count++;
            return order.ResultDisk is null && AreLost ? Task.FromResult<MachineEnd>(new MachineEnd.Lost("killed")) : _play(order, onLine, ct);
        }
    }
}
