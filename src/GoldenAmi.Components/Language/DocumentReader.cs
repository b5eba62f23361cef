using GoldenAmi.Diagnostics;

namespace GoldenAmi.Components.Language;

/// <summary>Turns the tree of a document into a <see cref="ComponentDocument"/>, noting every problem.</summary>
internal sealed class DocumentReader(SourceText source, ProblemList problems)
{
    private static readonly string[] Keys = ["name", "description", "schemaVersion", "parameters", "constants", "phases"];
    private static readonly string[] SchemaVersions = ["1.0", "1"];

    /// <summary>The document; of use only when no error was noted.</summary>
    public ComponentDocument? Read(Node root)
    {
        if (root is not MapNode map)
        {
            problems.AddWrongKind(root, "the component document", "a map with schemaVersion and phases");
            return null;
        }

        var reader = new MapReader(map, "a component document", problems);
        reader.RefuseOthers(Keys);
        if (reader.Text("schemaVersion", required: true) is { } version && !SchemaVersions.Contains(version.Value))
        {
            problems.AddUnknownWord(ErrorCode.ComponentWord, version, "a schemaVersion", ["1.0"]);
        }

        var variables = new VariableReader(problems);
        var document = new ComponentDocument
        {
            File = source.Start.File,
            Name = reader.Text("name", required: false)?.Value,
            Description = reader.Text("description", required: false)?.Value,
            Parameters = variables.ReadParameters(reader.List("parameters", required: false)),
            Constants = variables.ReadConstants(reader.List("constants", required: false)),
            Phases = ReadPhases(reader.List("phases", required: true)),
        };
        new ReferenceCheck(document, source, problems).Run();
        return document;
    }

    private List<ComponentPhase> ReadPhases(ListNode? list)
    {
        if (list is null)
        {
            return [];
        }

        if (list.Items.Count == 0)
        {
            problems.Add(ErrorCode.ComponentNoPhases, list.Place, "The list of phases is empty.", "add a phase named build, validate or test.");
            return [];
        }

        var names = new UniqueNames("phase", "document", problems);
        var phases = list.Items.Select(item => ReadPhase(item, names)).OfType<ComponentPhase>().ToList();
        CheckPhaseNames(list, phases);
        return phases;
    }

    private void CheckPhaseNames(ListNode list, List<ComponentPhase> phases)
    {
        if (phases.Count == list.Items.Count && !phases.Exists(phase => phase.Name is PhaseNames.Build or PhaseNames.Validate or PhaseNames.Test))
        {
            var names = string.Join(", ", phases.Select(phase => $"'{ProblemList.Short(phase.Name)}'"));
            problems.Add(
                ErrorCode.ComponentNoKnownPhase,
                phases[0].Place,
                $"No phase is named build, validate or test (found {names}); a document needs one of them.",
                NearMiss.Find(phases[0].Name, PhaseNames.All) is { } near ? $"did you mean '{near}'?" : "name a phase build, validate or test.");
            return;
        }

        foreach (var phase in phases.Where(phase => !PhaseNames.All.Contains(phase.Name)))
        {
            problems.Warn(
                ErrorCode.ComponentPhaseNeverRun,
                phase.Place,
                $"Image Builder never runs a phase named '{ProblemList.Short(phase.Name)}'; it runs {string.Join(", ", PhaseNames.All)}.",
                ProblemList.DidYouMean(phase.Name, PhaseNames.All));
        }
    }

    private ComponentPhase? ReadPhase(Node item, UniqueNames names)
    {
        if (item is not MapNode map)
        {
            problems.AddWrongKind(item, "a phase", "a map with name and steps");
            return null;
        }

        var reader = new MapReader(map, "a phase", problems);
        reader.RefuseOthers("name", "steps");
        var name = reader.Text("name", required: true);
        names.Add(name);
        var steps = reader.List("steps", required: true);
        if (steps is { Items.Count: 0 })
        {
            problems.Add(ErrorCode.ComponentNoPhases, steps.Place, "The list of steps is empty.", "add a step, or remove the phase.");
        }

        var stepReader = new StepReader(new UniqueNames("step", "phase", problems), problems);
        var read = steps?.Items.Select(stepReader.Read).OfType<ComponentStep>().ToList() ?? [];
        return name is null ? null : new ComponentPhase(name.Value, read, name.Place);
    }
}

/// <summary>Names that may stand only once.</summary>
internal sealed class UniqueNames(string what, string within, ProblemList problems)
{
    private readonly Dictionary<string, SourcePlace> _places = new(StringComparer.Ordinal);

    public void Add(TextNode? name)
    {
        if (name is null)
        {
            return;
        }

        if (name.Value.Length == 0 || name.Value.Any(char.IsControl))
        {
            problems.Add(
                ErrorCode.ComponentName, name.Place, $"'{ProblemList.Short(name.Value)}' is not a name of a {what}; it must be one line and not empty.", "write a name on one line.");
        }
        else if (!_places.TryAdd(name.Value, name.Place))
        {
            problems.Add(
                ErrorCode.ComponentDuplicateName,
                name.Place,
                $"The {what} name '{ProblemList.Short(name.Value)}' stands twice in this {within}, first in line {_places[name.Value].Line}.",
                "give each its own name.");
        }
    }
}
