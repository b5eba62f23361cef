using GoldenAmi.Builds;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Tests.Builds.Running;

/// <summary>Runs that end before their build does: collecting it, confirming its end, sweeping what is left.</summary>
public sealed class DurableSpecs
{
    [Fact]
    public async Task A_build_that_was_not_waited_for_is_collected_to_every_region()
    {
        var hold = new TaskCompletionSource();
        await using var world = await CloudWorld.OpenAsync(Play.Steps((_, ct) => hold.Task.WaitAsync(ct)));
        var started = Assert.IsType<BuildEnd.Detached>(await world.Run().BuildAsync(CloudWorld.Web(), ProgramUnderTest.Options() with { Wait = false }));
        hold.SetResult();
        var collect = world.Run();

        var end = await collect.BuildAsync(CloudWorld.Web(), ProgramUnderTest.Options("run-2") with { CollectOnly = true });

        var result = Assert.IsType<BuildEnd.Released>(end).Result;
        Assert.Equal(started.ImageArn, result.Release.ImageArn);
        Assert.Equal(2, result.Release.Images.Count);
        Assert.DoesNotContain("CreateImage", collect.Calls.Seen);
    }

    [Fact]
    public async Task Nothing_to_collect_is_refused_and_nothing_is_built()
    {
        await using var world = await CloudWorld.OpenAsync();
        var collect = world.Run();

        var refusal = await Assert.ThrowsAsync<UserErrorException>(() => collect.BuildAsync(CloudWorld.Web(), ProgramUnderTest.Options() with { CollectOnly = true }));

        Assert.Equal((Ending.Refused, ErrorCode.NothingToCollect), (refusal.Ending, refusal.Diagnostics[0].Code));
        Assert.Equal("There is nothing to collect of 'web': no image of this content was built before.", refusal.Diagnostics[0].Message);
        Assert.Empty(collect.Calls.Changes);
    }

    [Fact]
    public async Task A_run_tells_when_work_of_its_own_begins_and_ends_in_AWS()
    {
        await using var world = await CloudWorld.OpenAsync();
        var told = new List<WorkInAws?>();

        var end = await world.Run().BuildAsync(CloudWorld.Web(), ProgramUnderTest.Options() with { OnWork = told.Add });

        var built = Assert.IsType<BuildEnd.Released>(end).Result.Release.ImageArn;
        var distributed = built[..^1] + "2";
        Assert.Equal(
            [new WorkInAws(built, true), null, new WorkInAws(distributed, true), null],
            told);
    }

    [Fact]
    public async Task A_lost_cancel_is_confirmed_once_and_a_second_time_does_nothing()
    {
        var hold = new TaskCompletionSource();
        await using var world = await CloudWorld.OpenAsync(Play.Steps((_, ct) => hold.Task.WaitAsync(ct)));
        var started = Assert.IsType<BuildEnd.Detached>(await world.Run().BuildAsync(CloudWorld.Web(), ProgramUnderTest.Options() with { Wait = false }));

        var (first, second) = (world.Run(), world.Run());
        await first.ConfirmCancelAsync(started.ImageArn);
        await second.ConfirmCancelAsync(started.ImageArn);

        Assert.Equal(["GetImage", "CancelImageCreation"], first.Calls.Seen);
        Assert.Equal([$"{started.ImageArn}  cancelled"], first.Report.Lines);
        Assert.Equal(["GetImage"], second.Calls.Seen);
        Assert.Equal([$"{started.ImageArn}  is cancelled, nothing is to be done"], second.Report.Lines);
        hold.SetResult();
    }

    [Fact]
    public async Task A_build_that_another_run_follows_is_not_cancelled_afterwards()
    {
        var hold = new TaskCompletionSource();
        await using var world = await CloudWorld.OpenAsync(Play.Steps((_, ct) => hold.Task.WaitAsync(ct)));
        var started = Assert.IsType<BuildEnd.Detached>(await world.Run().BuildAsync(CloudWorld.Web(), ProgramUnderTest.Options() with { Wait = false }));
        await world.Run().BuildAsync(CloudWorld.Web(), ProgramUnderTest.Options("run-2") with { Wait = false });
        var post = world.Run();

        await post.ConfirmCancelAsync(started.ImageArn);

        Assert.Equal(["GetImage"], post.Calls.Seen);
        Assert.Equal([$"{started.ImageArn}  goes on: another run follows it"], post.Report.Lines);
        hold.SetResult();
    }

    [Fact]
    public async Task Sweeping_removes_what_a_cancelled_build_left_and_nothing_else()
    {
        var testing = new TaskCompletionSource();
        var isHeld = true;
        await using var world = await CloudWorld.OpenAsync(Play.Steps(async (order, ct) =>
        {
            if (order.ResultDisk is null && isHeld)
            {
                testing.TrySetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct);
            }
        }));
        using var cancel = new CancellationTokenSource();
        var running = world.Run().BuildAsync(CloudWorld.Web(), ct: cancel.Token);
        await testing.Task;
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        isHeld = false;
        var released = Assert.IsType<BuildEnd.Released>(await world.Run().BuildAsync(CloudWorld.Web())).Result.Release;
        Assert.Equal(3, world.Cloud.Images().Count);

        // A day later; young things are left.
        var sweep = world.Run();
        var young = await sweep.SweepAsync(CloudWorld.Web(), TimeSpan.FromDays(-10), remove: false);
        var listed = await sweep.SweepAsync(CloudWorld.Web(), TimeSpan.FromDays(3650), remove: false);
        Assert.Equal(3, world.Cloud.Images().Count);
        var removed = await sweep.SweepAsync(CloudWorld.Web(), TimeSpan.FromDays(3650), remove: true);

        Assert.Empty(young);
        Assert.Equal("its build 1.4.0/1 was cancelled", Assert.Single(listed).Reason);
        Assert.Equal(listed, removed);
        Assert.Equal(released.Images.Select(image => image.Id.Value).Order(), world.Cloud.Images().Select(image => image.AmiId).Order());
        Assert.Empty(await sweep.SweepAsync(CloudWorld.Web(), TimeSpan.FromDays(3650), remove: true));
        Assert.Equal(Outcome.Reused, Assert.IsType<BuildEnd.Released>(await world.Run().BuildAsync(CloudWorld.Web())).Result.Outcome);
    }
}
