using Amazon.Imagebuilder;
using Amazon.Imagebuilder.Model;
using GoldenAmi.Builds.Images;
using GoldenAmi.Recipes;

namespace GoldenAmi.Applying;

/// <summary>The pipeline that a recipe asks for.</summary>
internal static class PipelineResource
{
    public const string Kind = "image-pipeline";

    /// <summary><c>golden-ami-web</c>: a recipe, and each of its variants, has one pipeline, which is changed in place.</summary>
    public static string Name(Recipe recipe) => $"golden-ami-{recipe.ResourceName}";

    /// <summary>Everything that it is to be. A pipeline is replaced as a whole: what is left out here is gone afterwards.</summary>
    public static UpdateImagePipelineRequest Wanted(Recipe recipe, Pipeline pipeline, PipelineParts parts) => new()
    {
        Description = $"Of {recipe.File}, made by Golden AMI: change it there",
        ImageRecipeArn = parts.ImageRecipeArn,
        InfrastructureConfigurationArn = parts.InfrastructureArn,
        DistributionConfigurationArn = parts.DistributionArn,
        ImageTestsConfiguration = new ImageTestsConfiguration { ImageTestsEnabled = true },
        EnhancedImageMetadataEnabled = true,
        Schedule = pipeline.Schedule is null ? null : new Schedule
        {
            ScheduleExpression = pipeline.Schedule,
            Timezone = pipeline.Timezone,
            PipelineExecutionStartCondition = new PipelineExecutionStartCondition(
                pipeline.Start == PipelineStart.Always ? "EXPRESSION_MATCH_ONLY" : "EXPRESSION_MATCH_AND_DEPENDENCY_UPDATES_AVAILABLE"),
            AutoDisablePolicy = pipeline.DisableAfterFailures is { } failures ? new AutoDisablePolicy { FailureCount = failures } : null,
        },
        Status = new PipelineStatus(pipeline.Enabled ? "ENABLED" : "DISABLED"),
        ImageScanningConfiguration = pipeline.Scan ? new ImageScanningConfiguration { ImageScanningEnabled = true } : null,
        ExecutionRole = recipe.ExecutionRole?.Value,
        LoggingConfiguration = (pipeline.ImageLogGroup ?? recipe.Infrastructure.LogGroup) is var images && images is null && pipeline.PipelineLogGroup is null ? null
            : new PipelineLoggingConfiguration { ImageLogGroupName = images, PipelineLogGroupName = pipeline.PipelineLogGroup },
        ImageTags = ImageTags.Of(recipe, pipeline.Tags),
        Workflows = parts.Workflows,
    };

    /// <summary>The same as a new pipeline. Its name is its own guard against a second one; a token of its content would bring a deleted one's answer back.</summary>
    public static CreateImagePipelineRequest ToCreate(Recipe recipe, UpdateImagePipelineRequest wanted) => new()
    {
        Name = Name(recipe),
        Description = wanted.Description,
        ImageRecipeArn = wanted.ImageRecipeArn,
        InfrastructureConfigurationArn = wanted.InfrastructureConfigurationArn,
        DistributionConfigurationArn = wanted.DistributionConfigurationArn,
        ImageTestsConfiguration = wanted.ImageTestsConfiguration,
        EnhancedImageMetadataEnabled = wanted.EnhancedImageMetadataEnabled,
        Schedule = wanted.Schedule,
        Status = wanted.Status,
        ImageScanningConfiguration = wanted.ImageScanningConfiguration,
        ExecutionRole = wanted.ExecutionRole,
        Workflows = wanted.Workflows,
        LoggingConfiguration = wanted.LoggingConfiguration,
        ImageTags = wanted.ImageTags,
        Tags = ImageTags.Of(recipe),
        ClientToken = Guid.NewGuid().ToString("D"),
    };
}

/// <summary>ARNs of what a pipeline is made of; one that is to be made yet has a text in its place.</summary>
internal sealed record PipelineParts(string ImageRecipeArn, string InfrastructureArn, string DistributionArn)
{
    /// <summary>Null: Image Builder's own.</summary>
    public List<WorkflowConfiguration>? Workflows { get; init; }
}
