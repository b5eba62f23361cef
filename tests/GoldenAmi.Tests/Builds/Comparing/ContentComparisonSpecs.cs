using GoldenAmi.Builds.Comparing;
using GoldenAmi.Builds.Fingerprints;

namespace GoldenAmi.Tests.Builds.Comparing;

public class ContentComparisonSpecs
{
    private static readonly ImageContent Web = ImageContent.Of(SmallRecipe.Resolved(("a.yaml", "a"), ("b.yaml", "b")));

    [Fact]
    public void The_same_content_differs_in_nothing() =>
        Assert.Empty(ContentComparison.Between(Web, ImageContent.Of(SmallRecipe.Resolved(("a.yaml", "a"), ("b.yaml", "b")))));

    [Fact]
    public void A_changed_document_is_told_by_its_file_and_digests()
    {
        var change = Assert.Single(ContentComparison.Between(Web, ImageContent.Of(SmallRecipe.Resolved(("a.yaml", "a"), ("b.yaml", "B")))));

        Assert.Equal(("component b.yaml", ContentDigest.OfText("b"), ContentDigest.OfText("B")), (change.Name, change.Old, change.New));
        Assert.Equal("component b.yaml changed (sha256 3e23e8160039… → sha256 df7e70e50215…)", ContentComparison.Describe(change));
    }

    [Fact]
    public void Another_order_is_a_change() =>
        Assert.Equal("order of components changed (a.yaml, b.yaml → b.yaml, a.yaml)", ContentComparison.Describe(Assert.Single(
            ContentComparison.Between(Web, ImageContent.Of(SmallRecipe.Resolved(("b.yaml", "b"), ("a.yaml", "a")))))));

    [Fact]
    public void What_came_and_what_went_is_told() =>
        Assert.Equal(["component b.yaml was removed (sha256 3e23e8160039…)", "component c.yaml is new (sha256 2e7d2c03a950…)"],
            ContentComparison.Between(Web, ImageContent.Of(SmallRecipe.Resolved(("a.yaml", "a"), ("c.yaml", "c")))).Select(ContentComparison.Describe));

    [Fact]
    public void Volumes_parameters_parent_and_the_agent_are_compared()
    {
        var old = Web with
        {
            Agent = "remove",
            Parent = "ami-00000000000000001",
            Version = "1.3",
            Volumes = new Dictionary<string, string> { ["/dev/xvda"] = "8 GiB gp3" },
            Components = [Web.Components[0] with { Parameters = new Dictionary<string, string> { ["Port"] = "80" } }, Web.Components[1]],
        };

        Assert.Equal(["version", "parent", "parameter Port of a.yaml", "volume /dev/xvda", "agent"], ContentComparison.Between(old, Web).Select(change => change.Name));
    }
}
