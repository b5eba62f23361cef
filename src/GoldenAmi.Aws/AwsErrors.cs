using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text.RegularExpressions;
using System.Xml;
using Amazon.Runtime;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Aws;

/// <summary>What AWS's errors mean for the reader: the one place where they become <see cref="Diagnostic"/>s.</summary>
public static partial class AwsErrors
{
    /// <summary>An error that a service answered, or that the way to it brought.</summary>
    /// <param name="operation">As IAM spells it, for example <c>ec2:DescribeImages</c>.</param>
    /// <param name="region">For example <c>eu-west-1</c>.</param>
    public static Diagnostic Translate(AmazonServiceException error, string operation, string region)
    {
        if (IsUnreachable(error))
        {
            return Unreachable(error, operation, region);
        }

        var kind = AwsErrorKind.Of(error);
        var said = $"{operation} in {region} {kind.Verb}: {Describe(error)}";
        return new Diagnostic(kind.Code, said, Place: null, kind.Code == ErrorCode.AwsAccessDenied ? FixOfDenial(error, operation) : kind.Fix);
    }

    /// <summary>As <see cref="Translate"/>, and also for what the SDK throws before anything is answered: no credentials, no connection, an impossible address.</summary>
    /// <returns>False when the error is none of these: then it is a bug and is not caught.</returns>
    public static bool TryTranslate(Exception error, string operation, string region, [NotNullWhen(true)] out Diagnostic? diagnostic)
    {
        diagnostic = error switch
        {
            AmazonServiceException answered => Translate(answered, operation, region),
            HttpRequestException => Unreachable(error, operation, region),
            XmlException => new Diagnostic(ErrorCode.AwsUnavailable, $"{operation} in {region} failed at every attempt: its answer cannot be read: {Sentence(error.Message)}", null, "run again; see whether a proxy answers in AWS's place."),
            AmazonClientException client when client.Message.StartsWith("Invalid Configuration", StringComparison.Ordinal) =>
                new Diagnostic(ErrorCode.AwsAddressImpossible, $"{operation} has no address in '{region}': {Sentence(client.Message)}", null, "check the region, and AWS_ENDPOINT_URL, AWS_USE_FIPS_ENDPOINT and AWS_USE_DUALSTACK_ENDPOINT."),
            AmazonClientException client when client.Message.Contains("credentials", StringComparison.OrdinalIgnoreCase) || IsOtherSignature(client) =>
                new Diagnostic(ErrorCode.AwsCredentialsMissing, $"{operation} in {region} was not sent: no AWS credentials were found.", null, "give the job a role (input 'role', with permission id-token: write), or set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; to try without an account use --local."),
            _ => null,
        };
        return diagnostic is not null;
    }

    /// <summary>A service answered and said no: the same question would be answered alike. Not so when it was busy, not reached, or did not know who asks.</summary>
    internal static bool IsRefusal(Exception error) => error is AmazonServiceException answered && !IsUnreachable(answered)
        && AwsErrorKind.Of(answered).Code is ErrorCode.AwsAccessDenied or ErrorCode.AwsRefused;

    /// <summary>Awaits a call; what AWS refuses becomes a <see cref="UserErrorException"/> with <see cref="Ending.Refused"/>.</summary>
    /// <param name="operation">As IAM spells it, for example <c>ec2:DescribeImages</c>.</param>
    public static async Task<T> ExplainAsync<T>(this Task<T> call, string operation, string region)
    {
        try
        {
            return await call;
        }
        catch (Exception error) when (TryTranslate(error, operation, region, out _))
        {
            TryTranslate(error, operation, region, out var diagnostic);
            throw new UserErrorException(Ending.Refused, diagnostic!, error);
        }
    }

    /// <summary>The action that a denial's message names (<c>ec2:CreateTags</c>), or null when it names none.</summary>
    public static string? FindMissingPermission(AmazonServiceException error) =>
        Denial.Match(error.Message) is { Success: true } match ? match.Groups["action"].Value : null;

    private static string FixOfDenial(AmazonServiceException error, string operation)
    {
        var match = Denial.Match(error.Message);
        var resource = match.Groups["resource"] is { Success: true } named ? $" on {named.Value.TrimEnd('.', ',')}" : "";
        return match.Success
            ? $"allow {match.Groups["action"].Value}{resource} to the role of this run."
            : $"allow {operation} to the role of this run, and check permission boundaries and service control policies.";
    }

    private static string Describe(AmazonServiceException error)
    {
        var request = string.IsNullOrEmpty(error.RequestId) ? "" : $" Request id {error.RequestId}.";
        var code = string.IsNullOrEmpty(error.ErrorCode) ? $"HTTP status {(int)error.StatusCode}" : error.ErrorCode;
        return $"{code}: {Sentence(error.Message)}{request}";
    }

    // EC2 adds a kilobyte of encoded text to denials; it says nothing to a reader.
    private static string Sentence(string message)
    {
        var end = message.IndexOf("Encoded authorization failure message", StringComparison.Ordinal);
        var text = string.Join(' ', (end < 0 ? message : message[..end]).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.Length == 0 ? "without a message." : text[^1] is '.' or '!' or '?' ? text : text + ".";
    }

    private static bool IsUnreachable(AmazonServiceException error) => error.StatusCode == 0 && error.InnerException is HttpRequestException or WebException;

    /// <summary>STS allows two signatures: the SDK that found no credentials for the first tries the second, for which it then misses a package.</summary>
    private static bool IsOtherSignature(Exception error) => error is AWSCommonRuntimeException && error.Message.Contains("Signature V4a", StringComparison.Ordinal);

    private static Diagnostic Unreachable(Exception error, string operation, string region) =>
        new(ErrorCode.AwsUnreachable, $"{operation} in {region} could not be sent: {Sentence((error.InnerException ?? error).Message)}", null, "check the network, proxy settings (HTTPS_PROXY), the region's name and AWS_ENDPOINT_URL; then run again, nothing is lost.");

    [GeneratedRegex(@"not authorized to perform:? (?<action>[a-z0-9-]+:[A-Za-z0-9]+)(?: on resource:? (?<resource>\S+))?")]
    private static partial Regex Denial { get; }
}
