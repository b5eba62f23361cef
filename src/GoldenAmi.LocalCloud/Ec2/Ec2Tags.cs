using System.Text.Json.Nodes;
using GoldenAmi.LocalCloud.Protocol;
using GoldenAmi.LocalCloud.State;

namespace GoldenAmi.LocalCloud.Ec2;

/// <summary>Tags of EC2's resources: AMIs, snapshots, and the default network's parts.</summary>
internal static class Ec2Tags
{
    private const int MostTags = 50;

    private static readonly Dictionary<string, Func<Tagged, IEnumerable<string?>>> Filters = new(StringComparer.Ordinal)
    {
        ["key"] = tag => [tag.Key],
        ["resource-id"] = tag => [tag.Id],
        ["resource-type"] = tag => [tag.Type],
        ["value"] = tag => [tag.Value],
    };

    /// <summary>As EC2 writes them, sorted; null for none.</summary>
    public static JsonArray? Write(IReadOnlyDictionary<string, string> tags) => tags.Count == 0 ? null : Values.List(
        tags.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => new JsonObject { ["Key"] = each.Key, ["Value"] = each.Value }));

    /// <summary>The tags that a request gives to what it makes.</summary>
    /// <param name="type">As in TagSpecification: <c>image</c>.</param>
    public static Dictionary<string, string> OfNew(Call call, string type, IReadOnlyDictionary<string, string>? inherited)
    {
        var tags = new Dictionary<string, string>(inherited ?? new Dictionary<string, string>(), StringComparer.Ordinal);
        foreach (var tag in call.Input.Structures("TagSpecifications").Where(each => each.Text("ResourceType") == type).SelectMany(each => each.Structures("Tags")))
        {
            tags[tag.Text("Key") ?? ""] = tag.Text("Value") ?? "";
        }

        return Checked(tags);
    }

    public static JsonObject? Create(Call call)
    {
        var given = call.Input.Structures("Tags");
        return Change(call, tags =>
        {
            foreach (var tag in given)
            {
                tags[tag.Text("Key") ?? ""] = tag.Text("Value") ?? "";
            }
        });
    }

    public static JsonObject? Delete(Call call)
    {
        var given = call.Input.Structures("Tags");
        return Change(call, tags =>
        {
            if (call.Input["Tags"] is null)
            {
                tags.Clear();
            }

            foreach (var tag in given.Where(tag => tags.TryGetValue(tag.Text("Key") ?? "", out var value) && (tag.Text("Value") is not { } wanted || wanted == value)))
            {
                tags.Remove(tag.Text("Key")!);
            }
        });
    }

    public static JsonObject Describe(Call call)
    {
        var all = call.State.Records.Amis.Where(each => each.Account == call.Account && each.Region == call.Region).SelectMany(each => Of(each.Id, "image", each.Tags))
            .Concat(call.State.Records.Snapshots.Where(each => each.Account == call.Account && each.Region == call.Region).SelectMany(each => Of(each.Id, "snapshot", each.Tags)));
        var page = Ec2Filters.Page(call, Ec2Filters.Apply(call, all, Filters, tags: null));
        return new JsonObject
        {
            ["Tags"] = Values.List(page.Items.Select(tag => new JsonObject { ["Key"] = tag.Key, ["Value"] = tag.Value, ["ResourceId"] = tag.Id, ["ResourceType"] = tag.Type })),
            ["NextToken"] = page.NextToken,
        };
    }

    private static IEnumerable<Tagged> Of(string id, string type, IReadOnlyDictionary<string, string> tags) =>
        tags.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => new Tagged(id, type, each.Key, each.Value));

    private static JsonObject? Change(Call call, Action<Dictionary<string, string>> change)
    {
        foreach (var id in call.Input.Texts("Resources"))
        {
            var records = call.State.Records;
            if (records.Amis.Find(each => each.Id == id && each.Account == call.Account && each.Region == call.Region) is { } ami)
            {
                var tags = Changed(ami.Tags, change);
                call.State.Records = records.WithAmi(id, each => each with { Tags = tags });
            }
            else if (records.Snapshots.Find(each => each.Id == id && each.Account == call.Account && each.Region == call.Region) is { } snapshot)
            {
                var tags = Changed(snapshot.Tags, change);
                call.State.Records = records with { Snapshots = CloudRecords.Changed(records.Snapshots, each => each.Id == id, each => each with { Tags = tags }) };
            }
            else
            {
                throw NotFound(id);
            }
        }

        return null;
    }

    private static AwsErrorException NotFound(string id) => id.Split('-')[0] switch
    {
        "ami" => new AwsErrorException("InvalidAMIID.NotFound", $"The image id '[{id}]' does not exist"),
        "snap" => new AwsErrorException("InvalidSnapshot.NotFound", $"The snapshot '{id}' does not exist."),
        _ => new AwsErrorException("InvalidID", $"The ID '{id}' is not valid: LocalCloud keeps tags of images and snapshots."),
    };

    private static Dictionary<string, string> Changed(IReadOnlyDictionary<string, string> tags, Action<Dictionary<string, string>> change)
    {
        var changed = new Dictionary<string, string>(tags, StringComparer.Ordinal);
        change(changed);
        return Checked(changed);
    }

    private static Dictionary<string, string> Checked(Dictionary<string, string> tags)
    {
        if (tags.Keys.FirstOrDefault(key => key.Length is 0 or > 127 || key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase)) is { } wrong)
        {
            throw new AwsErrorException("InvalidParameterValue", $"Tag keys starting with 'aws:' are reserved for internal use, and a key has 1 to 127 characters: '{wrong}'");
        }

        if (tags.FirstOrDefault(tag => tag.Value.Length > 255) is { Key: not null } large)
        {
            throw new AwsErrorException("InvalidParameterValue", $"Tag value exceeds the maximum length of 255 characters: the tag '{large.Key}'");
        }

        return tags.Count > MostTags ? throw new AwsErrorException("TagLimitExceeded", "The maximum number of Tags for a resource has been reached.") : tags;
    }

    private sealed record Tagged(string Id, string Type, string Key, string Value);
}
