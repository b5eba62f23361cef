using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GoldenAmi.LocalCloud.ImageBuilder;
using GoldenAmi.LocalCloud.Protocol;
using GoldenAmi.LocalCloud.State;

namespace GoldenAmi.LocalCloud.Sts;

/// <summary>Operations of STS. LocalCloud knows no users, roles or trust policies: any role of any account may be assumed.</summary>
internal static partial class IdentityOperations
{
    public static JsonObject GetCaller(Call call)
    {
        if (call.AccessKey is null)
        {
            throw new AwsErrorException("MissingAuthenticationToken", "Request is missing Authentication Token") { Status = 403 };
        }

        var partition = Arns.Partition(call.Region);
        return call.State.Records.Sessions.Find(each => each.AccessKey == call.AccessKey) is { } session
            ? new JsonObject
            {
                ["UserId"] = $"{RoleId(session.RoleArn)}:{session.SessionName}",
                ["Account"] = call.Account,
                ["Arn"] = AssumedArn(session.RoleArn, session.SessionName),
            }
            : new JsonObject { ["UserId"] = call.Account, ["Account"] = call.Account, ["Arn"] = $"arn:{partition}:iam::{call.Account}:root" };
    }

    public static JsonObject AssumeRole(Call call)
    {
        if (call.AccessKey is null)
        {
            throw new AwsErrorException("MissingAuthenticationToken", "Request is missing Authentication Token") { Status = 403 };
        }

        return GiveSession(call);
    }

    public static JsonObject AssumeRoleWithWebIdentity(Call call)
    {
        var claims = Claims(call.Input.RequiredText("WebIdentityToken"));
        if (claims.Number("exp") is { } expiry && DateTimeOffset.FromUnixTimeSeconds(expiry) <= call.Now)
        {
            throw new AwsErrorException("ExpiredTokenException", "Token expired: the web identity token is past its time.");
        }

        var answer = GiveSession(call);
        answer["SubjectFromWebIdentityToken"] = Claim(claims, "sub");
        answer["Audience"] = Claim(claims, "aud");
        answer["Provider"] = Claim(claims, "iss");
        return answer;
    }

    private static JsonObject GiveSession(Call call)
    {
        var role = call.Input.RequiredText("RoleArn");
        var name = call.Input.RequiredText("RoleSessionName");
        if (RoleArn().Match(role) is not { Success: true } match)
        {
            throw new AwsErrorException("ValidationError", $"{role} is invalid");
        }

        var session = new SessionRecord(
            "ASIA" + RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16), match.Groups["account"].Value, role, name,
            call.Now.AddSeconds(call.Input.Number("DurationSeconds") ?? 3600));
        call.State.Records = call.State.Records with
        {
            Sessions = call.State.Records.Sessions.RemoveAll(each => each.Expires <= call.Now).Add(session),
        };
        return new JsonObject
        {
            ["Credentials"] = new JsonObject
            {
                ["AccessKeyId"] = session.AccessKey,
                ["SecretAccessKey"] = RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 40),
                ["SessionToken"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(96)),
                ["Expiration"] = Values.Time(session.Expires),
            },
            ["AssumedRoleUser"] = new JsonObject { ["AssumedRoleId"] = $"{RoleId(role)}:{name}", ["Arn"] = AssumedArn(role, name) },
        };
    }

    private static JsonObject Claims(string token)
    {
        var parts = token.Split('.');
        try
        {
            if (parts.Length == 3)
            {
                var padded = parts[1].Replace('-', '+').Replace('_', '/').PadRight((parts[1].Length + 3) / 4 * 4, '=');
                return JsonNode.Parse(Convert.FromBase64String(padded)) as JsonObject ?? throw new FormatException();
            }
        }
        catch (Exception problem) when (problem is FormatException or JsonException)
        {
            // Told below.
        }

        throw new AwsErrorException("InvalidIdentityToken", "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)");
    }

    private static string? Claim(JsonObject claims, string name) => claims[name] switch
    {
        JsonArray { Count: > 0 } list => list[0]?.ToString(),
        var value => value?.ToString(),
    };

    private static string AssumedArn(string role, string session)
    {
        var match = RoleArn().Match(role);
        return string.Create(CultureInfo.InvariantCulture, $"arn:{match.Groups["partition"].Value}:sts::{match.Groups["account"].Value}:assumed-role/{match.Groups["name"].Value}/{session}");
    }

    // The same id for the same role, as on AWS.
    private static string RoleId(string role) =>
        "AROA" + Convert.ToHexString(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(role)))[..17];

    [GeneratedRegex(@"\Aarn:(?<partition>aws[a-z-]*):iam::(?<account>[0-9]{12}):role/(?:[^/]+/)*(?<name>[\w+=,.@-]+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex RoleArn();
}
