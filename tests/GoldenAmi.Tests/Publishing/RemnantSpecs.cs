using FsCheck;
using FsCheck.Fluent;
using GoldenAmi.Builds.Deciding;
using GoldenAmi.Builds.Images;
using GoldenAmi.Diagnostics;
using GoldenAmi.Identifiers;
using GoldenAmi.Publishing;
using GoldenAmi.Tests.Builds;
using GoldenAmi.Tests.Builds.Running;

namespace GoldenAmi.Tests.Publishing;

/// <summary>What others have of an image that the recipe does not name for them.</summary>
public sealed class RemnantSpecs
{
    private const string Unit = "arn:aws:organizations::000000000000:ou/o-abcdefghij/ou-abcd-12345678";
    private static readonly Region Ireland = Region.Parse("eu-west-1");
    private static readonly Region Oregon = Region.Parse("us-west-2");
    private static readonly AccountId Other = AccountId.Parse("444455556666");
    private static readonly AmiId Home = Worlds.Id(0, 1);
    private static readonly AmiId Copied = Worlds.Id(1, 2);
    private static readonly AmiId OfOther = Worlds.Id(2, 2);
    private static readonly AmiId Far = Worlds.Id(3, 2);
    private static readonly ImageBuild Image = new(Worlds.Arn(1), BuildState.Available) { Outputs = [new OutputAmi(Worlds.Home, Home)] };

    [Fact]
    public void Who_may_start_an_ami_and_is_not_named_is_told_of_each_region()
    {
        var facts = Facts(home: ["111122223333", "444455556666", Unit, "all"], wanted: [Unit]);

        Assert.Equal(
            ["us-east-1 444455556666, all"],
            RemnantPlanner.Find(facts, Image).OfType<Remnant.Permissions>().Select(each => $"{each.Region} {string.Join(", ", each.Members)}"));
    }

    [Fact]
    public void Permissions_that_nobody_asked_for_are_not_guessed() => Assert.Empty(RemnantPlanner.Find(Facts(home: null, wanted: []), Image).OfType<Remnant.Permissions>());

    [Fact]
    public void A_copy_in_an_account_that_is_not_named_is_told_and_one_that_is_named_is_not()
    {
        var facts = Facts(home: null, wanted: []);
        var named = facts with { Regions = [.. facts.Regions.Select(region => region.Region == Ireland ? region with { CopyTo = [Other] } : region)] };

        Assert.Equal([new Remnant.Copy(Ireland, Other, OfOther)], RemnantPlanner.Find(facts, Image).OfType<Remnant.Copy>());
        Assert.Empty(RemnantPlanner.Find(named, Image).OfType<Remnant.Copy>());
    }

    [Fact]
    public void An_ami_in_a_region_that_is_not_named_is_told_while_it_is_there()
    {
        var facts = Facts(home: null, wanted: []);

        Assert.Equal([Oregon], RemnantPlanner.RegionsElsewhere(facts, Image));
        Assert.Empty(RemnantPlanner.Find(facts, Image).OfType<Remnant.Elsewhere>());
        Assert.Equal([new Remnant.Elsewhere(Oregon, Far)], RemnantPlanner.Find(facts with { Elsewhere = [Worlds.Ami(Oregon, Far), Worlds.Ami(Oregon, Worlds.Id(4, 9))] }, Image).OfType<Remnant.Elsewhere>());
        Assert.Empty(RemnantPlanner.Find(facts with { Elsewhere = [Worlds.Ami(Oregon, Far, AmiState.Unusable)] }, Image).OfType<Remnant.Elsewhere>());
    }

    // What a recipe asks for is never called left over, whatever was built and distributed.
    [Fact]
    public void A_world_as_the_recipe_wants_it_has_no_remnants() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Worlds.Any(), facts => facts.NewestImage is not { } image || RemnantPlanner.Find(facts, image).Count == 0));

    [Theory]
    [InlineData("444455556666", "{UserId=444455556666}")]
    [InlineData("all", "{Group=all}")]
    [InlineData(Unit, "{OrganizationalUnitArn=" + Unit + "}")]
    [InlineData("arn:aws:organizations::000000000000:organization/o-abcdefghij", "{OrganizationArn=arn:aws:organizations::000000000000:organization/o-abcdefghij}")]
    public void A_warning_stands_on_the_regions_line_and_has_the_command_that_takes_it_away(string member, string permission)
    {
        var warning = RemnantText.Tell(CloudWorld.Web(), new Remnant.Permissions(Ireland, Copied, [member]));

        Assert.Equal((ErrorCode.NotRemoved, Severity.Warning, CloudWorld.Here), (warning.Code, warning.Severity, warning.Place));
        Assert.Equal($"Not removed: {Copied} in eu-west-1 may be started by {(member == "all" ? "everybody" : member)}, and the recipe does not share it with it.", warning.Message);
        Assert.EndsWith($"aws ec2 modify-image-attribute --region eu-west-1 --image-id {Copied} --launch-permission \"Remove=[{permission}]\"", warning.Fix, StringComparison.Ordinal);
    }

    /// <summary>Image 1 in its home region, distributed to Ireland, there also to another account, and to Oregon, which the recipe does not name.</summary>
    private static BuildFacts Facts(IReadOnlyList<string>? home, IReadOnlyList<string> wanted) => new()
    {
        Home = Worlds.Home,
        Now = DateTimeOffset.UnixEpoch,
        Regions = [new WantedRegion(Worlds.Home, "sha256:settings") { SharedWith = wanted }, new WantedRegion(Ireland, "sha256:settings")],
        Builds =
        [
            Image,
            new ImageBuild(Worlds.Arn(2), BuildState.Available)
            {
                Tags = new Dictionary<string, string> { [ImageTags.Distribution] = "sha256:any", [ImageTags.Source] = Worlds.Arn(1).Value },
                Outputs = [new OutputAmi(Ireland, Copied), new OutputAmi(Ireland, OfOther, Other), new OutputAmi(Oregon, Far)],
            },
        ],
        Images = [Worlds.Ami(Worlds.Home, Home) with { SharedWith = home }, Worlds.Ami(Ireland, Copied)],
    };
}
