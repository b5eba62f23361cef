using System.Globalization;
using GoldenAmi.Components.Language;
using GoldenAmi.Diagnostics;
using GoldenAmi.Identifiers;

namespace GoldenAmi.Recipes.Reading;

/// <summary>When a component runs: while the image is built, or on a fresh machine started from the new image.</summary>
internal enum ComponentStage
{
    Build,
    Test,
}

/// <summary>Reads the two lists of components and loads the documents that they name.</summary>
internal sealed class ComponentsReader(RecipeSources sources, Region? home)
{
    /// <summary>Image Builder's quota "Components per image recipe" (https://docs.aws.amazon.com/general/latest/gr/imagebuilder.html); tests count too.</summary>
    private const int Most = 20;

    private readonly ProblemList _problems = sources.Problems;
    private readonly Dictionary<string, ComponentDocument?> _documents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SourcePlace> _uses = new(StringComparer.Ordinal);

    /// <summary>Entries so far, good and bad.</summary>
    public int Count { get; private set; }

    public IReadOnlyList<ComponentUse> Read(ListNode? list, ComponentStage stage)
    {
        var uses = new List<ComponentUse>();
        foreach (var item in list?.Items ?? [])
        {
            Count++;
            if (Count > Most + 1)
            {
                // Told already; a list of any length must not make the program read any number of files.
                break;
            }

            if (Count > Most)
            {
                var message = string.Create(CultureInfo.InvariantCulture, $"This is component {Count}; Image Builder takes at most {Most} in a recipe, tests counted.");
                _problems.Add(ErrorCode.RecipeTooManyComponents, item.Place, message, "put several components into one document.");
            }
            else if (ReadOne(item, stage) is { } use)
            {
                uses.Add(use);
                WarnWhenRepeated(use, stage);
            }
        }

        return uses;
    }

    private ComponentUse? ReadOne(Node item, ComponentStage stage)
    {
        if (item is not MapNode map)
        {
            _problems.AddWrongKind(item, "a component of the recipe", "a map with 'uses' or 'path', such as '- path: components/nginx.yaml'");
            return null;
        }

        var keys = RecipeMaps.Component.Open(map, _problems);
        var (uses, path) = (keys.Text("uses", required: false), keys.Text("path", required: false));
        var values = ReadValues(keys.Map("with", required: false), _problems);
        if ((uses is null) == (path is null))
        {
            var found = uses is null ? "neither 'uses' nor 'path'" : "both 'uses' and 'path'";
            _problems.Add(
                ErrorCode.RecipeChoice, map.Place, $"A component has {found}; it must have exactly one.", "write 'uses: amazon/<name>@x.x.x' or 'path: <file>'.");
            return null;
        }

        var options = DocumentOptionsReader.Read(map, keys, home, _problems);
        return path is null ? UsesReader.Read(uses!, values, home, _problems) : ReadDocument(path, values, options, stage);
    }

    /// <summary>The values of <c>with</c>.</summary>
    public static List<ComponentParameter> ReadValues(MapNode? map, ProblemList problems)
    {
        var values = new List<ComponentParameter>();
        foreach (var (key, node) in map?.Entries.Select(entry => (entry.Key, entry.Value)) ?? [])
        {
            if (node is TextNode text)
            {
                values.Add(new ComponentParameter(key.Value, text.IsNull ? "" : text.Value, text.Place));
            }
            else
            {
                problems.AddWrongKind(node, $"the value of '{ProblemList.Short(key.Value)}'", "a text");
            }
        }

        return values;
    }

    private ComponentUse.Document? ReadDocument(TextNode path, List<ComponentParameter> values, DocumentOptions options, ComponentStage stage)
    {
        if (sources.ReadComponent(path) is not { } file)
        {
            return null;
        }

        if (!_documents.TryGetValue(file.File, out var document))
        {
            (document, var problems) = ComponentDocument.Parse(file.Text, file.File);
            _problems.AddAll(problems);
            _documents[file.File] = document;
        }

        if (document is null)
        {
            return null;
        }

        _problems.AddAll(document.CheckParameters(values.Select(value => (value.Name, value.Value, value.Place)), path.Place));
        CheckStage(document, path, stage);
        return new ComponentUse.Document(file.File, file.Text, path.Place, values) { Options = options };
    }

    // Image Builder derives the kind from the phases, so a wrong place in the recipe would run it at another time than is written.
    private void CheckStage(ComponentDocument document, TextNode path, ComponentStage stage)
    {
        if (stage == ComponentStage.Build && document.IsTest)
        {
            _problems.Add(
                ErrorCode.RecipeComponentStage, path.Place, $"'{document.File}' has only test phases, so it runs in the test stage.", "move it from components to tests.");
        }
        else if (stage == ComponentStage.Test && !document.IsTest)
        {
            var other = document.Phases.First(phase => phase.Name != PhaseNames.Test);
            _problems.Add(
                ErrorCode.RecipeComponentStage,
                path.Place,
                $"'{document.File}' has the phase '{ProblemList.Short(other.Name)}' (line {other.Place.Line}); a component under tests has test phases only.",
                "move it to components, or put its test phase into a document of its own.");
        }
    }

    private void WarnWhenRepeated(ComponentUse use, ComponentStage stage)
    {
        var what = use switch
        {
            ComponentUse.Existing existing => $"{existing.Owner}/{existing.Name}@{existing.Version}",
            ComponentUse.Document document => document.File,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        var values = string.Concat(use.With.OrderBy(value => value.Name, StringComparer.Ordinal).Select(value => $"\n{value.Name}\n{value.Value}"));
        if (!_uses.TryAdd($"{stage}\n{what}{values}", use.Place))
        {
            _problems.Warn(
                ErrorCode.RecipeComponentRepeated,
                use.Place,
                $"'{what}' stands twice with the same values, so it runs twice.",
                "remove one of the two, unless running it again is meant.");
        }
    }
}
