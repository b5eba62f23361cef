using GoldenAmi.Diagnostics;
using GoldenAmi.Identifiers;

namespace GoldenAmi.Recipes.Reading;

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
        var encrypted = keys.Text("encrypted", required: false) is null ? (bool?)null : keys.Boolean("encrypted", absent: true);
        var snapshot = ValueForms.Snapshot.Check(keys.Text("snapshot", required: false), problems);
        var virtualName = ValueForms.VirtualName.Check(keys.Text("virtualName", required: false), problems);
        var noDevice = keys.Boolean("noDevice", absent: false);
        new VolumeCheck(map, type, size, problems).Run(iops, throughput);
        CheckKinds(map, encrypted, problems);
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
                Encrypted = encrypted,
                Snapshot = snapshot?.Value,
                DeleteOnTermination = keys.Boolean("deleteOnTermination", absent: true),
                VirtualName = virtualName?.Value,
                NoDevice = noDevice,
            };
    }

    /// <summary>A device is a volume of EBS, an instance store volume, or none: what belongs to one of them does not go with another.</summary>
    private static void CheckKinds(MapNode map, bool? encrypted, ProblemList problems)
    {
        var noDevice = map.FindText("noDevice") == "true";
        var kind = noDevice ? "noDevice" : map.FindText("virtualName") is null ? null : "virtualName";
        if (kind is not null && map.Entries.FirstOrDefault(entry => entry.Key.Value is not ("device" or "noDevice") && entry.Key.Value != kind && RecipeMaps.Volume.Keys.Contains(entry.Key.Value)) is { } other)
        {
            problems.Add(ErrorCode.RecipeVolume, other.Key.Place, $"'{other.Key.Value}' does not go with '{kind}': there is no volume of EBS then.", $"remove '{other.Key.Value}', or '{kind}'.");
        }

        if (encrypted == false && map.Find("kmsKey") is { } key)
        {
            problems.Add(ErrorCode.RecipeVolume, key.Place, "The volume has a key and is not to be encrypted.", "remove 'kmsKey', or 'encrypted'.");
        }
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
