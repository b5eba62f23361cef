using GoldenAmi.Diagnostics;
using GoldenAmi.Identifiers;

namespace GoldenAmi.Recipes.Reading;

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
        var role = ValueForms.AccountRole.Check(keys.Text("role", required: false), problems);
        var regions = ReadRegions(keys.Map("regions", required: true), problems);
        // Also without a valid name, so that what is wrong with the regions is told in the same pass; no recipe is made of it then.
        return regions is null ? null : new Distribution { Name = name ?? new("", map.Place), Regions = regions, Role = role is null ? null : new(role.Value, role.Place) };
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
                var read = ReadRegion(settings, region, problems);
                if (region is not null)
                {
                    regions.Add(read with { Region = region });
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

    private static DistributionRegion ReadRegion(MapNode settings, Placed<Region>? region, ProblemList problems)
    {
        var keys = RecipeMaps.Region.Open(settings, problems);
        return new DistributionRegion(region ?? new(default, settings.Place))
        {
            KmsKey = KeyReader.Read(keys.Text("kmsKey", required: false), region?.Value, problems),
            Tags = Tags.Read(keys, most: 50, problems),
            CopyTo = Accounts(keys.List("copyTo", required: false), problems),
            Share = ReadShare(keys.Map("share", required: false), problems),
            Parameters = PointersReader.ReadParameters(keys.List("parameters", required: false), problems),
            LaunchTemplates = PointersReader.ReadTemplates(keys.List("launchTemplates", required: false), problems),
        };
    }

    private static ImageShare ReadShare(MapNode? map, ProblemList problems)
    {
        if (map is null)
        {
            return ImageShare.Nobody;
        }

        var keys = RecipeMaps.Share.Open(map, problems);
        return new ImageShare(
            Accounts(keys.List("accounts", required: false), problems),
            Most(keys.List("organizations", required: false), ValueForms.Organization, problems),
            Most(keys.List("organizationalUnits", required: false), ValueForms.OrganizationalUnit, problems));
    }

    /// <summary>Image Builder's API takes at most 25 ARNs of a kind (OrganizationArnList).</summary>
    private static List<string> Most(ListNode? list, ValueForm form, ProblemList problems)
    {
        const int most = 25;
        if (list is { Items.Count: > most })
        {
            problems.Add(ErrorCode.RecipeNumber, list.Place, $"There are {list.Items.Count} entries; at most {most} are possible here.", "share with a unit or an organization above them.");
        }

        return form.CheckList(list, problems);
    }

    private static IReadOnlyList<AccountId> Accounts(ListNode? list, ProblemList problems) =>
        [.. ValueForms.Account.CheckList(list, problems).Select(AccountId.Parse)];
}
