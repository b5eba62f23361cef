using GoldenAmi.Diagnostics;

namespace GoldenAmi.Recipes.Reading;

/// <summary>Holds a volume against the bounds of its type. Without a type or a size the parent's count, and EC2 decides.</summary>
/// <param name="sizeGib">Null: the parent's.</param>
internal sealed class VolumeCheck(MapNode map, VolumeType? type, int? sizeGib, ProblemList problems)
{
    /// <summary>"Throughput 0.25 MiB/s per provisioned IOPS", the same source as <see cref="VolumeType"/>'s.</summary>
    private const int IopsPerMibPerSecond = 4;

    /// <summary>What a gp3 volume has when nothing is said.</summary>
    private const int BaseIops = 3_000;

    /// <param name="iops">0: not given.</param>
    /// <param name="throughput">MiB/s; 0: not given.</param>
    public void Run(int iops, int throughput)
    {
        CheckSize();
        if (type is null)
        {
            return;
        }

        CheckIops(type, iops);
        if (throughput == 0)
        {
            return;
        }

        if (type.Throughput is null)
        {
            Add("throughput", $"The throughput of {type.Name} cannot be chosen.", "remove 'throughput', or choose gp3.");
        }
        else if (throughput * IopsPerMibPerSecond > Math.Max(iops, BaseIops))
        {
            Add("throughput", $"{throughput} MiB/s need {throughput * IopsPerMibPerSecond} IOPS.", $"write 'iops: {throughput * IopsPerMibPerSecond}', or a smaller throughput.");
        }
    }

    private void CheckSize()
    {
        var (min, max, name) = type is null ? (1, 16_000, "a volume") : (type.MinGib, type.MaxGib, type.Name);
        if (sizeGib < min || sizeGib > max)
        {
            Add("size", $"The size of {name} must be {min} GiB to {max} GiB; this is {sizeGib} GiB.", $"write a size from {min} GiB to {max} GiB.");
        }
    }

    private void CheckIops(VolumeType bounds, int iops)
    {
        if (iops == 0)
        {
            if (bounds.NeedsIops)
            {
                Add("type", $"A volume of type {bounds.Name} needs 'iops'.", "add 'iops', or choose gp3.");
            }
        }
        else if (bounds.Iops is not var (min, max))
        {
            Add("iops", $"The IOPS of {bounds.Name} cannot be chosen.", "remove 'iops', or choose gp3.");
        }
        else if (iops < min || iops > max)
        {
            Add("iops", $"The IOPS of {bounds.Name} must be {min} to {max}; this is {iops}.", $"write a number from {min} to {max}.");
        }
        else if (sizeGib is { } size && iops > Math.Max((long)size * bounds.IopsPerGib, bounds.Name == "gp3" ? BaseIops : 0))
        {
            Add("iops", $"A volume of type {bounds.Name} and {size} GiB has at most {(long)size * bounds.IopsPerGib} IOPS.", "write fewer IOPS or a larger size.");
        }
    }

    private void Add(string key, FormattableString message, FormattableString fix) =>
        problems.Add(ErrorCode.RecipeVolume, (map.Find(key) ?? map).Place, FormattableString.Invariant(message), FormattableString.Invariant(fix));

    private void Add(string key, FormattableString message, string fix) =>
        problems.Add(ErrorCode.RecipeVolume, (map.Find(key) ?? map).Place, FormattableString.Invariant(message), fix);
}
