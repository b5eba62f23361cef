using Amazon.Imagebuilder;
using Amazon.Imagebuilder.Model;
using FsCheck;
using FsCheck.Fluent;
using GoldenAmi.Adopting;
using GoldenAmi.Applying;
using GoldenAmi.Builds.Comparing;
using GoldenAmi.Builds.Images;
using GoldenAmi.Identifiers;
using GoldenAmi.Recipes;
using GoldenAmi.Tests.Builds.Running;

namespace GoldenAmi.Tests.Adopting;

public sealed class AdoptionPlannerSpecs
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    // An older one would be a step back for everybody who has the newer one.
    [Fact]
    public void Only_the_newest_image_that_ended_well_is_ever_adopted_and_only_once() => Hold(facts =>
        AdoptionPlanner.Decide(facts) is not AdoptionDecision.Adopt { Image: var image }
        || (image is { State: BuildState.Available, IsDistribution: false } && !image.Tags.ContainsKey(ImageTags.Adopted)
            && facts.Images.All(other => other.State != BuildState.Available || other.IsDistribution || other.CreatedAt <= image.CreatedAt)));

    // Whoever built it: consumers never go back to what is older than the release.
    [Fact]
    public void Nothing_is_adopted_that_is_older_than_what_is_released() => Hold(facts =>
        AdoptionPlanner.Decide(facts) is not AdoptionDecision.Adopt adopt || facts.Released is null || facts.Released.Build.CreatedAt <= adopt.Image.CreatedAt);

    // When it has gone its road, the same look has nothing left to adopt.
    [Fact]
    public void What_was_adopted_leaves_nothing_to_adopt() => Hold(facts =>
    {
        if (AdoptionPlanner.Decide(facts) is not AdoptionDecision.Adopt { Image: var image })
        {
            return true;
        }

        var tags = new Dictionary<string, string>(image.Tags, StringComparer.Ordinal) { [ImageTags.Adopted] = "true" };
        var after = facts with { Images = [.. facts.Images.Select(each => each == image ? each with { Tags = tags } : each)] };
        return AdoptionPlanner.Decide(after) is AdoptionDecision.Nothing { Rows: [.., { State: "same" }] };
    });

    [Fact]
    public void The_order_of_the_list_decides_nothing() => Hold(facts =>
        Describe(AdoptionPlanner.Decide(facts)) == Describe(AdoptionPlanner.Decide(facts with { Images = [.. facts.Images.Reverse()] })));

    // Told, but no reason to build: the output 'changed' stays false.
    [Fact]
    public void No_row_about_a_schedule_is_a_reason_to_build() => Hold(facts => AdoptionPlanner.Decide(facts).Rows.All(row => !row.IsChange));

    [Fact]
    public void A_pipeline_that_disabled_itself_and_the_build_that_failed_are_told()
    {
        var facts = Facts(new ImagePipeline { Status = PipelineStatus.DISABLED, ConsecutiveFailures = 3 }, Image(1, BuildState.Available, adopted: true), Image(2, BuildState.Failed) with { Reason = "Document nginx failed!" });

        var rows = AdoptionPlanner.Decide(facts).Rows;

        Assert.Equal(
            ["pipeline disabled: the service disabled it after 3 failed runs in a row: mend the build, then golden-ami apply enables it",
                "scheduled image failed 1.4.0/2: Document nginx failed!",
                "scheduled image same 1.4.0/1: the newest is adopted already; there is nothing new to adopt"],
            rows.Select(row => $"{row.Subject} {row.State}{(row.Old is null ? "" : $" {row.Old}")}: {row.Reason}"));
    }

    [Fact]
    public void A_pipeline_that_the_recipe_pauses_is_nothing_to_tell()
    {
        var facts = Facts(new ImagePipeline { Status = PipelineStatus.DISABLED }, Image(1, BuildState.Available, adopted: true));
        facts = facts with { Recipe = facts.Recipe with { Pipeline = facts.Recipe.Pipeline! with { Enabled = false } } };

        Assert.DoesNotContain(AdoptionPlanner.Decide(facts).Rows, row => row.State == "disabled");
    }

    [Fact]
    public void Without_a_pipeline_in_AWS_apply_is_due()
    {
        var decision = AdoptionPlanner.Decide(new AdoptionFacts(Recipe()));

        Assert.Equal(("missing", "there is none yet: run golden-ami apply"), (Assert.Single(decision.Rows).State, decision.Rows[0].Reason));
        Assert.IsType<AdoptionDecision.Nothing>(decision);
    }

    private static void Hold(Func<AdoptionFacts, bool> invariant) => Prop.ForAll(Worlds().ToArbitrary(), invariant).QuickCheckThrowOnFailure();

    private static Gen<AdoptionFacts> Worlds() =>
        from states in Gen.ArrayOf(Gen.Elements(Enum.GetValues<BuildState>()))
        from adopted in Gen.ArrayOf(Gen.Frequency((3, Gen.Constant(false)), (1, Gen.Constant(true))), states.Length)
        from distribution in Gen.ArrayOf(Gen.Frequency((4, Gen.Constant(false)), (1, Gen.Constant(true))), states.Length)
        from released in Gen.Choose(-1, states.Length + 1)
        from isThere in Gen.Frequency((6, Gen.Constant(true)), (1, Gen.Constant(false)))
        from disabled in Gen.Elements(true, false)
        let images = states.Select((state, at) => Image(at + 1, state, adopted[at], distribution[at])).ToArray()
        select Facts(isThere ? new ImagePipeline { Status = disabled ? PipelineStatus.DISABLED : PipelineStatus.ENABLED } : null, images) with
        {
            Released = released < 0 ? null : new ReleasedBuild(
                new ImageBuild(ImageArn.Parse("arn:aws:imagebuilder:us-east-1:111122223333:image/web/1.4.0/1"), BuildState.Available) { CreatedAt = Noon.AddHours(released).AddMinutes(30) },
                Builds.Worlds.Ami(Builds.Worlds.Home, AmiId.Parse("ami-00000000000000001"))),
        };

    private static AdoptionFacts Facts(ImagePipeline? pipeline, params ImageBuild[] images) => new(Recipe())
    {
        Pipeline = pipeline is null ? null : new ExistingPipeline("golden-ami-web", "arn", new Dictionary<string, string>(), new Dictionary<string, string>(), null) { Shown = pipeline },
        Images = images,
    };

    private static ImageBuild Image(int build, BuildState state, bool adopted = false, bool distribution = false)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        if (adopted)
        {
            tags[ImageTags.Adopted] = "true";
        }

        if (distribution)
        {
            tags[ImageTags.Distribution] = "sha256:any";
        }

        return new ImageBuild(ImageArn.Parse($"arn:aws:imagebuilder:us-east-1:111122223333:image/web-pipeline/1.4.0/{build}"), state) { CreatedAt = Noon.AddHours(build), Tags = tags };
    }

    private static Recipe Recipe() => CloudWorld.Web() with { Pipeline = new Pipeline(CloudWorld.Here) };

    private static string Describe(AdoptionDecision decision) => $"{(decision as AdoptionDecision.Adopt)?.Image.Arn} {string.Join(", ", decision.Rows)}";
}
