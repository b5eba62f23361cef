using Amazon.Imagebuilder.Model;
using Amazon.Runtime;
using GoldenAmi.Aws.Tests.Fakes;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Aws.Tests;

/// <summary>What AWS's errors mean for the reader: which call, what AWS said, and what to do.</summary>
public sealed class AwsErrorsSpecs
{
    [Theory]
    [InlineData(403, "AccessDeniedException", ErrorCode.AwsAccessDenied, "was denied", "allow imagebuilder:ListImages to the role of this run")]
    [InlineData(403, "ExpiredTokenException", ErrorCode.AwsCredentialsRefused, "was refused", "renew the credentials")]
    [InlineData(403, "UnrecognizedClientException", ErrorCode.AwsCredentialsRefused, "was refused", "renew the credentials")]
    [InlineData(400, "InvalidIdentityToken", ErrorCode.AwsIdentityTokenRefused, "was refused", "the role's trust policy")]
    [InlineData(429, "CallRateLimitExceededException", ErrorCode.AwsThrottled, "was throttled at every attempt", "run again in a few minutes")]
    [InlineData(400, "ThrottlingException", ErrorCode.AwsThrottled, "was throttled at every attempt", "run again in a few minutes")]
    [InlineData(402, "ServiceQuotaExceededException", ErrorCode.AwsQuotaUsedUp, "was refused", "ask for a higher quota")]
    [InlineData(500, "ServiceException", ErrorCode.AwsUnavailable, "failed at every attempt", "run again")]
    [InlineData(400, "InvalidParameterValueException", ErrorCode.AwsRefused, "was refused", "change what the message names")]
    public async Task An_error_is_told_with_its_call_what_the_service_said_and_what_to_do(int status, string code, string expected, string verb, string fix)
    {
        var problem = await RefuseAsync(new FakeAws(Answer.Json(status, code, "so it is")));

        Assert.Equal(expected, problem.Code);
        Assert.Equal($"imagebuilder:ListImages in eu-west-1 {verb}: {code}: so it is. Request id request-1.", problem.Message);
        Assert.Contains(fix, problem.Fix, StringComparison.Ordinal);
        Assert.Null(problem.Place);
    }

    [Fact]
    public async Task A_network_that_is_not_there_is_told_as_one()
    {
        var problem = await RefuseAsync(new FakeAws(Answer.Ok("") with { Failure = new HttpRequestException("Connection refused (127.0.0.1:1)") }));

        Assert.Equal(ErrorCode.AwsUnreachable, problem.Code);
        Assert.Equal("imagebuilder:ListImages in eu-west-1 could not be sent: Connection refused (127.0.0.1:1).", problem.Message);
        Assert.Contains("HTTPS_PROXY", problem.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void Words_of_a_stranger_are_a_bug_and_are_not_told_as_an_error_of_aws() =>
        Assert.False(AwsErrors.TryTranslate(new InvalidOperationException("credentials"), "sts:GetCallerIdentity", "eu-west-1", out _));

    [Theory]
    [InlineData("Failed to resolve AWS credentials.")]
    [InlineData("Attempting to make a request that requires an implementation of AWS Signature V4a. Add a reference to the AWSSDK.Extensions.CrtIntegration NuGet package.")]
    public void Credentials_that_were_not_found_are_told_as_such_whichever_way_the_sdk_says_it(string words)
    {
        AmazonClientException error = words.Contains("V4a", StringComparison.Ordinal) ? new AWSCommonRuntimeException(words) : new AmazonClientException(words);

        Assert.True(AwsErrors.TryTranslate(error, "sts:GetCallerIdentity", "eu-west-1", out var problem));

        Assert.Equal((ErrorCode.AwsCredentialsMissing, "sts:GetCallerIdentity in eu-west-1 was not sent: no AWS credentials were found."), (problem.Code, problem.Message));
        Assert.Contains("--local", problem.Fix, StringComparison.Ordinal);
    }

    private static async Task<Diagnostic> RefuseAsync(FakeAws aws)
    {
        using var clients = aws.Connect(connection => connection with { MaxAttempts = 1 });
        var failure = await Assert.ThrowsAsync<UserErrorException>(() => clients.ImageBuilder("eu-west-1").ListImagesAsync(new ListImagesRequest()).ExplainAsync("imagebuilder:ListImages", "eu-west-1"));
        Assert.Equal(Ending.Refused, failure.Ending);
        return Assert.Single(failure.Diagnostics);
    }
}
