using System.Text.RegularExpressions;
using Amazon.Imagebuilder;
using Amazon.Imagebuilder.Model;
using GoldenAmi.Builds;
using GoldenAmi.Builds.Images;
using GoldenAmi.Builds.Resolving;
using GoldenAmi.Builds.Resources;
using GoldenAmi.Recipes;
using Region = GoldenAmi.Identifiers.Region;

namespace GoldenAmi.Publishing;

/// <summary>A distribution configuration: which regions an image goes to and what its AMIs carry there.</summary>
/// <param name="Name">With its content's digest in it.</param>
internal sealed partial record DistributionResource(string Name, string Digest, IReadOnlyList<RegionalSettings> Regions)
{
    public const string Kind = "distribution-configuration";

    /// <summary>What a build makes in the home region: shared with nobody, because nothing is tested yet.</summary>
    /// <param name="version">The image's version, <c>1.4.0</c>.</param>
    public static DistributionResource OfBuild(ResolvedRecipe resolved, string version) =>
        Of(resolved.Recipe, [.. Wanted(resolved.Recipe, [resolved.Recipe.Region.Value]).Select(region =>
            new RegionalSettings(region.Region.Value, NameText(resolved.Recipe.Distribution.Name.Value, version), region.KmsKey, Tags(resolved, region)) { Description = resolved.Recipe.Description })]);

    /// <summary>Where a tested image goes.</summary>
    /// <param name="version">The image's version, <c>1.4.0</c>.</param>
    /// <param name="regions">Those to go to, each one of the recipe's.</param>
    public static DistributionResource Of(ResolvedRecipe resolved, string version, IReadOnlyCollection<Region> regions) =>
        Of(resolved.Recipe, [.. Wanted(resolved.Recipe, regions).Select(region =>
            new RegionalSettings(region.Region.Value, NameText(resolved.Recipe.Distribution.Name.Value, version), region.KmsKey, Tags(resolved, region))
            {
                Description = resolved.Recipe.Description,
                CopyTo = [.. region.CopyTo.Select(account => account.Value)],
                Share = region.Share,
            })]);

    /// <summary>
    /// Where a pipeline's images go, pointers and all: it runs without this program. One whose images stay in the home region has nothing beside their name and tags there, as a build has.
    /// Its versions are not known here: <c>{{ version }}</c> is the recipe's two numbers.
    /// </summary>
    public static DistributionResource OfPipeline(Recipe recipe) => recipe.Pipeline is { StaysHome: true }
        ? Of(recipe, [.. Wanted(recipe, [recipe.Region.Value]).Select(region => OfPipeline(recipe, region))])
        : Of(recipe, [.. Wanted(recipe, [.. recipe.Distribution.Regions.Select(region => region.Region.Value)]).Select(region => OfPipeline(recipe, region) with
            {
                CopyTo = [.. region.CopyTo.Select(account => account.Value)],
                Share = region.Share,
                Parameters = region.Parameters,
                LaunchTemplates = region.LaunchTemplates,
            })]);

    /// <summary>What it holds, as names and texts.</summary>
    public IReadOnlyDictionary<string, string> Values => DistributionValues.Of(Regions.Select(region => region.ToDistribution()));

    private static RegionalSettings OfPipeline(Recipe recipe, DistributionRegion region) =>
        new(region.Region.Value, NameText(recipe.Distribution.Name.Value, recipe.Version.Value.ToString()), region.KmsKey, PipelineTags(recipe, region)) { Description = recipe.Description };

    public CreateDistributionConfigurationRequest ToRequest(Recipe recipe, string? name = null) => new()
    {
        Name = name ?? Name,
        Description = $"Of {recipe.File}, made by Golden AMI; never changed in place",
        Distributions = [.. Regions.Select(region => region.ToDistribution())],
        Tags = ImageTags.Of(recipe),
        ClientToken = ClientToken.For("CreateDistributionConfiguration", $"{name ?? Digest} {recipe.File}", 0),
    };

    /// <summary>Date and build stay the service's own placeholders, so that the text is the same from run to run.</summary>
    internal static string NameText(string template, string version) => Placeholder().Replace(template, match => match.Groups["name"].Value switch
    {
        "version" => version,
        "date" => "{{ imagebuilder:buildDate }}",
        _ => "{{ imagebuilder:buildVersion }}",
    });

    private static DistributionResource Of(Recipe recipe, IReadOnlyList<RegionalSettings> settings)
    {
        var digest = DistributionDigest.Of(recipe.ResourceName, settings);
        return new DistributionResource(ResourceNames.Configuration(recipe, digest), digest, settings);
    }

    private static IEnumerable<DistributionRegion> Wanted(Recipe recipe, IReadOnlyCollection<Region> regions) =>
        recipe.Distribution.Regions.Where(region => regions.Contains(region.Region.Value)).OrderBy(region => region.Region.Value);

    private static SortedDictionary<string, string> Tags(ResolvedRecipe resolved, DistributionRegion region) =>
        new(PipelineTags(resolved.Recipe, region), StringComparer.Ordinal)
        {
            [ImageTags.Fingerprint] = resolved.Fingerprint.Value,
            [ImageTags.Settings] = WantedRegion.Of(region).Settings,
        };

    private static SortedDictionary<string, string> PipelineTags(Recipe recipe, DistributionRegion region) =>
        new(ImageTags.Of(recipe, region.Tags), StringComparer.Ordinal);

    [GeneratedRegex(@"\{\{\s*(?<name>version|date|build)\s*\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();
}

/// <summary>What is asked for in one region.</summary>
/// <param name="Name">The AMI's name, with the service's placeholders.</param>
/// <param name="Tags">The AMI's tags, the recipe's own and ours.</param>
internal sealed record RegionalSettings(Region Region, string Name, string? KmsKey, IReadOnlyDictionary<string, string> Tags)
{
    public string? Description { get; init; }

    public IReadOnlyList<string> CopyTo { get; init; } = [];

    public ImageShare Share { get; init; } = ImageShare.Nobody;

    public IReadOnlyList<ParameterPointer> Parameters { get; init; } = [];

    public IReadOnlyList<LaunchTemplatePointer> LaunchTemplates { get; init; } = [];

    /// <summary>As Image Builder takes it. What a recipe cannot say stays out: tests/contract/fields/distribution.json has each member and why.</summary>
    public Amazon.Imagebuilder.Model.Distribution ToDistribution() => new()
    {
        Region = Region.Value,
        AmiDistributionConfiguration = new AmiDistributionConfiguration
        {
            Name = Name,
            Description = Description,
            KmsKeyId = KmsKey,
            AmiTags = new(Tags, StringComparer.Ordinal),
            TargetAccountIds = CopyTo.Count == 0 ? null : [.. CopyTo],
            LaunchPermission = Share.IsNobody ? null : new LaunchPermissionConfiguration
            {
                UserIds = Share.Accounts.Count == 0 ? null : [.. Share.Accounts.Select(account => account.Value)],
                OrganizationArns = Share.Organizations.Count == 0 ? null : [.. Share.Organizations],
                OrganizationalUnitArns = Share.Units.Count == 0 ? null : [.. Share.Units],
            },
        },
        SsmParameterConfigurations = Parameters.Count == 0 ? null
            : [.. Parameters.Select(each => new SsmParameterConfiguration
            {
                ParameterName = each.Name,
                AmiAccountId = each.Account?.Value,
                DataType = new SsmParameterDataType(each.IsImageType ? "aws:ec2:image" : "text"),
            })],
        LaunchTemplateConfigurations = LaunchTemplates.Count == 0 ? null
            : [.. LaunchTemplates.Select(each => new LaunchTemplateConfiguration { LaunchTemplateId = each.Id, AccountId = each.Account?.Value, SetDefaultVersion = each.SetDefault })],
    };
}
