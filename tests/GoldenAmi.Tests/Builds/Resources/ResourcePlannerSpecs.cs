using FsCheck;
using FsCheck.Fluent;
using GoldenAmi.Builds;
using GoldenAmi.Builds.Fingerprints;
using GoldenAmi.Builds.Images;
using GoldenAmi.Builds.Resolving;
using GoldenAmi.Builds.Resources;

namespace GoldenAmi.Tests.Builds.Resources;

public sealed class ResourcePlannerSpecs
{
    private static readonly string[] Files = ["images/web/a.yaml", "images/web/b.yaml", "images/web/sub/a.yaml", "shared/a.yaml"];

    // No content twice, no version twice, none that exists already; and after the plan was carried out nothing is left to do.
    [Fact]
    public void A_plan_creates_each_content_once_under_a_new_version_and_its_second_run_creates_nothing() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Cases().ToArbitrary(), each =>
        {
            var (resolved, existing) = each;
            var created = ResourcePlanner.Plan(resolved, existing).OfType<ResourceOperation.CreateComponent>().ToList();
            var after = existing with
            {
                HasInfrastructure = true,
                Components = existing.Components.Concat(created.Select(component => KeyValuePair.Create(component.Digest, $"arn:aws:imagebuilder:us-east-1:111122223333:component/{component.Name}/{component.Version}/1"))).ToDictionary(StringComparer.Ordinal),
                ImageRecipe = new ImageRecipeVersion("arn:aws:imagebuilder:us-east-1:111122223333:image-recipe/web/1.4.0", new(1, 4, 0)),
            };
            return created.Select(component => component.Digest).Distinct().Count() == created.Count
                && created.Select(component => (component.Name, component.Version)).Distinct().Count() == created.Count
                && created.TrueForAll(component => !existing.Newest.TryGetValue(component.Name, out var newest) || component.Version > newest)
                && created.TrueForAll(component => !existing.Components.ContainsKey(component.Digest))
                && ResourcePlanner.Plan(resolved, after).All(operation => operation is ResourceOperation.Keep);
        }));

    [Fact]
    public void With_an_image_recipe_of_the_fingerprint_its_components_are_not_looked_at()
    {
        var version = new ImageRecipeVersion("arn:aws:imagebuilder:us-east-1:111122223333:image-recipe/web/1.4.2", new(1, 4, 2));

        var plan = ResourcePlanner.Plan(SmallRecipe.Resolved((Files[0], "a: 1")), new ExistingResources { ImageRecipe = version });

        Assert.Equal(["image recipe web 1.4.2"], plan.OfType<ResourceOperation.Keep>().Select(operation => operation.Resource));
        Assert.Equal("arn:aws:imagebuilder:us-east-1:111122223333:image/web/1.4.2", version.ImageVersionArn);
    }

    [Theory]
    [InlineData("images/web/components/nginx.yaml", "web-components-nginx")]
    [InlineData("shared/My Component.v2.yml", "web-shared-my-component-v2")]
    [InlineData("images/web/.hidden", "web-hidden")]
    public void A_component_is_named_after_recipe_and_file(string file, string name) =>
        Assert.Equal(name, ResourceNames.Component(SmallRecipe.Resolved().Recipe, file));

    [Fact]
    public void The_same_wish_is_the_same_request_with_the_same_token()
    {
        var resolved = SmallRecipe.Resolved((Files[0], "a: 1"));
        var wanted = ResourcePlanner.Plan(resolved, new ExistingResources()).OfType<ResourceOperation.CreateComponent>().Single();

        var (one, two) = (ResourceRequests.Of(resolved.Recipe, wanted), ResourceRequests.Of(resolved.Recipe, wanted));
        var next = ResourceRequests.Of(resolved.Recipe, wanted with { Version = new(1, 0, 1) });

        Assert.Equal(one.ClientToken, two.ClientToken);
        Assert.NotEqual(one.ClientToken, next.ClientToken);
    }

    private static Gen<(ResolvedRecipe, ExistingResources)> Cases() =>
        from documents in Gen.NonEmptyListOf(from file in Gen.Elements(Files) from text in Gen.Choose(1, 4) select (file, $"a: {text}"))
        let resolved = SmallRecipe.Resolved([.. documents])
        from known in Gen.ListOf(Gen.Choose(1, 4))
        from patches in Gen.ArrayOf(Gen.Choose(0, 9), Files.Length)
        from listed in Gen.ArrayOf(Gen.Elements(true, false), Files.Length)
        select (resolved, new ExistingResources
        {
            Components = known.Distinct().ToDictionary(text => ContentDigest.OfText($"a: {text}"), text => $"arn:aws:imagebuilder:us-east-1:111122223333:component/web-old/1.0.{text}/1", StringComparer.Ordinal),
            Newest = Files.Select((file, index) => (Name: ResourceNames.Component(resolved.Recipe, file), Patch: patches[index], IsListed: listed[index]))
                .Where(each => each.IsListed).ToDictionary(each => each.Name, each => new ComponentVersion(1, 0, each.Patch), StringComparer.Ordinal),
        });
}
