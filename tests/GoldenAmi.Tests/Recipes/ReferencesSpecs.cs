using GoldenAmi.Recipes;
using GoldenAmi.References;

namespace GoldenAmi.Tests.Recipes;

public sealed class ReferencesSpecs
{
    [Fact]
    public void Entries_of_one_repository_and_channel_are_one_group_with_one_policy()
    {
        using var folder = new RecipeFolder();

        var recipe = Load(folder, """
              - { repository: self, paths: [ "terraform/**" ], channel: dev, autoMerge: squash }
              - { repository: self, paths: [ "terraform/prod/**" ], channel: prod, soak: 3d, labels: [ images ], limit: 2, draft: true, commitType: chore(deps) }
              - { repository: acme/platform, branch: main, reviewers: [ octavia ], teamReviewers: [ ops ], assignees: [ oscar ] }
              - { repository: self, paths: [ "k8s/**" ], channel: dev }
            """);

        var groups = ReferenceGroup.Of(recipe.References);
        Assert.Equal(["self (dev)", "self (prod)", "acme/platform"], groups.Select(group => group.ToString()));
        Assert.Equal(["terraform/**", "k8s/**"], groups[0].Scopes.SelectMany(scope => scope.Paths));
        Assert.Equal(("squash", null), (groups[0].Policy.AutoMerge, groups[0].Policy.Soak));
        Assert.Equal((TimeSpan.FromDays(3), 2, true, "chore(deps)"), (groups[1].Policy.Soak, groups[1].Policy.Limit, groups[1].Policy.Draft, groups[1].Policy.CommitType));
        Assert.Equal(("main", "octavia ops oscar"), (groups[2].Into, string.Join(' ', groups[2].Policy.Reviewers.Concat(groups[2].Policy.TeamReviewers).Concat(groups[2].Policy.Assignees))));
        Assert.Equal("golden-ami/web-prod", ReferenceGroup.BranchOf("web", groups[1].Channel));
    }

    [Theory]
    [InlineData("{ repository: ../other }", "GA0116")]
    [InlineData("{ repository: 'https://user:secret@github.com/acme/platform' }", "GA0116")]
    [InlineData("{ repository: self, channel: lock }", "GA0116")]
    [InlineData("{ repository: self, branch: a..b }", "GA0116")]
    [InlineData("{ repository: self, autoMerge: fast }", "GA0114")]
    [InlineData("{ repository: self, soak: soon }", "GA0116")]
    [InlineData("{ repository: self, limit: 0 }", "GA0113")]
    [InlineData("{ repository: self, chanel: prod }", "GA0110")]
    [InlineData("{ repository: self, draft: true }\n  - { repository: self, labels: [ a ] }", "GA0126")]
    [InlineData("{ repository: self, branch: main }\n  - { repository: self, branch: next }", "GA0126")]
    public void What_cannot_be_meant_is_refused(string entry, string code)
    {
        using var folder = new RecipeFolder();

        var problem = folder.OneProblem(Text($"  - {entry}\n"));
        Assert.Equal(code, problem.Code);
        Assert.DoesNotContain("secret", problem.Message, StringComparison.Ordinal);
    }

    private static Recipe Load(RecipeFolder folder, string entries)
    {
        var loaded = folder.Load(Text(entries));
        Assert.Empty(loaded.Problems);
        return loaded.Recipe!;
    }

    private static string Text(string entries) => RecipeFolder.Valid[..RecipeFolder.Valid.IndexOf("references:", StringComparison.Ordinal)] + "references:\n" + entries;
}
