using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GoldenAmi.LocalCloud.Protocol;
using GoldenAmi.LocalCloud.State;
using GoldenAmi.Machines.Disks;

namespace GoldenAmi.LocalCloud.Parents;

/// <summary>
/// The public AMIs of the parents that the user named. A region has them from the first call that reaches it. What decides that it is the same AMI is its names and its disk:
/// a digest, else the file's path, size and time when the folder was opened. Another disk is another AMI, and the one before is gone.
/// </summary>
internal sealed class ParentAmis
{
    /// <summary>The account of Amazon's own Linux AMIs, which EC2 shows under the alias <c>amazon</c>.</summary>
    private const string AmazonAccount = "137112412989";

    private const string Amazon = "amazon";

    private const long Gib = 1L << 30;

    private readonly Dictionary<string, (NamedParent Named, DiskCache Disks)> _byStamp = new(StringComparer.Ordinal);

    /// <param name="given">Null for none.</param>
    public ParentAmis(ParentDisks? given)
    {
        if (given is not null)
        {
            _byStamp = given.Named.ToDictionary(StampOf, named => (named, given.Disks), StringComparer.Ordinal);
        }
    }

    /// <summary>The records as the folder's opening finds them: without the AMIs that are named no more, and with the others in each region that was used.</summary>
    public CloudRecords Open(CloudRecords records, DateTimeOffset now)
    {
        var gone = records.Amis.Where(each => each.Parent is { } parent && !_byStamp.ContainsKey(parent.Stamp)).ToList();
        if (gone.Count > 0)
        {
            records = records with
            {
                Amis = records.Amis.RemoveRange(gone),
                Snapshots = records.Snapshots.RemoveAll(each => gone.Exists(ami => ami.Snapshot == each.Id)),
            };
        }

        return records.Amis.Select(each => each.Region).Concat(records.Resources.Select(each => each.Region)).Distinct(StringComparer.Ordinal)
            .Aggregate(records, (all, region) => In(all, region, now));
    }

    /// <summary>The records with the AMIs in a region; the same records when they are there.</summary>
    public CloudRecords In(CloudRecords records, string region, DateTimeOffset now)
    {
        foreach (var (stamp, (named, disks)) in _byStamp)
        {
            if (!records.Amis.Exists(each => each.Parent?.Stamp == stamp && each.Region == region))
            {
                records = Add(records, region, stamp, named, disks.Find(named.Disk), now);
            }
        }

        return records;
    }

    /// <summary>The disk of an AMI, fetched when it is not here yet.</summary>
    /// <exception cref="Diagnostics.UserErrorException">GA0415, GA0457 to GA0459.</exception>
    /// <returns>Null when no parent is named that the AMI was of.</returns>
    public async Task<string?> FindDiskAsync(ParentRecord parent, Action<string> onProgress, CancellationToken ct) =>
        _byStamp.TryGetValue(parent.Stamp, out var found) && StampOf(found.Named) == parent.Stamp ? await found.Disks.PrepareAsync(found.Named.Disk, onProgress, ct) : null;

    /// <summary>The public parameter that a parent was named by, or null.</summary>
    public static ParameterRecord? FindParameter(Call call, string name) =>
        call.State.Records.Amis.Find(each => each.Region == call.Region && each.Parent?.Parameter == name) is { } ami
            ? new ParameterRecord("aws", call.Region, name, 1, "String", "aws:ec2:image", "Standard", ami.Id, ami.Created)
            : null;

    /// <summary>Names of all such parameters.</summary>
    public static IEnumerable<string> ParameterNames(Call call) =>
        call.State.Records.Amis.Where(each => each.Region == call.Region).Select(each => each.Parent?.Parameter).OfType<string>();

    private static CloudRecords Add(CloudRecords records, string region, string stamp, NamedParent parent, DiskHeader? disk, DateTimeOffset now)
    {
        var (owner, name) = (parent.Ami?.Owner ?? Amazon, parent.Ami?.Name ?? NameOf(parent));
        var ami = new AmiRecord(Ids.Ec2("ami"), owner == Amazon ? AmazonAccount : owner, region, name, "available", Ids.Ec2("snap"), now)
        {
            Architecture = parent.Architecture,
            Description = "A disk that local.yaml names",
            IsPublic = true,
            OwnerAlias = owner == Amazon ? Amazon : null,
            Parent = new ParentRecord(stamp) { Parameter = parent.Parameter, Image = parent.Image?.Name, ImageVersion = parent.Image?.Version },
        };
        var snapshot = new SnapshotRecord(ami.Snapshot, ami.Account, region, File: null, ami.Description, SizeGib(disk), "completed", now);
        return records with { Amis = records.Amis.Add(ami), Snapshots = records.Snapshots.Add(snapshot) };
    }

    // EC2's names are at most 128 characters, and the end of a parameter's is what tells it apart.
    private static string NameOf(NamedParent parent)
    {
        var name = parent.Parameter?.TrimStart('/') ?? $"{parent.Image!.Name} {parent.Image.Version}";
        return name.Length <= 128 ? name : name[^128..];
    }

    /// <summary>A disk that was not fetched yet counts as one of 8 GiB, as Amazon's Linux and Debian have it on AWS.</summary>
    private static int SizeGib(DiskHeader? disk) => disk is null ? 8 : (int)Math.Max(1, (disk.Bytes + Gib - 1) / Gib);

    private static string StampOf(NamedParent parent)
    {
        var content = parent.Disk switch
        {
            DiskSource.Url url => url.Sha256,
            DiskSource.File { Sha256: { } digest } => digest,
            DiskSource.File { Path: var path } => File.Exists(path)
                ? string.Create(CultureInfo.InvariantCulture, $"{path} {new FileInfo(path).Length} {File.GetLastWriteTimeUtc(path).Ticks}")
                : path,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        var words = string.Join('\n', parent.Parameter, parent.Ami?.Owner, parent.Ami?.Name, parent.Image?.Name, parent.Image?.Version, parent.Architecture, content);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(words)))[..32];
    }
}
