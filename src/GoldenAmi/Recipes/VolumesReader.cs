using GoldenAmi.Diagnostics;
using GoldenAmi.Identifiers;

namespace GoldenAmi.Recipes;

/// <summary>Reads the volumes of the image and holds them against the bounds of their types.</summary>
internal static class VolumesReader
{
    public static IReadOnlyList<Volume> Read(ListNode? list, Placed<Region>? home, ProblemList problems)
    {
        var volumes = new List<Volume>();
        foreach (var item in list?.Items ?? [])
        {
            if (item is not MapNode map)
            {
                problems.AddWrongKind(item, "a volume", "a map with device");
            }
            else if (ReadOne(map, home, problems) is { } volume)
            {
                if (volumes.Find(other => other.Device.Value == volume.Device.Value) is { } first)
                {
                    ValueForm.Repeated(new TextNode(volume.Device.Value, IsPlain: true, volume.Device.Place), first.Device.Place, problems);
                }

                volumes.Add(volume);
            }
        }

        return volumes;
    }

    private static Volume? ReadOne(MapNode map, Placed<Region>? home, ProblemList problems)
    {
        var keys = RecipeMaps.Volume.Open(map, problems);
        var device = ValueForms.Device.Check(keys.Text("device", required: true), problems);
        var size = Quantities.ReadGib(keys.Text("size", required: false), problems);
        var type = ReadType(keys.Text("type", required: false), problems);
        var iops = keys.Integer("iops", 0, number => number is >= 100 and <= 64_000, "a whole number from 100 to 64000");
        var throughput = keys.Integer("throughput", 0, number => number is >= 125 and <= 1_000, "a whole number of MiB/s from 125 to 1000");
        var key = KeyReader.Read(keys.Text("kmsKey", required: false), home?.Value, problems);
        new VolumeCheck(map, type, size, problems).Run(iops, throughput);
        return device is null
            ? null
            : new Volume
            {
                Device = new(device.Value, device.Place),
                SizeGib = size,
                Type = type?.Name,
                Iops = iops == 0 ? null : iops,
                Throughput = throughput == 0 ? null : throughput,
                KmsKey = key,
            };
    }

    private static VolumeType? ReadType(TextNode? text, ProblemList problems)
    {
        var type = VolumeType.All.FirstOrDefault(type => type.Name == text?.Value);
        if (text is not null && type is null)
        {
            problems.AddUnknownWord(ErrorCode.RecipeWord, text, "a volume type", [.. VolumeType.All.Select(type => type.Name)]);
        }

        return type;
    }
}
