using GoldenAmi.Diagnostics;
using GoldenAmi.Identifiers;
using GoldenAmi.Locks;

namespace GoldenAmi.Recipes.Reading;

/// <summary>Turns the tree of a recipe file into a <see cref="Recipe"/>, noting every problem.</summary>
internal sealed class RecipeReader(RecipeSources sources)
{
    private readonly ProblemList _problems = sources.Problems;

    /// <summary>The recipe with its variants; of use only when no error was noted.</summary>
    public Recipe? Read(Node root)
    {
        if (root is not MapNode map)
        {
            _problems.AddWrongKind(root, "the recipe", "a map with schema, name, version and so on");
            return null;
        }

        var keys = RecipeMaps.Recipe.Open(map, _problems);
        CheckSchema(keys.Text("schema", required: true));
        var pins = LockReader.Read(sources);
        var recipe = ReadOne(map, keys, variant: null);
        var reader = new VariantsReader(sources);
        var variants = reader.Read(map).Select(variant => ReadOne(variant.Map, keys.With(variant.Map), variant.Name)).ToList();
        if (recipe is null || variants.Contains(null))
        {
            return null;
        }

        recipe = recipe with { Lock = pins, Variants = [.. variants.OfType<Recipe>()] };
        reader.CheckNames(recipe.WithVariants);
        return recipe;
    }

    /// <param name="variant">Null for the recipe as it stands.</param>
    private Recipe? ReadOne(MapNode map, MapReader keys, string? variant)
    {
        var sections = new SectionReader(map, keys, sources);
        var name = ValueForms.Name.Check(keys.Text("name", required: true), _problems);
        var description = ValueForms.Description.Check(keys.Text("description", required: false), _problems);
        var version = VersionReader.Read(keys.Text("version", required: true), _problems);
        var platform = ReadPlatform(keys.Text("platform", required: true));
        var home = AwsRegions.Read(keys.Text("region", required: true), _problems);
        var role = ValueForms.Role.Check(keys.Text("executionRole", required: false), _problems);
        var refresh = Quantities.ReadAge(keys.Text("refresh", required: false), _problems);
        var parent = new ParentReader(sources, home, variant).Read(keys.Map("parent", required: true));
        var (components, tests) = ReadComponents(map, sections, home);
        var volumes = VolumesReader.Read(sections.Find<ListNode>("volumes", "a list of volumes"), home, _problems);
        var folder = ValueForms.Folder.Check(keys.Text("workingDirectory", required: false), _problems);
        var userData = new UserDataReader(sources).Read(keys.Text("userData", required: false), platform, folder?.Value);
        var agent = ReadAgent(keys.Text("agent", required: false));
        var workflows = new WorkflowsReader(sources, home?.Value).Read(sections.Find<ListNode>("workflows", "a list of workflows"));
        CheckWorkflows(workflows, role, map);
        var infrastructure = InfrastructureReader.Read(sections.Get<MapNode>("infrastructure", "a map with instanceProfile"), _problems);
        DocumentLength.Check(
            [
                .. components.Concat(tests).OfType<ComponentUse.Document>().Select(use => (use.File, use.Text, use.Place)),
                .. workflows.OfType<WorkflowUse.Document>().Select(use => (use.File, use.Text, use.Place)),
            ],
            infrastructure, _problems);
        var distribution = DistributionReader.Read(sections.Get<MapNode>("distribution", "a map with name and regions"), _problems);
        var roleText = keys.Text("executionRole", required: false);
        new RegionCheck(map, home, roleText, _problems).Run(distribution);
        var gates = GatesReader.Read(keys.Map("gates", required: false), _problems);
        var pipeline = PipelineReader.Read(sections.Find<MapNode>("pipeline", "a map with schedule"), gates.Vulnerabilities is not null, _problems);
        if (distribution is not null)
        {
            PointersReader.Check(distribution, pipeline is { StaysHome: false }, _problems);
        }

        if (pipeline is not null && parent is not null && distribution is not null)
        {
            PipelineReader.Check(pipeline, parent, components.Concat(tests), roleText, distribution, _problems);
        }

        var references = ReferencesReader.Read(keys.List("references", required: false), _problems);
        var tags = Tags.Read(keys, most: 30, _problems);
        if (name is null || version is null || platform is null || home is null || parent is null || infrastructure is null || distribution is null)
        {
            return null;
        }

        return new Recipe
        {
            File = map.Place.File,
            RepositoryRoot = sources.Repository.Root,
            Name = new(name.Value, name.Place),
            Variant = variant,
            Tags = tags,
            Description = description?.Value,
            Version = version,
            Platform = platform.Value,
            Region = home,
            ExecutionRole = role is null ? null : new(role.Value, role.Place),
            Refresh = refresh,
            Parent = parent,
            Components = components,
            Tests = tests,
            Volumes = volumes,
            UserData = userData,
            WorkingDirectory = folder?.Value,
            Agent = agent,
            Workflows = workflows,
            Infrastructure = infrastructure,
            Distribution = distribution,
            Pipeline = pipeline,
            Gates = gates,
            References = references,
        };
    }

    private void CheckSchema(TextNode? schema)
    {
        if (schema is not null && schema.Value != "1")
        {
            _problems.Add(
                ErrorCode.RecipeWord, schema.Place, $"'{ProblemList.Short(schema.Value)}' is not a schema of recipes; allowed: 1.", "write 1, or use a newer golden-ami.");
        }
    }

    private Platform? ReadPlatform(TextNode? text)
    {
        switch (text?.Value)
        {
            case null:
                return null;
            case "linux":
                return Platform.Linux;
            case "windows":
                return Platform.Windows;
            case "macos":
                return Platform.MacOS;
            default:
                _problems.AddUnknownWord(ErrorCode.RecipeWord, text, "a platform", ["linux", "windows", "macos"]);
                return null;
        }
    }

    private AgentFate ReadAgent(TextNode? text)
    {
        if (text is not null && text.Value is not ("keep" or "remove"))
        {
            _problems.AddUnknownWord(ErrorCode.RecipeWord, text, "a value of agent", ["keep", "remove"]);
        }

        return text?.Value == "remove" ? AgentFate.Remove : AgentFate.Keep;
    }

    // The service-linked role runs Image Builder's own workflows only (https://docs.aws.amazon.com/imagebuilder/latest/userguide/manage-image-workflows.html).
    private void CheckWorkflows(IReadOnlyList<WorkflowUse> workflows, TextNode? role, MapNode map)
    {
        if (workflows.Count > 0 && role is null && map.Find("executionRole") is null)
        {
            _problems.Add(
                ErrorCode.RecipeExecutionRoleMissing, workflows[0].Place, "The recipe has workflows of its own and names no executionRole, with which Image Builder runs them.", "add 'executionRole: <name of the role>'.");
        }
    }

    private (IReadOnlyList<ComponentUse> Components, IReadOnlyList<ComponentUse> Tests) ReadComponents(MapNode map, SectionReader sections, Placed<Region>? home)
    {
        var reader = new ComponentsReader(sources, home?.Value);
        var components = reader.Read(sections.Find<ListNode>("components", "a list of components"), ComponentStage.Build);
        var tests = reader.Read(sections.Find<ListNode>("tests", "a list of components"), ComponentStage.Test);
        if (reader.Count == 0)
        {
            _problems.Add(ErrorCode.RecipeNoComponents, map.Place, "The recipe has neither a component nor a test.", "list a component under 'components', or a test under 'tests'.");
        }

        return (components, tests);
    }
}
