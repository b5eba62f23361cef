using System.Text.Json.Nodes;
using GoldenAmi.LocalCloud.Protocol;
using GoldenAmi.LocalCloud.State;

namespace GoldenAmi.LocalCloud.ImageBuilder;

/// <summary>Images as answers show them.</summary>
internal static class ImageAnswers
{
    /// <param name="scanState">Null when no scan was asked for.</param>
    public static JsonObject Image(CloudRecords records, ImageRecord image, JsonObject? scanState)
    {
        var answer = Summary(records, image);
        answer.Remove("owner");
        answer["enhancedImageMetadataEnabled"] = image.Given.Flag("enhancedImageMetadataEnabled") ?? true;
        answer["imageRecipe"] = image.Recipe is { } recipe ? AsBuilt(recipe, image) : null;
        answer["infrastructureConfiguration"] = image.Infrastructure is { } infrastructure ? ResourceAnswers.Configuration(infrastructure) : null;
        answer["distributionConfiguration"] = image.Distribution is { } distribution ? ResourceAnswers.Configuration(distribution) : null;
        answer["imageTestsConfiguration"] = image.Given["imageTestsConfiguration"]?.DeepClone();
        answer["workflows"] = image.Given["workflows"]?.DeepClone();
        answer["executionRole"] = image.Given.Text("executionRole");
        answer["sourcePipelineArn"] = image.Pipeline;
        answer["sourcePipelineName"] = image.PipelineName;
        answer["imageScanningConfiguration"] = image.Given["imageScanningConfiguration"]?.DeepClone();
        answer["scanState"] = scanState;
        return answer;
    }

    /// <summary>A guess: an image names each component by the version that a wildcard came to when its build began, and the parent as its recipe does.</summary>
    private static JsonObject AsBuilt(ResourceRecord recipe, ImageRecord image)
    {
        var answer = ResourceAnswers.Recipe(recipe);
        foreach (var (use, component) in answer.Structures("components").Zip(image.Components))
        {
            use["componentArn"] = component.Arn;
        }

        return answer;
    }

    public static JsonObject Summary(CloudRecords records, ImageRecord image) => new()
    {
        ["arn"] = image.Arn,
        ["name"] = image.Name,
        ["type"] = "AMI",
        ["version"] = image.Version,
        ["platform"] = "Linux",
        ["osVersion"] = null,
        ["state"] = new JsonObject { ["status"] = image.Status, ["reason"] = image.Reason, ["failureContext"] = image.Failure?.DeepClone() },
        ["owner"] = IsManaged(image) ? ManagedImages.OwnerShown : image.Account,
        ["dateCreated"] = Values.Time(image.Created),
        ["outputResources"] = Outputs(records, image),
        ["tags"] = Values.Map(image.Tags),
        ["buildType"] = IsManaged(image) ? null : image.IsScheduled ? "SCHEDULED" : "USER_INITIATED",
        ["imageSource"] = IsManaged(image) ? "AMAZON_MANAGED" : "CUSTOM",
        ["loggingConfiguration"] = image.Given["loggingConfiguration"]?.DeepClone(),
    };

    /// <summary>A version with all its builds: its ARN ends with the version.</summary>
    public static JsonObject Version(CloudRecords records, ImageRecord image)
    {
        var summary = Summary(records, image);
        foreach (var name in (string[])["state", "outputResources", "tags", "loggingConfiguration"])
        {
            summary.Remove(name);
        }

        summary["arn"] = image.Arn[..image.Arn.LastIndexOf('/')];
        return summary;
    }

    private static bool IsManaged(ImageRecord image) => image.Account == ManagedImages.Owner;

    private static JsonObject? Outputs(CloudRecords records, ImageRecord image) => image.Outputs.Count == 0 ? null : new JsonObject
    {
        ["amis"] = Values.List(image.Outputs.Select(output => Ami(records, output))),
    };

    private static JsonObject Ami(CloudRecords records, OutputRecord output)
    {
        var ami = records.FindAmi(output.Ami);
        return new JsonObject
        {
            ["region"] = output.Region,
            ["image"] = output.Ami,
            ["name"] = ami?.Name,
            ["description"] = ami?.Description,
            ["accountId"] = output.Account,
        };
    }
}
