using Amazon.Imagebuilder.Model;

namespace GoldenAmi.Publishing;

/// <summary>What a distribution configuration holds, as names and texts: that of AWS and that which is wanted, in the same form.</summary>
internal static class DistributionValues
{
    private const string Comma = ", ";

    public static IReadOnlyDictionary<string, string> Of(IEnumerable<Distribution>? distributions)
    {
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var distribution in distributions ?? [])
        {
            var (region, ami) = (distribution.Region ?? "", distribution.AmiDistributionConfiguration);
            Add(region, "name", ami?.Name);
            Add(region, "description", ami?.Description);
            Add(region, "kmsKey", ami?.KmsKeyId);
            AddList(region, "copyTo", ami?.TargetAccountIds);
            AddList(region, "share accounts", ami?.LaunchPermission?.UserIds);
            AddList(region, "share groups", ami?.LaunchPermission?.UserGroups);
            AddList(region, "share organizations", ami?.LaunchPermission?.OrganizationArns);
            AddList(region, "share organizationalUnits", ami?.LaunchPermission?.OrganizationalUnitArns);
            foreach (var (tag, value) in ami?.AmiTags ?? [])
            {
                values[$"{region} tag {tag}"] = value;
            }

            foreach (var parameter in distribution.SsmParameterConfigurations ?? [])
            {
                values[$"{region} parameter {parameter.ParameterName}"] = $"{parameter.DataType?.Value ?? "text"} {parameter.AmiAccountId}".Trim();
            }

            foreach (var template in distribution.LaunchTemplateConfigurations ?? [])
            {
                values[$"{region} launchTemplate {template.LaunchTemplateId} {template.AccountId}".Trim()] = template.SetDefaultVersion == true ? "default" : "version";
            }

            AddList(region, "licences", distribution.LicenseConfigurationArns);
        }

        return values;

        void Add(string region, string name, string? value)
        {
            if (value is { Length: > 0 })
            {
                values[$"{region} {name}"] = value;
            }
        }

        void AddList(string region, string name, IEnumerable<string>? list) => Add(region, name, string.Join(Comma, (list ?? []).Order(StringComparer.Ordinal)));
    }

    /// <summary>The items of a value that is a list; none of null.</summary>
    public static IReadOnlyList<string> ListOf(string? value) => value?.Split(Comma) ?? [];
}
