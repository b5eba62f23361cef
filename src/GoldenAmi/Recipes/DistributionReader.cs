namespace GoldenAmi.Recipes;

/// <summary>Reads where the tested image goes.</summary>
internal static class DistributionReader
{
    public static Distribution? Read(MapNode? map, ProblemList problems)
    {
        if (map is null)
        {
            return null;
        }

        var keys = RecipeMaps.Distribution.Open(map, problems);
        var name = ImageName.Read(keys.Text("name", required: true), problems);
        var regions = ReadRegions(keys.Map("regions", required: true), problems);
        // Also without a valid name, so that what is wrong with the regions is told in the same pass; no recipe is made of it then.
        return regions is null ? null : new Distribution { Name = name ?? new("", map.Place), Regions = regions };
    }

    private static List<DistributionRegion>? ReadRegions(MapNode? map, ProblemList problems)
    {
        if (map is null)
        {
            return null;
        }

        var regions = new List<DistributionRegion>();
        foreach (var (key, node) in map.Entries.Select(entry => (entry.Key, entry.Value)))
        {
            var region = AwsRegions.Read(key, problems);
            if (node is MapNode settings)
            {
                var keys = RecipeMaps.Region.Open(settings, problems);
                var kms = KeyReader.Read(keys.Text("kmsKey", required: false), region?.Value, problems);
                var tags = Tags.Read(keys, most: 50, problems);
                if (region is not null)
                {
                    regions.Add(new DistributionRegion(region) { KmsKey = kms, Tags = tags });
                }
            }
            else if (node is not TextNode { IsNull: true })
            {
                problems.AddWrongKind(node, $"the region '{ProblemList.Short(key.Value)}'", "a map, {} when nothing is to be said");
            }
            else if (region is not null)
            {
                regions.Add(new DistributionRegion(region));
            }
        }

        return [.. regions.OrderBy(region => region.Region.Value)];
    }
}
