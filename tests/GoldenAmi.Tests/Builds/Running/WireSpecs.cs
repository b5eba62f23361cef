using GoldenAmi.Diagnostics;

namespace GoldenAmi.Tests.Builds.Running;

/// <summary>What a whole build sends and is answered, against AWS's models.</summary>
public sealed class WireSpecs
{
    [Fact]
    public async Task Nothing_is_sent_or_answered_during_builds_that_the_models_do_not_know()
    {
        await using var world = await CloudWorld.OpenAsync();
        using var wire = new ModelledCalls(world.Cloud.Handler);
        var run = new ProgramUnderTest(new Calls(new NotOwned(wire)));

        // A new image, one that is there already, a change, and a failed test.
        await run.BuildAsync(CloudWorld.Web());
        await run.BuildAsync(CloudWorld.Web());
        await run.BuildAsync(CloudWorld.Web(page: "hallo"));
        var failed = await Assert.ThrowsAsync<UserErrorException>(() => run.BuildAsync(CloudWorld.Web(test: "FailCheck")));

        Assert.Equal(Ending.TestFailed, failed.Ending);
        Assert.Empty(wire.Strangers);
        Assert.Superset(
            new HashSet<string>
            {
                "ec2 DescribeImages", "imagebuilder CreateComponent", "imagebuilder CreateImage", "imagebuilder CreateImageRecipe", "imagebuilder DistributeImage",
                "imagebuilder GetImage", "imagebuilder ListWorkflowStepExecutions", "logs GetLogEvents", "ssm GetParameter",
            },
            wire.Operations.ToHashSet());
    }

    // The clients of each build dispose their handler; the wire is for all of them.
    private sealed class NotOwned(HttpMessageHandler wire) : HttpMessageHandler
    {
        private readonly HttpMessageInvoker _wire = new(wire, disposeHandler: false);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => _wire.SendAsync(request, cancellationToken);
    }
}
