using Amazon.Imagebuilder.Model;
using GoldenAmi.Aws;
using GoldenAmi.Builds;
using GoldenAmi.Builds.Resources;
using GoldenAmi.Reports;

namespace GoldenAmi.Publishing;

/// <summary>Sees that a distribution configuration is there. Its name holds its content's digest: one that is there is right, and none is ever updated.</summary>
internal sealed class DistributionConfigurations(AwsClients clients, IReport report)
{
    /// <returns>Its ARN.</returns>
    public async Task<string> EnsureAsync(ResolvedRecipe resolved, DistributionResource wanted, CancellationToken ct)
    {
        var arn = ResourceNames.ConfigurationArn(resolved, DistributionResource.Kind, wanted.Name);
        if (!await IsThereAsync(resolved, arn, ct))
        {
            var home = resolved.Recipe.Region.Value.Value;
            var made = await clients.ImageBuilder(home).CreateDistributionConfigurationAsync(wanted.ToRequest(resolved.Recipe), ct)
                .OrTakenAsync().ExplainAsync("imagebuilder:CreateDistributionConfiguration", home);
            report.Say($"distribution configuration {wanted.Name}", made is null ? "made by another run" : "created");
        }

        return arn;
    }

    public async Task<bool> IsThereAsync(ResolvedRecipe resolved, string arn, CancellationToken ct)
    {
        var home = resolved.Recipe.Region.Value.Value;
        return await clients.ImageBuilder(home).GetDistributionConfigurationAsync(new GetDistributionConfigurationRequest { DistributionConfigurationArn = arn }, ct)
            .OrMissingAsync().ExplainAsync("imagebuilder:GetDistributionConfiguration", home) is not null;
    }
}
