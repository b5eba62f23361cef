using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GoldenAmi.LocalCloud.Protocol;
using GoldenAmi.LocalCloud.State;

namespace GoldenAmi.LocalCloud.ImageBuilder;

/// <summary>Operations on infrastructure and distribution configurations.</summary>
internal static partial class ConfigurationOperations
{
    private static readonly Dictionary<string, Func<ResourceRecord, IEnumerable<string?>>> Filters = new(StringComparer.Ordinal)
    {
        ["name"] = configuration => [configuration.Name],
    };

    /// <summary>Quotas of Image Builder (https://docs.aws.amazon.com/general/latest/gr/imagebuilder.html).</summary>
    private const int MostTemplates = 5;

    private const int MostParameters = 10;

    private static readonly string[] NotServedDistributions =
    [
        "containerDistributionConfiguration", "licenseConfigurationArns", "s3ExportConfiguration", "fastLaunchConfigurations",
    ];

    public static JsonObject CreateInfrastructure(Call call) => Create(call, ResourceKinds.Infrastructure, "infrastructureConfigurationArn");

    public static JsonObject CreateDistribution(Call call)
    {
        CheckDistributions(call);
        return Create(call, ResourceKinds.Distribution, "distributionConfigurationArn");
    }

    public static JsonObject UpdateInfrastructure(Call call) => Update(call, ResourceKinds.Infrastructure, "infrastructureConfigurationArn");

    public static JsonObject UpdateDistribution(Call call)
    {
        CheckDistributions(call);
        return Update(call, ResourceKinds.Distribution, "distributionConfigurationArn");
    }

    public static JsonObject GetInfrastructure(Call call) => Get(call, ResourceKinds.Infrastructure, "infrastructureConfigurationArn", "infrastructureConfiguration");

    public static JsonObject GetDistribution(Call call) => Get(call, ResourceKinds.Distribution, "distributionConfigurationArn", "distributionConfiguration");

    public static JsonObject ListInfrastructures(Call call) =>
        List(call, ResourceKinds.Infrastructure, "infrastructureConfigurationSummaryList", ResourceAnswers.InfrastructureSummary);

    public static JsonObject ListDistributions(Call call) =>
        List(call, ResourceKinds.Distribution, "distributionConfigurationSummaryList", ResourceAnswers.DistributionSummary);

    private static void CheckDistributions(Call call)
    {
        var distributions = call.Input.Structures("distributions");
        if (distributions.Count == 0)
        {
            throw BuilderErrors.Value("distributions", "At least one distribution is needed.");
        }

        foreach (var distribution in distributions)
        {
            if (!RegionName().IsMatch(distribution.RequiredText("region")))
            {
                throw BuilderErrors.Value("distributions", $"'{distribution.Text("region")}' is not the name of a region.");
            }

            CheckQuota(distribution, "launchTemplateConfigurations", MostTemplates);
            CheckQuota(distribution, "ssmParameterConfigurations", MostParameters);
            if (NotServedDistributions.FirstOrDefault(name => distribution[name] is not null) is { } name)
            {
                throw BuilderErrors.NotServed($"'{name}' of a distribution");
            }
        }

        if (distributions.GroupBy(each => each.RequiredText("region")).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw BuilderErrors.Value("distributions", $"The region '{twice.Key}' is given more than once.");
        }
    }

    private static void CheckQuota(JsonObject distribution, string member, int most)
    {
        if (distribution.Structures(member).Count is var count && count > most)
        {
            throw Quotas.Exceeded($"A region of a distribution has at most {most} {member}; this one has {count}.");
        }
    }

    private static JsonObject Create(Call call, string kind, string member)
    {
        var name = call.Input.RequiredText("name");
        if (Catalog.Own(call, kind).Any(each => Arns.Slug(each.Name) == Arns.Slug(name)))
        {
            throw BuilderErrors.Exists(kind, name, version: null);
        }

        return ResourceOperations.Created(call, member, ResourceOperations.Add(call, kind).Arn);
    }

    /// <summary>The request's members take the place of all that were there. A guess: a configuration with which an image is being made cannot be changed meanwhile.</summary>
    private static JsonObject Update(Call call, string kind, string member)
    {
        var old = Catalog.Get(call, kind, call.Input.RequiredText(member));
        if (call.State.Records.Images.Find(each => !ImageStatus.IsFinal(each.Status) && (each.Infrastructure?.Arn == old.Arn || each.Distribution?.Arn == old.Arn)) is { } user)
        {
            throw new AwsErrorException("ResourceInUseException", $"The resource '{old.Arn}' is in use by '{user.Arn}', which is {user.Status}.");
        }

        var updated = old with { Given = ResourceOperations.GivenOf(call, member), Updated = call.Now };
        call.State.Records = call.State.Records with { Resources = CloudRecords.Changed(call.State.Records.Resources, each => ReferenceEquals(each, old), _ => updated) };
        return ResourceOperations.Created(call, member, old.Arn);
    }

    private static JsonObject Get(Call call, string kind, string arnMember, string member) => new()
    {
        ["requestId"] = call.RequestId,
        [member] = ResourceAnswers.Configuration(Catalog.Get(call, kind, call.Input.RequiredText(arnMember))),
    };

    private static JsonObject List(Call call, string kind, string member, Func<ResourceRecord, JsonObject> write) =>
        ListFilters.Answer(call, member, ListFilters.Page(call, ListFilters.Apply(call, Catalog.Own(call, kind), Filters)), write);

    [GeneratedRegex(@"\A[a-z]{2}(?:-[a-z]+)+-[0-9]{1,2}\z", RegexOptions.CultureInvariant)]
    private static partial Regex RegionName();
}
