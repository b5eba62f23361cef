using System.Buffers.Text;
using System.Text.Json;

namespace GoldenAmi.Aws.Credentials;

/// <summary>A token with which the CI system says who this job is: a JSON Web Token, signed by its issuer. Nothing prints <see cref="Value"/>.</summary>
public sealed class IdentityToken
{
    private IdentityToken(string value) => Value = value;

    /// <summary>The token as it is sent to AWS: three parts of base64url with dots between them.</summary>
    public string Value { get; }

    /// <summary>Claim <c>iss</c>, for example <c>https://token.actions.githubusercontent.com</c>; empty when the token has none.</summary>
    public string Issuer { get; private init; } = "";

    /// <summary>Claim <c>aud</c>, the first one when there are several; empty when the token has none.</summary>
    public string Audience { get; private init; } = "";

    /// <summary>Claim <c>sub</c>, for example <c>repo:acme/images:ref:refs/heads/main</c>; empty when the token has none.</summary>
    public string Subject { get; private init; } = "";

    /// <summary>Reads the claims without checking the signature: that is AWS's part. A text that is no token has no claims.</summary>
    public static IdentityToken Read(string value)
    {
        try
        {
            var parts = value.Split('.');
            if (parts.Length != 3)
            {
                return new IdentityToken(value);
            }

            using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));
            return new IdentityToken(value)
            {
                Issuer = Text(claims.RootElement, "iss"),
                Audience = Text(claims.RootElement, "aud"),
                Subject = Text(claims.RootElement, "sub"),
            };
        }
        catch (Exception error) when (error is JsonException or FormatException)
        {
            return new IdentityToken(value);
        }
    }

    /// <summary>The claims, never the token.</summary>
    public override string ToString() => $"iss={Issuer}, aud={Audience}, sub={Subject}";

    private static string Text(JsonElement claims, string name)
    {
        if (claims.ValueKind != JsonValueKind.Object || !claims.TryGetProperty(name, out var claim))
        {
            return "";
        }

        var first = claim.ValueKind == JsonValueKind.Array && claim.GetArrayLength() > 0 ? claim[0] : claim;
        return first.ValueKind == JsonValueKind.String ? first.GetString() ?? "" : "";
    }
}
