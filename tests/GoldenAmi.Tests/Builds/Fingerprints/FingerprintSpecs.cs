using FsCheck;
using FsCheck.Fluent;
using GoldenAmi.Builds;
using GoldenAmi.Builds.Fingerprints;
using GoldenAmi.Builds.Resolving;
using GoldenAmi.Diagnostics;
using GoldenAmi.Identifiers;
using GoldenAmi.Recipes;

namespace GoldenAmi.Tests.Builds.Fingerprints;

public sealed class FingerprintSpecs
{
    private static readonly SourcePlace Here = new("golden-ami.yaml", 1, 1);

    /// <summary>Every change that makes another image, by its name in the test's output.</summary>
    public static TheoryData<string> Changes => [.. ContentChanges.Keys];

    /// <summary>Every change that does not.</summary>
    public static TheoryData<string> OtherChanges => [.. OutsideChanges.Keys];

    private static readonly Dictionary<string, Func<Recipe, Recipe>> ContentChanges = new(StringComparer.Ordinal)
    {
        ["name"] = recipe => recipe with { Name = At("api") },
        ["major"] = recipe => recipe with { Version = new(new(2, 4), Here) },
        ["minor"] = recipe => recipe with { Version = new(new(1, 5), Here) },
        ["platform"] = recipe => recipe with { Platform = Platform.Windows },
        ["one byte of a component"] = recipe => recipe with { Components = [Document("a: 2"), .. recipe.Components.Skip(1)] },
        ["order of components"] = recipe => recipe with { Components = [.. recipe.Components.Reverse()] },
        ["a component less"] = recipe => recipe with { Components = [recipe.Components[0]] },
        ["a component moved to the tests"] = recipe => recipe with { Components = [recipe.Components[0]], Tests = [recipe.Components[1], .. recipe.Tests] },
        ["a parameter's value"] = recipe => recipe with { Components = [Document("a: 1", ("Port", "81")), .. recipe.Components.Skip(1)] },
        ["a parameter's name"] = recipe => recipe with { Components = [Document("a: 1", ("Gate", "80")), .. recipe.Components.Skip(1)] },
        ["an existing component's version"] = recipe => recipe with { Tests = [Existing("1.0.5")] },
        ["no tests"] = recipe => recipe with { Tests = [] },
        ["a volume's size"] = recipe => recipe with { Volumes = [recipe.Volumes[0] with { SizeGib = 9 }] },
        ["a volume's type"] = recipe => recipe with { Volumes = [recipe.Volumes[0] with { Type = "io2" }] },
        ["a volume's iops"] = recipe => recipe with { Volumes = [recipe.Volumes[0] with { Iops = 4000 }] },
        ["a volume's throughput"] = recipe => recipe with { Volumes = [recipe.Volumes[0] with { Throughput = 250 }] },
        ["a volume's key"] = recipe => recipe with { Volumes = [recipe.Volumes[0] with { KmsKey = "alias/golden" }] },
        ["a volume's device"] = recipe => recipe with { Volumes = [recipe.Volumes[0] with { Device = At("/dev/sda1") }] },
        ["working directory"] = recipe => recipe with { WorkingDirectory = "/var/tmp" },
        ["agent"] = recipe => recipe with { Agent = AgentFate.Remove },
    };

    private static readonly Dictionary<string, Func<Recipe, Recipe>> OutsideChanges = new(StringComparer.Ordinal)
    {
        ["file"] = recipe => recipe with { File = "other/golden-ami.yaml", RepositoryRoot = "/elsewhere" },
        ["description"] = recipe => recipe with { Description = "another" },
        ["region"] = recipe => recipe with { Region = new(Region.Parse("eu-west-1"), Here) },
        ["execution role"] = recipe => recipe with { ExecutionRole = At("role") },
        ["refresh"] = recipe => recipe with { Refresh = TimeSpan.FromDays(1) },
        ["infrastructure"] = recipe => recipe with { Infrastructure = recipe.Infrastructure with { InstanceTypes = ["c7i.large"], HopLimit = 2, Subnet = "subnet-0abc" } },
        ["distribution name"] = recipe => recipe with { Distribution = recipe.Distribution with { Name = At("other {{ date }}") } },
        ["distribution regions"] = recipe => recipe with { Distribution = recipe.Distribution with { Regions = [.. recipe.Distribution.Regions, new(new(Region.Parse("us-west-2"), Here)) { KmsKey = "alias/k" }] } },
        ["references"] = recipe => recipe with { References = [new(["**"], Here)] },
        ["a component file's name"] = recipe => recipe with { Components = [((ComponentUse.Document)recipe.Components[0]) with { File = "renamed.yaml" }, .. recipe.Components.Skip(1)] },
        ["order of parameters"] = recipe => recipe with { Components = [recipe.Components[0], Document("b: 1", ("B", "2"), ("A", "1"))] },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_change_of_what_decides_the_content_changes_the_fingerprint_and_the_inputs(string change)
    {
        var (before, after) = (Of(Sample()), Of(ContentChanges[change](Sample())));

        Assert.NotEqual(before.Value, after.Value);
        Assert.NotEqual(before.Inputs, after.Inputs);
    }

    [Theory]
    [MemberData(nameof(OtherChanges))]
    public void A_change_of_where_the_image_goes_or_is_built_leaves_the_fingerprint(string change) =>
        Assert.Equal(Of(Sample()).Value, Of(OutsideChanges[change](Sample())).Value);

    [Fact]
    public void Another_parent_changes_the_fingerprint() =>
        Assert.NotEqual(Of(Sample()).Value, Of(Sample(), "ami-0abcdef1234567891").Value);

    [Fact]
    public void The_form_of_the_fingerprint_is_pinned_because_released_images_carry_it() =>
        Assert.StartsWith("sha256:82a9a8ecd217f77530fcf77c475d41c46d", Of(Sample()).Value, StringComparison.Ordinal);

    [Fact]
    public void Inputs_are_sorted_and_name_the_component_files()
    {
        var inputs = Of(Sample()).Inputs;

        Assert.Equal(inputs.OrderBy(input => input.Name, StringComparer.Ordinal), inputs);
        Assert.Contains(new FingerprintInput("component 1 components/a.yaml with Port", "80"), inputs);
        Assert.Contains(new FingerprintInput("test 1 amazon/simple-boot-test-linux", "1.0.4"), inputs);
        Assert.Contains(new FingerprintInput("parent", "ami-0abcdef1234567890"), inputs);
    }

    // Parameters are text from the user: no two different lists may run together in the canonical form.
    [Fact]
    public void Different_parameters_never_share_a_fingerprint() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll<NonNull<string>, NonNull<string>>((left, right) =>
        {
            var one = Of(Sample() with { Components = [Document("a: 1", ("P", left.Get))] }).Value;
            var two = Of(Sample() with { Components = [Document("a: 1", ("P", right.Get))] }).Value;
            return (one == two) == (left.Get == right.Get) || HasLoneSurrogate(left.Get) || HasLoneSurrogate(right.Get);
        }));

    [Fact]
    public void A_client_token_is_a_uuid_that_only_its_three_parts_decide() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll<NonNull<string>, int>((content, attempt) =>
        {
            var token = ClientToken.For("CreateImage", content.Get, attempt);
            return Guid.TryParseExact(token, "D", out _) && token.Length == 36
                && token == ClientToken.For("CreateImage", content.Get, attempt)
                && token != ClientToken.For("CreateImage", content.Get, attempt + 1)
                && token != ClientToken.For("DistributeImage", content.Get, attempt);
        }));

    private static bool HasLoneSurrogate(string text) => text.Any(char.IsSurrogate);

    private static Fingerprint Of(Recipe recipe, string parent = "ami-0abcdef1234567890")
    {
        ResolvedComponent Resolve(ComponentUse use, bool isTest) => use switch
        {
            ComponentUse.Document document => new ResolvedComponent.Document(document, ContentDigest.OfText(document.Text), isTest),
            ComponentUse.Existing existing => new ResolvedComponent.Existing(existing, existing.Version, "arn", isTest),
            _ => throw new InvalidOperationException(),
        };
        return Fingerprint.Of(recipe, new(AmiId.Parse(parent), "x86_64"), [.. recipe.Components.Select(use => Resolve(use, false)), .. recipe.Tests.Select(use => Resolve(use, true))]);
    }

    private static Recipe Sample() => new()
    {
        File = "golden-ami.yaml",
        RepositoryRoot = "/repository",
        Name = At("web"),
        Version = new(new(1, 4), Here),
        Platform = Platform.Linux,
        Region = new(Region.Parse("us-east-1"), Here),
        Parent = new Parent.Ami(AmiId.Parse("ami-0abcdef1234567890"), Here),
        Components = [Document("a: 1", ("Port", "80")), Document("b: 1", ("A", "1"), ("B", "2"))],
        Tests = [Existing("1.0.4")],
        Volumes = [new() { Device = At("/dev/xvda"), SizeGib = 8, Type = "gp3", Iops = 3000, Throughput = 125 }],
        Infrastructure = new() { InstanceProfile = At("golden-ami-build") },
        Distribution = new() { Name = At("web {{ date }}"), Regions = [new(new(Region.Parse("us-east-1"), Here))] },
    };

    private static ComponentUse.Document Document(string text, params (string Name, string Value)[] with) =>
        new($"components/{text[0]}.yaml", text, Here, [.. with.Select(pair => new ComponentParameter(pair.Name, pair.Value, Here))]);

    private static ComponentUse.Existing Existing(string version) => new("amazon", "simple-boot-test-linux", version, Here, []);

    private static Placed<string> At(string value) => new(value, Here);
}
