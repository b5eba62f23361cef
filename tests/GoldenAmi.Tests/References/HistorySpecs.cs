using GoldenAmi.Builds;
using GoldenAmi.Diagnostics;
using GoldenAmi.Identifiers;
using static GoldenAmi.Tests.References.TestRepository;

namespace GoldenAmi.Tests.References;

/// <summary>When a bump looks deeper than the tags of living AMIs, and what comes of it.</summary>
public sealed class HistorySpecs
{
    private const string Gone = "ami-0dddddddddddddddd";
    private readonly List<IReadOnlyCollection<AmiId>> _asked = [];

    [Fact]
    public async Task Where_every_file_names_the_release_nobody_is_asked()
    {
        using var repository = Repository([], ("a", $"{NewUs} {NewEu}\n"));

        Assert.IsType<BumpResult.NothingToChange>(await repository.BumpAsync());

        Assert.Empty(_asked);
    }

    [Fact]
    public async Task An_id_of_a_deregistered_image_moves()
    {
        using var repository = Repository([Image("web", "eu-west-1", Gone)], ("a", $"us: {OldUs}\n"), ("b", $"eu: {Gone}\n"));

        var result = Assert.IsType<BumpResult.Committed>(await repository.BumpAsync());

        Assert.Equal($"eu: {NewEu}\n", repository.TextOnBranch("b"));
        Assert.Empty(result.Warnings);
        Assert.Equal([OldUs, Gone], Assert.Single(_asked).Select(id => id.Value));
    }

    [Fact]
    public async Task A_deregistered_image_of_a_region_that_the_release_lacks_is_a_refusal()
    {
        using var repository = Repository([Image("web", "ap-south-1", Gone)], ("a", $"us: {OldUs}\nap: {Gone}\n"));

        Assert.Equal((ErrorCode.ReferenceNoImage, "a(2,5)"), ((await repository.RefusedAsync()).Code, (await repository.RefusedAsync()).Place!.ToString()));
    }

    [Fact]
    public async Task An_image_whose_architecture_nobody_knows_any_more_is_the_only_one_of_its_region()
    {
        using var repository = Repository([Image("web", "eu-west-1", Gone, architecture: "")], ("b", $"eu: {Gone}\n"));

        await repository.CommittedAsync();
        Assert.Equal($"eu: {NewEu}\n", repository.TextOnBranch("b"));

        repository.Released.Add(New("eu-west-1", "ami-0bbbbbbbbbbbbbbb3", architecture: "arm64"));
        Assert.Equal(ErrorCode.ReferenceNoImage, (await repository.RefusedAsync()).Code);
    }

    [Fact]
    public async Task An_id_of_another_recipe_is_not_called_unknown_and_one_of_nobody_is_once()
    {
        using var repository = Repository([Image("api", "us-east-1", Gone)], ("a", $"{Gone} ami-0eeeeeeeeeeeeeeee\n"), ("b", "ami-0eeeeeeeeeeeeeeee"));

        var warning = Assert.Single(Assert.IsType<BumpResult.NothingToChange>(await repository.BumpAsync()).Warnings);

        Assert.Equal((ErrorCode.ReferenceUnknownId, "a(1,23)"), (warning.Code, warning.Place!.ToString()));
        Assert.Single(_asked);
    }

    [Fact]
    public async Task An_id_that_another_recipe_has_too_is_refused_before_it_moves()
    {
        using var repository = Repository([Image("api", "ap-south-1", OldUs)], ("a", OldUs));

        Assert.Equal(ErrorCode.ReferenceDisputedId, (await repository.RefusedAsync()).Code);
    }

    [Fact]
    public async Task A_marker_beside_an_id_that_is_another_recipes_is_refused()
    {
        using var repository = Repository([Image("api", "us-east-1", Gone)], ("a", $"{Gone} # golden-ami: web us-east-1\n"));

        Assert.Equal(ErrorCode.ReferenceMarkerContradicts, (await repository.RefusedAsync()).Code);
    }

    [Fact]
    public async Task A_line_marked_ignore_asks_nobody()
    {
        using var repository = Repository([], ("a", $"{Gone} {OldUs} # golden-ami: ignore\n"));

        Assert.IsType<BumpResult.NothingToChange>(await repository.BumpAsync());

        Assert.Empty(_asked);
    }

    [Fact]
    public async Task A_look_that_is_refused_moves_nothing()
    {
        using var repository = Repository([], ("a", $"{Gone} {OldUs}\n"));
        repository.History = (_, _) => throw new UserErrorException(Ending.Refused, new Diagnostic(ErrorCode.AwsRefused, "Not allowed.", Place: null, "Allow it."));

        Assert.Equal(ErrorCode.AwsRefused, (await repository.RefusedAsync()).Code);
        Assert.DoesNotContain(Branch, repository.Git("for-each-ref"), StringComparison.Ordinal);
    }

    private TestRepository Repository(IReadOnlyList<LineageImage> known, params (string Path, string Content)[] files) => new(files)
    {
        History = (ids, _) =>
        {
            _asked.Add(ids);
            return Task.FromResult(known);
        },
    };
}
