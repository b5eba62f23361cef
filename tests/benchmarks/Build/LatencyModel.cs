using GoldenAmi.LocalCloud;

namespace GoldenAmi.Benchmarks.Build;

/// <summary>
/// How long AWS takes, as others saw it: an Image Builder run of a small Linux image 20 to 30 minutes, the snapshot of a volume 9 to 10, an image with a copy to one
/// region 8 minutes 17 seconds by other means (hashicorp/packer#13486, supabase/postgres#2457, the READMEs of amazon-ec2-image-builder-samples).
/// Single observations of third parties: good for orders of magnitude.
/// </summary>
internal static class LatencyModel
{
    public static readonly TimeSpan Call = TimeSpan.FromMilliseconds(100);

    public static readonly TimeSpan BuildMachine = TimeSpan.FromMinutes(9);

    public static readonly TimeSpan TestMachine = TimeSpan.FromMinutes(4);

    public static readonly CloudPace Pace = new()
    {
        Start = TimeSpan.FromSeconds(15), Snapshot = TimeSpan.FromMinutes(9.5), Copy = TimeSpan.FromMinutes(6), Integrate = TimeSpan.FromSeconds(10),
    };

    /// <summary>From CreateImage to AVAILABLE.</summary>
    public static TimeSpan Build => Pace.Start + Pace.Start + BuildMachine + Pace.Snapshot + TestMachine + Pace.Integrate;

    /// <summary>From DistributeImage to AVAILABLE.</summary>
    /// <param name="copies">LocalCloud copies to one region after the other, which AWS may not.</param>
    public static TimeSpan Distribution(int copies) => Pace.Start + (Pace.Copy * copies) + Pace.Integrate;
}
