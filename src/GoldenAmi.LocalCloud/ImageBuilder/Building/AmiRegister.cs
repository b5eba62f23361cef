using GoldenAmi.LocalCloud.State;

namespace GoldenAmi.LocalCloud.ImageBuilder.Building;

/// <summary>Adds AMIs with the snapshots that hold their disks.</summary>
internal static class AmiRegister
{
    /// <param name="kmsKey">The key that its snapshot counts as encrypted with, or null.</param>
    /// <exception cref="BuildFailedException">The name is taken: an account has it once in a region.</exception>
    public static CloudRecords Add(CloudRecords records, AmiRecord ami, string file, int sizeGib, string? kmsKey = null)
    {
        if (records.Amis.Find(each => each.Name == ami.Name && each.Account == ami.Account && each.Region == ami.Region) is { } taken)
        {
            throw new BuildFailedException($"InvalidAMIName.Duplicate: AMI name {ami.Name} is already in use by AMI {taken.Id} in {ami.Region}");
        }

        return records with
        {
            Amis = records.Amis.Add(ami),
            Snapshots = records.Snapshots.Add(new SnapshotRecord(
                ami.Snapshot, ami.Account, ami.Region, file, $"Created by LocalCloud for {ami.Id}", sizeGib, "completed", ami.Created) { Tags = ami.Tags, KmsKey = kmsKey }),
        };
    }
}
