using System.Security.Cryptography;
using System.Text.Json.Nodes;
using GoldenAmi.LocalCloud.ImageBuilder.Building;
using GoldenAmi.LocalCloud.Protocol;
using GoldenAmi.LocalCloud.State;

namespace GoldenAmi.LocalCloud.Ebs;

/// <summary>Operations of EBS direct that read the blocks of snapshots.</summary>
internal sealed class BlockOperations(World world)
{
    private const int MostBlocks = 10000;
    private const string Algorithm = "SHA256";

    public JsonObject List(Call call)
    {
        var snapshot = Completed(call, call.Input.RequiredText("SnapshotId"));
        using var disk = Open(snapshot);
        return Answer(call, snapshot, "Blocks", disk.Written, index => new JsonObject
        {
            ["BlockIndex"] = index,
            ["BlockToken"] = BlockTokens.Make(call, snapshot.Id, index),
        });
    }

    public JsonObject ListChanged(Call call)
    {
        var second = Completed(call, call.Input.RequiredText("SecondSnapshotId"));
        using var after = Open(second);
        if (call.Input.Text("FirstSnapshotId") is not { } firstId)
        {
            return Answer(call, second, "ChangedBlocks", after.Written, index => Changed(index, first: null, BlockTokens.Make(call, second.Id, index)));
        }

        var first = Completed(call, firstId);
        if (Origin(call, first) != Origin(call, second))
        {
            throw EbsErrors.Wrong("UNRELATED_SNAPSHOTS", $"The snapshots {first.Id} and {second.Id} are not of the same lineage.");
        }

        using var before = Open(first);
        var inFirst = before.Written(0).ToHashSet();
        var inSecond = after.Written(0).ToHashSet();
        IEnumerable<int> Differing(int from) => inFirst.Union(inSecond).Where(index => index >= from).Order()
            .Where(index => !before.Read(index).AsSpan().SequenceEqual(after.Read(index)));
        return Answer(call, second, "ChangedBlocks", Differing, index => Changed(
            index,
            inFirst.Contains(index) ? BlockTokens.Make(call, first.Id, index) : null,
            inSecond.Contains(index) ? BlockTokens.Make(call, second.Id, index) : null));
    }

    public JsonObject Get(Call call)
    {
        var snapshot = Completed(call, call.Input.RequiredText("SnapshotId"));
        var index = (int)call.Input.Number("BlockIndex")!;
        BlockTokens.Check(call, call.Input.RequiredText("BlockToken"), snapshot.Id, index);
        using var disk = Open(snapshot);
        var block = disk.Read(index);
        return new JsonObject
        {
            ["DataLength"] = block.Length,
            ["BlockData"] = Convert.ToBase64String(block),
            ["Checksum"] = Convert.ToBase64String(SHA256.HashData(block)),
            ["ChecksumAlgorithm"] = Algorithm,
        };
    }

    /// <summary>A snapshot of the caller's that can be read.</summary>
    private static SnapshotRecord Completed(Call call, string id)
    {
        var snapshot = call.State.Records.Snapshots.Find(each => each.Id == id && each.Account == call.Account && each.Region == call.Region) ?? throw EbsErrors.NotFound(id);
        return snapshot.State == "completed"
            ? snapshot
            : throw EbsErrors.Wrong("INVALID_SNAPSHOT_ID", $"The snapshot '{id}' is {snapshot.State}, not completed.");
    }

    private IBlocks Open(SnapshotRecord snapshot)
    {
        try
        {
            return world.Disks.OpenBlocks(snapshot.File ?? throw new InvalidDataException("it has no disk."));
        }
        catch (Exception problem) when (problem is InvalidDataException or IOException)
        {
            throw EbsErrors.Wrong("INVALID_SNAPSHOT_ID", $"LocalCloud cannot read the disk of {snapshot.Id}: {problem.Message}");
        }
    }

    // A guess: AWS compares snapshots of one volume, or of its copies; here it is one chain of AMIs, or of parents given to StartSnapshot.
    private static string Origin(Call call, SnapshotRecord snapshot)
    {
        var records = call.State.Records;
        for (var steps = 0; steps <= records.Snapshots.Count; steps++)
        {
            var parent = snapshot.Parent
                ?? records.Amis.Find(each => each.Id == records.Amis.Find(ami => ami.Snapshot == snapshot.Id)?.SourceAmi)?.Snapshot;
            if (records.Snapshots.Find(each => each.Id == parent) is not { } before)
            {
                break;
            }

            snapshot = before;
        }

        return snapshot.Id;
    }

    private static JsonObject Changed(int index, string? first, string? second) => new()
    {
        ["BlockIndex"] = index,
        ["FirstBlockToken"] = first,
        ["SecondBlockToken"] = second,
    };

    private static JsonObject Answer(Call call, SnapshotRecord snapshot, string member, Func<int, IEnumerable<int>> from, Func<int, JsonNode> write)
    {
        var query = PageTokens.QueryDigest(call, "NextToken", "MaxResults");
        var start = (int)(call.Input.Number("StartingBlockIndex") ?? 0);
        if (call.Input.Text("NextToken") is { } token)
        {
            start = PageTokens.Read(token, query) ?? throw EbsErrors.Wrong("INVALID_PAGE_TOKEN", "The pagination token is not one of this query.");
        }

        // One more than is answered, to know where the next page begins.
        var size = (int)(call.Input.Number("MaxResults") ?? MostBlocks);
        var found = from(start).Take(size + 1).ToList();
        return new JsonObject
        {
            [member] = Values.List(found.Take(size).Select(write)),
            ["ExpiryTime"] = Values.Time(BlockTokens.ExpiryOf(call)),
            ["VolumeSize"] = snapshot.SizeGib,
            ["BlockSize"] = BlockSize.Bytes,
            ["NextToken"] = found.Count > size ? PageTokens.Write(query, found[size]) : null,
        };
    }
}
