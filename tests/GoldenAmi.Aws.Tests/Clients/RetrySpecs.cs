using System.Net;
using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.Imagebuilder.Model;
using Amazon.SecurityToken.Model;
using Amazon.SimpleSystemsManagement.Model;
using GoldenAmi.Aws.Clients;
using GoldenAmi.Aws.Tests.Fakes;

namespace GoldenAmi.Aws.Tests.Clients;

public sealed class RetrySpecs
{
    private static readonly Answer Images = Answer.Ok("<DescribeImagesResponse/>");

    [Theory]
    [InlineData(429, "CallRateLimitExceededException")]
    [InlineData(429, "TooManyRequestsException")]
    [InlineData(400, "ThrottlingException")]
    [InlineData(500, "ServiceException")]
    [InlineData(503, "ServiceUnavailableException")]
    [InlineData(502, "Whatever")]
    public async Task Image_builders_passing_errors_are_tried_again(int status, string code)
    {
        var aws = new FakeAws(Answer.Json(status, code, "later"), Answer.Json(status, code, "later"), Answer.Ok("{}"));
        using var clients = aws.Connect();

        await clients.ImageBuilder("eu-west-1").ListImagesAsync(new ListImagesRequest());

        Assert.Equal(3, aws.Requests.Count);
        Assert.Equal(2, aws.Time.Delays.Count);
    }

    [Theory]
    [InlineData(503, "RequestLimitExceeded")]
    [InlineData(503, "Unavailable")]
    [InlineData(500, "InternalError")]
    public async Task Ec2s_passing_errors_are_tried_again(int status, string code)
    {
        var aws = new FakeAws(Answer.Ec2(status, code, "later"), Images);
        using var clients = aws.Connect();

        await clients.Ec2("eu-west-1").DescribeImagesAsync(new DescribeImagesRequest());

        Assert.Equal(2, aws.Requests.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html><body>Welcome</body></html>")]
    [InlineData("<DescribeImagesResponse><imagesSet>")]
    [InlineData("{}")]
    public async Task An_answer_of_ec2_that_is_none_is_tried_again(string garbage)
    {
        var aws = new FakeAws(Answer.Ok(garbage), Images);
        using var clients = aws.Connect();

        await clients.Ec2("eu-west-1").DescribeImagesAsync(new DescribeImagesRequest());

        Assert.Equal(2, aws.Requests.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html></html>")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{\"Parameter\":")]
    [InlineData("{\"Parameter\":{\"Version\":\"three\"}}")]
    [InlineData("{\"Parameter\":7}")]
    public async Task A_json_answer_that_is_none_is_tried_again(string garbage)
    {
        var aws = new FakeAws(Answer.Ok(garbage), Answer.Ok("{}"));
        using var clients = aws.Connect();

        await clients.Ssm("eu-west-1").GetParameterAsync(new GetParameterRequest { Name = "/p" });

        Assert.Equal(2, aws.Requests.Count);
    }

    [Fact]
    public async Task A_connection_error_is_tried_again()
    {
        var reset = new Answer(HttpStatusCode.OK, "") { Failure = new HttpRequestException("reset", new IOException("connection reset by peer")) };
        var refused = new Answer(HttpStatusCode.OK, "") { Failure = new HttpRequestException("connection refused") };
        var slow = new Answer(HttpStatusCode.OK, "") { Failure = new TaskCanceledException("the client's own timeout") };
        var aws = new FakeAws(reset, refused, slow, Images);
        using var clients = aws.Connect();

        await clients.Ec2("eu-west-1").DescribeImagesAsync(new DescribeImagesRequest());

        Assert.Equal(4, aws.Requests.Count);
    }

    [Fact]
    public async Task A_refusal_is_not_tried_again()
    {
        var aws = new FakeAws(Answer.Ec2(403, "UnauthorizedOperation", "no"));
        using var clients = aws.Connect();

        await Assert.ThrowsAsync<AmazonEC2Exception>(() => clients.Ec2("eu-west-1").DescribeImagesAsync(new DescribeImagesRequest()));

        Assert.Single(aws.Requests);
    }

    [Fact]
    public async Task Attempts_end_at_the_connections_limit()
    {
        var aws = new FakeAws(Answer.Ec2(503, "Unavailable", "down"));
        using var clients = aws.Connect(connection => connection with { MaxAttempts = 4 });

        await Assert.ThrowsAsync<AmazonEC2Exception>(() => clients.Ec2("eu-west-1").DescribeImagesAsync(new DescribeImagesRequest()));

        Assert.Equal(4, aws.Requests.Count);
    }

    [Fact]
    public async Task A_hundred_failures_do_not_end_retries_in_silence()
    {
        var aws = new FakeAws(Answer.Ec2(503, "Unavailable", "down"));
        using var clients = aws.Connect(connection => connection with { MaxAttempts = 3 });

        for (var call = 0; call < 100; call++)
        {
            await Assert.ThrowsAsync<AmazonEC2Exception>(() => clients.Ec2("eu-west-1").DescribeImagesAsync(new DescribeImagesRequest()));
        }

        Assert.Equal(300, aws.Requests.Count);
    }

    [Fact]
    public async Task Delays_grow_with_jitter_and_have_a_cap()
    {
        var aws = new FakeAws(Answer.Ec2(503, "Unavailable", "down"));
        using var clients = aws.Connect(connection => connection with { MaxAttempts = 12 });

        await Assert.ThrowsAsync<AmazonEC2Exception>(() => clients.Ec2("eu-west-1").DescribeImagesAsync(new DescribeImagesRequest()));

        Assert.All(aws.Time.Delays.Select((delay, index) => (delay, ceiling: Retries.Ceiling(index + 1))), each => Assert.InRange(each.delay, TimeSpan.Zero, each.ceiling));
        Assert.Equal(TimeSpan.FromSeconds(1), Retries.Ceiling(1));
        Assert.Equal(TimeSpan.FromSeconds(4), Retries.Ceiling(3));
        Assert.Equal(Retries.LongestDelay, Retries.Ceiling(40));
    }

    [Fact]
    public async Task A_cancelled_call_ends_at_once()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        var aws = new FakeAws(Answer.Ec2(503, "Unavailable", "down"));
        using var clients = aws.Connect();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => clients.Ec2("eu-west-1").DescribeImagesAsync(new DescribeImagesRequest(), cancelled.Token));
    }

    [Fact]
    public async Task The_token_services_calls_are_tried_again_on_the_same_clock()
    {
        const string Identity = "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><GetCallerIdentityResult><Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>";
        var aws = new FakeAws(new Answer(HttpStatusCode.ServiceUnavailable, ""), Answer.Ok(Identity));
        using var clients = aws.Connect();

        var identity = await clients.Sts("eu-west-1").GetCallerIdentityAsync(new GetCallerIdentityRequest());

        Assert.Equal("123456789012", identity.Account);
        Assert.Single(aws.Time.Delays);
        Assert.Equal("sts.eu-west-1.amazonaws.com", aws.Requests[0].Address.Host);
    }
}
