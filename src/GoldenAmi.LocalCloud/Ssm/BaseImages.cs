using GoldenAmi.LocalCloud.Protocol;
using GoldenAmi.LocalCloud.State;

namespace GoldenAmi.LocalCloud.Ssm;

/// <summary>Public AMIs to build upon, found by the public parameters that their makers keep on AWS. Their disks are made when a build first needs one.</summary>
internal static class BaseImages
{
    /// <summary>Debian's account, to which its AMIs belong (https://wiki.debian.org/Cloud/AmazonEC2Image).</summary>
    private const string DebianAccount = "136693071363";

    private static readonly Dictionary<string, (string Base, string Name, string Description)> Known = new(StringComparer.Ordinal)
    {
        ["/aws/service/debian/release/12/latest/amd64"] = ("debian/12/x86_64", "debian-12-amd64", "Debian 12 (bookworm), made by LocalCloud"),
        ["/aws/service/debian/release/12/latest/arm64"] = ("debian/12/arm64", "debian-12-arm64", "Debian 12 (bookworm), made by LocalCloud"),
    };

    /// <summary>Sorted names of the parameters.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Known.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The public parameter of that name, or null; its AMI comes into being with the first look.</summary>
    public static ParameterRecord? Parameter(Call call, string name)
    {
        if (!Known.TryGetValue(name, out var known))
        {
            return null;
        }

        var ami = call.State.Records.Amis.Find(each => each.Base == known.Base && each.Region == call.Region) ?? Add(call, known.Base, known.Name, known.Description);
        return new ParameterRecord("aws", call.Region, name, 1, "String", "aws:ec2:image", "Standard", ami.Id, ami.Created);
    }

    /// <summary>What the user can do about a public parameter that is not there; nothing to say about one of their own, as on AWS.</summary>
    public static string Hint(string name) => name.StartsWith("/aws/service/", StringComparison.Ordinal)
        ? $"Of the public parameters, LocalCloud has {string.Join(", ", Names)}, and those that local.yaml names a disk for."
        : "";

    private static AmiRecord Add(Call call, string based, string name, string description)
    {
        var ami = new AmiRecord(Ids.Ec2("ami"), DebianAccount, call.Region, name, "available", Ids.Ec2("snap"), call.Now)
        {
            Base = based,
            Architecture = based[(based.LastIndexOf('/') + 1)..],
            Description = description,
            IsPublic = true,
        };
        call.State.Records = call.State.Records with
        {
            Amis = call.State.Records.Amis.Add(ami),
            Snapshots = call.State.Records.Snapshots.Add(
                new SnapshotRecord(ami.Snapshot, DebianAccount, call.Region, File: null, description, SizeGib: 8, "completed", call.Now)),
        };
        return ami;
    }
}
