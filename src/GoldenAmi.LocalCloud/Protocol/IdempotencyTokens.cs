using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using GoldenAmi.LocalCloud.State;

namespace GoldenAmi.LocalCloud.Protocol;

/// <summary>Idempotency tokens: the same token with the same request gets the first answer again; with another request it is refused.</summary>
internal static class IdempotencyTokens
{
    public static JsonObject Answer(Call call, Operate operate)
    {
        var member = call.Operation.Input is { } input ? call.Model.GetShape(input).Members.FirstOrDefault(each => each.IsToken || each.Name == "ClientToken") : null;
        if (member is null || call.Input.Text(member.Name) is not { } token)
        {
            return operate(call) ?? [];
        }

        var digest = Digest(call.Input, member.Name);
        var known = call.State.Records.Tokens.Find(each =>
            each.Token == token && each.Operation == call.Operation.Name && each.Region == call.Region && each.Account == call.Account);
        if (known is not null)
        {
            return known.RequestDigest == digest ? known.Answer.DeepClone().AsObject() : throw Mismatch(call);
        }

        var answer = operate(call) ?? [];
        call.State.Records = call.State.Records with
        {
            Tokens = call.State.Records.Tokens.Add(new TokenRecord(call.Account, call.Region, call.Operation.Name, token, digest, answer.DeepClone().AsObject())),
        };
        return answer;
    }

    private static AwsErrorException Mismatch(Call call) => new(
        call.Model.Name switch { "ec2" => "IdempotentParameterMismatch", "ebs" => "ConflictException", _ => "IdempotentParameterMismatchException" },
        "The client token was used before with a different request.");

    private static string Digest(JsonObject input, string token)
    {
        var rest = new JsonObject(input.Where(each => each.Key != token).OrderBy(each => each.Key, StringComparer.Ordinal)
            .Select(each => KeyValuePair.Create(each.Key, each.Value?.DeepClone())));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(rest.ToJsonString())));
    }
}
