using Amazon.CloudWatchLogs.Model;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using GoldenAmi.Aws.Tests.Fakes;

namespace GoldenAmi.Aws.Tests.Protocols;

public sealed class JsonRpcWireSpecs
{
    [Fact]
    public async Task The_operation_goes_into_a_header()
    {
        var aws = new FakeAws(Answer.Ok("""{"Parameter":{"Name":"/p","Type":"String","Value":"ami-1","Version":3,"LastModifiedDate":1767323045.678}}"""));
        using var clients = aws.Connect();

        var parameter = (await clients.Ssm("eu-west-1").GetParameterAsync(new GetParameterRequest { Name = "/p", WithDecryption = false })).Parameter!;

        Assert.Equal("https://ssm.eu-west-1.amazonaws.com/", aws.Only.Address.AbsoluteUri);
        Assert.Equal("AmazonSSM.GetParameter", aws.Only.Headers["X-Amz-Target"]);
        Assert.StartsWith("application/x-amz-json-1.1", aws.Only.Headers["Content-Type"], StringComparison.Ordinal);
        Assert.Equal("""{"Name":"/p","WithDecryption":false}""", aws.Only.Body);
        Assert.Equal(("ami-1", 3L, ParameterType.String), (parameter.Value, parameter.Version!.Value, parameter.Type));
        Assert.Equal(new DateTime(2026, 1, 2, 3, 4, 5, 678, DateTimeKind.Utc), parameter.LastModifiedDate);
    }

    [Fact]
    public async Task An_error_code_in_the_body_is_read()
    {
        var aws = new FakeAws(new Answer(System.Net.HttpStatusCode.BadRequest, """{"__type":"ParameterNotFound"}"""));
        using var clients = aws.Connect();

        var error = await Assert.ThrowsAsync<ParameterNotFoundException>(() => clients.Ssm("eu-west-1").GetParameterAsync(new GetParameterRequest { Name = "/none" }));

        Assert.Equal("ParameterNotFound", error.ErrorCode);
    }

    [Fact]
    public async Task An_operation_that_answers_nothing_may_answer_an_empty_body()
    {
        var aws = new FakeAws(Answer.Ok(""));
        using var clients = aws.Connect();

        Assert.NotNull(await clients.Ssm("eu-west-1").DeleteParameterAsync(new DeleteParameterRequest { Name = "/p" }));
    }

    [Fact]
    public async Task Log_events_carry_milliseconds_that_are_times()
    {
        var aws = new FakeAws(Answer.Ok("""{"events":[{"timestamp":1767323045678,"message":"hello","ingestionTime":1767323046000}],"nextForwardToken":"f/1","nextBackwardToken":"b/1"}"""));
        using var clients = aws.Connect();
        var time = new DateTime(2026, 1, 2, 3, 4, 5, 678, DateTimeKind.Utc);

        var response = await clients.Logs("eu-west-1").GetLogEventsAsync(new GetLogEventsRequest { LogGroupName = "/aws/imagebuilder/web", LogStreamName = "1.4.0/1", StartTime = time, StartFromHead = true });

        Assert.Equal("Logs_20140328.GetLogEvents", aws.Only.Headers["X-Amz-Target"]);
        Assert.Equal("""{"logGroupName":"/aws/imagebuilder/web","logStreamName":"1.4.0/1","startTime":1767323045678,"startFromHead":true}""", aws.Only.Body);
        Assert.Equal((time, "hello"), (response.Events![0].Timestamp!.Value, response.Events[0].Message));
        Assert.Equal("f/1", response.NextForwardToken);
    }
}
