using System.Text.Json.Nodes;
using GoldenAmi.LocalCloud.ImageBuilder;
using GoldenAmi.LocalCloud.Protocol;
using GoldenAmi.LocalCloud.State;

namespace GoldenAmi.LocalCloud.Kms;

/// <summary>What a reference to a key needs of KMS: keys that exist, and their aliases. Nothing is encrypted, decrypted or signed.</summary>
internal static class KeyOperations
{
    private static readonly string[] NotServed = ["Policy", "CustomKeyStoreId", "XksKeyId", "Tags"];

    public static JsonObject Create(Call call)
    {
        if (NotServed.FirstOrDefault(name => call.Input[name] is not null) is { } name)
        {
            throw new AwsErrorException("UnsupportedOperationException", $"LocalCloud does not serve the parameter '{name}' of CreateKey.");
        }

        if ((call.Input.Text("KeySpec") ?? call.Input.Text("CustomerMasterKeySpec")) is not (null or "SYMMETRIC_DEFAULT")
            || call.Input.Text("KeyUsage") is not (null or "ENCRYPT_DECRYPT") || call.Input.Text("Origin") is not (null or "AWS_KMS") || call.Input.Flag("MultiRegion") == true)
        {
            throw new AwsErrorException("UnsupportedOperationException", "LocalCloud serves symmetric keys of one region for encryption only.");
        }

        var key = new KeyRecord(Guid.NewGuid().ToString(), call.Account, call.Region, call.Input.Text("Description") ?? "", call.Now);
        call.State.Records = call.State.Records with { Keys = call.State.Records.Keys.Add(key) };
        return new JsonObject { ["KeyMetadata"] = Metadata(key) };
    }

    public static JsonObject Describe(Call call) => new() { ["KeyMetadata"] = Metadata(Find(call, call.Input.RequiredText("KeyId"))) };

    public static JsonObject? CreateAlias(Call call)
    {
        var name = call.Input.RequiredText("AliasName");
        if (!name.StartsWith("alias/", StringComparison.Ordinal) || name.Length == "alias/".Length || name.StartsWith("alias/aws/", StringComparison.Ordinal))
        {
            throw new AwsErrorException("InvalidAliasNameException", $"The alias name '{name}' is not valid: it begins with 'alias/', and 'alias/aws/' is AWS's own.");
        }

        if (Aliases(call).Any(each => each.Name == name))
        {
            throw new AwsErrorException("AlreadyExistsException", $"An alias with the name {Arn(call.Region, call.Account, name)} already exists");
        }

        var key = Find(call, call.Input.RequiredText("TargetKeyId"));
        call.State.Records = call.State.Records with { KeyAliases = call.State.Records.KeyAliases.Add(new KeyAliasRecord(name, call.Account, call.Region, key.Id, call.Now)) };
        return null;
    }

    public static JsonObject ListAliases(Call call)
    {
        var key = call.Input.Text("KeyId") is { } id ? Find(call, id) : null;
        var aliases = Aliases(call).Where(each => key is null || each.KeyId == key.Id).ToList();
        var page = PageOf<KeyAliasRecord>.Take(call, aliases, "Marker", "Limit", 50, "InvalidMarkerException");
        return new JsonObject
        {
            ["Aliases"] = Values.List(page.Items.Select(each => new JsonObject
            {
                ["AliasName"] = each.Name,
                ["AliasArn"] = Arn(each.Region, each.Account, each.Name),
                ["TargetKeyId"] = each.KeyId,
                ["CreationDate"] = Values.Time(each.Created),
                ["LastUpdatedDate"] = Values.Time(each.Created),
            })),
            ["Truncated"] = page.NextToken is not null,
            ["NextMarker"] = page.NextToken,
        };
    }

    /// <param name="reference">Id, ARN, <c>alias/name</c> or an alias' ARN.</param>
    private static KeyRecord Find(Call call, string reference)
    {
        var prefix = Arn(call.Region, call.Account, "");
        if (reference.StartsWith("arn:", StringComparison.Ordinal) && reference.Split(':', 6) is not ["arn", _, "kms", _, _, _])
        {
            throw new AwsErrorException("InvalidArnException", $"Invalid arn {reference}");
        }

        var name = reference.StartsWith(prefix, StringComparison.Ordinal) ? reference[prefix.Length..] : reference;
        var id = name.StartsWith("alias/", StringComparison.Ordinal)
            ? Aliases(call).FirstOrDefault(each => each.Name == name)?.KeyId
            : name.StartsWith("key/", StringComparison.Ordinal) ? name["key/".Length..] : name;
        return call.State.Records.Keys.Find(each => each.Id == id && each.Account == call.Account && each.Region == call.Region)
            ?? throw new AwsErrorException("NotFoundException", name.StartsWith("alias/", StringComparison.Ordinal)
                ? $"Alias {prefix}{name} is not found."
                : $"Key '{prefix}{(name.StartsWith("key/", StringComparison.Ordinal) ? name : "key/" + name)}' does not exist");
    }

    private static IEnumerable<KeyAliasRecord> Aliases(Call call) => call.State.Records.KeyAliases.Where(each => each.Account == call.Account && each.Region == call.Region);

    private static string Arn(string region, string account, string resource) => $"arn:{Arns.Partition(region)}:kms:{region}:{account}:{resource}";

    private static JsonObject Metadata(KeyRecord key) => new()
    {
        ["AWSAccountId"] = key.Account,
        ["KeyId"] = key.Id,
        ["Arn"] = Arn(key.Region, key.Account, $"key/{key.Id}"),
        ["CreationDate"] = Values.Time(key.Created),
        ["Enabled"] = true,
        ["Description"] = key.Description,
        ["KeyUsage"] = "ENCRYPT_DECRYPT",
        ["KeyState"] = "Enabled",
        ["Origin"] = "AWS_KMS",
        ["KeyManager"] = "CUSTOMER",
        ["KeySpec"] = "SYMMETRIC_DEFAULT",
        ["CustomerMasterKeySpec"] = "SYMMETRIC_DEFAULT",
        ["EncryptionAlgorithms"] = new JsonArray("SYMMETRIC_DEFAULT"),
        ["MultiRegion"] = false,
    };
}
