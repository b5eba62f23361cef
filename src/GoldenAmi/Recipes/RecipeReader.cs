using System.Globalization;
using System.Text.RegularExpressions;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Recipes;

/// <summary>Turns the tree of a recipe file into a <see cref="Recipe"/>, noting every problem.</summary>
internal sealed partial class RecipeReader(RecipeSources sources)
{
    private readonly ProblemList _problems = sources.Problems;

    /// <summary>The recipe; of use only when no error was noted.</summary>
    public Recipe? Read(Node root)
    {
        if (root is not MapNode map)
        {
            _problems.AddWrongKind(root, "the recipe", "a map with schema, name, version and so on");
            return null;
        }

        var keys = RecipeMaps.Recipe.Open(map, _problems);
        CheckSchema(keys.Text("schema", required: true));
        RefuseLockFile(root);
        var name = ValueForms.Name.Check(keys.Text("name", required: true), _problems);
        var description = ValueForms.Description.Check(keys.Text("description", required: false), _problems);
        var version = ReadVersion(keys.Text("version", required: true));
        var platform = ReadPlatform(keys.Text("platform", required: true));
        var home = AwsRegions.Read(keys.Text("region", required: true), _problems);
        var role = ValueForms.Role.Check(keys.Text("executionRole", required: false), _problems);
        var refresh = Quantities.ReadAge(keys.Text("refresh", required: false), _problems);
        var parent = ParentReader.Read(keys.Map("parent", required: true), _problems);
        var (components, tests) = ReadComponents(map);
        var volumes = VolumesReader.Read(Section<ListNode>(map, "volumes", "a list of volumes"), home, _problems);
        var folder = ValueForms.Folder.Check(keys.Text("workingDirectory", required: false), _problems);
        var agent = ReadAgent(keys.Text("agent", required: false));
        var infrastructure = InfrastructureReader.Read(Required<MapNode>(map, "infrastructure", "a map with instanceProfile"), _problems);
        var distribution = DistributionReader.Read(Required<MapNode>(map, "distribution", "a map with name and regions"), _problems);
        new RegionCheck(map, home, keys.Text("executionRole", required: false), _problems).Run(distribution);
        var references = ReferencesReader.Read(keys.List("references", required: false), _problems);
        if (name is null || version is null || platform is null || home is null || parent is null || infrastructure is null || distribution is null)
        {
            return null;
        }

        return new Recipe
        {
            File = root.Place.File,
            RepositoryRoot = sources.Repository.Root,
            Name = new(name.Value, name.Place),
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
            WorkingDirectory = folder?.Value,
            Agent = agent,
            Infrastructure = infrastructure,
            Distribution = distribution,
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

    // A pin that is not obeyed would build something else than was agreed upon.
    private void RefuseLockFile(Node root)
    {
        var folder = Path.GetDirectoryName(Path.Combine(sources.Repository.Root, root.Place.File)) ?? sources.Repository.Root;
        if (File.Exists(Path.Combine(folder, "golden-ami.lock")))
        {
            _problems.Add(
                ErrorCode.RecipeNotAvailable, root.Place, "The file golden-ami.lock beside the recipe is known, not available yet.", "pin the parent with 'ami' and components by full versions, and remove the file.");
        }
    }

    private Placed<RecipeVersion>? ReadVersion(TextNode? text)
    {
        if (text is null)
        {
            return null;
        }

        var match = VersionPattern().Match(text.Value);
        if (!match.Success)
        {
            var longer = LongVersionPattern().Match(text.Value);
            _problems.Add(
                ErrorCode.RecipeVersionForm,
                text.Place,
                $"'{ProblemList.Short(text.Value)}' is not a version of a recipe; it must be \"major.minor\", two whole numbers below 1073741824.",
                longer.Success ? $"write \"{longer.Groups[1].Value}\"; the third number is assigned for each new content." : "write for example \"1.0\".");
            return null;
        }

        if (text.IsPlain)
        {
            _problems.Add(
                ErrorCode.RecipeVersionForm, text.Place, $"The version {text.Value} is not quoted; as a number 1.10 would be the same as 1.1.", $"write version: \"{text.Value}\".");
            return null;
        }

        // Image Builder's bound for each number is 2^30 - 1.
        var (major, minor) = (Part(match, 1), Part(match, 2));
        if (major < 1 << 30 && minor < 1 << 30)
        {
            return new(new RecipeVersion(major, minor), text.Place);
        }

        _problems.Add(ErrorCode.RecipeVersionForm, text.Place, $"'{text.Value}' is not a version of a recipe; each number must be below 1073741824.", "write smaller numbers.");
        return null;
    }

    private static int Part(Match match, int group) => int.TryParse(match.Groups[group].Value, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue;

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

    private (IReadOnlyList<ComponentUse> Components, IReadOnlyList<ComponentUse> Tests) ReadComponents(MapNode map)
    {
        var reader = new ComponentsReader(sources);
        var components = reader.Read(Section<ListNode>(map, "components", "a list of components"), ComponentStage.Build);
        var tests = reader.Read(Section<ListNode>(map, "tests", "a list of components"), ComponentStage.Test);
        if (reader.Count == 0)
        {
            _problems.Add(ErrorCode.RecipeNoComponents, map.Place, "The recipe has neither a component nor a test.", "list a component under 'components', or a test under 'tests'.");
        }

        return (components, tests);
    }

    private T? Required<T>(MapNode map, string key, string wanted)
        where T : Node
    {
        if (map.Find(key) is null or TextNode { IsNull: true })
        {
            _problems.Add(ErrorCode.RecipeMissingKey, map.Place, $"The key '{key}' is missing in a recipe.", $"add '{key}'.");
            return null;
        }

        return Section<T>(map, key, wanted);
    }

    /// <summary>A section, which stands in the recipe or in a file that the recipe names at its place.</summary>
    private T? Section<T>(MapNode map, string key, string wanted)
        where T : Node
    {
        var node = map.Find(key);
        if (node is null or TextNode { IsNull: true })
        {
            return null;
        }

        var content = node is TextNode path ? sources.ReadSection(path) : node;
        if (content is not null and not T)
        {
            _problems.AddWrongKind(content, $"'{key}'", $"{wanted}, or the path of a file with it");
        }

        return content as T;
    }

    [GeneratedRegex(@"^(0|[1-9][0-9]{0,9})\.(0|[1-9][0-9]{0,9})\z", RegexOptions.CultureInvariant)]
    private static partial Regex VersionPattern();

    [GeneratedRegex(@"^v?([0-9]{1,9}\.[0-9]{1,9})(?:\.[0-9x]{1,9})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex LongVersionPattern();
}
