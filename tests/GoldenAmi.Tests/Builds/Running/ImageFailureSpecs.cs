using System.Net;
using System.Text;
using GoldenAmi.Builds;
using GoldenAmi.Diagnostics;
using GoldenAmi.Identifiers;
using GoldenAmi.Recipes;

namespace GoldenAmi.Tests.Builds.Running;

/// <summary>What Image Builder says with a failed image is believed before its workflows and its log are asked.</summary>
public sealed class ImageFailureSpecs
{
    private static readonly SourcePlace Ireland = new("images/web/golden-ami.yaml", 21, 5);

    [Fact]
    public async Task A_failed_component_needs_no_look_at_workflows_and_has_the_logs_last_lines()
    {
        await using var world = await CloudWorld.OpenAsync();
        var run = world.Run();

        var failure = await Assert.ThrowsAsync<UserErrorException>(() => run.BuildAsync(CloudWorld.Web(test: "FailPage")));
        var seen = run.Calls.Seen.ToList();

        Assert.Equal(
            "Step 'FailPage' (test, ExecuteBash) of images/web/tests/page.yaml failed on the new image: exit status 7. Its last error output: curl: (7) Failed to connect",
            failure.Diagnostics[0].Message);
        Assert.Equal("GetLogEvents", seen.Last(call => call is not ("ListWorkflowExecutions" or "ListWorkflowStepExecutions")));
    }

    [Fact]
    public async Task A_component_is_known_without_any_log()
    {
        await using var world = await CloudWorld.OpenAsync();
        var run = world.Run(instead: operation => operation == "GetLogEvents" ? Json("""{"events":[]}""") : null);

        var failure = await Assert.ThrowsAsync<UserErrorException>(() => run.BuildAsync(CloudWorld.Web(test: "FailPage")));

        Assert.Equal((Ending.TestFailed, ErrorCode.TestStepFailed), (failure.Ending, failure.Diagnostics[0].Code));
        Assert.Equal("Step 'FailPage' (test, ExecuteBash) of images/web/tests/page.yaml failed on the new image: exit status 7.", failure.Diagnostics[0].Message);
        Assert.Equal(new SourcePlace("images/web/tests/page.yaml", 5, 15), failure.Diagnostics[0].Place);
        Assert.Equal(("FailPage", CheckOutcome.Failed), (Assert.Single(run.Steps).Step, run.Steps[0].Outcome));
    }

    [Fact]
    public async Task Each_region_of_a_failed_distribution_is_told_on_its_line_of_the_recipe()
    {
        await using var world = await CloudWorld.OpenAsync();
        var isDistributing = false;
        var run = world.Run(instead: operation =>
        {
            isDistributing |= operation == "DistributeImage";
            return operation switch
            {
                "GetImage" when isDistributing => Json("""
                    {"image":{"state":{"status":"FAILED","reason":"2 regions failed","failureContext":{"imageStatus":"DISTRIBUTING","distributionFailure":{"errorMessage":"2 regions failed","regionFailures":[
                      {"region":"eu-west-1","status":"FAILED","errorMessage":"AccessDenied on kms:CreateGrant."},
                      {"region":"us-east-1","targetAccountId":"111122223333","status":"TIMED_OUT","imageConfigurationStep":"UPDATE_LAUNCH_TEMPLATES"}]}}}}}
                    """),
                "RetryImage" => Json("{}"),
                _ => null,
            };
        });
        var recipe = CloudWorld.Web();
        recipe = recipe with
        {
            Distribution = recipe.Distribution with { Regions = [.. recipe.Distribution.Regions.Select(region => region.Region.Value.Value == "eu-west-1" ? new DistributionRegion(new(Region.Parse("eu-west-1"), Ireland)) : region)] },
        };

        var failure = await Assert.ThrowsAsync<UserErrorException>(() => run.BuildAsync(recipe));

        Assert.Equal(Ending.Refused, failure.Ending);
        Assert.All(failure.Diagnostics, problem => Assert.Equal(ErrorCode.DistributionFailed, problem.Code));
        Assert.Equal(
            [
                "The distribution of 'web' to eu-west-1 failed while it was copied: AccessDenied on kms:CreateGrant.",
                "The distribution of 'web' to us-east-1 of the account 111122223333 took too long while launch templates were pointed at it: the service gives no reason.",
            ],
            failure.Diagnostics.Select(problem => problem.Message));
        Assert.Equal([Ireland, CloudWorld.Here], failure.Diagnostics.Select(problem => problem.Place));
    }

    private static HttpResponseMessage Json(string body) => new(HttpStatusCode.OK) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
}
