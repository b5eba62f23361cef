using System.Text.Json.Nodes;
using Amazon.Imagebuilder;
using Amazon.Imagebuilder.Model;
using GoldenAmi.Aws.Tests.Fakes;

namespace GoldenAmi.Aws.Tests.Protocols;

public sealed class ImageBuilderWireSpecs
{
    private const string ImageArn = "arn:aws:imagebuilder:eu-west-1:123456789012:image/web/1.4.0/1";

    [Fact]
    public async Task A_creation_is_a_signed_put_with_a_json_body()
    {
        var aws = new FakeAws(Answer.Ok($$"""{"requestId":"r","clientToken":"t","imageBuildVersionArn":"{{ImageArn}}"}"""));
        using var clients = aws.Connect();

        var response = await clients.ImageBuilder("eu-west-1").CreateImageAsync(
            new CreateImageRequest
            {
                ImageRecipeArn = "arn:recipe",
                InfrastructureConfigurationArn = "arn:infrastructure",
                ClientToken = "00000000-0000-0000-0000-000000000001",
                EnhancedImageMetadataEnabled = true,
                ImageTestsConfiguration = new ImageTestsConfiguration { ImageTestsEnabled = true, TimeoutMinutes = 90 },
                Tags = new() { ["b"] = "2", ["a"] = "ü \"quoted\"" },
            });

        Assert.Equal(ImageArn, response.ImageBuildVersionArn);
        Assert.Equal("request-1", response.ResponseMetadata.RequestId);
        Assert.Equal(HttpMethod.Put, aws.Only.Method);
        Assert.Equal("https://imagebuilder.eu-west-1.amazonaws.com/CreateImage", aws.Only.Address.AbsoluteUri);
        Assert.StartsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/", aws.Only.Headers["Authorization"], StringComparison.Ordinal);
        Assert.Contains("/eu-west-1/imagebuilder/aws4_request", aws.Only.Headers["Authorization"], StringComparison.Ordinal);
        Assert.StartsWith("application/json", aws.Only.Headers["Content-Type"], StringComparison.Ordinal);
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""
                {"imageRecipeArn":"arn:recipe","infrastructureConfigurationArn":"arn:infrastructure","clientToken":"00000000-0000-0000-0000-000000000001",
                 "enhancedImageMetadataEnabled":true,"imageTestsConfiguration":{"imageTestsEnabled":true,"timeoutMinutes":90},"tags":{"a":"ü \"quoted\"","b":"2"}}
                """),
            JsonNode.Parse(aws.Only.Body)), aws.Only.Body);
    }

    [Fact]
    public async Task A_client_token_is_made_when_none_is_given_and_stays_the_same_over_attempts()
    {
        var aws = new FakeAws(Answer.Json(500, "ServiceException", "again"), Answer.Ok("{}"));
        using var clients = aws.Connect();

        await clients.ImageBuilder("eu-west-1").CancelImageCreationAsync(new CancelImageCreationRequest { ImageBuildVersionArn = ImageArn });

        Assert.Equal(2, aws.Requests.Count);
        var tokens = aws.Requests.Select(sent => JsonNode.Parse(sent.Body)!["clientToken"]!.GetValue<string>()).ToList();
        Assert.True(Guid.TryParse(tokens[0], out _));
        Assert.Equal(tokens[0], tokens[1]);
    }

    [Fact]
    public async Task An_arn_in_the_path_is_escaped_whole()
    {
        var aws = new FakeAws(Answer.Ok("{}"));
        using var clients = aws.Connect();

        await clients.ImageBuilder("eu-west-1").TagResourceAsync(new TagResourceRequest { ResourceArn = ImageArn, Tags = new() { ["golden-ami:run"] = "1" } });

        Assert.Equal("/tags/arn%3Aaws%3Aimagebuilder%3Aeu-west-1%3A123456789012%3Aimage%2Fweb%2F1.4.0%2F1", aws.Only.Address.AbsolutePath);
        Assert.Equal("""{"tags":{"golden-ami:run":"1"}}""", aws.Only.Body);
    }

    [Fact]
    public async Task A_missing_part_of_the_path_is_refused_before_anything_is_sent()
    {
        var aws = new FakeAws(Answer.Ok("{}"));
        using var clients = aws.Connect();

        var problem = await Assert.ThrowsAsync<Amazon.Runtime.AmazonClientException>(() => clients.ImageBuilder("eu-west-1").ListTagsForResourceAsync(new ListTagsForResourceRequest()));

        Assert.Contains("'resourceArn' is part of the path", problem.Message, StringComparison.Ordinal);
        Assert.Empty(aws.Requests);
    }

    [Fact]
    public async Task A_list_in_the_query_becomes_one_parameter_per_value()
    {
        var aws = new FakeAws(Answer.Ok("{}"));
        using var clients = aws.Connect();

        await clients.ImageBuilder("eu-west-1").UntagResourceAsync(new UntagResourceRequest { ResourceArn = "arn:x", TagKeys = ["golden-ami:run", "other key"] });

        Assert.Equal(HttpMethod.Delete, aws.Only.Method);
        Assert.Equal("?tagKeys=golden-ami%3Arun&tagKeys=other%20key", aws.Only.Address.Query);
        Assert.Equal("", aws.Only.Body);
    }

    [Fact]
    public async Task An_image_is_read_with_its_lists_maps_and_enumerations()
    {
        var aws = new FakeAws(Answer.Ok($$$"""
            {"requestId":"r","image":{"arn":"{{{ImageArn}}}","state":{"status":"AVAILABLE"},"unknownMember":[1,{"deep":null}],
             "outputResources":{"amis":[{"region":"eu-west-1","image":"ami-1","accountId":"123456789012"},null]},
             "tags":{"golden-ami:recipe":"web"},"imageTestsConfiguration":null,"enhancedImageMetadataEnabled":false}}
            """));
        using var clients = aws.Connect();

        var image = (await clients.ImageBuilder("eu-west-1").GetImageAsync(new GetImageRequest { ImageBuildVersionArn = ImageArn })).Image!;

        Assert.Equal("?imageBuildVersionArn=arn%3Aaws%3Aimagebuilder%3Aeu-west-1%3A123456789012%3Aimage%2Fweb%2F1.4.0%2F1", aws.Only.Address.Query);
        Assert.Equal(HttpMethod.Get, aws.Only.Method);
        Assert.Equal(ImageStatus.AVAILABLE, image.State!.Status);
        Assert.Equal("ami-1", Assert.Single(image.OutputResources!.Amis!).Image);
        Assert.Equal("web", image.Tags!["golden-ami:recipe"]);
        Assert.False(image.EnhancedImageMetadataEnabled);
        Assert.Null(image.ImageTestsConfiguration);
        Assert.Null(image.ImageRecipe);
    }

    [Fact]
    public async Task A_status_that_the_model_does_not_know_is_kept()
    {
        var aws = new FakeAws(Answer.Ok("""{"image":{"state":{"status":"NEW_STATE"}}}"""));
        using var clients = aws.Connect();

        var image = (await clients.ImageBuilder("eu-west-1").GetImageAsync(new GetImageRequest { ImageBuildVersionArn = ImageArn })).Image!;

        Assert.Equal("NEW_STATE", image.State!.Status!.Value);
    }

    [Theory]
    [InlineData("ResourceNotFoundException")]
    [InlineData("ResourceNotFoundException:http://internal.amazon.com/coral/")]
    [InlineData("com.amazonaws.imagebuilder#ResourceNotFoundException")]
    public async Task An_error_becomes_the_exception_of_its_code(string header)
    {
        var aws = new FakeAws(Answer.Json(404, header, "no such image"));
        using var clients = aws.Connect();

        var error = await Assert.ThrowsAsync<ResourceNotFoundException>(() =>
            clients.ImageBuilder("eu-west-1").GetImageAsync(new GetImageRequest { ImageBuildVersionArn = ImageArn }));

        Assert.Equal("no such image", error.Message);
        Assert.Equal("ResourceNotFoundException", error.ErrorCode);
        Assert.Equal("request-1", error.RequestId);
        Assert.Equal(404, (int)error.StatusCode);
        Assert.Equal(Amazon.Runtime.ErrorType.Sender, error.ErrorType);
    }

    [Fact]
    public async Task An_error_that_the_model_does_not_name_is_the_services_own_exception()
    {
        var aws = new FakeAws(Answer.Json(400, "SomethingNewException", "why"));
        using var clients = aws.Connect();

        var error = await Assert.ThrowsAsync<AmazonImagebuilderException>(() => clients.ImageBuilder("eu-west-1").ListImagesAsync(new ListImagesRequest()));

        Assert.Equal("SomethingNewException", error.ErrorCode);
    }

    [Fact]
    public async Task A_web_page_instead_of_an_error_is_quoted()
    {
        var aws = new FakeAws(new Answer(System.Net.HttpStatusCode.Forbidden, "<html>\n  <b>proxy says no</b></html>") { Headers = [] });
        using var clients = aws.Connect();

        var error = await Assert.ThrowsAsync<AmazonImagebuilderException>(() => clients.ImageBuilder("eu-west-1").ListImagesAsync(new ListImagesRequest()));

        Assert.Equal("Http403", error.ErrorCode);
        Assert.Contains("<html> <b>proxy says no</b></html>", error.Message, StringComparison.Ordinal);
    }
}
