using GoldenAmi.Builds;
using GoldenAmi.Diagnostics;
using GoldenAmi.Recipes;

namespace GoldenAmi.Tests.Builds.Running;

/// <summary>Every form of parent leads to one AMI, which the image is built upon and which the fingerprint holds.</summary>
public sealed class ParentSpecs
{
    private static readonly Parent.Recipe OtherRecipe = new("images/base/golden-ami.yaml", "base", null, CloudWorld.Here);

    public static TheoryData<string> Forms { get; } = ["recipe", "image", "find"];

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task An_image_is_built_upon_the_newest_of_another(string form)
    {
        await using var world = await CloudWorld.OpenAsync();
        var older = await ReleaseAsync(world, Base("first"));
        var newer = await ReleaseAsync(world, Base("second"));

        var child = CloudWorld.Web() with { Parent = ParentBy(form) };
        var built = await ReleaseAsync(world, child);

        Assert.NotEqual(HomeAmi(older), HomeAmi(newer));
        Assert.Contains(new FingerprintInput("parent", HomeAmi(newer)), built.Inputs);
        Assert.Equal(Outcome.Reused, (await ReleaseAsync(world, child)).Outcome);

        await ReleaseAsync(world, Base("third"));
        Assert.Equal(Outcome.Built, (await ReleaseAsync(world, child)).Outcome);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task A_parent_whose_tests_failed_is_passed_over(string form)
    {
        await using var world = await CloudWorld.OpenAsync();
        var good = await ReleaseAsync(world, Base("good"));
        await Assert.ThrowsAsync<UserErrorException>(() => world.Run().BuildAsync(Base("bad") with { Tests = CloudWorld.Web(test: "FailPage").Tests }));

        var built = await ReleaseAsync(world, CloudWorld.Web() with { Parent = ParentBy(form) });

        Assert.Contains(new FingerprintInput("parent", HomeAmi(good)), built.Inputs);
    }

    [Theory]
    [InlineData("recipe")]
    [InlineData("image")]
    [InlineData("find")]
    public async Task A_parent_that_its_gates_hold_back_is_passed_over_until_they_open(string form)
    {
        await using var world = await CloudWorld.OpenAsync(findings: [new("CVE-2026-1", "CRITICAL", "openssl", "3.0.1")]);
        var good = await ReleaseAsync(world, Base("good"));
        var child = CloudWorld.Web() with { Parent = ParentBy(form) };
        Assert.IsType<BuildEnd.Held>(await world.Run().BuildAsync(Gated(Base("bad"))));

        var before = await ReleaseAsync(world, child);
        var released = await ReleaseAsync(world, Gated(Base("bad"), new IgnoredFinding("CVE-2026-1", "not reachable", null, CloudWorld.Here)));
        var after = await ReleaseAsync(world, child);

        Assert.Contains(new FingerprintInput("parent", HomeAmi(good)), before.Inputs);
        Assert.Contains(new FingerprintInput("parent", HomeAmi(released)), after.Inputs);
    }

    [Fact]
    public async Task Only_a_parent_that_its_gates_hold_back_is_told_as_such()
    {
        await using var world = await CloudWorld.OpenAsync(findings: [new("CVE-2026-1", "CRITICAL", "openssl", "3.0.1")]);
        Assert.IsType<BuildEnd.Held>(await world.Run().BuildAsync(Gated(Base("bad"))));

        var failure = await Assert.ThrowsAsync<UserErrorException>(() => world.Run().BuildAsync(CloudWorld.Web() with { Parent = OtherRecipe }));

        var other = await Assert.ThrowsAsync<UserErrorException>(() => world.Run().BuildAsync(CloudWorld.Web() with { Parent = ParentBy("find") }));

        Assert.EndsWith("is of the image 1.4.0/1, which has not passed its gates).", Assert.Single(failure.Diagnostics).Message, StringComparison.Ordinal);
        Assert.EndsWith(" is of the image 1.4.0/1, which has not passed its gates.", Assert.Single(other.Diagnostics).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("recipe", "GA0330", "The recipe 'base' (images/base/golden-ami.yaml) has no built and tested image in us-east-1.")]
    [InlineData("image", "GA0300", "There is no image 'base' of 'self' in us-east-1.")]
    [InlineData("find", "GA0300", "The account 'self' has no available AMI in us-east-1 that fits the name 'base *'.")]
    public async Task A_parent_that_is_not_there_is_told_with_its_place(string form, string code, string message)
    {
        await using var world = await CloudWorld.OpenAsync();

        var failure = await Assert.ThrowsAsync<UserErrorException>(() => world.Run().BuildAsync(CloudWorld.Web() with { Parent = ParentBy(form) }));

        var problem = Assert.Single(failure.Diagnostics);
        Assert.Equal((code, message, CloudWorld.Here, Ending.Usage), (problem.Code, problem.Message, problem.Place, failure.Ending));
    }

    [Fact]
    public async Task A_version_that_an_image_has_not_is_told_with_those_it_has()
    {
        await using var world = await CloudWorld.OpenAsync();
        await ReleaseAsync(world, Base("first"));

        var failure = await Assert.ThrowsAsync<UserErrorException>(
            () => world.Run().BuildAsync(CloudWorld.Web() with { Parent = new Parent.Image("self", "base", "2.x.x", CloudWorld.Here) }));

        Assert.Equal("The image 'base' of 'self' has no version '2.x.x' in us-east-1; it has 1.4.0.", Assert.Single(failure.Diagnostics).Message);
    }

    [Fact]
    public async Task What_is_found_in_two_architectures_is_refused()
    {
        await using var world = await CloudWorld.OpenAsync();
        await ReleaseAsync(world, Base("first"));
        await ReleaseAsync(world, Arm(Base("first")));

        var both = new Parent.Find("self", "base *", null, CloudWorld.Here);
        var failure = await Assert.ThrowsAsync<UserErrorException>(() => world.Run().BuildAsync(CloudWorld.Web() with { Parent = both }));

        Assert.StartsWith(
            "GA0331 2 AMIs fit the name 'base *', and they are of several architectures: arm64, x86_64.",
            $"{failure.Diagnostics[0].Code} {failure.Diagnostics[0].Message}", StringComparison.Ordinal);
        await ReleaseAsync(world, CloudWorld.Web() with { Parent = both with { Architecture = "x86_64" } });
    }

    [Fact]
    public async Task Variants_are_built_apart_and_a_child_follows_its_own()
    {
        await using var world = await CloudWorld.OpenAsync();
        var plain = await ReleaseAsync(world, Base("first"));
        var arm = await ReleaseAsync(world, Arm(Base("first")));

        Assert.Equal(("x86_64", "arm64"), (plain.Release.Images[0].Architecture, arm.Release.Images[0].Architecture));
        Assert.Contains(":image/base-arm64/1.4.0/1", arm.Release.ImageArn, StringComparison.Ordinal);
        Assert.Single(plain.Lineage.Concat(arm.Lineage).GroupBy(image => image.Recipe));
        Assert.Empty(plain.Lineage.Select(image => image.Id).Intersect(arm.Lineage.Select(image => image.Id)));
        Assert.Equal((Outcome.Reused, Outcome.Reused), ((await ReleaseAsync(world, Base("first"))).Outcome, (await ReleaseAsync(world, Arm(Base("first")))).Outcome));

        var child = await ReleaseAsync(world, CloudWorld.Web() with { Parent = OtherRecipe with { Variant = "arm64" } });
        Assert.Contains(new FingerprintInput("parent", HomeAmi(arm)), child.Inputs);
    }

    private static Recipe Base(string page) => CloudWorld.Web(page) with
    {
        Name = CloudWorld.At("base"),
        Distribution = CloudWorld.Web().Distribution with { Name = CloudWorld.At("base {{ version }} {{ date }}") },
    };

    private static Recipe Gated(Recipe recipe, params IgnoredFinding[] ignore) =>
        recipe with { Gates = new GateRules { Vulnerabilities = new VulnerabilityRule(FindingSeverity.High, FixableOnly: false, ignore, CloudWorld.Here) } };

    private static Recipe Arm(Recipe recipe) => recipe with
    {
        Variant = "arm64",
        Parent = new Parent.Ssm("/aws/service/debian/release/12/latest/arm64", CloudWorld.Here),
        Distribution = recipe.Distribution with { Name = CloudWorld.At("base {{ version }} {{ date }} arm64") },
    };

    private static Parent ParentBy(string form) => form switch
    {
        "recipe" => OtherRecipe,
        "image" => new Parent.Image("self", "base", "1.x.x", CloudWorld.Here),
        _ => new Parent.Find("self", "base *", null, CloudWorld.Here),
    };

    private static async Task<BuildResult> ReleaseAsync(CloudWorld world, Recipe recipe) =>
        Assert.IsType<BuildEnd.Released>(await world.Run().BuildAsync(recipe)).Result;

    private static string HomeAmi(BuildResult result) => result.Release.Images.Single(image => image.Region == Worlds.Home).Id.Value;
}
