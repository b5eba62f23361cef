using System.Text.RegularExpressions;
using Amazon.Imagebuilder.Model;
using GoldenAmi.Builds;
using GoldenAmi.Builds.Resources;
using GoldenAmi.Identifiers;
using GoldenAmi.Recipes;

namespace GoldenAmi.Publishing;

/// <summary>A distribution configuration: which regions an image goes to and what its AMIs carry there.</summary>
/// <param name="Name">With its content's digest in it.</param>
internal sealed partial record DistributionResource(string Name, string Digest, IReadOnlyList<RegionalSettings> Regions)
{
    public const string Kind = "distribution-configuration";

    /// <param name="version">The image's version, <c>1.4.0</c>.</param>
    /// <param name="regions">Those to go to, each one of the recipe's.</param>
    public static DistributionResource Of(ResolvedRecipe resolved, string version, IReadOnlyCollection<Region> regions)
    {
        var recipe = resolved.Recipe;
        var settings = recipe.Distribution.Regions.Where(region => regions.Contains(region.Region.Value)).OrderBy(region => region.Region.Value)
            .Select(region => new RegionalSettings(region.Region.Value, NameText(recipe.Distribution.Name.Value, version), region.KmsKey, Tags(resolved, region))).ToList();
        var digest = DigestOf(recipe.ResourceName, settings);
        return new DistributionResource(ResourceNames.Configuration(recipe, digest), digest, settings);
    }

    public CreateDistributionConfigurationRequest ToRequest(Recipe recipe) => new()
    {
        Name = Name,
        Description = $"Of {recipe.File}, made by Golden AMI; never changed in place",
        Distributions =
        [
            .. Regions.Select(region => new Amazon.Imagebuilder.Model.Distribution
            {
                Region = region.Region.Value,
                AmiDistributionConfiguration = new AmiDistributionConfiguration { Name = region.Name, KmsKeyId = region.KmsKey, AmiTags = new(region.Tags, StringComparer.Ordinal) },
            }),
        ],
        Tags = ImageTags.Of(recipe),
        ClientToken = ClientToken.For("CreateDistributionConfiguration", $"{Digest} {recipe.File}", 0),
    };

    /// <summary>Date and build stay the service's own placeholders, so that the text is the same from run to run.</summary>
    internal static string NameText(string template, string version) => Placeholder().Replace(template, match => match.Groups["name"].Value switch
    {
        "version" => version,
        "date" => "{{ imagebuilder:buildDate }}",
        _ => "{{ imagebuilder:buildVersion }}",
    });

    private static SortedDictionary<string, string> Tags(ResolvedRecipe resolved, DistributionRegion region) =>
        new(ImageTags.Of(resolved.Recipe).Concat(region.Tags).GroupBy(tag => tag.Key, StringComparer.Ordinal).ToDictionary(tag => tag.Key, tag => tag.Last().Value, StringComparer.Ordinal), StringComparer.Ordinal)
        {
            [ImageTags.Fingerprint] = resolved.Fingerprint.Value,
            [ImageTags.Settings] = WantedRegion.Of(region).Settings,
        };

    private static string DigestOf(string recipe, IReadOnlyList<RegionalSettings> regions) => ContentDigest.OfJson(json =>
    {
        json.WriteStartObject();
        json.WriteString("recipe", recipe);
        foreach (var region in regions)
        {
            json.WriteStartObject(region.Region.Value);
            json.WriteString("name", region.Name);
            json.WriteString("kmsKey", region.KmsKey);
            foreach (var (name, value) in region.Tags)
            {
                json.WriteString($"tag:{name}", value);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    });

    [GeneratedRegex(@"\{\{\s*(?<name>version|date|build)\s*\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();
}

/// <summary>What is asked for in one region.</summary>
/// <param name="Name">The AMI's name, with the service's placeholders.</param>
/// <param name="Tags">The AMI's tags, the recipe's own and ours.</param>
internal sealed record RegionalSettings(Region Region, string Name, string? KmsKey, IReadOnlyDictionary<string, string> Tags);
