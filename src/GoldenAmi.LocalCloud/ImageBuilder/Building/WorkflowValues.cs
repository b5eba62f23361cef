using System.Globalization;
using System.Text.RegularExpressions;
using GoldenAmi.Components.Workflows;
using GoldenAmi.LocalCloud.Protocol;
using GoldenAmi.LocalCloud.State;

namespace GoldenAmi.LocalCloud.ImageBuilder.Building;

/// <summary>What references of a workflow mean while it runs, and whether conditions hold.</summary>
/// <param name="outputs"><c>Step.output</c> → value, of the steps that ran.</param>
internal sealed partial class WorkflowValues(ImageRecord image, ChosenWorkflow chosen, WorkflowDocument document, IReadOnlyDictionary<string, string> outputs)
{
    public bool Holds(WorkflowCondition condition) => condition switch
    {
        WorkflowCondition.And and => and.Parts.All(Holds),
        WorkflowCondition.Or or => or.Parts.Any(Holds),
        WorkflowCondition.Not not => !Holds(not.Inner),
        WorkflowCondition.Comparison comparison => Compare(comparison.Operator, Read(comparison.Value), comparison.Expected),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static bool Compare(string name, string value, string expected)
    {
        if (!name.StartsWith("number", StringComparison.Ordinal))
        {
            return string.Equals(value, expected, name == "booleanEquals" ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);
        }

        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var left))
        {
            throw new BuildFailedException($"The condition {name} compares '{value}', which is not a number");
        }

        var right = double.Parse(expected, NumberStyles.Float, CultureInfo.InvariantCulture);
        return name switch
        {
            "numberEquals" => left.Equals(right),
            "numberGreaterThan" => left > right,
            "numberGreaterThanEquals" => left >= right,
            "numberLessThan" => left < right,
            _ => left <= right,
        };
    }

    private string Read(string text) =>
        text.StartsWith("$.", StringComparison.Ordinal) ? ReadPath(text) : Braces().Replace(text, match => ReadPath(match.Groups[1].Value));

    private string ReadPath(string path) => path.Split('.') switch
    {
        ["$", "parameters", var name] => chosen.Parameters.TryGetValue(name, out var given) ? string.Join(',', given) : string.Join(',', document.Parameters.FirstOrDefault(each => each.Name == name)?.Default ?? []),
        ["$", "stepOutputs", var step, var output] => outputs.GetValueOrDefault($"{step}.{output}") ?? throw new BuildFailedException($"The reference {path} leads to a step that did not run"),
        ["$", "imagebuilder", var name] => Variable(name),
        _ => throw new BuildFailedException($"LocalCloud does not serve the reference {path}"),
    };

    private string Variable(string name) => name switch
    {
        "cloudWatchLogGroup" => ImageLog.Group(image),
        "cloudWatchLogStream" => ImageLog.Stream(image),
        "collectImageMetadata" => image.Given.Flag("enhancedImageMetadataEnabled") == false ? "false" : "true",
        "collectImageScanFindings" => "false",
        "imageBuildNumber" => image.Build.ToString(CultureInfo.InvariantCulture),
        "imageId" => image.Ami ?? "",
        "imageName" => image.Name,
        "imageType" => "AMI",
        "imageVersionNumber" => image.Version,
        "instanceProfileName" => image.Infrastructure!.Given.Text("instanceProfileName") ?? "",
        "platform" => "Linux",
        "subnetId" => image.Infrastructure!.Given.Text("subnetId") ?? "",
        "terminateInstanceOnFailure" => image.Infrastructure!.Given.Flag("terminateInstanceOnFailure") == false ? "false" : "true",
        "workflowPhase" => chosen.Workflow.Given.RequiredText("type"),
        "workingDirectory" => image.Recipe!.Given.Text("workingDirectory") ?? "/tmp",
        _ => throw new BuildFailedException($"LocalCloud does not serve the reference $.imagebuilder.{name}"),
    };

    [GeneratedRegex(@"\{\{\s*(\$[^{}]*?)\s*\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex Braces();
}
