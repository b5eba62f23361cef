using System.Net;
using System.Text;
using GoldenAmi.Builds;
using GoldenAmi.Diagnostics;
using GoldenAmi.Recipes;

namespace GoldenAmi.Tests.Builds.Running;

/// <summary>Removing what dead runs left, when something happens to the one that removes.</summary>
public sealed class SweepSpecs
{
    private static readonly TimeSpan Later = TimeSpan.FromDays(3650);

    /// <summary>Its test fails, so that of two builds the first is left over.</summary>
    private static readonly Recipe Failing = CloudWorld.Web(test: "FailPage");

    [Fact]
    public async Task An_AMI_and_its_snapshot_go_in_one_call_so_that_no_kill_can_leave_one_of_them()
    {
        await using var world = await FailTwiceAsync();
        var sweep = world.Run();

        await sweep.SweepAsync(Failing, Later, remove: true);

        Assert.Single(world.Cloud.Images());
        Assert.Single(sweep.Calls.Seen, "DeregisterImage");
        Assert.DoesNotContain("DeleteSnapshot", sweep.Calls.Seen);
        Assert.Contains(sweep.Report.Lines, line => line.StartsWith("snap-", StringComparison.Ordinal) && line.EndsWith("  deleted in us-east-1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_AMI_that_is_gone_already_is_no_failure()
    {
        await using var world = await FailTwiceAsync();
        var sweep = world.Run(instead: operation => operation == "DeregisterImage"
            ? Xml(HttpStatusCode.BadRequest, "<Response><Errors><Error><Code>InvalidAMIID.Unavailable</Code><Message>The image ID is no longer available</Message></Error></Errors><RequestID>1</RequestID></Response>")
            : null);

        await sweep.SweepAsync(Failing, Later, remove: true);

        Assert.Empty(sweep.Report.Problems);
        Assert.Contains(sweep.Report.Lines, line => line.EndsWith("  is gone already from us-east-1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_snapshot_that_may_not_be_deleted_is_named_with_the_command_that_deletes_it()
    {
        await using var world = await FailTwiceAsync();
        var sweep = world.Run(instead: operation => operation == "DeregisterImage"
            ? Xml(HttpStatusCode.OK, "<DeregisterImageResponse><return>true</return><deleteSnapshotResultSet><item><snapshotId>snap-0abcdef1234567890</snapshotId><returnCode>missing-permissions</returnCode></item></deleteSnapshotResultSet></DeregisterImageResponse>")
            : null);

        await Assert.ThrowsAsync<InvalidOperationException>(() => sweep.SweepAsync(Failing, Later, remove: true));

        var problem = Assert.Single(sweep.Report.Problems);
        Assert.Equal((ErrorCode.AwsRefused, Severity.Warning), (problem.Code, problem.Severity));
        Assert.Matches("^ec2:DeregisterImage deregistered ami-[0-9a-f]{17} in us-east-1 and did not delete its snapshot snap-0abcdef1234567890: missing-permissions.$", problem.Message);
        Assert.EndsWith("aws ec2 delete-snapshot --region us-east-1 --snapshot-id snap-0abcdef1234567890", problem.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_build_that_ends_before_it_can_be_cancelled_is_no_failure()
    {
        await using var world = await CloudWorld.OpenAsync();
        var released = Assert.IsType<BuildEnd.Released>(await world.Run().BuildAsync(CloudWorld.Web())).Result.Release;
        var looks = 0;
        var post = world.Run(instead: operation => operation == "GetImage" && looks++ == 0
            ? new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("{\"image\":{\"arn\":\"" + released.ImageArn + "\",\"state\":{\"status\":\"TESTING\"}}}", Encoding.UTF8, "application/json") }
            : null);

        await post.ConfirmCancelAsync(released.ImageArn);

        Assert.Contains("CancelImageCreation", post.Calls.Seen);
        Assert.Contains($"{released.ImageArn}  is available, nothing is to be done", post.Report.Lines);
    }

    private static async Task<CloudWorld> FailTwiceAsync()
    {
        var world = await CloudWorld.OpenAsync();
        foreach (var _ in Enumerable.Range(1, 2))
        {
            await Assert.ThrowsAsync<UserErrorException>(() => world.Run().BuildAsync(Failing));
        }

        return world;
    }

    private static HttpResponseMessage Xml(HttpStatusCode status, string text) => new(status) { Content = new StringContent(text, Encoding.UTF8, "text/xml") };
}
