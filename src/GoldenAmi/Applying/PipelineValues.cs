using System.Globalization;
using Amazon.Imagebuilder.Model;
using GoldenAmi.Builds.Fingerprints;

namespace GoldenAmi.Applying;

/// <summary>What a pipeline is, as names and texts: that of AWS and that which is wanted, in the same form. An absent value and the service's default are the same.</summary>
internal static class PipelineValues
{
    public static SortedDictionary<string, string> Of(ImagePipeline there) => Of(new UpdateImagePipelineRequest
    {
        Description = there.Description,
        ImageRecipeArn = there.ImageRecipeArn,
        InfrastructureConfigurationArn = there.InfrastructureConfigurationArn,
        DistributionConfigurationArn = there.DistributionConfigurationArn,
        ImageTestsConfiguration = there.ImageTestsConfiguration,
        EnhancedImageMetadataEnabled = there.EnhancedImageMetadataEnabled,
        Schedule = there.Schedule,
        Status = there.Status,
        ImageScanningConfiguration = there.ImageScanningConfiguration,
        Workflows = there.Workflows,
        LoggingConfiguration = there.LoggingConfiguration,
        ExecutionRole = there.ExecutionRole,
        ImageTags = there.ImageTags,
    });

    public static SortedDictionary<string, string> Of(UpdateImagePipelineRequest wanted)
    {
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["status"] = wanted.Status?.Value ?? "ENABLED",
            ["tests"] = Flag(wanted.ImageTestsConfiguration?.ImageTestsEnabled ?? true),
            ["metadata"] = Flag(wanted.EnhancedImageMetadataEnabled ?? true),
            ["scan"] = Flag(wanted.ImageScanningConfiguration?.ImageScanningEnabled ?? false),
        };
        Add("description", wanted.Description);
        Add("imageRecipe", Tail(wanted.ImageRecipeArn));
        Add("infrastructure", Tail(wanted.InfrastructureConfigurationArn));
        Add("distribution", Tail(wanted.DistributionConfigurationArn));
        Add("executionRole", wanted.ExecutionRole);
        Add("imageLogGroup", wanted.LoggingConfiguration?.ImageLogGroupName);
        Add("pipelineLogGroup", wanted.LoggingConfiguration?.PipelineLogGroupName);
        if (wanted.Schedule is { ScheduleExpression: { } expression } schedule)
        {
            values["schedule"] = expression;
            values["timezone"] = schedule.Timezone ?? "UTC";
            values["start"] = schedule.PipelineExecutionStartCondition?.Value == "EXPRESSION_MATCH_ONLY" ? "always" : "on-updates";
            Add("disableAfterFailures", schedule.AutoDisablePolicy?.FailureCount?.ToString(CultureInfo.InvariantCulture));
        }

        foreach (var (tag, value) in wanted.ImageTags ?? [])
        {
            values[$"tag {tag}"] = value;
        }

        foreach (var (name, text) in Workflows(wanted.Workflows))
        {
            values[name] = text;
        }

        return values;

        void Add(string name, string? value)
        {
            if (value is { Length: > 0 })
            {
                values[name] = value;
            }
        }
    }

    /// <summary><c>workflow 01</c> → which one it is, its group, what its failure does and its parameters.</summary>
    public static SortedDictionary<string, string> Workflows(IEnumerable<WorkflowConfiguration>? workflows) => new(
        (workflows ?? []).Index().ToDictionary(
            each => string.Create(CultureInfo.InvariantCulture, $"workflow {each.Index + 1:00}"),
            each => string.Join(' ', new[]
            {
                Tail(each.Item.WorkflowArn), each.Item.ParallelGroup, each.Item.OnFailure?.Value,
                string.Join(' ', (each.Item.Parameters ?? []).Select(parameter => $"{parameter.Name}={string.Join(",", parameter.Value ?? [])}")),
            }.Where(part => part is { Length: > 0 })),
            StringComparer.Ordinal),
        StringComparer.Ordinal);

    public static string DigestOf(IReadOnlyDictionary<string, string> values) => ContentDigest.OfText(string.Join('\n', values.Select(value => $"{value.Key}={value.Value}")));

    private static string Flag(bool value) => value ? "true" : "false";

    /// <summary><c>web-pipeline/1.4.0</c> of an ARN.</summary>
    private static string? Tail(string? arn) => arn is null || !arn.Contains('/', StringComparison.Ordinal) ? arn : arn[(arn.IndexOf('/', StringComparison.Ordinal) + 1)..];
}
