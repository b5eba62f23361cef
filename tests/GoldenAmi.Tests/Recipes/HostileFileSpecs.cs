using System.Diagnostics;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using GoldenAmi.Processes;
using GoldenAmi.Recipes;

namespace GoldenAmi.Tests.Recipes;

/// <summary>Files that are no recipes, or that lead astray: one clear error each, at once.</summary>
public sealed class HostileFileSpecs : IDisposable
{
    /// <summary>What the user may wait. Far more than is needed, so that a busy machine does not fail the test, and far less than reading everything takes.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    private readonly RecipeFolder _folder = new();

    public static TheoryData<string, string> Texts { get; } = new()
    {
        { "", "(1,1): error GA0103: 'golden-ami.yaml' is empty, or a pipe or device. Fix: give a file with content." },
        { "# only a comment\n", "(1,1): error GA0103: The recipe file is empty. Fix: write a recipe, or let 'golden-ami init' write a first one." },
        { "name: a\nlol: &a [x, x]\nb: [*a, *a]\n", "(3,5): error GA0107: The alias '*a' is not allowed; recipe files are read without aliases. Fix: write the value out." },
        { new string('[', 200_000), "(1,17): error GA0106: The YAML is nested more than 16 levels deep. Fix: no recipe needs this depth: check the brackets." },
        { new string('{', 200_000), "(1,17): error GA0106: The YAML is nested more than 16 levels deep." },
        { "name: web\n\tversion: 1\n", "(1,7): error GA0105: The text is not valid YAML:" },
        { "name: web\n---\nname: other\n", "(2,1): error GA0105: A second YAML document begins here; a recipe is one document." },
        { "name: \u0001\n", "(1,7): error GA0102: The recipe file holds the character U+0001, so it is not a YAML text in UTF-8." },
        { "- a list\n", "(1,1): error GA0112: The recipe is a list; it must be a map with schema, name, version and so on." },
        { "just text\n", "(1,1): error GA0112: The recipe is a text ('just text'); it must be a map" },
        { "? [ a ]\n: b\n", "(1,3): error GA0105: A key is a list or a map; keys are texts." },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_text_that_is_no_recipe_gives_one_error(string text, string expected)
    {
        var watch = Stopwatch.StartNew();

        var problem = _folder.OneProblem(text);

        Assert.StartsWith("golden-ami.yaml" + expected, problem.ToString(), StringComparison.Ordinal);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Limit);
    }

    [Fact]
    public void A_file_of_10_MB_is_refused_without_being_read()
    {
        File.WriteAllBytes(_folder.PathOf("golden-ami.yaml"), Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("name: web\n", 1_048_576))));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var watch = Stopwatch.StartNew();

        var (recipe, problems) = RecipeLoader.Load(".", _folder.Root);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4_000_000);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Limit);
        Assert.Null(recipe);
        Assert.Equal(
            "golden-ami.yaml(1,1): error GA0101: The recipe file is larger than 262144 bytes, the most that a recipe may have. Fix: check that this is the recipe; it is a text of a few kilobytes.",
            Assert.Single(problems).ToString());
    }

    [Fact]
    public void Bytes_that_are_no_UTF8_are_refused_at_their_place()
    {
        File.WriteAllBytes(_folder.PathOf("golden-ami.yaml"), [.. "schema: 1\nname: "u8, 0xC3, 0x28, .. "\n"u8]);

        Assert.Equal(
            "golden-ami.yaml(2,7): error GA0102: 'golden-ami.yaml' is not a text in UTF-8. Fix: give a YAML text in UTF-8.",
            Assert.Single(RecipeLoader.Load(".", _folder.Root).Problems).ToString());
    }

    [Fact]
    public void A_byte_order_mark_and_Windows_line_ends_are_read()
    {
        File.WriteAllBytes(_folder.PathOf("golden-ami.yaml"), [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(RecipeFolder.Valid.ReplaceLineEndings("\r\n"))]);

        var (recipe, problems) = RecipeLoader.Load(".", _folder.Root);

        Assert.Empty(problems);
        Assert.Equal("golden-ami.yaml(6,9)", recipe!.Region.Place.ToString());
    }

    [Theory]
    [InlineData("missing.yaml")]
    [InlineData("nowhere/golden-ami.yaml")]
    [InlineData("components")]
    [InlineData("a\0b")]
    public void A_recipe_that_is_not_there_is_one_error(string path)
    {
        var problem = Assert.Single(RecipeLoader.Load(path, _folder.Root).Problems);

        Assert.Null(problem.Place);
        Assert.Matches("^error GA0100: There is no recipe at '.*'. Fix: name a recipe file or a folder with a golden-ami.yaml, or write a first one", problem.ToString());
    }

    [Theory]
    [InlineData("../outside.yaml", "error GA0121: '../outside.yaml' is outside the repository; a recipe's files must lie inside it.")]
    [InlineData("/etc/hostname", "error GA0121: '/etc/hostname' is outside the repository; a recipe's files must lie inside it.")]
    [InlineData("link-to-file.yaml", "error GA0121: 'link-to-file.yaml' leads over a symbolic link out of the repository, or in a circle. Fix: replace the link by the file itself.")]
    [InlineData("link-to-folder/hostname", "error GA0121: 'link-to-folder/hostname' leads over a symbolic link out of the repository, or in a circle.")]
    [InlineData("circle", "error GA0121: 'circle' leads over a symbolic link out of the repository, or in a circle.")]
    [InlineData("components", "error GA0109: 'components' is a folder; a file is needed. Fix: name a file in it.")]
    [InlineData("pipe", "error GA0103: 'pipe' is empty, or a pipe or device. Fix: give a file with content.")]
    [InlineData("components/nginx.yaml/x", "error GA0120: There is no file 'components/nginx.yaml/x'.")]
    [InlineData("components\\\\nginx.yaml", "error GA0116: 'components\\nginx.yaml' is not a path; it must be relative, with forward slashes")]
    public async Task A_component_path_that_leads_astray_is_one_error(string path, string expected)
    {
        File.CreateSymbolicLink(_folder.PathOf("link-to-file.yaml"), "/etc/hostname");
        Directory.CreateSymbolicLink(_folder.PathOf("link-to-folder"), "/etc");
        File.CreateSymbolicLink(_folder.PathOf("circle"), _folder.PathOf("circle"));
        var made = await new ProcessRunner(TimeProvider.System).RunAsync(new ProcessSpec("mkfifo", [_folder.PathOf("pipe")]), CancellationToken.None);
        Assert.Equal(0, made.ExitCode);
        var watch = Stopwatch.StartNew();

        var problem = _folder.OneProblem(RecipeFolder.Valid.Replace("path: tests/nginx.yaml", $"path: \"{path}\"", StringComparison.Ordinal));

        Assert.StartsWith("golden-ami.yaml(16,11): " + expected, problem.ToString(), StringComparison.Ordinal);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Limit);
    }

    [Fact]
    public void A_name_longer_than_a_file_system_takes_is_one_error() =>
        Assert.Contains("error GA0116:", Assert.Single(_folder.ProblemsWith("path: tests/nginx.yaml", "path: " + new string('x', 300))), StringComparison.Ordinal);

    // Every entry could make the program look into the file system: only so many are looked at as a recipe can have.
    [Fact]
    public void Ten_thousand_components_are_refused_at_once()
    {
        var watch = Stopwatch.StartNew();

        var problems = _folder.ProblemsWith("  - path: tests/nginx.yaml\n", string.Concat(Enumerable.Range(1, 10_000).Select(number => $"  - path: t/{number}\n")));

        Assert.Contains(problems, problem => problem.Contains("GA0123", StringComparison.Ordinal));
        Assert.InRange(problems.Count, 2, 21);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Limit);
    }

    [Fact]
    public void A_link_that_stays_inside_is_followed()
    {
        File.CreateSymbolicLink(_folder.PathOf("same.yaml"), "tests/nginx.yaml");

        Assert.Empty(_folder.ProblemsWith("path: tests/nginx.yaml", "path: same.yaml"));
    }

    [Fact]
    public void A_recipe_that_is_a_link_out_of_the_repository_is_refused()
    {
        File.CreateSymbolicLink(_folder.PathOf("golden-ami.yaml"), "/etc/hostname");

        Assert.StartsWith(
            "golden-ami.yaml(1,1): error GA0121: '.' leads over a symbolic link out of the repository",
            Assert.Single(RecipeLoader.Load(".", _folder.Root).Problems).ToString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_device_is_no_recipe() =>
        Assert.Contains("error GA0103: 'zero' is empty, or a pipe or device.", Assert.Single(RecipeLoader.Load("/dev/zero", _folder.Root).Problems).ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData(100_000, (byte)' ', "components/nginx.yaml(1,1): error GA0200:")]
    [InlineData(30_000, (byte)0xFF, "components/nginx.yaml(1,1): error GA0102: 'components/nginx.yaml' is not a text in UTF-8.")]
    public void A_component_document_that_is_none_is_one_error(int length, byte content, string expected)
    {
        File.WriteAllBytes(_folder.PathOf("components/nginx.yaml"), [.. Enumerable.Repeat(content, length)]);

        Assert.StartsWith(expected, _folder.OneProblem(RecipeFolder.Valid).ToString(), StringComparison.Ordinal);
    }

    // Whatever the bytes are: the loader answers, and either there is a recipe or an error, and every place lies in the file.
    [Fact]
    public void Any_bytes_give_a_recipe_or_errors_and_never_an_exception() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), Holds));

    // The same near a valid recipe: a piece of it replaced by any of the signs that mean something to YAML or to recipes.
    [Fact]
    public void A_damaged_recipe_gives_a_recipe_or_errors_and_never_an_exception()
    {
        var damage =
            from at in Gen.Choose(0, RecipeFolder.Valid.Length - 1)
            from length in Gen.Choose(0, 30)
            from sign in Gen.Elements("", ":", "- ", "{", "}", "[", "]", "\"", "'", "\n", "  ", "|", ">", "&a", "*a", "!t", "\0", "\u0085", "\uFEFF", "null", "~", "{{", "../", "99999999999", "%", "@", "\\", "\ud83d\ude00")
            select string.Concat(RecipeFolder.Valid.AsSpan(0, at), sign, RecipeFolder.Valid.AsSpan(Math.Min(at + length, RecipeFolder.Valid.Length)));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(600), Prop.ForAll(damage.ToArbitrary(), text => Holds(Encoding.UTF8.GetBytes(text))));
    }

    private bool Holds(byte[] bytes)
    {
        File.WriteAllBytes(_folder.PathOf("golden-ami.yaml"), bytes);
        var lines = Encoding.UTF8.GetString(bytes).Count(letter => letter is '\n' or '\r' or '\u0085' or '\u2028' or '\u2029') + 1;
        var (recipe, problems) = RecipeLoader.Load(".", _folder.Root);
        return (recipe is null) == problems.Any(problem => problem.Severity == Diagnostics.Severity.Error)
            && problems.All(problem => problem.Place is { Column: >= 1, Line: >= 1 } place && (place.File != "golden-ami.yaml" || place.Line <= lines));
    }
}
