using GoldenAmi.Recipes;

namespace GoldenAmi.Tests.Recipes;

public sealed class ParentSpecs : IDisposable
{
    private const string Ssm = "  ssm: /aws/service/debian/release/12/latest/amd64\n";
    private readonly RecipeFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("self/base@1.x.x", "self", "base", "1.x.x")]
    [InlineData("amazon/ubuntu-server-24-lts-x86@x.x.x", "amazon", "ubuntu-server-24-lts-x86", "x.x.x")]
    [InlineData("arn:aws:imagebuilder:us-east-1:111122223333:image/base/1.4.2/3", "111122223333", "base", "1.4.2")]
    [InlineData("arn:aws:imagebuilder:us-east-1:aws:image/ubuntu/x.x.x", "amazon", "ubuntu", "x.x.x")]
    public void An_image_of_Image_Builder_is_named_shortly_or_by_its_ARN(string text, string owner, string name, string version)
    {
        var image = Assert.IsType<Parent.Image>(Read($"  image: {text}\n"));

        Assert.Equal((owner, name, version, "golden-ami.yaml(10,10)"), (image.Owner, image.Name, image.Version, image.Place.ToString()));
    }

    [Fact]
    public void An_AMI_is_found_by_owner_and_name()
    {
        var found = Assert.IsType<Parent.Find>(Read("  find: { owner: self, name: \"base-*\", architecture: arm64, tags: { \"golden-ami:recipe\": base } }\n"));

        Assert.Equal(("self", "base-*", "arm64", "base"), (found.Owner, found.Name, found.Architecture, found.Tags["golden-ami:recipe"]));
    }

    [Theory]
    [InlineData("base/golden-ami.yaml")]
    [InlineData("base")]
    [InlineData("base/")]
    public void Another_recipe_is_named_by_its_file_or_folder(string path)
    {
        _folder.Write("base/golden-ami.yaml", "name: debian\n");

        var parent = Assert.IsType<Parent.Recipe>(Read($"  recipe: {path}\n"));

        Assert.Equal(("base/golden-ami.yaml", "debian", null, "debian"), (parent.File, parent.Name, parent.Variant, parent.ResourceName));
    }

    [Fact]
    public void Another_recipes_variant_can_be_chosen()
    {
        _folder.Write("base/golden-ami.yaml", "name: debian\nvariants: { arm64: {} }\n");

        Assert.Equal("debian-arm64", Assert.IsType<Parent.Recipe>(Read("  recipe: base\n  variant: arm64\n")).ResourceName);
    }

    [Theory]
    [InlineData("  find: { name: \"debian-12-*\" }\n", "(10,9): error GA0141: An AMI is to be found without its owner: anybody can publish an AMI of a fitting name, and the image would be built upon it (the whoAMI attack). Fix: add 'owner: <12 digits of the account>', or self, or amazon.")]
    [InlineData("  find: { owner: debian, name: \"debian-12-*\" }\n", "(10,18): error GA0141: 'debian' is not the owner of AMIs; it must be the 12 digits of an account, self or amazon.")]
    [InlineData("  find: { owner: aws-marketplace, name: x86 }\n", "(10,18): error GA0141: 'aws-marketplace' is not the owner of AMIs; it must be the 12 digits of an account, self or amazon. Fix: write the account id of the seller.")]
    [InlineData("  find: { owner: amazon, name: x86, tags: { a: b } }\n", "(10,43): error GA0141: The AMIs of 'amazon' are to be found by tags, which only their owner sees.")]
    [InlineData("  find: { owner: self, name: \"*\" }\n", "(10,30): error GA0116: '*' is not a pattern of AMI names;")]
    [InlineData("  find: { owner: self, name: base, architecture: amd64 }\n", "(10,50): error GA0114: 'amd64' is not an architecture of EC2; allowed: x86_64, arm64, x86_64_mac, arm64_mac.")]
    [InlineData("  find: { ownr: self, name: base }\n", "(10,11): error GA0110: 'ownr' is not a key of what is to be found; allowed: owner, name, architecture, tags. Fix: did you mean 'owner'?")]
    [InlineData("  image: base\n", "(10,10): error GA0124: 'base' does not name an image of AWS; it must be owner/name@version, such as amazon/ubuntu-server-24-lts-x86@x.x.x, or an ARN.")]
    [InlineData("  ssm: /x\n  variant: arm64\n", "(11,12): error GA0140: 'variant' chooses among the variants of another recipe and there is no 'recipe' beside it.")]
    [InlineData("  recipe: nowhere\n", "(10,11): error GA0120: There is no file 'nowhere'.")]
    [InlineData("  recipe: golden-ami.yaml\n", "(10,11): error GA0140: The parent is the recipe itself.")]
    [InlineData("  recipe: components/nginx.yaml\n", "(10,11): error GA0140: 'components/nginx.yaml' is not a recipe: it has no valid 'name'.")]
    [InlineData("  recipe: base\n  variant: arm\n", "(11,12): error GA0140: 'base/golden-ami.yaml' has no variant 'arm'; it has arm64, gpu. Fix: use one of the allowed ones.")]
    public void What_cannot_be_a_parent_is_refused_with_its_place(string parent, string expected)
    {
        _folder.Write("base/golden-ami.yaml", "name: debian\nvariants: { arm64: {}, gpu: {} }\n");

        Assert.StartsWith("golden-ami.yaml" + expected, Assert.Single(_folder.ProblemsWith(Ssm, parent)), StringComparison.Ordinal);
    }

    private Parent Read(string parent)
    {
        var (recipe, problems) = _folder.Load(RecipeFolder.Valid.Replace(Ssm, parent, StringComparison.Ordinal));
        Assert.Empty(problems);
        return recipe!.Parent;
    }
}
