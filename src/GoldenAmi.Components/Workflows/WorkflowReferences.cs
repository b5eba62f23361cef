using System.Text.RegularExpressions;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Components.Workflows;

/// <summary>Checks references of a workflow document: <c>$.stepOutputs.Launch.instanceId</c>, alone or within <c>{{ }}</c>.</summary>
internal sealed partial class WorkflowReferences(SourceText source, IReadOnlyList<WorkflowParameter> parameters, ProblemList problems)
{
    /// <summary>https://docs.aws.amazon.com/imagebuilder/latest/userguide/wfdoc-dynamic-vars.html; <c>dateTime</c> is used by an example of the guide and missing in its table.</summary>
    private static readonly string[] Variables =
    [
        "cloudWatchLogGroup", "cloudWatchLogStream", "collectImageMetadata", "collectImageScanFindings", "dateTime", "imageBuildNumber", "imageId", "imageName", "imageType", "imageVersionNumber",
        "instanceProfileName", "platform", "s3Logs", "securityGroups", "sourceImageARN", "subnetId", "terminateInstanceOnFailure", "workflowPhase", "workingDirectory",
    ];

    private readonly List<WorkflowStep> _steps = [];
    private readonly HashSet<string> _unread = new(StringComparer.Ordinal);

    /// <summary>From here on the step can be referred to.</summary>
    public void Add(WorkflowStep step) => _steps.Add(step);

    /// <summary>The step is wrong, which was told: references to it are not told to be wrong too.</summary>
    public void AddUnread(string step) => _unread.Add(step);

    /// <summary>The name of the last step with that action, or null.</summary>
    public string? FindStep(string action) => _steps.FindLast(step => step.Action == action)?.Name;

    /// <summary>A text that is a reference as a whole.</summary>
    public void CheckPath(TextNode text) => Check(text.Value.Trim(), text.Place);

    /// <summary>A value, with the texts in it, that may hold references in double braces.</summary>
    public void CheckText(Node value)
    {
        switch (value)
        {
            case TextNode text:
                foreach (var match in Braces().Matches(text.Value).Cast<Match>())
                {
                    Check(match.Groups[1].Value, source.PlaceOf(match.Value, text));
                }

                break;
            case ListNode list:
                foreach (var item in list.Items)
                {
                    CheckText(item);
                }

                break;
            case MapNode map:
                foreach (var entry in map.Entries)
                {
                    if (entry.Key.Value.EndsWith(".$", StringComparison.Ordinal) && entry.Value is TextNode path)
                    {
                        CheckPath(path);
                    }
                    else
                    {
                        CheckText(entry.Value);
                    }
                }

                break;
            default:
                break;
        }
    }

    private void Check(string path, SourcePlace place)
    {
        var parts = path.Split('.');
        var problem = parts switch
        {
            ["$", "parameters", var name] => Named(name, "parameter of this workflow", parameters.Select(parameter => parameter.Name)),
            ["$", "imagebuilder", var name] => Named(name, "variable of Image Builder", Variables),
            ["$", "stepOutputs", var step, var output] => Output(step, output),
            ["$", "workflowOutputs", not ""] => null,
            _ => ($"'{ProblemList.Short(path)}' is not a reference; it must be $.parameters.<name>, $.stepOutputs.<step>.<output>, $.workflowOutputs.<name> or $.imagebuilder.<variable>.", "correct it."),
        };
        if (problem is var (message, fix))
        {
            problems.Add(ErrorCode.WorkflowReference, place, message, fix);
        }
    }

    private (string Message, string Fix)? Output(string step, string output)
    {
        if (_unread.Contains(step))
        {
            return null;
        }

        if (_steps.Find(each => each.Name == step) is not { } found)
        {
            var names = _steps.Select(each => each.Name).ToList();
            return ($"There is no step '{ProblemList.Short(step)}' before this place; before it stand {(names.Count == 0 ? "none" : string.Join(", ", names))}.", ProblemList.DidYouMean(step, names));
        }

        var outputs = WorkflowAction.Find(found.Action)!.Outputs;
        return outputs.Contains(output)
            ? null
            : ($"The step '{step}' ({found.Action}) has no output '{ProblemList.Short(output)}'; it has {(outputs.Count == 0 ? "none" : string.Join(", ", outputs))}.", ProblemList.DidYouMean(output, outputs));
    }

    private static (string Message, string Fix)? Named(string name, string what, IEnumerable<string> known)
    {
        var names = known.ToList();
        return names.Contains(name) ? null : ($"'{ProblemList.Short(name)}' is not a {what}; there {(names.Count == 0 ? "are none" : $"are {string.Join(", ", names)}")}.", ProblemList.DidYouMean(name, names));
    }

    [GeneratedRegex(@"\{\{\s*(\$[^{}]*?)\s*\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex Braces();
}
