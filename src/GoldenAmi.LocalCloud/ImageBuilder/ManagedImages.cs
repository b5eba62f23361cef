using System.Text.Json.Nodes;
using GoldenAmi.LocalCloud.Protocol;
using GoldenAmi.LocalCloud.State;

namespace GoldenAmi.LocalCloud.ImageBuilder;

/// <summary>The images that Amazon manages: those that the user named a disk for, each with one build.</summary>
internal static class ManagedImages
{
    /// <summary>The account in their ARNs.</summary>
    public const string Owner = "aws";

    /// <summary>A guess: how ListImages names their owner; the ARN's own word is <c>aws</c>.</summary>
    public const string OwnerShown = "Amazon";

    /// <summary>All of the region, in the order in which they were named.</summary>
    public static IEnumerable<ImageRecord> All(Call call) =>
        from ami in call.State.Records.Amis
        where ami.Region == call.Region && ami.Parent?.Image is not null
        select Of(ami, ami.Parent!.Image!, ami.Parent.ImageVersion!);

    public static bool IsManaged(string arn) => Arns.Parse(arn) is { Account: Owner, Kind: "image" };

    /// <summary>What the user can do about one that is not there.</summary>
    public static string Hint(Call call)
    {
        var there = All(call).Select(each => $"{each.Name}/{each.Version}").Order(StringComparer.Ordinal).ToList();
        return $"Of the images that Amazon manages, LocalCloud in {call.Region} has {(there.Count == 0 ? "none" : string.Join(", ", there))}: it has those that local.yaml names a disk for.";
    }

    private static ImageRecord Of(AmiRecord ami, string name, string version) => new()
    {
        Arn = Arns.Make(ami.Region, Owner, "image", name, version, build: 1),
        Account = Owner,
        Region = ami.Region,
        Name = name,
        Version = version,
        Build = 1,
        Created = ami.Created,
        Ended = ami.Created,
        Status = ImageStatus.Available,
        Given = new JsonObject(),
        SourceAmi = ami.Id,
        Ami = ami.Id,
        Outputs = [new OutputRecord(ami.Region, ami.Account, ami.Id)],
    };
}
