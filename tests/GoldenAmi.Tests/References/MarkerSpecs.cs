using GoldenAmi.Diagnostics;
using static GoldenAmi.Tests.References.TestRepository;

namespace GoldenAmi.Tests.References;

public sealed class MarkerSpecs
{
    private const string Foreign = "ami-0dddddddddddddddd";

    [Theory]
    [InlineData($"ami = \"{Foreign}\" # golden-ami: web us-east-1\n")]
    [InlineData($"# golden-ami: web us-east-1\nami = \"{Foreign}\"\n")]
    [InlineData($"// golden-ami: web/x86_64 us-east-1 111122223333\r\nami: {Foreign}\r\n")]
    [InlineData($"/* golden-ami: web/amd64 us-east-1 */ ami: {Foreign}\n")]
    [InlineData($"<!-- golden-ami: web us-east-1 -->\n<ami>{Foreign}</ami>\n")]
    [InlineData($"-- golden-ami: web us-east-1\n{Foreign}\n")]
    [InlineData($"; golden-ami: web us-east-1\n{Foreign}\n")]
    [InlineData($$"""{ "//": "golden-ami: web us-east-1", "ami": "{{Foreign}}" }""")]
    public async Task A_marker_adopts_an_id_that_is_nobodys(string content)
    {
        using var repository = new TestRepository(("file", content));

        var result = Assert.IsType<BumpResult.Committed>(await repository.BumpAsync());

        Assert.Equal(content.Replace(Foreign, NewUs, StringComparison.Ordinal), repository.TextOnBranch("file"));
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public async Task A_map_of_regions_is_adopted_line_by_line()
    {
        using var repository = new TestRepository(("map.yaml", $"us: {Foreign} # golden-ami: web us-east-1\neu: {Foreign} # golden-ami: web eu-west-1\nother: {Foreign}\n"));

        var result = Assert.IsType<BumpResult.Committed>(await repository.BumpAsync());

        Assert.Equal($"us: {NewUs} # golden-ami: web us-east-1\neu: {NewEu} # golden-ami: web eu-west-1\nother: {Foreign}\n", repository.TextOnBranch("map.yaml"));
        Assert.Equal("map.yaml(3,8)", Assert.Single(result.Warnings).Place!.ToString());
    }

    [Theory]
    [InlineData($"a: {OldUs} # golden-ami: ignore\n")]
    [InlineData($"# golden-ami: ignore\na: {OldUs}\n")]
    [InlineData($"<!-- golden-ami: ignore --> {Foreign} {OldUs}\n")]
    public async Task A_line_marked_ignore_stays(string content)
    {
        using var repository = new TestRepository(("file", content));

        Assert.Empty(Assert.IsType<BumpResult.NothingToChange>(await repository.BumpAsync()).Warnings);
    }

    [Theory]
    [InlineData($"golden-ami: web us-east-1\n{Foreign}\n")]
    [InlineData($"# golden-ami: the tool that moves ids\n{Foreign}\n")]
    [InlineData($"\"golden-ami:web us-east-1\"\n{Foreign}\n")]
    [InlineData($"# golden-ami: web us-east-1\n\n{Foreign}\n")]
    public async Task What_is_no_marker_adopts_nothing(string content)
    {
        using var repository = new TestRepository(("file", content));

        var result = Assert.IsType<BumpResult.NothingToChange>(await repository.BumpAsync());

        Assert.Contains(result.Warnings, warning => warning.Code == ErrorCode.ReferenceUnknownId);
    }

    [Fact]
    public async Task Ids_of_nobody_are_reported_once_and_stay()
    {
        using var repository = new TestRepository(("a", $"{Foreign}\n {Foreign}"), ("b", $"{Foreign} ami-0cccccccccccccccc ami-0eeeeeeeeeeeeeeee\n"));
        repository.Lineage.Add(Image("api", "us-east-1", "ami-0eeeeeeeeeeeeeeee"));

        var warning = Assert.Single(Assert.IsType<BumpResult.NothingToChange>(await repository.BumpAsync()).Warnings);

        Assert.Equal(
            $"a(1,1): warning GA0507: '{Foreign}' is an image of no known recipe (and stands at 2 more places). It is left as it is. Fix: if it is to follow the recipe, write 'golden-ami: RECIPE REGION' into a comment beside it; if not, 'golden-ami: ignore'.",
            warning.ToString());
    }

    [Fact]
    public async Task An_id_that_two_lineages_have_is_refused()
    {
        using var repository = new TestRepository(("a", $"\n  {OldUs}\n"), ("b", OldEu));
        repository.Lineage.Add(Image("api", "ap-south-1", OldUs));

        var refusal = await repository.RefusedAsync();

        Assert.Equal((ErrorCode.ReferenceDisputedId, "a(2,3)"), (refusal.Code, refusal.Place!.ToString()));
        Assert.Contains("'api' (ap-south-1, account 111122223333, x86_64) and 'web' (us-east-1, account 111122223333, x86_64)", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Branch, repository.Git("for-each-ref"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_map_with_a_region_that_has_no_new_image_is_refused_as_a_whole()
    {
        using var repository = new TestRepository(("map.yaml", $"us: {OldUs}\nap: ami-0aaaaaaaaaaaaaaa3\n"));
        repository.Lineage.Add(Image("web", "ap-south-1", "ami-0aaaaaaaaaaaaaaa3"));

        var refusal = await repository.RefusedAsync();

        Assert.Equal((ErrorCode.ReferenceNoImage, "map.yaml(2,5)"), (refusal.Code, refusal.Place!.ToString()));
        Assert.Contains("no image for ap-south-1", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Branch, repository.Git("for-each-ref"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData($"{Foreign} # golden-ami: web us-est-1x\n", ErrorCode.ReferenceMarkerForm)]
    [InlineData($"{Foreign} # golden-ami: web\n", ErrorCode.ReferenceMarkerForm)]
    [InlineData($"{Foreign} # golden-ami: web/mips us-east-1\n", ErrorCode.ReferenceMarkerForm)]
    [InlineData($"{Foreign} # golden-ami: web us-east-1 12\n", ErrorCode.ReferenceMarkerForm)]
    [InlineData("# golden-ami: web nowhere\nnothing, but a name of the ami- kind\n", ErrorCode.ReferenceMarkerForm)]
    [InlineData($"{Foreign} # golden-ami: web ap-south-1\n", ErrorCode.ReferenceNoImage)]
    [InlineData($"{OldEu} # golden-ami: web us-east-1\n", ErrorCode.ReferenceMarkerContradicts)]
    [InlineData("ami-0eeeeeeeeeeeeeeee # golden-ami: web us-east-1\n", ErrorCode.ReferenceMarkerContradicts)]
    [InlineData($"{Foreign} # golden-ami: web eu-central-1\n", ErrorCode.ReferenceMarkerAmbiguous)]
    public async Task A_marker_that_cannot_be_obeyed_is_refused(string content, string code)
    {
        using var repository = new TestRepository(("file", content));
        repository.Lineage.Add(Image("api", "us-east-1", "ami-0eeeeeeeeeeeeeeee"));
        repository.Released.Add(New("eu-central-1", "ami-0bbbbbbbbbbbbbbb3"));
        repository.Released.Add(New("eu-central-1", "ami-0bbbbbbbbbbbbbbb4", architecture: "arm64"));

        var refusal = await repository.RefusedAsync();

        Assert.Equal(code, refusal.Code);
        Assert.Equal(1, refusal.Place!.Line);
    }

    [Fact]
    public async Task A_marker_without_an_id_is_a_warning()
    {
        using var repository = new TestRepository(("file", $"{OldUs}\n\n# golden-ami: web us-east-1\n"));

        var result = Assert.IsType<BumpResult.Committed>(await repository.BumpAsync());

        Assert.Equal((ErrorCode.ReferenceMarkerWithoutId, "file(3,3)"), (Assert.Single(result.Warnings).Code, result.Warnings[0].Place!.ToString()));
    }

    [Fact]
    public async Task Architecture_and_account_choose_among_the_images_of_a_region()
    {
        using var repository = new TestRepository(("file", $"a: {Foreign} # golden-ami: web/arm64 us-east-1\nb: {Foreign} # golden-ami: web/amd64 us-east-1 444455556666\n"));
        repository.Released.Add(New("us-east-1", "ami-0bbbbbbbbbbbbbbb3", architecture: "arm64"));
        repository.Released.Add(New("us-east-1", "ami-0bbbbbbbbbbbbbbb4", "444455556666"));

        await repository.CommittedAsync();

        Assert.Equal("a: ami-0bbbbbbbbbbbbbbb3 # golden-ami: web/arm64 us-east-1\nb: ami-0bbbbbbbbbbbbbbb4 # golden-ami: web/amd64 us-east-1 444455556666\n", repository.TextOnBranch("file"));
    }
}
