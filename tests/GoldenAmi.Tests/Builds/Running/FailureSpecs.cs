using System.Net;
using System.Text;
using GoldenAmi.Builds;
using GoldenAmi.Diagnostics;
using GoldenAmi.Machines;

namespace GoldenAmi.Tests.Builds.Running;

/// <summary>What AWS may do to a run: fail, refuse, be late, give up. LocalCloud answers, but for the calls that a test answers itself.</summary>
public sealed class FailureSpecs
{
    [Fact]
    public async Task A_distribution_that_fails_is_resumed_once_and_then_released()
    {
        await using var world = await CloudWorld.OpenAsync();
        var (isDistributing, failures) = (false, 0);
        var run = world.Run(instead: operation =>
        {
            isDistributing |= operation == "DistributeImage";
            return operation switch
            {
                "GetImage" when isDistributing && failures++ == 0 => State("FAILED", "The copy to eu-west-1 failed: InternalError"),
                "RetryImage" => Json("""{"imageBuildVersionArn":"arn:aws:imagebuilder:us-east-1:000000000000:image/web/1.4.0/2"}"""),
                _ => null,
            };
        });

        var end = await run.BuildAsync(CloudWorld.Web());

        Assert.Equal(2, Assert.IsType<BuildEnd.Released>(end).Result.Release.Images.Count);
        Assert.Single(run.Calls.Seen, operation => operation == "RetryImage");
        Assert.Single(run.Calls.Seen, operation => operation == "DistributeImage");
    }

    [Fact]
    public async Task A_distribution_that_fails_again_ends_the_run_and_keeps_the_image()
    {
        await using var world = await CloudWorld.OpenAsync();
        var isDistributing = false;
        var run = world.Run(instead: operation =>
        {
            isDistributing |= operation == "DistributeImage";
            return operation switch
            {
                "GetImage" when isDistributing => State("FAILED", "AccessDenied on kms:CreateGrant"),
                "RetryImage" => Json("{}"),
                _ => null,
            };
        });

        var failure = await Fails(run);

        Assert.Equal((Ending.Refused, ErrorCode.DistributionFailed), (failure.Ending, failure.Diagnostics[0].Code));
        Assert.Contains("AccessDenied on kms:CreateGrant", failure.Diagnostics[0].Message, StringComparison.Ordinal);
        Assert.Single(run.Calls.Seen, operation => operation == "RetryImage");
        var next = world.Run();
        await next.BuildAsync(CloudWorld.Web());
        Assert.DoesNotContain("CreateImage", next.Calls.Seen);
    }

    [Fact]
    public async Task A_lost_machine_is_explained()
    {
        await using var world = await CloudWorld.OpenAsync((_, _, _) => Task.FromResult<MachineEnd>(new MachineEnd.Lost("killed")));

        var failure = await Fails(world.Run());

        Assert.Equal((Ending.Refused, ErrorCode.BuildFailed), (failure.Ending, failure.Diagnostics[0].Code));
        Assert.Contains("in workflow step ApplyBuildComponents", failure.Diagnostics[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_build_that_somebody_else_cancels_is_told_apart_from_a_failure()
    {
        await using var world = await CloudWorld.OpenAsync();

        var failure = await Fails(world.Run(instead: operation => operation == "GetImage" ? State("CANCELLED", "") : null));

        Assert.Equal((Ending.Refused, ErrorCode.BuildCancelled), (failure.Ending, failure.Diagnostics[0].Code));
    }

    [Fact]
    public async Task A_cancel_that_is_refused_is_a_warning_that_names_the_build()
    {
        await using var world = await CloudWorld.OpenAsync(Play.Steps((_, ct) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct)));
        using var cancel = new CancellationTokenSource();
        var looks = 0;
        var run = world.Run(instead: operation =>
        {
            if (operation == "GetImage" && ++looks == 3)
            {
                cancel.Cancel();
            }

            return operation == "CancelImageCreation" ? Error("ForbiddenException") : null;
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.BuildAsync(CloudWorld.Web(), ct: cancel.Token));

        var warning = Assert.Single(run.Report.Problems);
        Assert.Equal((Severity.Warning, ErrorCode.CancelNotConfirmed), (warning.Severity, warning.Code));
        Assert.Contains(":image/web/1.4.0/1", warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Version_numbers_that_are_always_taken_end_the_run()
    {
        await using var world = await CloudWorld.OpenAsync();
        var run = world.Run(instead: operation => operation == "CreateComponent" ? Error("ResourceAlreadyExistsException") : null);

        var failure = await Fails(run);

        Assert.Equal((Ending.Refused, ErrorCode.VersionContended), (failure.Ending, failure.Diagnostics[0].Code));
        Assert.Equal(5, run.Calls.Seen.Count(operation => operation == "CreateComponent"));
    }

    [Fact]
    public async Task A_configuration_that_another_run_made_a_moment_before_is_used()
    {
        await using var world = await CloudWorld.OpenAsync();
        await world.Run().BuildAsync(CloudWorld.Web());
        var run = world.Run(instead: operation => operation is "GetInfrastructureConfiguration" or "GetDistributionConfiguration" ? Error("ResourceNotFoundException") : null);

        var end = await run.BuildAsync(CloudWorld.Web(page: "other"));

        Assert.IsType<BuildEnd.Released>(end);
        Assert.Contains("CreateInfrastructureConfiguration", run.Calls.Seen);
    }

    [Fact]
    public async Task Looks_that_fail_for_a_while_do_not_end_a_run()
    {
        await using var world = await CloudWorld.OpenAsync();
        var looks = 0;
        var run = world.Run(instead: operation => operation == "ListWorkflowExecutions" && ++looks <= 10 ? Error("ServiceUnavailableException", HttpStatusCode.ServiceUnavailable) : null);

        Assert.IsType<BuildEnd.Released>(await run.BuildAsync(CloudWorld.Web()));
        Assert.Contains(run.Report.Lines, line => line.Contains("could not be looked at, trying again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_tags_that_may_not_be_put_are_a_warning()
    {
        await using var world = await CloudWorld.OpenAsync();
        var run = world.Run(instead: operation => operation == "TagResource" ? Error("AccessDeniedException", HttpStatusCode.Forbidden) : null);

        Assert.IsType<BuildEnd.Released>(await run.BuildAsync(CloudWorld.Web()));
        Assert.All(run.Report.Problems, problem => Assert.Equal((Severity.Warning, ErrorCode.AwsAccessDenied), (problem.Severity, problem.Code)));
        Assert.NotEmpty(run.Report.Problems);
    }

    private static Task<UserErrorException> Fails(ProgramUnderTest run) => Assert.ThrowsAsync<UserErrorException>(() => run.BuildAsync(CloudWorld.Web()));

    private static HttpResponseMessage State(string status, string reason) =>
        Json("{\"image\":{\"state\":{\"status\":\"" + status + "\",\"reason\":\"" + reason + "\"}}}");

    private static HttpResponseMessage Json(string body) => new(HttpStatusCode.OK) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    private static HttpResponseMessage Error(string code, HttpStatusCode status = HttpStatusCode.BadRequest)
    {
        var answer = new HttpResponseMessage(status) { Content = new StringContent("""{"message":"no"}""", Encoding.UTF8, "application/json") };
        answer.Headers.TryAddWithoutValidation("x-amzn-ErrorType", code);
        return answer;
    }
}
