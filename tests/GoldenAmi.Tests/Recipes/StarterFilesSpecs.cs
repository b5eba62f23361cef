using GoldenAmi.Diagnostics;
using GoldenAmi.Recipes;

namespace GoldenAmi.Tests.Recipes;

public sealed class StarterFilesSpecs : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("golden-ami-init-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_first_recipe_loads_without_a_problem()
    {
        var written = StarterFiles.Write(Path.Combine(_folder, "images", "web"));

        Assert.Equal(["golden-ami.yaml", "components/web.yaml", "tests/web.yaml"], written);
        var (recipe, problems) = RecipeLoader.Load("images/web", _folder);
        Assert.Empty(problems);
        Assert.Equal("/aws/service/debian/release/12/latest/amd64", Assert.IsType<Parent.Ssm>(recipe!.Parent).Name);
        Assert.Equal((1, 1), (recipe.Components.Count, recipe.Tests.Count));
    }

    [Theory]
    [InlineData("golden-ami.yaml", "golden-ami.yaml")]
    [InlineData("tests/web.yaml", "tests/web.yaml")]
    [InlineData("components", "components")]
    public void A_file_in_the_way_stops_everything(string inTheWay, string named)
    {
        var path = Path.Combine(_folder, inTheWay);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "mine");

        var refused = Assert.Throws<UserErrorException>(() => StarterFiles.Write(_folder));

        Assert.Equal(Ending.Usage, refused.Ending);
        Assert.Equal(
            $"error GA0612: '{named}' is there already; only new files are written, and nothing was. Fix: choose another folder, or move the file away.",
            Assert.Single(refused.Diagnostics).ToString());
        Assert.Equal("mine", File.ReadAllText(path));
        Assert.Equal([path], Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_second_time_all_files_are_in_the_way()
    {
        StarterFiles.Write(_folder);

        Assert.Equal(3, Assert.Throws<UserErrorException>(() => StarterFiles.Write(_folder)).Diagnostics.Count);
    }
}
