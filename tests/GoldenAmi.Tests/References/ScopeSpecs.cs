using GoldenAmi.Diagnostics;
using GoldenAmi.References;
using static GoldenAmi.Tests.References.TestRepository;

namespace GoldenAmi.Tests.References;

public sealed class ScopeSpecs
{
    [Fact]
    public async Task Only_files_that_the_patterns_match_are_looked_at()
    {
        using var repository = new TestRepository(("terraform/a/main.tf", OldUs), ("terraform.tf", OldUs), ("k8s/x.yaml", OldUs), ("k8s/deep/x.yaml", OldUs))
        { Paths = ["terraform/**", "k8s/*.{yaml,yml}"] };

        var commit = await repository.CommittedAsync();

        Assert.Equal(["k8s/x.yaml", "terraform/a/main.tf"], commit.Files.Select(file => file.Path));
    }

    [Fact]
    public async Task Patterns_that_match_nothing_are_a_warning_at_the_recipe()
    {
        using var repository = new TestRepository(("a.tf", OldUs)) { Paths = ["terrafrom/**"] };

        var warning = Assert.Single(Assert.IsType<BumpResult.NothingToChange>(await repository.BumpAsync()).Warnings);

        Assert.Equal((ErrorCode.ReferenceScopeEmpty, "golden-ami.yaml(40,5)"), (warning.Code, warning.Place!.ToString()));
        Assert.Contains("'terrafrom/**'", warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_that_tell_history_stay()
    {
        using var repository = new TestRepository(
            ("CHANGELOG.md", OldUs), ("docs/changelog", OldUs), ("a/terraform.tfstate", OldUs), ("terraform.tfstate.backup", OldUs), (".terraform.lock.hcl", OldUs),
            ("package-lock.json", OldUs), ("golden-ami.lock", OldUs), ("docs/incidents/2026.md", OldUs), ("notes/kept.md", OldUs), ("notes/old.md", OldUs), ("a/b/secret.txt", OldUs),
            ("moved.yaml", OldUs), (".golden-ami-ignore", "# incidents\n/docs/incidents/\r\nnotes/\n!notes/kept.md\nsecret.txt\n"));

        var commit = await repository.CommittedAsync();

        Assert.Equal(["moved.yaml", "notes/kept.md"], commit.Files.Select(file => file.Path));
    }

    [Theory]
    [InlineData("*.tf", "main.tf", true)]
    [InlineData("*.tf", "a/main.tf", false)]
    [InlineData("**/*.tf", "main.tf", true)]
    [InlineData("**/*.tf", "a/b/main.tf", true)]
    [InlineData("a/**", "a/b/c", true)]
    [InlineData("a/**", "a", false)]
    [InlineData("a/", "a/b", true)]
    [InlineData("a", "a/b", false)]
    [InlineData("**", "x/y", true)]
    [InlineData("a/**/z", "a/z", true)]
    [InlineData("a/**/z", "a/b/c/z", true)]
    [InlineData("a/**/b/**/z", "a/b/x/b/z/z", true)]
    [InlineData("a/**/z", "b/a/z", false)]
    [InlineData("./a?c", "abc", true)]
    [InlineData("a?c", "a/c", false)]
    [InlineData("[ab]*[!0-9]", "bxyz", true)]
    [InlineData("[ab]*[!0-9]", "bxy1", false)]
    [InlineData("{dev,prod}.{tf,tfvars}", "prod.tfvars", true)]
    [InlineData("{dev,prod}.tf", "test.tf", false)]
    [InlineData("[", "[", true)]
    [InlineData("{", "{", true)]
    [InlineData("a*b*c*d", "axbxcxd", true)]
    [InlineData("a*b*c*d", "axbxcx", false)]
    public void A_pattern_matches_what_its_form_says(string pattern, string path, bool matches) => Assert.Equal(matches, Glob.Parse(pattern).Matches(path));

    [Fact]
    public void A_pattern_made_to_be_slow_is_not()
    {
        var glob = Glob.Parse(string.Concat(Enumerable.Repeat("**/*a*", 50)) + "{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}z");

        Assert.False(glob.Matches(string.Join('/', Enumerable.Repeat(new string('a', 50), 50))));
    }
}
