using GoldenAmi.Recipes;

namespace GoldenAmi.Tests.Recipes;

public sealed class VariantSpecs : IDisposable
{
    private const string Arm = """
        variants:
          arm64:
            parent: { ssm: /aws/service/debian/release/12/latest/arm64 }
            infrastructure: { instanceTypes: [ m7g.large ] }

        """;

    private readonly RecipeFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_variant_is_the_recipe_with_its_own_keys_in_their_place()
    {
        var recipe = Load(Arm);

        var arm = Assert.Single(recipe.Variants);
        Assert.Equal((null, "web"), (recipe.Variant, recipe.ResourceName));
        Assert.Equal(("arm64", "web", "web-arm64"), (arm.Variant, arm.Name.Value, arm.ResourceName));
        Assert.Equal("/aws/service/debian/release/12/latest/arm64", Assert.IsType<Parent.Ssm>(arm.Parent).Name);
        Assert.Equal(["m7g.large"], arm.Infrastructure.InstanceTypes);
        Assert.Equal(("golden-ami-build", "golden-ami.yaml(20,20)"), (arm.Infrastructure.InstanceProfile.Value, arm.Infrastructure.InstanceProfile.Place.ToString()));
        Assert.Equal(("web {{ version }} {{ date }}", "web {{ version }} {{ date }} arm64"), (recipe.Distribution.Name.Value, arm.Distribution.Name.Value));
        Assert.Equal(recipe.Components.Select(use => use.Place), arm.Components.Select(use => use.Place));
        Assert.Empty(arm.Variants);
        Assert.Equal([recipe.ResourceName, arm.ResourceName], recipe.WithVariants.Select(each => each.ResourceName));
    }

    [Fact]
    public void A_variant_changes_single_keys_of_sections_that_are_files()
    {
        _folder.Write("shared/infrastructure.yaml", "instanceProfile: shared\nsubnet: subnet-01234567\n");

        var (recipe, problems) = _folder.Load(RecipeFolder.Valid.Replace(
            "infrastructure:\n  instanceProfile: golden-ami-build\n  instanceTypes: [ m7i.large, m6i.large ]", "infrastructure: shared/infrastructure.yaml", StringComparison.Ordinal) + Arm);

        Assert.Empty(problems);
        var machine = recipe!.Variants[0].Infrastructure;
        Assert.Equal(("shared", "subnet-01234567", "m7g.large"), (machine.InstanceProfile.Value, machine.Subnet, Assert.Single(machine.InstanceTypes)));
    }

    [Fact]
    public void A_parent_recipe_means_the_variant_of_the_same_name()
    {
        _folder.Write("base/golden-ami.yaml", "name: debian\nvariants: { arm64: {} }\n");

        var (recipe, problems) = _folder.Load(RecipeFolder.Valid.Replace("  ssm: /aws/service/debian/release/12/latest/amd64", "  recipe: base", StringComparison.Ordinal)
            + "variants:\n  arm64: { infrastructure: { instanceTypes: [ m7g.large ] } }\n");

        Assert.Empty(problems);
        Assert.Equal(["debian", "debian-arm64"], recipe!.WithVariants.Select(each => Assert.IsType<Parent.Recipe>(each.Parent).ResourceName));
    }

    [Fact]
    public void What_the_recipe_and_its_variants_have_in_common_is_told_once() =>
        Assert.Single(_folder.Load(RecipeFolder.Valid.Replace("size: 8 GiB", "size: 8GB", StringComparison.Ordinal) + Arm).Problems);

    [Theory]
    [InlineData("variants: arm64\n", "(30,11): error GA0112: 'variants' of a recipe is a text ('arm64'); it must be a map of names, such as 'arm64: { parent: … }'.")]
    [InlineData("variants: { ARM: {} }\n", "(30,13): error GA0116: 'ARM' is not the name of a variant;")]
    [InlineData("variants: { arm64: m7g.large }\n", "(30,20): error GA0112: The variant 'arm64' is a text ('m7g.large'); it must be a map with what it has in the place of the recipe's own.")]
    [InlineData("variants: { arm64: { region: eu-west-1 } }\n", "(30,22): error GA0110: 'region' is not a key of a variant; allowed: description, parent,")]
    [InlineData("variants: { arm64: { infrastructure: { subnet: x } } }\n", "(30,48): error GA0116: 'x' is not a subnet id;")]
    [InlineData("variants: { arm64: { distribution: { name: \"web {{ version }} {{ date }}\" } } }\n", "(30,44): error GA0142: The AMIs of the variant 'arm64' would have the name 'web {{ version }} {{ date }}', as those of the recipe itself.")]
    public void A_wrong_variant_is_told_with_its_place(string variants, string expected) =>
        Assert.StartsWith("golden-ami.yaml" + expected, Assert.Single(_folder.Load(RecipeFolder.Valid + variants).Problems).ToString(), StringComparison.Ordinal);

    private Recipe Load(string variants)
    {
        var (recipe, problems) = _folder.Load(RecipeFolder.Valid + variants);
        Assert.Empty(problems);
        return recipe!;
    }
}
