using System.Text;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Recipes.Reading;

/// <summary>The files that one recipe consists of, and the problems found in them.</summary>
internal sealed class RecipeSources(Repository repository)
{
    // Image Builder's quota for a component's data; ComponentDocument tells when it is passed.
    private const int MaxComponentBytes = 64 * 1024;

    private readonly List<string> _files = [];
    private readonly Dictionary<TextNode, Node?> _sections = [];
    private readonly Dictionary<TextNode, (string File, string Text)?> _texts = [];

    public Repository Repository => repository;

    public ProblemList Problems { get; } = new(RecipeRules.Rules.Codes);

    /// <summary>The recipe file itself, relative to the repository's root.</summary>
    public string RecipeFile => _files[0];

    /// <summary>The problems file by file, in the order in which the files were first named; what variants have in common is told once.</summary>
    public IReadOnlyList<Diagnostic> ProblemsInOrder() =>
        [.. Problems.InFileOrder().Distinct().OrderBy(problem => problem.Place is null ? -1 : _files.IndexOf(problem.Place.File))];

    /// <summary>The root of the recipe file, or null; the reason is then among the problems.</summary>
    /// <param name="file">Absolute; its folder is inside the repository.</param>
    /// <param name="asNamed">The path that the user gave.</param>
    public Node? ReadRecipe(string file, string asNamed)
    {
        var place = new SourcePlace(repository.NameOf(file), 1, 1);
        if (RealPath.Find(file) is not { } real || !repository.Holds(real))
        {
            AddOutside(place, asNamed, isLink: true);
            return null;
        }

        return ReadYaml(file, real, place);
    }

    /// <summary>The root of a file that belongs to the recipe without being named in it; null when there is none.</summary>
    /// <param name="file">Relative to the repository's root.</param>
    public Node? ReadBeside(string file)
    {
        var path = Path.Combine(repository.Root, file);
        if (!File.Exists(path))
        {
            return null;
        }

        var place = new SourcePlace(file, 1, 1);
        if (RealPath.Find(path) is { } real && repository.Holds(real))
        {
            return ReadYaml(path, real, place);
        }

        AddOutside(place, file, isLink: true);
        return null;
    }

    /// <summary>The root of a file that a section names instead of standing in the recipe.</summary>
    public Node? ReadSection(TextNode path)
    {
        if (!_sections.TryGetValue(path, out var root))
        {
            root = Locate(path) is { } found ? ReadYaml(found.File, found.Real, path.Place) : null;
            _sections[path] = root;
        }

        return root;
    }

    /// <summary>The root of another recipe of the repository, named by its file or folder.</summary>
    public Node? ReadOtherRecipe(TextNode path)
    {
        if (Locate(path) is not { } found)
        {
            return null;
        }

        if (Directory.Exists(found.Real))
        {
            return ReadSection(path with { Value = $"{path.Value.TrimEnd('/')}/{RecipeLoader.FileName}" });
        }

        return ReadSection(path);
    }

    /// <summary>Name and text of a component or workflow document, or null.</summary>
    public (string File, string Text)? ReadComponent(TextNode path)
    {
        if (!_texts.TryGetValue(path, out var text))
        {
            text = ReadText(path, MaxComponentBytes);
            _texts[path] = text;
        }

        return text;
    }

    /// <summary>Name and text of any file of the repository, or null.</summary>
    /// <param name="maxBytes">The most that is of use.</param>
    public (string File, string Text)? ReadText(TextNode path, int maxBytes)
    {
        if (Locate(path) is not { } found)
        {
            return null;
        }

        var name = Remember(found.File);
        return TextOf(FileContent.Read(found.Real, maxBytes), name, path.Place) is { } text ? (name, text) : null;
    }

    private Node? ReadYaml(string file, string real, SourcePlace namedAt)
    {
        var name = Remember(file);
        return TextOf(FileContent.Read(real, RecipeRules.Rules.MaxBytes), name, namedAt) is { } text
            ? NodeTree.Read(new SourceText(text.TrimStart('\uFEFF'), name), RecipeRules.Rules, Problems)
            : null;
    }

    private string Remember(string file)
    {
        var name = repository.NameOf(file);
        if (!_files.Contains(name))
        {
            _files.Add(name);
        }

        return name;
    }

    /// <summary>A path of a recipe is relative to the file in which it stands.</summary>
    private (string File, string Real)? Locate(TextNode path)
    {
        // 255 and 4096 bytes are what Linux takes for a name and a path.
        var isTooLong = path.Value.Length > 1024 || path.Value.Split('/').Any(name => Encoding.UTF8.GetByteCount(name) > 255);
        if (path.Value.Length == 0 || isTooLong || path.Value.Any(letter => char.IsControl(letter) || letter == '\\'))
        {
            Problems.Add(
                ErrorCode.RecipeForm,
                path.Place,
                $"'{ProblemList.Short(path.Value)}' is not a path; it must be relative, with forward slashes, for example components/nginx.yaml.",
                "write the path relative to this file.");
            return null;
        }

        var folder = Path.GetDirectoryName(Path.Combine(repository.Root, path.Place.File)) ?? repository.Root;
        var file = Path.GetFullPath(Path.Combine(folder, path.Value));
        if (Path.IsPathRooted(path.Value) || !repository.Holds(file))
        {
            AddOutside(path.Place, path.Value, isLink: false);
            return null;
        }

        if (RealPath.Find(file) is { } real && repository.Holds(real))
        {
            return (file, real);
        }

        AddOutside(path.Place, path.Value, isLink: true);
        return null;
    }

    private void AddOutside(SourcePlace place, string path, bool isLink) =>
        Problems.Add(
            ErrorCode.RecipePathOutside,
            place,
            isLink
                ? $"'{ProblemList.Short(path)}' leads over a symbolic link out of the repository, or in a circle."
                : $"'{ProblemList.Short(path)}' is outside the repository; a recipe's files must lie inside it.",
            isLink ? "replace the link by the file itself." : "move the file into the repository and write its path relative to this file.");

    private string? TextOf(FileContent content, string name, SourcePlace namedAt)
    {
        switch (content)
        {
            case FileContent.Readable text:
                return text.Value;
            case FileContent.NotUtf8 broken:
                var source = new SourceText(broken.Replaced, name);
                var place = source.PlaceAt(broken.Replaced.IndexOf('\uFFFD', StringComparison.Ordinal));
                Problems.Add(ErrorCode.RecipeNotText, place, $"'{name}' is not a text in UTF-8.", "give a YAML text in UTF-8.");
                return null;
            case FileContent.Missing:
                Problems.Add(ErrorCode.RecipeFileMissing, namedAt, $"There is no file '{name}'.", Near(name));
                return null;
            case FileContent.Folder:
                Problems.Add(ErrorCode.RecipeNotReadable, namedAt, $"'{name}' is a folder; a file is needed.", "name a file in it.");
                return null;
            case FileContent.Nothing:
                Problems.Add(ErrorCode.RecipeEmpty, namedAt, $"'{name}' is empty, or a pipe or device.", "give a file with content.");
                return null;
            case FileContent.Refused refused:
                Problems.Add(ErrorCode.RecipeNotReadable, namedAt, $"'{name}' cannot be read: {refused.Why}.", "let the program read the file.");
                return null;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>A file of the same folder whose name is near.</summary>
    private string Near(string name)
    {
        var folder = Path.GetDirectoryName(Path.Combine(repository.Root, name));
        try
        {
            var names = Directory.Exists(folder) ? Directory.EnumerateFiles(folder).Take(1000).Select(Path.GetFileName).OfType<string>().ToList() : [];
            return NearMiss.Find(Path.GetFileName(name), names) is { } near ? $"did you mean '{near}'?" : "correct the path; it is relative to the file in which it stands.";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return "correct the path; it is relative to the file in which it stands.";
        }
    }
}
