using System.Security.Cryptography;
using System.Text.Json.Nodes;
using GoldenAmi.LocalCloud.ImageBuilder.Building;
using GoldenAmi.LocalCloud.Protocol;
using GoldenAmi.LocalCloud.State;

namespace GoldenAmi.LocalCloud.Ebs;

/// <summary>Operations of EBS direct that write a snapshot: start, put blocks, complete.</summary>
internal sealed class SnapshotWriting(World world)
{
    private const string Pending = "pending";

    /// <summary>Of a snapshot in GiB: the largest volume that EBS has (64 TiB).</summary>
    private const int LargestGib = 65536;

    public JsonObject Start(Call call)
    {
        if (call.Input.Flag("Encrypted") == true || call.Input["KmsKeyArn"] is not null)
        {
            throw EbsErrors.Wrong("INVALID_PARAMETER_VALUE", "LocalCloud does not serve encrypted snapshots (the parameters 'Encrypted' and 'KmsKeyArn').");
        }

        var size = call.Input.Number("VolumeSize")!.Value;
        var parent = call.Input.Text("ParentSnapshotId") is { } id ? Parent(call, id) : null;
        if (size > LargestGib || size < parent?.SizeGib)
        {
            throw EbsErrors.Wrong("INVALID_VOLUME_SIZE", $"The volume size {size} is not valid: it is at most {LargestGib} GiB, and at least the parent snapshot's.");
        }

        var snapshotId = Ids.Ec2("snap");
        var snapshot = new SnapshotRecord(
            snapshotId, call.Account, call.Region, Disks.BlocksNameOf(call.Region, snapshotId), call.Input.Text("Description") ?? "", (int)size, Pending, call.Now)
        {
            Parent = parent?.Id,
            Tags = call.Input.Structures("Tags").ToDictionary(each => each.Text("Key") ?? "", each => each.Text("Value") ?? "", StringComparer.Ordinal),
        };
        world.Disks.PrepareBlocks(snapshot.File!, parent?.File);
        call.State.Records = call.State.Records with { Snapshots = call.State.Records.Snapshots.Add(snapshot) };
        return new JsonObject
        {
            ["SnapshotId"] = snapshot.Id,
            ["OwnerId"] = snapshot.Account,
            ["Status"] = Pending,
            ["StartTime"] = Values.Time(snapshot.Created),
            ["Description"] = call.Input.Text("Description"),
            ["VolumeSize"] = snapshot.SizeGib,
            ["BlockSize"] = BlockSize.Bytes,
            ["ParentSnapshotId"] = parent?.Id,
            ["Tags"] = call.Input["Tags"]?.DeepClone(),
        };
    }

    public JsonObject Put(Call call)
    {
        var snapshot = Writable(call);
        var index = call.Input.Number("BlockIndex")!.Value;
        if (index >= (long)snapshot.SizeGib * BlockSize.PerGib)
        {
            throw EbsErrors.Wrong("INVALID_BLOCK", $"The block index {index} lies past the end of a volume of {snapshot.SizeGib} GiB.");
        }

        var block = Convert.FromBase64String(call.Input.RequiredText("BlockData"));
        if (block.Length != BlockSize.Bytes || call.Input.Number("DataLength") != block.Length)
        {
            throw EbsErrors.Wrong("INVALID_BLOCK", $"A block has {BlockSize.Bytes} bytes; the body has {block.Length}, and DataLength is {call.Input.Number("DataLength")}.");
        }

        var checksum = Convert.ToBase64String(SHA256.HashData(block));
        if (call.Input.Text("Checksum") != checksum)
        {
            throw EbsErrors.Wrong("INVALID_BLOCK", "The checksum is not the SHA256 of the block's data, base64-encoded.");
        }

        using var disk = new WrittenBlocks(world.Disks.PathOf(snapshot.File!));
        disk.Write((int)index, block);
        return new JsonObject { ["Checksum"] = checksum, ["ChecksumAlgorithm"] = "SHA256" };
    }

    public JsonObject Complete(Call call)
    {
        var snapshot = Writable(call);
        using var disk = new WrittenBlocks(world.Disks.PathOf(snapshot.File!));
        var put = disk.Put();
        if (call.Input.Number("ChangedBlocksCount") != put.Count)
        {
            throw EbsErrors.Wrong("INVALID_PARAMETER_VALUE", $"ChangedBlocksCount is {call.Input.Number("ChangedBlocksCount")}, and {put.Count} blocks were put.");
        }

        // LINEAR: the SHA256 of all blocks' SHA256, in the order of their indices.
        if (call.Input.Text("Checksum") is { } checksum
            && checksum != Convert.ToBase64String(SHA256.HashData([.. put.SelectMany(index => SHA256.HashData(disk.Read(index)))])))
        {
            throw EbsErrors.Wrong("INVALID_PARAMETER_VALUE", "The checksum is not that of the blocks that were put.");
        }

        call.State.Records = call.State.Records with
        {
            Snapshots = CloudRecords.Changed(call.State.Records.Snapshots, each => each.Id == snapshot.Id, each => each with { State = "completed" }),
        };
        return new JsonObject { ["Status"] = "completed" };
    }

    private static SnapshotRecord Parent(Call call, string id)
    {
        var parent = call.State.Records.Snapshots.Find(each => each.Id == id && each.Account == call.Account && each.Region == call.Region) ?? throw EbsErrors.NotFound(id);
        return parent is { State: "completed", File: not null } ? parent : throw EbsErrors.Wrong("INVALID_SNAPSHOT_ID", $"The snapshot '{id}' is not completed, or has no disk here.");
    }

    private static SnapshotRecord Writable(Call call)
    {
        var id = call.Input.RequiredText("SnapshotId");
        var snapshot = call.State.Records.Snapshots.Find(each => each.Id == id && each.Account == call.Account && each.Region == call.Region) ?? throw EbsErrors.NotFound(id);
        return snapshot.State == Pending && snapshot.File == Disks.BlocksNameOf(snapshot.Region, snapshot.Id)
            ? snapshot
            : throw EbsErrors.Wrong("INVALID_SNAPSHOT_ID", $"The snapshot '{id}' is {snapshot.State}; only one that StartSnapshot made and that is pending can be written.");
    }
}
