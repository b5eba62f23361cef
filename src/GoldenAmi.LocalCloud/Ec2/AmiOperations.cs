using System.Text.Json.Nodes;
using GoldenAmi.LocalCloud.ImageBuilder.Building;
using GoldenAmi.LocalCloud.Protocol;
using GoldenAmi.LocalCloud.State;

namespace GoldenAmi.LocalCloud.Ec2;

/// <summary>Operations on AMIs.</summary>
internal sealed class AmiOperations(World world, Crew crew)
{
    private static readonly Dictionary<string, Func<AmiRecord, IEnumerable<string?>>> Filters = new(StringComparer.Ordinal)
    {
        ["architecture"] = ami => [ami.Architecture],
        ["creation-date"] = ami => [Values.Time(ami.Created)],
        ["description"] = ami => [ami.Description],
        ["image-id"] = ami => [ami.Id],
        ["image-type"] = _ => ["machine"],
        ["is-public"] = ami => [ami.IsPublic ? "true" : "false"],
        ["name"] = ami => [ami.Name],
        ["owner-alias"] = ami => [ami.OwnerAlias],
        ["owner-id"] = ami => [ami.Account],
        ["root-device-name"] = _ => [AmiAnswers.RootDevice],
        ["root-device-type"] = _ => ["ebs"],
        ["source-image-id"] = ami => [ami.SourceAmi],
        ["source-image-region"] = ami => [ami.SourceRegion],
        ["state"] = ami => [ami.State],
        ["virtualization-type"] = _ => ["hvm"],
        ["block-device-mapping.snapshot-id"] = ami => [ami.Snapshot],
    };

    private static readonly string[] NotServed = ["KmsKeyId", "DestinationOutpostArn", "DestinationAvailabilityZone", "DestinationAvailabilityZoneId"];

    public JsonObject Describe(Call call)
    {
        var visible = Visible(call).Where(ami => world.Options.IsSeen(ami.Created, call.Now));
        var named = Ec2Ids.Pick(visible, call.Input.Texts("ImageIds"), "ami", "InvalidAMIID", "image id", ami => ami.Id);
        var owners = call.Input.Texts("Owners");
        var users = call.Input.Texts("ExecutableUsers");
        var kept = named.Where(ami => (owners.Count == 0 || owners.Any(owner => IsOwner(call, ami, owner)))
            && (users.Count == 0 || users.Any(user => MayLaunch(call, ami, user))));
        var page = Ec2Filters.Page(call, Ec2Filters.Apply(call, kept, Filters, ami => ami.Tags));
        return new JsonObject
        {
            ["Images"] = Values.List(page.Items.Select(ami => AmiAnswers.Image(call, ami))),
            ["NextToken"] = page.NextToken,
        };
    }

    public JsonObject Copy(Call call)
    {
        if (call.Input.Flag("Encrypted") == true || NotServed.Any(name => call.Input[name] is not null))
        {
            throw new AwsErrorException("UnsupportedOperation", $"LocalCloud does not serve Encrypted, {string.Join(", ", NotServed)} of CopyImage.");
        }

        var source = call.State.Records.Amis.Find(each => each.Id == call.Input.RequiredText("SourceImageId")
            && each.Region == call.Input.RequiredText("SourceRegion") && IsVisible(call, each))
            ?? throw new AwsErrorException("InvalidAMIID.NotFound", $"The image id '[{call.Input.Text("SourceImageId")}]' does not exist in {call.Input.Text("SourceRegion")}");
        var name = call.Input.RequiredText("Name");
        if (call.State.Records.Amis.Find(each => each.Name == name && each.Account == call.Account && each.Region == call.Region) is { } taken)
        {
            throw new AwsErrorException("InvalidAMIName.Duplicate", $"AMI name {name} is already in use by AMI {taken.Id}");
        }

        var from = call.State.Records.Snapshots.Find(each => each.Id == source.Snapshot)?.File
            ?? throw new AwsErrorException("InvalidRequest", $"LocalCloud does not copy the base image {source.Id}: its disk is made where it is used.");
        var copy = new AmiRecord(Ids.Ec2("ami"), call.Account, call.Region, name, "pending", Ids.Ec2("snap"), call.Now)
        {
            Description = call.Input.Text("Description") ?? source.Description,
            Architecture = source.Architecture,
            SourceAmi = source.Id,
            SourceRegion = source.Region,
            Tags = Ec2Tags.OfNew(call, "image", call.Input.Flag("CopyImageTags") == true && source.Account == call.Account ? source.Tags : null),
        };
        var file = Disks.NameOf(call.Region, copy.Id);
        var size = call.State.Records.Snapshots.Find(each => each.Id == source.Snapshot)!.SizeGib;
        call.State.Records = call.State.Records with
        {
            Amis = call.State.Records.Amis.Add(copy),
            Snapshots = call.State.Records.Snapshots.Add(
                new SnapshotRecord(copy.Snapshot, call.Account, call.Region, file, $"Copied for DestinationAmi {copy.Id} from SourceAmi {source.Id}", size, "pending", call.Now)
                {
                    Tags = Ec2Tags.OfNew(call, "snapshot", inherited: null),
                }),
        };
        call.State.Afterwards(() => crew.Start(copy.Id, stop => FinishCopyAsync(copy, from, file, stop)));
        return new JsonObject { ["ImageId"] = copy.Id };
    }

    public JsonObject Deregister(Call call)
    {
        var ami = Own(call, call.Input.RequiredText("ImageId"));
        call.State.Records = call.State.Records with { Amis = call.State.Records.Amis.RemoveAll(each => each.Id == ami.Id) };
        var answer = new JsonObject { ["Return"] = true };
        if (call.Input.Flag("DeleteAssociatedSnapshots") == true)
        {
            SnapshotOperations.Remove(call, world, ami.Snapshot);
            answer["DeleteSnapshotResults"] = Values.List([new JsonObject { ["SnapshotId"] = ami.Snapshot, ["ReturnCode"] = "success" }]);
        }

        return answer;
    }

    /// <summary>All AMIs that the caller sees in the region.</summary>
    private static IEnumerable<AmiRecord> Visible(Call call) => call.State.Records.Amis.Where(ami => ami.Region == call.Region && IsVisible(call, ami));

    private static bool IsVisible(Call call, AmiRecord ami) => ami.Account == call.Account || ami.IsPublic || ami.SharedWith.Contains(call.Account);

    /// <summary>An AMI of the caller's own.</summary>
    internal static AmiRecord Own(Call call, string id)
    {
        var ami = Ec2Ids.Pick(Visible(call), [id], "ami", "InvalidAMIID", "image id", each => each.Id)[0];
        return ami.Account == call.Account
            ? ami
            : throw new AwsErrorException("AuthFailure", $"Not authorized for image:{id}") { Status = 403 };
    }

    private static bool IsOwner(Call call, AmiRecord ami, string owner) => owner switch
    {
        "self" => ami.Account == call.Account,
        "amazon" or "aws-marketplace" or "aws-backup-vault" => ami.OwnerAlias == owner,
        _ => ami.Account == owner,
    };

    private static bool MayLaunch(Call call, AmiRecord ami, string user) => user switch
    {
        "all" => ami.IsPublic,
        "self" => ami.SharedWith.Contains(call.Account),
        _ => ami.SharedWith.Contains(user),
    };

    private async Task FinishCopyAsync(AmiRecord copy, string from, string file, CancellationToken stop)
    {
        try
        {
            await Task.Delay(world.Options.Pace.Copy, world.Options.Time, stop);
            await world.Disks.CopyAsync(from, file, stop);
            End(copy, "available", "completed", reason: null);
        }
        catch (IOException problem)
        {
            End(copy, "failed", "error", problem.Message);
        }
        catch (OperationCanceledException)
        {
            // The process ends; the next one finds the copy pending and fails it.
        }
    }

    private void End(AmiRecord copy, string state, string snapshotState, string? reason) => world.Store.Change(records =>
        records.WithAmi(copy.Id, ami => ami with { State = state, StateReason = reason }) with
        {
            Snapshots = CloudRecords.Changed(records.Snapshots, each => each.Id == copy.Snapshot, each => each with { State = snapshotState }),
        });
}
