using GoldenAmi.Diagnostics;
using GoldenAmi.Recipes;

namespace GoldenAmi.Tests.Builds.Running;

/// <summary>What whole builds send and are answered, against AWS's models.</summary>
public sealed class WireSpecs
{
    [Fact]
    public async Task Nothing_is_sent_or_answered_during_builds_that_the_models_do_not_know()
    {
        await using var world = await CloudWorld.OpenAsync();

        var first = await BuildAsync(world, CloudWorld.Web());
        var unchanged = await BuildAsync(world, CloudWorld.Web());
        var changed = await BuildAsync(world, CloudWorld.Web(page: "hallo"));
        var failed = await BuildAsync(world, CloudWorld.Web(test: "FailCheck"), Ending.TestFailed);

        Assert.Empty(first.Strangers.Concat(unchanged.Strangers).Concat(changed.Strangers).Concat(failed.Strangers));
        Assert.Superset(
            new HashSet<string>
            {
                "ec2 DescribeImages", "imagebuilder CreateComponent", "imagebuilder CreateImage", "imagebuilder CreateImageRecipe", "imagebuilder DistributeImage",
                "imagebuilder GetImage", "imagebuilder ListWorkflowStepExecutions", "logs GetLogEvents", "ssm GetParameter",
            },
            first.Operations.Concat(failed.Operations).ToHashSet());
    }

    [Fact]
    public async Task A_member_that_no_model_knows_is_noticed_both_ways()
    {
        using var wire = new ModelledCalls(new Fabulist());
        using var client = new HttpMessageInvoker(wire);
        using var request = new HttpRequestMessage(HttpMethod.Post, "http://localhost/ListImages") { Content = new StringContent("{\"owners\":\"Self\"}") };
        request.Headers.TryAddWithoutValidation("Authorization", "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260102/us-east-1/imagebuilder/aws4_request");

        using var answer = await client.SendAsync(request, CancellationToken.None);

        Assert.Equal(["ListImages request: no member 'owners'", "ListImages answer: no member 'imageVersions'"], wire.Strangers);
    }

    private static async Task<ModelledCalls> BuildAsync(CloudWorld world, Recipe recipe, Ending ending = Ending.Done)
    {
        var wire = new ModelledCalls(world.Cloud.Handler);
        var problem = await Record.ExceptionAsync(() => new ProgramUnderTest(new Calls(wire)).BuildAsync(recipe));
        Assert.Equal(ending, problem switch { null => Ending.Done, UserErrorException told => told.Ending, _ => Ending.Bug });
        return wire;
    }

    private sealed class Fabulist : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage { Content = new StringContent("{\"imageVersions\":[]}") });
    }
}
