using Amazon.EC2;
using Amazon.EC2.Model;
using GoldenAmi.Aws.Tests.Fakes;

namespace GoldenAmi.Aws.Tests.Protocols;

public sealed class Ec2WireSpecs
{
    [Fact]
    public async Task Lists_and_structures_become_numbered_fields()
    {
        var aws = new FakeAws(Answer.Ok("<DescribeImagesResponse/>"));
        using var clients = aws.Connect();

        await clients.Ec2("eu-west-1").DescribeImagesAsync(new DescribeImagesRequest
        {
            Owners = ["self"],
            Filters = [new Filter { Name = "tag:golden-ami:recipe", Values = ["web", "a&b=c +é"] }, new Filter { Name = "state", Values = ["available"] }],
            ImageIds = [],
            IncludeDeprecated = true,
            MaxResults = 100,
        });

        Assert.Equal(HttpMethod.Post, aws.Only.Method);
        Assert.Equal("https://ec2.eu-west-1.amazonaws.com/", aws.Only.Address.AbsoluteUri);
        Assert.Contains("/eu-west-1/ec2/aws4_request", aws.Only.Headers["Authorization"], StringComparison.Ordinal);
        Assert.StartsWith("application/x-www-form-urlencoded", aws.Only.Headers["Content-Type"], StringComparison.Ordinal);
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["Action"] = "DescribeImages",
                ["Version"] = "2016-11-15",
                ["Owner.1"] = "self",
                ["Filter.1.Name"] = "tag:golden-ami:recipe",
                ["Filter.1.Value.1"] = "web",
                ["Filter.1.Value.2"] = "a&b=c +é",
                ["Filter.2.Name"] = "state",
                ["Filter.2.Value.1"] = "available",
                ["IncludeDeprecated"] = "true",
                ["MaxResults"] = "100",
            },
            aws.Only.Form);
    }

    [Fact]
    public async Task Images_are_read_with_their_tags_and_devices()
    {
        var aws = new FakeAws(Answer.Ok("""
            <?xml version="1.0" encoding="UTF-8"?>
            <DescribeImagesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">
              <requestId>59dbff89</requestId>
              <imagesSet>
                <item>
                  <imageId>ami-0a1</imageId><imageState>available</imageState><isPublic>false</isPublic><architecture>x86_64</architecture>
                  <blockDeviceMapping><item><deviceName>/dev/xvda</deviceName><ebs><snapshotId>snap-1</snapshotId><volumeSize>8</volumeSize></ebs></item></blockDeviceMapping>
                  <tagSet><item><key>golden-ami:recipe</key><value>web &amp; more</value></item></tagSet>
                </item>
                <item><imageId>ami-0a2</imageId><tagSet/></item>
              </imagesSet>
            </DescribeImagesResponse>
            """));
        using var clients = aws.Connect();

        var response = await clients.Ec2("eu-west-1").DescribeImagesAsync(new DescribeImagesRequest());

        Assert.Equal("59dbff89", response.ResponseMetadata.RequestId);
        Assert.Null(response.NextToken);
        var (first, second) = (response.Images![0], response.Images[1]);
        Assert.Equal(("ami-0a1", ImageState.Available, false), (first.ImageId, first.State, first.Public!.Value));
        Assert.Equal(ArchitectureValues.X86_64, first.Architecture);
        Assert.Equal(("snap-1", 8), (first.BlockDeviceMappings![0].Ebs!.SnapshotId, first.BlockDeviceMappings[0].Ebs!.VolumeSize!.Value));
        Assert.Equal("web & more", Assert.Single(first.Tags!).Value);
        Assert.Empty(second.Tags!);
        Assert.Null(second.BlockDeviceMappings);
    }

    [Fact]
    public async Task A_snapshots_start_is_a_time_in_utc()
    {
        var aws = new FakeAws(Answer.Ok("<DescribeSnapshotsResponse><snapshotSet><item><startTime>2026-01-02T03:04:05.678Z</startTime></item></snapshotSet></DescribeSnapshotsResponse>"));
        using var clients = aws.Connect();

        var start = (await clients.Ec2("eu-west-1").DescribeSnapshotsAsync(new DescribeSnapshotsRequest())).Snapshots![0].StartTime!.Value;

        Assert.Equal(new DateTime(2026, 1, 2, 3, 4, 5, 678, DateTimeKind.Utc), start);
        Assert.Equal(DateTimeKind.Utc, start.Kind);
    }

    [Fact]
    public async Task An_operation_that_answers_nothing_is_read()
    {
        var aws = new FakeAws(Answer.Ok("<CreateTagsResponse><requestId>q</requestId><return>true</return></CreateTagsResponse>"));
        using var clients = aws.Connect();

        var response = await clients.Ec2("eu-west-1").CreateTagsAsync(new CreateTagsRequest { Resources = ["ami-1"], Tags = [new Tag { Key = "k", Value = "" }] });

        Assert.Equal("q", response.ResponseMetadata.RequestId);
        Assert.Equal(("ami-1", "k", ""), (aws.Only.Form["ResourceId.1"], aws.Only.Form["Tag.1.Key"], aws.Only.Form["Tag.1.Value"]));
    }

    [Fact]
    public async Task An_error_keeps_code_message_and_request_id()
    {
        var aws = new FakeAws(Answer.Ec2(400, "InvalidAMIID.NotFound", "The image id '[ami-1]' does not exist"));
        using var clients = aws.Connect();

        var error = await Assert.ThrowsAsync<AmazonEC2Exception>(() => clients.Ec2("eu-west-1").DescribeImagesAsync(new DescribeImagesRequest { ImageIds = ["ami-1"] }));

        Assert.Equal(("InvalidAMIID.NotFound", "The image id '[ami-1]' does not exist", "request-2"), (error.ErrorCode, error.Message, error.RequestId));
    }

    [Fact]
    public async Task A_document_type_is_not_read()
    {
        var aws = new FakeAws(Answer.Ok("""<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><DescribeRegionsResponse>&e;</DescribeRegionsResponse>"""));
        using var clients = aws.Connect(connection => connection with { MaxAttempts = 1 });

        await Assert.ThrowsAsync<Amazon.Runtime.AmazonUnmarshallingException>(() => clients.Ec2("eu-west-1").DescribeRegionsAsync(new DescribeRegionsRequest()));
    }
}
