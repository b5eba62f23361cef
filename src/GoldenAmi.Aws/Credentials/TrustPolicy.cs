using System.Text;
using System.Text.Json;

namespace GoldenAmi.Aws.Credentials;

/// <summary>The trust policy of a role that would admit an identity token, written from the token's own claims: subjects differ between CI systems, and GitHub's newer ones hold ids.</summary>
public static class TrustPolicy
{
    /// <param name="roleArn">For example <c>arn:aws:iam::111122223333:role/golden-ami</c>: the provider is of the same account and partition.</param>
    public static string For(IdentityToken token, string roleArn)
    {
        var provider = Provider(token);
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("Version", "2012-10-17");
            json.WriteStartArray("Statement");
            json.WriteStartObject();
            json.WriteString("Effect", "Allow");
            json.WriteStartObject("Principal");
            json.WriteString("Federated", $"arn:{RoleRules.Part(roleArn, 1)}:iam::{RoleRules.Part(roleArn, 4)}:oidc-provider/{provider}");
            json.WriteEndObject();
            json.WriteString("Action", "sts:AssumeRoleWithWebIdentity");
            json.WriteStartObject("Condition");
            json.WriteStartObject("StringEquals");
            json.WriteString($"{provider}:aud", token.Audience);
            json.WriteString($"{provider}:sub", token.Subject);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>The identity provider's name in IAM: the issuer without its scheme.</summary>
    public static string Provider(IdentityToken token) =>
        token.Issuer.StartsWith("https://", StringComparison.Ordinal) ? token.Issuer["https://".Length..] : token.Issuer;
}
