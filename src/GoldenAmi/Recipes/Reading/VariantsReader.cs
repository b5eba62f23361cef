using System.Text.RegularExpressions;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Recipes.Reading;

/// <summary>Makes whole recipes of the variants: the recipe's own map with the variant's keys in the place of its own.</summary>
internal sealed partial class VariantsReader(RecipeSources sources)
{
    /// <summary>Sections of which a variant may replace single keys; every other key is replaced as a whole.</summary>
    private static readonly string[] Merged = ["infrastructure", "distribution"];

    /// <summary>Ours: it ends resource names, which Image Builder bounds to 128 characters, and AMI names.</summary>
    private static readonly ValueForm Name = new("the name of a variant", "1 to 32 lower-case letters, digits and '-', beginning and ending with a letter or digit, such as arm64", NamePattern(), 32);

    private readonly ProblemList _problems = sources.Problems;

    /// <returns>Name and map of each, in the file's order.</returns>
    public IReadOnlyList<(string Name, MapNode Map)> Read(MapNode recipe)
    {
        if (recipe.Find("variants") is not { } node || node is TextNode { IsNull: true })
        {
            return [];
        }

        if (node is not MapNode variants)
        {
            _problems.AddWrongKind(node, "'variants' of a recipe", "a map of names, such as 'arm64: { parent: … }'");
            return [];
        }

        var read = new List<(string, MapNode)>();
        foreach (var (key, value) in variants.Entries.Select(entry => (entry.Key, entry.Value)))
        {
            if (value is not MapNode own)
            {
                _problems.AddWrongKind(value, $"the variant '{ProblemList.Short(key.Value)}'", "a map with what it has in the place of the recipe's own");
                continue;
            }

            _ = RecipeMaps.Variant.Open(own, _problems);
            if (Name.Check(key, _problems) is not null)
            {
                read.Add((key.Value, Merge(recipe, own, key.Value)));
            }
        }

        return read;
    }

    /// <summary>The names of AMIs must differ: all variants are in the same regions, at nearly the same time.</summary>
    public void CheckNames(IReadOnlyList<Recipe> recipes)
    {
        foreach (var same in recipes.GroupBy(recipe => recipe.Distribution.Name.Value, StringComparer.Ordinal).Where(same => same.Count() > 1))
        {
            var second = same.ElementAt(1);
            _problems.Add(
                ErrorCode.RecipeVariantName, second.Distribution.Name.Place, $"The AMIs of the variant '{second.Variant}' would have the name '{same.Key}', as those of {(same.First().Variant is { } first ? $"the variant '{first}'" : "the recipe itself")}.",
                "give each its own name, or remove it from the variant: its name is added then.");
        }
    }

    private MapNode Merge(MapNode recipe, MapNode own, string variant)
    {
        var entries = recipe.Entries.Where(entry => entry.Key.Value != "variants").ToList();
        foreach (var entry in own.Entries.Where(entry => RecipeMaps.Variant.Keys.Contains(entry.Key.Value)))
        {
            Put(entries, Merged.Contains(entry.Key.Value) ? entry with { Value = MergeSection(recipe.Find(entry.Key.Value), entry.Value) } : entry);
        }

        if ((own.Find("distribution") is { } changed ? Content(changed) as MapNode : null)?.Find("name") is null
            && entries.Find(entry => entry.Key.Value == "distribution") is { } distribution && Content(distribution.Value) is MapNode section
            && section.Entries.FirstOrDefault(entry => entry.Key.Value == "name") is { Value: TextNode { IsNull: false } name } named)
        {
            var renamed = section.Entries.ToList();
            Put(renamed, named with { Value = name with { Value = $"{name.Value} {variant}" } });
            Put(entries, distribution with { Value = section with { Entries = renamed } });
        }

        return recipe with { Entries = entries };
    }

    private Node MergeSection(Node? below, Node above)
    {
        if (Content(above) is not MapNode own || Content(below) is not MapNode whole)
        {
            return above;
        }

        var entries = whole.Entries.ToList();
        foreach (var entry in own.Entries)
        {
            Put(entries, entry);
        }

        return own with { Entries = entries };
    }

    private Node? Content(Node? section) => section is TextNode { IsNull: false } path ? sources.ReadSection(path) : section;

    private static void Put(List<MapEntry> entries, MapEntry entry)
    {
        var index = entries.FindIndex(each => each.Key.Value == entry.Key.Value);
        if (index < 0)
        {
            entries.Add(entry);
        }
        else
        {
            entries[index] = entry;
        }
    }

    [GeneratedRegex(@"^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}
