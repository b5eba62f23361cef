using GoldenAmi.Builds.Fingerprints;
using GoldenAmi.Builds.Resolving;
using GoldenAmi.Diagnostics;
using GoldenAmi.Identifiers;
using GoldenAmi.Recipes;

namespace GoldenAmi.Tests.Builds;

/// <summary>A resolved recipe with given documents.</summary>
internal static class SmallRecipe
{
    public static readonly SourcePlace Here = new("images/web/golden-ami.yaml", 1, 1);

    public static ResolvedRecipe Resolved(params (string File, string Text)[] documents)
    {
        var uses = documents.Select(document => new ComponentUse.Document(document.File, document.Text, Here, [])).ToList();
        var recipe = new Recipe
        {
            File = "images/web/golden-ami.yaml",
            RepositoryRoot = "/repository",
            Name = new("web", Here),
            Version = new(new(1, 4), Here),
            Platform = Platform.Linux,
            Region = new(Worlds.Home, Here),
            Parent = new Parent.Ami(AmiId.Parse("ami-0abcdef1234567890"), Here),
            Components = uses,
            Infrastructure = new() { InstanceProfile = new("golden-ami-build", Here) },
            Distribution = new() { Name = new("web {{ version }} {{ date }}", Here), Regions = [new(new(Worlds.Home, Here)), new(new(Region.Parse("eu-west-1"), Here)) { KmsKey = "alias/k" }] },
        };
        var parent = new ResolvedParent(AmiId.Parse("ami-0abcdef1234567890"), "x86_64");
        IReadOnlyList<ResolvedComponent> components = [.. uses.Select(use => new ResolvedComponent.Document(use, ContentDigest.OfText(use.Text), false))];
        return new ResolvedRecipe(recipe, new AwsAccount(AccountId.Parse("111122223333"), "aws"), parent)
        {
            Components = components,
            Fingerprint = Fingerprint.Of(recipe, parent, components),
        };
    }
}
