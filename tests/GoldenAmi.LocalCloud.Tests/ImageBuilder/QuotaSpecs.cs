using System.Text.Json.Nodes;
using Amazon.Imagebuilder;
using Amazon.Imagebuilder.Model;
using GoldenAmi.LocalCloud.ImageBuilder;
using GoldenAmi.LocalCloud.Model;
using GoldenAmi.LocalCloud.Protocol;
using GoldenAmi.LocalCloud.State;
using GoldenAmi.LocalCloud.Tests.Fakes;

namespace GoldenAmi.LocalCloud.Tests.ImageBuilder;

/// <summary>Image Builder's quotas as they are before anybody asks for more.</summary>
public sealed class QuotaSpecs
{
    private static readonly CloudRecords Full = new()
    {
        Resources =
        [
            .. Enumerable.Range(0, 1000).Select(number => Resource("infrastructure-configuration", number)),
            .. Enumerable.Range(0, 75).Select(number => Resource("image-pipeline", number)),
            .. Enumerable.Range(0, 999).Select(number => Resource("component", number)),
            .. Enumerable.Range(0, 500).Select(number => Resource("workflow/build", number)),
            .. Enumerable.Range(0, 500).Select(number => Resource("workflow/test", number)),
        ],
    };

    [Theory]
    [InlineData("infrastructure-configuration", "An account has at most 1000 resources of the kind infrastructure-configuration in a region.")]
    [InlineData("image-pipeline", "An account has at most 75 resources of the kind image-pipeline in a region.")]
    [InlineData("workflow/test", "An account has at most 1000 resources of the kind workflow in a region.")]
    public void A_kind_of_which_there_are_as_many_as_may_be_has_no_room(string kind, string message)
    {
        var refusal = Assert.Throws<AwsErrorException>(() => Quotas.CheckRoom(CallOn(Full), kind));

        Assert.Equal(("ServiceQuotaExceededException", message), (refusal.Code, refusal.Message));
    }

    [Theory]
    [InlineData("component", "eu-west-1", TestCloud.Account)]
    [InlineData("image-recipe", "eu-west-1", TestCloud.Account)]
    [InlineData("image-pipeline", "us-east-1", TestCloud.Account)]
    [InlineData("image-pipeline", "eu-west-1", "999988887777")]
    public void What_another_kind_region_or_account_has_takes_no_room(string kind, string region, string account) =>
        Quotas.CheckRoom(CallOn(Full) with { Region = region, Account = account }, kind);

    [Theory]
    [InlineData(100, 0, true)]
    [InlineData(99, 500, false)]
    public void Images_that_are_being_made_have_a_quota_and_those_that_are_done_do_not_count(int running, int done, bool isRefused)
    {
        var records = new CloudRecords { Images = [.. Enumerable.Range(0, running).Select(number => Image(number, "TESTING")), .. Enumerable.Range(running, done).Select(number => Image(number, "AVAILABLE"))] };

        var refusal = Record.Exception(() => Quotas.CheckBuilds(CallOn(records)));

        Assert.Equal(isRefused ? "An account makes at most 100 images in a region at once." : null, refusal?.Message);
    }

    [Fact]
    public async Task A_create_call_is_refused_and_the_next_has_room_when_something_was_deleted()
    {
        await using var cloud = await TestCloud.OpenAsync();
        var (recipe, infrastructure) = (await cloud.CreateRecipeAsync(components: await cloud.CreateComponentAsync()), await cloud.CreateInfrastructureAsync());
        var arns = new List<string>();
        for (var number = 0; number < 75; number++)
        {
            arns.Add(await CreateAsync($"pipeline-{number}"));
        }

        var refusal = await Assert.ThrowsAsync<ServiceQuotaExceededException>(() => CreateAsync("one-more"));
        await cloud.Builder.DeleteImagePipelineAsync(new DeleteImagePipelineRequest { ImagePipelineArn = arns[0] });

        Assert.Contains("at most 75", refusal.Message, StringComparison.Ordinal);
        Assert.EndsWith("/one-more", await CreateAsync("one-more"), StringComparison.Ordinal);

        async Task<string> CreateAsync(string name) => (await cloud.Builder.CreateImagePipelineAsync(new CreateImagePipelineRequest
        {
            Name = name, ImageRecipeArn = recipe, InfrastructureConfigurationArn = infrastructure, ClientToken = $"{name}-{Guid.NewGuid()}"[..36], Status = PipelineStatus.DISABLED,
        })).ImagePipelineArn!;
    }

    private static ResourceRecord Resource(string kind, int number) => new(
        kind, $"arn:aws:imagebuilder:eu-west-1:{TestCloud.Account}:{kind}/n{number}", TestCloud.Account, "eu-west-1", $"n{number}", null, null, [], DateTimeOffset.UnixEpoch);

    private static ImageRecord Image(int number, string status) => new()
    {
        Arn = $"arn:aws:imagebuilder:eu-west-1:{TestCloud.Account}:image/web/1.0.{number}/1",
        Account = TestCloud.Account, Region = "eu-west-1", Name = "web", Version = $"1.0.{number}", Build = 1,
        Created = DateTimeOffset.UnixEpoch, Status = status, Given = [], SourceAmi = "ami-0123456789abcdef0",
    };

    private static Call CallOn(CloudRecords records)
    {
        var model = ServedModels.Find("imagebuilder")!;
        return new Call(model, model.Operations["CreateComponent"], new JsonObject(), new Transaction(records))
        {
            Region = "eu-west-1", Account = TestCloud.Account, Now = DateTimeOffset.UnixEpoch, RequestId = "request-1",
        };
    }
}
