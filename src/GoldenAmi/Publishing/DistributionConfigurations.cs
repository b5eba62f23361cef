using Amazon.Imagebuilder.Model;
using GoldenAmi.Aws;
using GoldenAmi.Builds;
using GoldenAmi.Builds.Resolving;
using GoldenAmi.Builds.Resources;
using GoldenAmi.Reports;

namespace GoldenAmi.Publishing;

/// <summary>
/// Sees that a distribution configuration is there. Its name holds its content's digest and none is ever updated; one that was changed by hand is left alone, and the content gets the next free number behind the name.
/// </summary>
internal sealed class DistributionConfigurations(AwsClients clients, IReport report)
{
    /// <returns>Its ARN.</returns>
    public async Task<string> EnsureAsync(ResolvedRecipe resolved, DistributionResource wanted, CancellationToken ct)
    {
        var found = await FindAsync(resolved, wanted, ct);
        foreach (var drift in found.Drifts)
        {
            report.Say($"distribution configuration {drift.Name}", $"was changed by hand ({string.Join(", ", drift.Changes.Select(change => change.Name))}) and is left alone");
        }

        if (!found.IsThere)
        {
            await CreateAsync(resolved, wanted, found.Name, ct);
        }

        return ResourceNames.ConfigurationArn(resolved, DistributionResource.Kind, found.Name);
    }

    /// <summary>One call, and one more for each that was changed by hand.</summary>
    public Task<FoundConfiguration> FindAsync(ResolvedRecipe resolved, DistributionResource wanted, CancellationToken ct)
    {
        var values = wanted.Values;
        return FoundConfiguration.FindAsync(wanted.Name, values, async name => await GetAsync(resolved, name, ct) is not { } there ? null
            : FoundConfiguration.WasUpdated(there.DateCreated, there.DateUpdated) ? DistributionValues.Of(there.Distributions) : values);
    }

    /// <summary>What a configuration holds, or null when there is none of the name.</summary>
    public async Task<IReadOnlyDictionary<string, string>?> FindValuesAsync(ResolvedRecipe resolved, string name, CancellationToken ct) =>
        await GetAsync(resolved, name, ct) is { } there ? DistributionValues.Of(there.Distributions) : null;

    private async Task<DistributionConfiguration?> GetAsync(ResolvedRecipe resolved, string name, CancellationToken ct)
    {
        var home = resolved.Recipe.Region.Value.Value;
        var request = new GetDistributionConfigurationRequest { DistributionConfigurationArn = ResourceNames.ConfigurationArn(resolved, DistributionResource.Kind, name) };
        return (await clients.ImageBuilder(home).GetDistributionConfigurationAsync(request, ct).OrMissingAsync().ExplainAsync("imagebuilder:GetDistributionConfiguration", home))?.DistributionConfiguration;
    }

    public async Task CreateAsync(ResolvedRecipe resolved, DistributionResource wanted, string name, CancellationToken ct)
    {
        var home = resolved.Recipe.Region.Value.Value;
        var made = await clients.ImageBuilder(home).CreateDistributionConfigurationAsync(wanted.ToRequest(resolved.Recipe, name == wanted.Name ? null : name), ct)
            .OrTakenAsync().ExplainAsync("imagebuilder:CreateDistributionConfiguration", home);
        report.Say($"distribution configuration {name}", made is null ? "made by another run" : "created");
    }
}
