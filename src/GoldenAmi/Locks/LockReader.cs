using GoldenAmi.Builds;
using GoldenAmi.Diagnostics;
using GoldenAmi.Identifiers;
using GoldenAmi.Recipes.Reading;

namespace GoldenAmi.Locks;

/// <summary>Reads the lock beside a recipe: <c>golden-ami.lock</c> of <c>golden-ami.yaml</c>, <c>web.lock</c> of <c>web.yaml</c>.</summary>
internal static class LockReader
{
    /// <summary>The lock file of a recipe file, both relative to the repository's root.</summary>
    public static string FileOf(string recipe) => Path.ChangeExtension(recipe, ".lock").Replace('\\', '/');

    /// <summary>Null when there is none, or when it is wrong, which is noted.</summary>
    public static RecipeLock? Read(RecipeSources sources)
    {
        var file = FileOf(sources.RecipeFile);
        if (sources.ReadBeside(file) is not { } root)
        {
            return null;
        }

        if (root is not MapNode map)
        {
            sources.Problems.AddWrongKind(root, "the lock", "a map with schema and images");
            return null;
        }

        var keys = Open(map, "a lock", sources.Problems, "schema", "images");
        if (keys.Text("schema", required: true) is { } schema && schema.Value != "1")
        {
            sources.Problems.Add(ErrorCode.LockForm, schema.Place, $"'{ProblemList.Short(schema.Value)}' is not a schema of locks; allowed: 1.", "write 1, or use a newer golden-ami.");
        }

        var images = new SortedDictionary<string, ImageLock>(StringComparer.Ordinal);
        foreach (var (key, value) in Entries(keys.Map("images", required: true)))
        {
            if (value is MapNode image)
            {
                images[key.Value] = ReadImage(image, sources.Problems);
            }
            else
            {
                sources.Problems.AddWrongKind(value, $"the image '{ProblemList.Short(key.Value)}'", "a map with parent and components");
            }
        }

        return new RecipeLock(file, images);
    }

    private static ImageLock ReadImage(MapNode map, ProblemList problems)
    {
        var keys = Open(map, "an image of the lock", problems, "parent", "components");
        var components = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in Entries(keys.Map("components", required: false)))
        {
            if (value is TextNode text && ComponentVersion.Find(text.Value) is not null)
            {
                components[key.Value] = text.Value;
            }
            else
            {
                problems.Add(ErrorCode.LockForm, value.Place, $"The component '{ProblemList.Short(key.Value)}' has no version of three numbers.", "write a version such as 1.0.2, or let 'golden-ami check --write' do it.");
            }
        }

        return new ImageLock(keys.Map("parent", required: false) is { } parent ? ReadParent(parent, problems) : null, components);
    }

    private static LockedParent? ReadParent(MapNode map, ProblemList problems)
    {
        var keys = Open(map, "a parent of the lock", problems, "from", "ami", "date");
        var (from, ami, date) = (keys.Text("from", required: true), keys.Text("ami", required: true), keys.Text("date", required: false));
        if (from is null || ami is null)
        {
            return null;
        }

        if (!AmiId.TryParse(ami.Value, out var id))
        {
            problems.Add(ErrorCode.LockForm, ami.Place, $"'{ProblemList.Short(ami.Value)}' is not an AMI id.", "let 'golden-ami check --write' write the lock.");
            return null;
        }

        var made = Answers.FindTime(date?.Value);
        if (date is not null && made is null)
        {
            problems.Add(ErrorCode.LockForm, date.Place, $"'{ProblemList.Short(date.Value)}' is not a time.", "write it as 2026-11-01T06:12:00Z, or remove it.");
        }

        return new LockedParent(from.Value, id, made, ami.Place);
    }

    private static MapReader Open(MapNode map, string what, ProblemList problems, params IReadOnlyList<string> keys)
    {
        var reader = new MapReader(map, what, problems);
        reader.RefuseOthers(keys);
        return reader;
    }

    private static IEnumerable<(TextNode Key, Node Value)> Entries(MapNode? map) => (map?.Entries ?? []).Select(entry => (entry.Key, entry.Value));
}
