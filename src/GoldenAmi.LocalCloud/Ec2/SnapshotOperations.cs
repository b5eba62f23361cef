using System.Text.Json.Nodes;
using GoldenAmi.LocalCloud.ImageBuilder.Building;
using GoldenAmi.LocalCloud.Protocol;
using GoldenAmi.LocalCloud.State;

namespace GoldenAmi.LocalCloud.Ec2;

/// <summary>Operations on snapshots.</summary>
internal sealed class SnapshotOperations(World world)
{
    private static readonly Dictionary<string, Func<SnapshotRecord, IEnumerable<string?>>> Filters = new(StringComparer.Ordinal)
    {
        ["description"] = snapshot => [snapshot.Description],
        ["encrypted"] = _ => ["false"],
        ["owner-id"] = snapshot => [snapshot.Account],
        ["snapshot-id"] = snapshot => [snapshot.Id],
        ["start-time"] = snapshot => [Values.Time(snapshot.Created)],
        ["status"] = snapshot => [snapshot.State],
        ["volume-size"] = snapshot => [snapshot.SizeGib.ToString(System.Globalization.CultureInfo.InvariantCulture)],
    };

    public JsonObject Describe(Call call)
    {
        var named = Ec2Ids.Pick(Own(call).Where(each => world.Options.IsSeen(each.Created, call.Now)), call.Input.Texts("SnapshotIds"), "snap", "InvalidSnapshot", "snapshot", each => each.Id);
        var owners = call.Input.Texts("OwnerIds");
        var kept = named.Where(each => owners.Count == 0 || owners.Contains("self") || owners.Contains(each.Account));
        var page = Ec2Filters.Page(call, Ec2Filters.Apply(call, kept, Filters, snapshot => snapshot.Tags));
        return new JsonObject
        {
            ["Snapshots"] = Values.List(page.Items.Select(each => AmiAnswers.Snapshot(call, each))),
            ["NextToken"] = page.NextToken,
        };
    }

    public JsonObject? Delete(Call call)
    {
        var id = call.Input.RequiredText("SnapshotId");
        Ec2Ids.Pick(Own(call), [id], "snap", "InvalidSnapshot", "snapshot", each => each.Id);
        if (call.State.Records.Amis.Find(each => each.Snapshot == id) is { } user)
        {
            throw new AwsErrorException("InvalidSnapshot.InUse", $"The snapshot {id} is currently in use by {user.Id}");
        }

        Remove(call, world, id);
        return null;
    }

    /// <summary>Forgets a snapshot, and then its disk.</summary>
    public static void Remove(Call call, World world, string id)
    {
        var snapshot = call.State.Records.Snapshots.Find(each => each.Id == id);
        call.State.Records = call.State.Records with { Snapshots = call.State.Records.Snapshots.RemoveAll(each => each.Id == id) };
        if (snapshot?.File is { } file)
        {
            call.State.Afterwards(() => world.Disks.Delete(file));
        }
    }

    // Snapshots of other accounts are shared with nobody here.
    private static IEnumerable<SnapshotRecord> Own(Call call) =>
        call.State.Records.Snapshots.Where(each => each.Region == call.Region && each.Account == call.Account);
}
