using System.Text.Json.Nodes;
using GoldenAmi.LocalCloud.Protocol;
using GoldenAmi.LocalCloud.State;

namespace GoldenAmi.LocalCloud.Ec2;

/// <summary>AMIs and snapshots as answers show them.</summary>
internal static class AmiAnswers
{
    /// <summary>Debian's AMIs have this root device.</summary>
    public const string RootDevice = "/dev/xvda";

    public static JsonObject Image(Call call, AmiRecord ami)
    {
        var snapshot = call.State.Records.FindSnapshot(ami.Snapshot);
        return new JsonObject
        {
            ["ImageId"] = ami.Id,
            ["Name"] = ami.Name,
            ["ImageLocation"] = $"{ami.Account}/{ami.Name}",
            ["State"] = ami.State,
            ["StateReason"] = ami.StateReason is null ? null : new JsonObject { ["Code"] = "Client.InternalError", ["Message"] = ami.StateReason },
            ["OwnerId"] = ami.Account,
            ["ImageOwnerAlias"] = ami.OwnerAlias,
            ["Public"] = ami.IsPublic,
            ["Architecture"] = ami.Architecture,
            ["ImageType"] = "machine",
            ["PlatformDetails"] = "Linux/UNIX",
            ["UsageOperation"] = "RunInstances",
            ["RootDeviceType"] = "ebs",
            ["RootDeviceName"] = RootDevice,
            ["VirtualizationType"] = "hvm",
            ["Hypervisor"] = "xen",
            ["EnaSupport"] = true,
            ["BootMode"] = "uefi",
            ["Description"] = ami.Description,
            ["CreationDate"] = Values.Time(ami.Created),
            ["SourceImageId"] = ami.SourceAmi,
            ["SourceImageRegion"] = ami.SourceRegion,
            ["BlockDeviceMappings"] = Values.List(
            [
                new JsonObject
                {
                    ["DeviceName"] = RootDevice,
                    ["Ebs"] = new JsonObject
                    {
                        ["SnapshotId"] = ami.Snapshot,
                        ["VolumeSize"] = snapshot?.SizeGib,
                        ["VolumeType"] = "gp3",
                        ["DeleteOnTermination"] = true,
                        ["Encrypted"] = snapshot?.KmsKey is not null,
                        ["KmsKeyId"] = snapshot?.KmsKey,
                    },
                },
            ]),

            // Tags are the owner's: other accounts do not see them.
            ["Tags"] = ami.Account == call.Account ? Ec2Tags.Write(ami.Tags) : null,
        };
    }

    public static JsonObject Snapshot(Call call, SnapshotRecord snapshot) => new()
    {
        ["SnapshotId"] = snapshot.Id,
        ["OwnerId"] = snapshot.Account,
        ["State"] = snapshot.State,
        ["Progress"] = snapshot.State == "completed" ? "100%" : "0%",
        ["StartTime"] = Values.Time(snapshot.Created),
        ["Description"] = snapshot.Description,
        ["VolumeSize"] = snapshot.SizeGib,
        ["VolumeId"] = "vol-ffffffff",
        ["Encrypted"] = snapshot.KmsKey is not null,
        ["KmsKeyId"] = snapshot.KmsKey,
        ["StorageTier"] = "standard",
        ["Tags"] = snapshot.Account == call.Account ? Ec2Tags.Write(snapshot.Tags) : null,
    };
}
