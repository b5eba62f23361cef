using GoldenAmi.Builds.Comparing;
using GoldenAmi.Builds.Images;
using GoldenAmi.Checks;
using GoldenAmi.Identifiers;
using GoldenAmi.Locks;
using GoldenAmi.Publishing;
using GoldenAmi.Recipes;
using GoldenAmi.Tests.Builds;

namespace GoldenAmi.Tests.Checks;

public class CheckPlannerSpecs
{
    private static readonly DateTimeOffset Now = new(2026, 11, 29, 6, 0, 0, TimeSpan.Zero);
    private static readonly AmiId Old = AmiId.Parse("ami-00000000000000001");
    private static readonly AmiId Newest = AmiId.Parse("ami-0abcdef1234567890");

    [Theory]
    [InlineData(false, -1, "stale", "it is deprecated since 2026-11-28")]
    [InlineData(true, 400, "revoked", "it is disabled")]
    public void A_parent_that_its_maker_gave_up_is_told(bool disabled, int deprecatedInDays, string state, string reason)
    {
        var rows = CheckPlanner.Rows(Facts(new ParentFacts(Now.AddDays(-90), Now.AddDays(deprecatedInDays), disabled)));

        Assert.Contains(new CheckRow("parent", state, Old.Value, null, reason), rows);
    }

    [Fact]
    public void A_parent_that_is_gone_is_revoked() =>
        Assert.Contains(new CheckRow("parent", "revoked", Old.Value, null, "it is gone, or no longer shared with this account"), CheckPlanner.Rows(Facts(parent: null)));

    [Fact]
    public void A_parent_that_will_be_deprecated_is_not_told() =>
        Assert.DoesNotContain(CheckPlanner.Rows(Facts(new ParentFacts(Now, Now.AddDays(1), IsDisabled: false))), row => row.State is "stale" or "revoked");

    [Theory]
    [InlineData(29, "same")]
    [InlineData(31, "stale")]
    public void An_image_is_stale_after_refresh(int days, string state)
    {
        var facts = Facts(new ParentFacts(Now, null, IsDisabled: false), days);

        Assert.Equal(state, Assert.Single(CheckPlanner.Rows(facts), row => row.Subject == "age").State);
    }

    [Fact]
    public void What_was_not_seen_is_no_change_and_pins_nothing()
    {
        var recipe = SmallRecipe.Resolved(("a.yaml", "a")).Recipe;
        var facts = new CheckFacts(recipe, Now) { NotSeen = [("what is newest", "imagebuilder:ListComponents is not allowed")] };

        var result = new CheckResult(CheckPlanner.Rows(facts), CheckPlanner.NewLock(facts), []);

        Assert.False(result.Changed);
        Assert.Null(result.NewLock);
        Assert.Equal(new CheckRow("what is newest", "not seen", null, null, "imagebuilder:ListComponents is not allowed"), Assert.Single(result.Rows));
    }

    private static CheckFacts Facts(ParentFacts? parent, int ageInDays = 1)
    {
        var resolved = SmallRecipe.Resolved(("a.yaml", "a"));
        var recipe = resolved.Recipe with { Refresh = TimeSpan.FromDays(30), Parent = new Parent.Ssm("/newest", SmallRecipe.Here) };
        resolved = resolved with { Recipe = recipe };
        var parents = new Dictionary<AmiId, ParentFacts> { [Newest] = new(Now, null, IsDisabled: false) };
        if (parent is not null)
        {
            parents[Old] = parent;
        }

        return new CheckFacts(recipe, Now)
        {
            Lock = new ImageLock(new LockedParent("ssm /newest", Old, null, SmallRecipe.Here), new Dictionary<string, string>()),
            Newest = resolved,
            Pinned = resolved,
            SawReleased = true,
            Released = new ReleasedBuild(new ImageBuild(ImageArn.Parse("arn:aws:imagebuilder:us-east-1:111122223333:image/web/1.4.0/1"), BuildState.Available), new RegionalAmi(Worlds.Home, AccountId.Parse("111122223333"), "x86_64", AmiId.Parse("ami-00000000000000002"), AmiState.Available)
            {
                Name = "web",
                CreatedAt = Now.AddDays(-ageInDays),
            }),
            Content = ImageContent.Of(resolved),
            Parents = parents,
        };
    }
}
