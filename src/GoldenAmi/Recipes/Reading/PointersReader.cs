using GoldenAmi.Diagnostics;
using GoldenAmi.Identifiers;

namespace GoldenAmi.Recipes.Reading;

/// <summary>Reads what points at the newest image in a region: parameters and launch templates.</summary>
internal static class PointersReader
{
    /// <summary>Image Builder's quotas "SSM parameters per distribution region" and "Launch templates per distribution region" (https://docs.aws.amazon.com/general/latest/gr/imagebuilder.html).</summary>
    private const int MostParameters = 10;

    private const int MostTemplates = 5;

    public static IReadOnlyList<ParameterPointer> ReadParameters(ListNode? list, ProblemList problems) =>
        [.. Entries(list, "an entry of parameters", "a map with name", MostParameters, problems).Select(map => ReadParameter(map, problems)).OfType<ParameterPointer>()];

    public static IReadOnlyList<LaunchTemplatePointer> ReadTemplates(ListNode? list, ProblemList problems) =>
        [.. Entries(list, "an entry of launchTemplates", "a map with id", MostTemplates, problems).Select(map => ReadTemplate(map, problems)).OfType<LaunchTemplatePointer>()];

    /// <summary>A CI build does not move pointers yet: only the recipe of a pipeline may have them, and its reader is told what a build does not do.</summary>
    /// <param name="hasPipeline">A pipeline that distributes its images itself, and so moves what points at them.</param>
    public static void Check(Distribution distribution, bool hasPipeline, ProblemList problems)
    {
        foreach (var region in distribution.Regions.Where(region => region.Parameters.Count + region.LaunchTemplates.Count > 0))
        {
            var word = region.Parameters.Count > 0 ? "parameters" : "launchTemplates";
            if (hasPipeline)
            {
                problems.Warn(
                    ErrorCode.RecipeNotAvailable, region.Region.Place, $"'{word}' of {region.Region.Value} are moved by the pipeline only; a build from CI does not move them yet.",
                    "move them after the build from the output ami-ids, or let the pipeline build.");
            }
            else
            {
                problems.Add(
                    ErrorCode.RecipeNotAvailable, region.Region.Place, $"'{word}' of {region.Region.Value} are known, not available yet for a build from CI.",
                    "remove them and write them from the output ami-ids, or add a 'pipeline:' that distributes everywhere, whose images they follow.");
            }
        }
    }

    private static ParameterPointer? ReadParameter(MapNode map, ProblemList problems)
    {
        var keys = RecipeMaps.Parameter.Open(map, problems);
        var name = ValueForms.ParameterName.Check(keys.Text("name", required: true), problems);
        var account = Account(keys, problems);
        var type = keys.Text("type", required: false);
        if (type is not null && type.Value is not ("text" or "aws:ec2:image"))
        {
            problems.AddUnknownWord(ErrorCode.RecipeWord, type, "a type of parameters", ["text", "aws:ec2:image"]);
        }

        return name is null ? null : new ParameterPointer(name.Value, account, type?.Value != "text");
    }

    private static LaunchTemplatePointer? ReadTemplate(MapNode map, ProblemList problems)
    {
        var keys = RecipeMaps.LaunchTemplate.Open(map, problems);
        var id = ValueForms.LaunchTemplate.Check(keys.Text("id", required: true), problems);
        var account = Account(keys, problems);
        var setDefault = keys.Boolean("setDefault", absent: false);
        return id is null ? null : new LaunchTemplatePointer(id.Value, account, setDefault);
    }

    private static AccountId? Account(MapReader keys, ProblemList problems) =>
        ValueForms.Account.Check(keys.Text("account", required: false), problems) is { } text ? AccountId.Parse(text.Value) : null;

    private static IEnumerable<MapNode> Entries(ListNode? list, string what, string wanted, int most, ProblemList problems)
    {
        if (list is not null && list.Items.Count > most)
        {
            problems.Add(ErrorCode.RecipeNumber, list.Place, $"There are {list.Items.Count} entries; at most {most} are possible here.", "remove some.");
        }

        foreach (var item in list?.Items ?? [])
        {
            if (item is MapNode map)
            {
                yield return map;
            }
            else
            {
                problems.AddWrongKind(item, what, wanted);
            }
        }
    }
}
