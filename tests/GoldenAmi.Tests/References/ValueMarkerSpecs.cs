using GoldenAmi.Diagnostics;
using static GoldenAmi.Tests.References.TestRepository;

namespace GoldenAmi.Tests.References;

/// <summary>Markers of things that are no ids: names, versions, ARNs, parameter paths, digests.</summary>
public sealed class ValueMarkerSpecs
{
    private const string OldName = "web 1.3.12 2026-10-01T06-30-00.123Z";
    private const string OldArn = "arn:aws:imagebuilder:us-east-1:111122223333:image/web/1.3.12/4";
    private const string OldDigest = "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private const string NewDigest = "sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";

    [Theory]
    [InlineData($"name = \"{OldName}\" # golden-ami: web us-east-1 name\n", OldName, NewName)]
    [InlineData($"# golden-ami: web eu-west-1 name\nname: {OldName}\n", OldName, NewName)]
    [InlineData("name = \"web-classic build 7\" # golden-ami: web us-east-1 name\n", "web-classic build 7", NewName)]
    [InlineData("version: 1.3.12 # golden-ami: web us-east-1 version\n", "1.3.12", "1.4.0")]
    [InlineData("# golden-ami: web us-east-1 version\nurl: https://example.com/web/v1.3.12/\r\n", "1.3.12", "1.4.0")]
    [InlineData("{\"//\":\"golden-ami: web us-east-1 version\",\"v\":\"1.3.12\",\"again\":\"1.3.12\"}", "1.3.12", "1.4.0")]
    [InlineData("<!-- golden-ami: web/x86_64 us-east-1 111122223333 version -->\n<v>0.0.0</v>", "0.0.0", "1.4.0")]
    [InlineData($"// golden-ami: web us-east-1 image-arn\nparent = \"{OldArn}\"\n", OldArn, NewArn)]
    [InlineData("- /golden/web/1.3.12 # golden-ami: web us-east-1 ssm\n", "/golden/web/1.3.12", "/golden/web/1.4.0")]
    [InlineData("ami: '{{resolve:ssm:/golden/web/1.3.12/ami}}' # golden-ami: web us-east-1 ssm\n", "/golden/web/1.3.12/ami", "/golden/web/1.4.0/ami")]
    [InlineData($"digest: {OldDigest} # golden-ami: web us-east-1 digest\n", OldDigest, NewDigest)]
    public async Task What_the_marker_names_moves_and_every_other_byte_stays(string content, string old, string now)
    {
        using var repository = Repository(("file", content));
        repository.Lineage[0] = repository.Lineage[0] with { Name = "web-classic build 7" };

        var result = Assert.IsType<BumpResult.Committed>(await repository.BumpAsync());

        Assert.Equal(content.Replace(old, now, StringComparison.Ordinal), repository.TextOnBranch("file"));
        Assert.Empty(result.Warnings);
        Assert.Empty(result.Commit.Files[0].Ids);
        Assert.All(result.Commit.Files[0].Values, value => Assert.Equal((old, now), (value.Old, value.New)));
        repository.Git("merge", "--quiet", "--no-ff", "--no-edit", Branch);
        Assert.Empty(Assert.IsType<BumpResult.NothingToChange>(await repository.BumpAsync()).Warnings);
    }

    [Theory]
    [InlineData("a: 1.3.12.1 # golden-ami: web us-east-1 version\n")]
    [InlineData("a: 10.0.0.1 # golden-ami: web us-east-1 version\n")]
    [InlineData("a: 1.3.12-rc1 # golden-ami: web us-east-1 version\n")]
    [InlineData("a: x1.3.12 # golden-ami: web us-east-1 version\n")]
    [InlineData("a: 1.3 # golden-ami: web us-east-1 version\n")]
    [InlineData("a: web 1.3 # golden-ami: web us-east-1 name\n")]
    [InlineData($"a: my{OldName} # golden-ami: web us-east-1 name\n")]
    [InlineData("a: arn:aws:imagebuilder:us-east-1:111122223333:image/web/x.x.x # golden-ami: web us-east-1 image-arn\n")]
    [InlineData("a: /golden/web/latest # golden-ami: web us-east-1 ssm\n")]
    [InlineData("a: sha256:0123 # golden-ami: web us-east-1 digest\n")]
    [InlineData("# golden-ami: web us-east-1 version\n\na: 1.3.12\n")]
    public async Task What_is_not_of_the_form_stays_and_is_told(string content)
    {
        using var repository = Repository(("file", content));

        var warning = Assert.Single(Assert.IsType<BumpResult.NothingToChange>(await repository.BumpAsync()).Warnings);

        Assert.Equal((ErrorCode.ReferenceMarkerWithoutId, 1), (warning.Code, warning.Place!.Line));
    }

    [Fact]
    public async Task A_version_of_a_line_that_no_marker_speaks_about_stays()
    {
        const string Text = $"terraform = \">= 1.3.12\"\nimage = \"{OldUs}\" # of 1.3.12\nother = \"1.3.12\" # golden-ami: api us-east-1 version\n";
        using var repository = Repository(("file", Text));

        await repository.CommittedAsync();

        Assert.Equal(Text.Replace(OldUs, NewUs, StringComparison.Ordinal), repository.TextOnBranch("file"));
    }

    [Fact]
    public async Task Id_name_and_version_of_one_line_move_each_by_its_marker()
    {
        using var repository = Repository(("map.tf", $"# golden-ami: web us-east-1 name\n# golden-ami: web us-east-1 version\nweb = {{ id = \"{OldUs}\", version = \"1.3.0\" }} # golden-ami: web us-east-1\n"), ("one.tf", $"# golden-ami: web us-east-1 version\nweb = [\"{OldUs}\", \"1.3.0\"]\n"));

        var result = Assert.IsType<BumpResult.Committed>(await repository.BumpAsync());

        Assert.Equal($"# golden-ami: web us-east-1 version\nweb = [\"{NewUs}\", \"1.4.0\"]\n", repository.TextOnBranch("one.tf"));
        Assert.Equal(["map.tf(1,3)"], result.Warnings.Select(warning => warning.Place!.ToString()));
        Assert.Contains(" was 1.3.0\n", result.Commit.Message, StringComparison.Ordinal);
        Assert.StartsWith("Move web to 1.4.0\n\n4 places in 2 files now name the image", result.Commit.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_with_two_versions_is_refused_with_its_place()
    {
        using var repository = Repository(("file", "\nfrom 1.2.0 to 1.3.0 # golden-ami: web us-east-1 version\n"));

        var refusal = await repository.RefusedAsync();

        Assert.Equal(
            "file(2,6): error GA0515: The marker 'web us-east-1 version' stands beside '1.2.0' and '1.3.0', so it is not clear which one is meant. Fix: put them on lines of their own.",
            refusal.ToString());
    }

    [Fact]
    public async Task A_map_of_names_is_one_unit()
    {
        using var repository = Repository(("map.yaml", $"us: {OldName} # golden-ami: web us-east-1 name\nap: {OldName} # golden-ami: web ap-south-1 name\n"));

        var refusal = await repository.RefusedAsync();

        Assert.Equal((ErrorCode.ReferenceNoImage, "map.yaml(2,5)"), (refusal.Code, refusal.Place!.ToString()));
        Assert.DoesNotContain(Branch, repository.Git("for-each-ref"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_attestation_digests_stay_and_that_is_told_once()
    {
        using var repository = new TestRepository(("a", $"{OldDigest} # golden-ami: web us-east-1 digest\n{OldDigest} # golden-ami: web eu-west-1 digest\n"), ("b", $"{OldDigest} # golden-ami: web us-east-1 digest\n"));

        var warning = Assert.Single(Assert.IsType<BumpResult.NothingToChange>(await repository.BumpAsync()).Warnings);

        Assert.Equal(
            "a(1,1): warning GA0516: The release has no attestation, so the digest here stays as it is (and at 2 more places). Fix: have the recipe sign its images ('sign'), or take the marker away.",
            warning.ToString());
    }

    [Fact]
    public async Task Images_of_two_versions_in_one_region_want_the_architecture()
    {
        using var repository = new TestRepository(("file", "v: 1.3.0 # golden-ami: web us-east-1 version\n"), ("arm", "v: 1.3.0 # golden-ami: web/arm64 us-east-1 version\n"));
        repository.Released.Add(New("us-east-1", "ami-0bbbbbbbbbbbbbbb3", architecture: "arm64") with { Version = "1.4.7" });

        Assert.Equal(ErrorCode.ReferenceMarkerAmbiguous, (await repository.RefusedAsync()).Code);

        repository.Write("file", "v: 1.3.0 # golden-ami: web/x86_64 us-east-1 version\n");
        repository.Commit();
        await repository.CommittedAsync();
        Assert.Equal(("v: 1.4.0 # golden-ami: web/x86_64 us-east-1 version\n", "v: 1.4.7 # golden-ami: web/arm64 us-east-1 version\n"), (repository.TextOnBranch("file"), repository.TextOnBranch("arm")));
    }

    [Theory]
    [InlineData("1.3.0 # golden-ami: web us-east-1 verison\n")]
    [InlineData("1.3.0 # golden-ami: web us-east-1 version 111122223333\n")]
    [InlineData("1.3.0 # golden-ami: web us-east-1 version please\n")]
    [InlineData("1.3.0 # golden-ami: web version\n")]
    public async Task A_kind_that_cannot_be_read_is_refused_with_the_words_that_are_allowed(string content)
    {
        using var repository = new TestRepository(("file", content));

        var refusal = await repository.RefusedAsync();

        Assert.Equal((ErrorCode.ReferenceMarkerForm, "file(1,9)"), (refusal.Code, refusal.Place!.ToString()));
        Assert.Contains("what is one of id, name, version, image-arn, digest, ssm", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_marked_ignore_stays_whatever_else_marks_it()
    {
        using var repository = new TestRepository(("file", $"# golden-ami: ignore\nv: 1.3.0 {OldUs} # golden-ami: web us-east-1 version\n"));

        Assert.IsType<BumpResult.NothingToChange>(await repository.BumpAsync());
    }

    [Fact]
    public async Task Two_megabytes_of_one_line_with_a_marker_are_read_in_time()
    {
        var filler = string.Concat(Enumerable.Repeat("web 1.4 web 1. 0123456789.0123456789-T:Z/a/b/c ", 40_000));
        using var repository = new TestRepository(("big.json", $"{{\"//\":\"golden-ami: web us-east-1 name\",\"pad\":\"{filler}\",\"name\":\"{OldName}\"}}"));

        await repository.CommittedAsync();

        Assert.EndsWith($"\"name\":\"{NewName}\"}}", repository.TextOnBranch("big.json"), StringComparison.Ordinal);
    }

    /// <summary>A release with an attestation.</summary>
    private static TestRepository Repository(params (string Path, string Content)[] files)
    {
        var repository = new TestRepository(files);
        for (var index = 0; index < repository.Released.Count; index++)
        {
            repository.Released[index] = repository.Released[index] with { Digest = NewDigest };
        }

        return repository;
    }
}
