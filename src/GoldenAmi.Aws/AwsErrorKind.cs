using System.Net;
using Amazon.Runtime;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Aws;

/// <summary>Kinds of errors by what the reader can do about them.</summary>
/// <param name="Code">Of <see cref="ErrorCode"/>.</param>
/// <param name="Verb">What happened to the call: "was refused".</param>
/// <param name="Fix">What to do.</param>
internal sealed record AwsErrorKind(string Code, string Verb, string Fix)
{
    // Codes from each service's API reference, section "Common errors"; those of EC2 from "Error codes for the Amazon EC2 API".
    private static readonly HashSet<string> Denials = ["AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "UnauthorizedException", "ForbiddenException", "Client.UnauthorizedOperation", "OptInRequired"];

    private static readonly HashSet<string> BadTokens = ["InvalidIdentityToken", "InvalidIdentityTokenException", "IDPRejectedClaim", "IDPCommunicationError", "ExpiredIdentityToken"];

    private static readonly HashSet<string> BadCredentials =
    [
        "ExpiredToken", "ExpiredTokenException", "RequestExpired", "InvalidClientTokenId", "UnrecognizedClientException", "UnrecognizedClient",
        "SignatureDoesNotMatch", "InvalidSignatureException", "IncompleteSignature", "IncompleteSignatureException", "AuthFailure",
        "MissingAuthenticationToken", "MissingAuthenticationTokenException", "InvalidAccessKeyId", "NotAuthorized",
    ];

    private static readonly HashSet<string> Throttles =
    [
        "CallRateLimitExceededException", "Throttling", "ThrottlingException", "ThrottledException", "TooManyRequestsException", "RequestLimitExceeded",
        "RequestThrottled", "RequestThrottledException", "BandwidthLimitExceeded", "EC2ThrottledException", "SlowDown",
    ];

    private static readonly HashSet<string> Quotas =
    [
        "ServiceQuotaExceededException", "LimitExceededException", "ParameterLimitExceeded", "ParameterMaxVersionLimitExceeded", "ResourceLimitExceeded",
        "InstanceLimitExceeded", "VcpuLimitExceeded", "SnapshotLimitExceeded", "TagLimitExceeded", "PendingSnapshotLimitExceeded",
    ];

    public static AwsErrorKind Of(AmazonServiceException error)
    {
        var code = error.ErrorCode ?? "";
        return Denials.Contains(code) ? new(ErrorCode.AwsAccessDenied, "was denied", "")
            : BadTokens.Contains(code) ? new(ErrorCode.AwsIdentityTokenRefused, "was refused", "compare the token's issuer, audience and subject with the role's trust policy.")
            : BadCredentials.Contains(code) ? new(ErrorCode.AwsCredentialsRefused, "was refused", "renew the credentials (sign in again, or check the keys and the machine's clock) and run again.")
            : Throttles.Contains(code) || error.StatusCode == HttpStatusCode.TooManyRequests
                ? new(ErrorCode.AwsThrottled, "was throttled at every attempt", "run again in a few minutes, with fewer runs in this account at once.")
            : Quotas.Contains(code) ? new(ErrorCode.AwsQuotaUsedUp, "was refused", "remove what is no longer used, or ask for a higher quota in Service Quotas.")
            : (int)error.StatusCode >= 500 || error is AmazonUnmarshallingException
                ? new(ErrorCode.AwsUnavailable, "failed at every attempt", "run again: a build that was started is found and followed. See the AWS Health Dashboard if it lasts.")
            : new(ErrorCode.AwsRefused, "was refused", "change what the message names and run again.");
    }
}
