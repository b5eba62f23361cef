using FsCheck;
using FsCheck.Fluent;
using GoldenAmi.Applying;
using GoldenAmi.Builds;
using GoldenAmi.Builds.Images;
using GoldenAmi.Builds.Resolving;
using GoldenAmi.Builds.Resources;
using GoldenAmi.Recipes;
using GoldenAmi.Tests.Builds;

namespace GoldenAmi.Tests.Applying;

public sealed class ApplyPlannerSpecs
{
    private const string RecipeArn = "arn:aws:imagebuilder:us-east-1:111122223333:image-recipe/web-pipeline/1.4.0";

    // Whatever is there: at most the pipeline itself is updated or deleted, each resource is named once, and once done there is nothing left to do.
    [Fact]
    public void Nothing_but_the_pipeline_is_changed_in_place_and_what_was_done_is_not_done_again() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Cases().ToArbitrary(), each =>
        {
            var (resolved, facts) = each;
            var plan = ApplyPlanner.Plan(resolved, facts);
            var changed = plan.Where(operation => operation.Word is "update" or "delete" || operation is ApplyOperation.UpdatePipeline).ToList();
            return changed.TrueForAll(operation => operation.Resource == "image pipeline golden-ami-web")
                && changed.Count <= 1
                && plan.Select(operation => operation.Resource).Distinct().Count() == plan.Count
                && plan.OfType<ApplyOperation.UpdatePipeline>().All(update => update.Changes.Count > 0)
                && !ApplyPlanner.HasChanges(ApplyPlanner.Plan(resolved, Done(resolved, facts)));
        }));

    [Theory]
    [InlineData(true, true, "nothing")]
    [InlineData(true, false, "drift")]
    [InlineData(false, true, "update")]
    [InlineData(false, false, "update")]
    public void Two_digests_tell_a_change_by_hand_from_a_change_of_the_recipe(bool isAsked, bool isSeen, string word)
    {
        var resolved = Resolved(hasPipeline: true);
        var facts = Done(resolved, new ApplyFacts { Resources = new ExistingResources() });
        var there = facts.Pipeline!;
        var changed = there with
        {
            Values = new SortedDictionary<string, string>(there.Values.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal) { ["schedule"] = "rate(1 day)" },
        };
        changed = changed with
        {
            Tags = new Dictionary<string, string>(there.Tags, StringComparer.Ordinal)
            {
                [ImageTags.Settings] = isAsked ? there.Tags[ImageTags.Settings] : "sha256:of another recipe",
                [ImageTags.Content] = isSeen ? PipelineValues.DigestOf(changed.Values) : there.Tags[ImageTags.Content],
            },
        };

        Assert.Equal(word, ApplyPlanner.Plan(resolved, facts with { Pipeline = changed })[^1].Word);
    }

    private static Gen<(ResolvedRecipe, ApplyFacts)> Cases() =>
        from hasPipeline in Gen.Elements(true, false)
        from hasComponents in Gen.Elements(true, false)
        from hasRecipe in Gen.Elements(true, false)
        from hasInfrastructure in Gen.Elements(true, false)
        from hasDistribution in Gen.Elements(true, false)
        from drifts in Gen.Choose(0, 2)
        from pipeline in Gen.Choose(0, 4)
        let resolved = Resolved(hasPipeline)
        select (resolved, Facts(resolved, hasComponents, hasRecipe && hasComponents, hasInfrastructure, hasDistribution, drifts, pipeline));

    private static ApplyFacts Facts(ResolvedRecipe resolved, bool hasComponents, bool hasRecipe, bool hasInfrastructure, bool hasDistribution, int drifts, int pipeline)
    {
        var done = Done(resolved, new ApplyFacts { Resources = new ExistingResources() });
        var changed = new ChangedConfiguration("golden-ami-web-changed", [new ValueChange("name", "theirs", "ours")]);
        var there = pipeline == 0 ? null : done.Pipeline ?? Existing(new Dictionary<string, string> { ["status"] = "ENABLED" }, asked: "sha256:0", seen: "sha256:0");
        return done with
        {
            Resources = done.Resources with
            {
                Components = hasComponents ? done.Resources.Components : new Dictionary<string, string>(),
                HasInfrastructure = hasInfrastructure,
                InfrastructureDrifts = drifts > 0 ? [changed] : [],
                ImageRecipe = resolved.Recipe.Pipeline is null && hasRecipe ? done.Resources.ImageRecipe : null,
            },
            PipelineRecipeArn = hasRecipe ? done.PipelineRecipeArn : null,
            LastPipelineRecipe = hasRecipe ? null : new Dictionary<string, string> { ["parent"] = "another" },
            Distribution = done.Distribution is { } distribution ? distribution with { IsThere = hasDistribution, Drifts = drifts > 1 ? [changed] : [] } : null,
            Pipeline = pipeline switch
            {
                2 => there! with { Values = new SortedDictionary<string, string> { ["status"] = "DISABLED" } },
                3 => there! with { Tags = ImageTags.Of(resolved.Recipe) },
                4 => there! with { Tags = new Dictionary<string, string>(there!.Tags) { [ImageTags.Settings] = "sha256:1" } },
                _ => there,
            },
        };
    }

    /// <summary>The facts after everything was done.</summary>
    private static ApplyFacts Done(ResolvedRecipe resolved, ApplyFacts facts)
    {
        var components = resolved.Components.OfType<ResolvedComponent.Document>().ToDictionary(
            document => document.Digest, document => $"arn:aws:imagebuilder:us-east-1:111122223333:component/{ResourceNames.Component(resolved.Recipe, document.Use.File)}/1.0.0/1", StringComparer.Ordinal);
        var resources = facts.Resources with { Components = components, HasInfrastructure = true };
        if (resolved.Recipe.Pipeline is not { } pipeline)
        {
            return facts with
            {
                Resources = resources with { ImageRecipe = new ImageRecipeVersion("arn:aws:imagebuilder:us-east-1:111122223333:image-recipe/web/1.4.0", new(1, 4, 0)) },
                Pipeline = null,
            };
        }

        var distribution = facts.Distribution is { } found ? found with { IsThere = true } : new FoundConfiguration("golden-ami-web-distribution", IsThere: true, []);
        string Arn(string kind, string name) => ResourceNames.ConfigurationArn(resolved, kind, name);
        var values = PipelineValues.Of(PipelineResource.Wanted(resolved.Recipe, pipeline, new PipelineParts(
            RecipeArn, Arn(InfrastructureResource.Kind, resources.InfrastructureName ?? InfrastructureResource.Of(resolved.Recipe).Name), Arn("distribution-configuration", distribution.Name))));
        var digest = PipelineValues.DigestOf(values);
        return facts with { Resources = resources, PipelineRecipeArn = RecipeArn, Distribution = distribution, Pipeline = Existing(values, digest, digest) };
    }

    private static ExistingPipeline Existing(IReadOnlyDictionary<string, string> values, string asked, string seen) => new(
        "golden-ami-web", "arn:aws:imagebuilder:us-east-1:111122223333:image-pipeline/golden-ami-web", values,
        new Dictionary<string, string>(StringComparer.Ordinal) { [ImageTags.Recipe] = "web", [ImageTags.Settings] = asked, [ImageTags.Content] = seen }, null);

    private static ResolvedRecipe Resolved(bool hasPipeline)
    {
        var resolved = SmallRecipe.Resolved(("images/web/a.yaml", "a: 1"), ("images/web/b.yaml", "b: 1"));
        return hasPipeline ? resolved with { Recipe = resolved.Recipe with { Pipeline = new Pipeline(SmallRecipe.Here) { Schedule = "rate(7 days)" } } } : resolved;
    }
}
