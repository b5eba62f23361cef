using System.Text.Json.Nodes;
using GoldenAmi.LocalCloud.Protocol;
using GoldenAmi.LocalCloud.State;

namespace GoldenAmi.LocalCloud.ImageBuilder;

/// <summary>Tag operations of Image Builder.</summary>
internal static class TagOperations
{
    /// <summary>AWS's limit of tags for a resource.</summary>
    private const int MostTags = 50;

    public static JsonObject List(Call call) => new() { ["tags"] = Values.Map(Tags(call)) ?? [] };

    public static JsonObject? Add(Call call)
    {
        var tags = new Dictionary<string, string>(Tags(call), StringComparer.Ordinal);
        foreach (var (key, value) in call.Input.TextMap("tags"))
        {
            tags[key] = value;
        }

        if (tags.Count > MostTags)
        {
            throw new AwsErrorException("InvalidParameterException", $"A resource has at most {MostTags} tags; with these it would have {tags.Count}.");
        }

        return Keep(call, tags);
    }

    public static JsonObject? Remove(Call call)
    {
        var gone = call.Input.Texts("tagKeys");
        return Keep(call, Tags(call).Where(each => !gone.Contains(each.Key)).ToDictionary(StringComparer.Ordinal));
    }

    private static IReadOnlyDictionary<string, string> Tags(Call call)
    {
        var arn = call.Input.RequiredText("resourceArn");
        var records = call.State.Records;
        return records.Resources.Find(each => each.Arn == arn && each.Account == call.Account && each.Region == call.Region)?.Tags
            ?? records.Images.Find(each => each.Arn == arn && each.Account == call.Account && each.Region == call.Region)?.Tags
            ?? throw BuilderErrors.NotFound(arn);
    }

    private static JsonObject? Keep(Call call, Dictionary<string, string> tags)
    {
        var arn = call.Input.RequiredText("resourceArn");
        call.State.Records = call.State.Records.WithImage(arn, image => image with { Tags = tags }) with
        {
            Resources = CloudRecords.Changed(call.State.Records.Resources, each => each.Arn == arn, each => each with { Tags = tags }),
        };
        return null;
    }
}
