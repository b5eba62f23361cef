using System.Text.RegularExpressions;
using GoldenAmi.Components.Workflows;
using GoldenAmi.Diagnostics;
using GoldenAmi.Identifiers;

namespace GoldenAmi.Recipes.Reading;

/// <summary>Reads the workflows of a recipe and loads the documents that they name.</summary>
internal sealed partial class WorkflowsReader(RecipeSources sources, Region? home)
{
    /// <summary>Image Builder's quota "Workflows per image" (https://docs.aws.amazon.com/general/latest/gr/imagebuilder.html).</summary>
    private const int Most = 10;

    private static readonly ValueForm Group = new("a parallel group", "1 to 100 letters, digits and - _ + #, beginning with a letter or digit", GroupPattern(), 100);

    private readonly ProblemList _problems = sources.Problems;

    public IReadOnlyList<WorkflowUse> Read(ListNode? list)
    {
        if (list?.Items.Count > Most)
        {
            _problems.Add(ErrorCode.RecipeTooManyComponents, list.Items[Most].Place, $"This is workflow {Most + 1}; Image Builder takes at most {Most} for an image.", "put several workflows into one document.");
            return [];
        }

        return [.. (list?.Items ?? []).Select(ReadOne).OfType<WorkflowUse>()];
    }

    private WorkflowUse? ReadOne(Node item)
    {
        if (item is not MapNode map)
        {
            _problems.AddWrongKind(item, "a workflow of the recipe", "a map with 'path' and 'type', such as '- { path: workflows/test.yaml, type: test }'");
            return null;
        }

        var keys = RecipeMaps.Workflow.Open(map, _problems);
        var (uses, path) = (keys.Text("uses", required: false), keys.Text("path", required: false));
        var type = ReadType(keys.Text("type", required: true));
        var options = DocumentOptionsReader.Read(map, keys, home, _problems);
        if ((uses is null) == (path is null))
        {
            _problems.Add(
                ErrorCode.RecipeChoice, map.Place, $"A workflow has {(uses is null ? "neither 'uses' nor 'path'" : "both 'uses' and 'path'")}; it must have exactly one.", "write 'path: <file>' or 'uses: amazon/<name>@x.x.x'.");
            return null;
        }

        var values = ComponentsReader.ReadValues(keys.Map("with", required: false), _problems);
        var group = Group.Check(keys.Text("parallelGroup", required: false), _problems);
        if (group is not null && type == WorkflowType.Build)
        {
            _problems.Add(ErrorCode.RecipeChoice, group.Place, "Build workflows run one after the other; only test workflows have a parallel group.", "remove 'parallelGroup'.");
        }

        var goesOn = ReadOnFailure(keys.Text("onFailure", required: false));
        WorkflowUse? use = type is not { } kind ? null : path is null ? ReadExisting(uses!, kind) : ReadDocument(path, kind, options, values);
        return use is null ? null : use with { With = values, ParallelGroup = group?.Value, ContinuesOnFailure = goesOn };
    }

    private WorkflowType? ReadType(TextNode? text)
    {
        switch (text?.Value)
        {
            case null:
                return null;
            case "build":
                return WorkflowType.Build;
            case "test":
                return WorkflowType.Test;
            case "distribution":
                _problems.Add(
                    ErrorCode.RecipeWord, text.Place, "A workflow of the type 'distribution' would bring the image to other regions before its tests and gates have passed; allowed: build, test.",
                    "say where the image goes in the recipe's 'distribution'.");
                return null;
            default:
                _problems.AddUnknownWord(ErrorCode.RecipeWord, text, "a type of workflows", ["build", "test"]);
                return null;
        }
    }

    private bool ReadOnFailure(TextNode? text)
    {
        if (text is not null && text.Value is not ("abort" or "continue"))
        {
            _problems.AddUnknownWord(ErrorCode.RecipeWord, text, "a value of onFailure", ["abort", "continue"]);
        }

        return text?.Value == "continue";
    }

    private WorkflowUse.Existing? ReadExisting(TextNode text, WorkflowType type) =>
        ResourceReference.Read(text, "workflow", "amazon/test-image@x.x.x", home, _problems) is { } found
            ? new WorkflowUse.Existing(found.Owner, found.Name, found.Version, type, text.Place)
            : null;

    private WorkflowUse.Document? ReadDocument(TextNode path, WorkflowType type, DocumentOptions options, IReadOnlyList<ComponentParameter> values)
    {
        if (sources.ReadComponent(path) is not { } file)
        {
            return null;
        }

        var (document, problems) = WorkflowDocument.Parse(file.Text, file.File, type);
        _problems.AddAll(problems);
        if (document is null)
        {
            return null;
        }

        _problems.AddAll(document.CheckParameters([.. values.Select(value => (value.Name, value.Value, value.Place))], path.Place));
        return new WorkflowUse.Document(file.File, file.Text, options, type, path.Place);
    }

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9_+#-]{0,99}\z", RegexOptions.CultureInvariant)]
    private static partial Regex GroupPattern();
}
