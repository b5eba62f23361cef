using Amazon.Runtime;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Aws.Credentials;

/// <summary>Explains why STS did not take an identity token. STS itself says "AccessDenied" for every condition of a trust policy that is not met.</summary>
internal static class RefusedToken
{
    public static Diagnostic Explain(AmazonServiceException error, IdentityToken token, string role, string region) => error.ErrorCode switch
    {
        "AccessDenied" => Refused(error, token, role, region,
            $"let the role's trust policy admit this token:\n{TrustPolicy.For(token, role)}"),
        "InvalidIdentityToken" when error.Message.Contains("provider", StringComparison.OrdinalIgnoreCase) => Refused(error, token, role, region,
            $"create the identity provider in the account {RoleRules.Part(role, 4)}: aws iam create-open-id-connect-provider --url {token.Issuer} --client-id-list {token.Audience}\nand let the role's trust policy admit this token:\n{TrustPolicy.For(token, role)}"),
        "InvalidIdentityToken" => Refused(error, token, role, region,
            $"let the identity provider of the account {RoleRules.Part(role, 4)} know the audience: aws iam add-client-id-to-open-id-connect-provider --client-id {token.Audience} --open-id-connect-provider-arn arn:{RoleRules.Part(role, 1)}:iam::{RoleRules.Part(role, 4)}:oidc-provider/{TrustPolicy.Provider(token)}"),
        "ExpiredTokenException" => Refused(error, token, role, region, "check the clock of this machine, then run the job again."),
        _ => AwsErrors.Translate(error, "sts:AssumeRoleWithWebIdentity", region),
    };

    private static Diagnostic Refused(AmazonServiceException error, IdentityToken token, string role, string region, string fix) =>
        new(ErrorCode.AwsIdentityTokenRefused,
            $"AWS in {region} did not let the identity token become '{role}': {error.ErrorCode}: {Sentence(error.Message)} The token says {token}.{Request(error)}", null, fix);

    private static string Sentence(string message) => message.Length > 0 && message[^1] is '.' ? message : $"{message}.";

    private static string Request(AmazonServiceException error) => string.IsNullOrEmpty(error.RequestId) ? "" : $" Request id {error.RequestId}.";
}
