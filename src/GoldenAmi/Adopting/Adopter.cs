using GoldenAmi.Aws;
using GoldenAmi.Builds;
using GoldenAmi.Builds.Comparing;
using GoldenAmi.Builds.Deciding;
using GoldenAmi.Builds.Images;
using GoldenAmi.Builds.Resolving;
using GoldenAmi.Builds.Resources;
using GoldenAmi.Checks;
using GoldenAmi.Diagnostics;
using GoldenAmi.Gates;
using GoldenAmi.Publishing;
using GoldenAmi.Recipes;
using GoldenAmi.Reports;

namespace GoldenAmi.Adopting;

/// <summary>
/// <c>check --adopt</c>: takes what a recipe's schedule built into the release line (docs/check.md). The newest image that ended well goes through the gates, is marked, and goes the same road as a build from there on.
/// Running it twice changes nothing; a run that dies at any point is gone on with by the next.
/// </summary>
public sealed class Adopter(AwsClients clients, TimeProvider time, IReport report)
{
    /// <param name="recipe">With its pins, as a build takes it.</param>
    /// <returns>The image everywhere, or held back by its gates; or nothing, and why.</returns>
    /// <exception cref="UserErrorException">GA0346, <see cref="Ending.Usage"/>; GA0347, GA0348, or what AWS refuses.</exception>
    public async Task<Adoption> AdoptAsync(Recipe recipe, BuildOptions options, CancellationToken ct)
    {
        if (recipe.Pipeline is null)
        {
            throw new UserErrorException(Ending.Usage, new Diagnostic(
                ErrorCode.AdoptWithoutPipeline, $"'{recipe.ResourceName}' has no pipeline, so that no schedule builds it and there is nothing to adopt.", recipe.Name.Place,
                "add 'pipeline:' and run golden-ami apply, or leave '--adopt' out."));
        }

        var today = await new Resolver(clients).ResolveAsync(recipe, ct);
        var reader = new ScheduleReader(clients, report, today);
        var amis = await reader.ReadAmisAsync(ct);
        var facts = await reader.ReadAsync(amis, ct);
        var decision = AdoptionPlanner.Decide(facts);
        if (decision is not AdoptionDecision.Adopt { Image: var newest })
        {
            return new Adoption(decision.Rows, null);
        }

        var image = await reader.ReadAsync(newest, amis, ct);
        var workflows = await reader.ReadWorkflowsAsync(ct);
        if (ScheduledInputs.Differences(today, image.Content, workflows) is { Count: > 0 } differences)
        {
            return ScheduledInputs.Differences(today, await reader.ReadAsync(facts.Pipeline!, ct), workflows).Count == 0
                ? new Adoption([.. decision.Rows, Waits(newest, differences)], null)
                : throw Differs(recipe, newest, differences);
        }

        return image.Parent is null ? throw ParentUnknown(recipe, newest) : await ReleaseAsync(ScheduledInputs.AsBuilt(today, image), image, options, decision.Rows, ct);
    }

    /// <summary>Nothing is left to do for what was adopted: the next run looks for a newer one.</summary>
    /// <param name="result">Of <see cref="AdoptAsync"/>.</param>
    public Task SettleAsync(BuildResult result, CancellationToken ct) =>
        new AdoptionTags(clients, time).SettleAsync(ImageArn.Parse(result.Release.ImageArn), result.Recipe.Region.Value, ct);

    private async Task<Adoption> ReleaseAsync(ResolvedRecipe asBuilt, ScheduledImage image, BuildOptions options, IReadOnlyList<CheckRow> rows, CancellationToken ct)
    {
        var (recipe, deadline) = (asBuilt.Recipe, time.GetUtcNow() + options.Timeout);
        report.Say(recipe.ResourceName, $"its schedule built {AdoptionPlanner.Name(image.Build)}, which is not adopted yet");
        var (gate, held) = await JudgeAsync(asBuilt, image, deadline, ct);
        if (held is not null)
        {
            return new Adoption(rows, held);
        }

        var work = new RunningWork(options.RunTags.GetValueOrDefault(ImageTags.Run) ?? Guid.NewGuid().ToString("D"), options.OnWork);
        var runTags = ImageRun.RunTags(options, work);
        var ready = await new Reconciler(clients, report).ReconcileAsync(asBuilt, await new ImageRecipeReader(clients).FindAsync(asBuilt, ct), ct);
        await new AdoptionTags(clients, time).PutAsync(asBuilt, image, ready.ImageRecipe, runTags, ct);
        var facts = (await new FactsReader(clients, time).ReadAsync(asBuilt, force: false, ct)).Facts;
        var adopted = await new ImageReader(clients, recipe.Region.Value).GetAsync(image.Build.Arn, ct);
        var order = new PublishOrder(asBuilt, adopted.Build, facts, work) { Wait = true, Deadline = deadline, RunTags = runTags };
        var published = await new Publisher(clients, time, report).PublishAsync(order, ct) ?? throw new System.Diagnostics.UnreachableException();
        var result = Results.Of(asBuilt, new TestedImage(adopted.Build, Outcome.Adopted, null), published) with { Gates = gate };
        return new Adoption(
            [.. rows, new CheckRow(AdoptionPlanner.Image, "adopted", AdoptionPlanner.Name(image.Build), adopted.Build.Version, "its content is the recipe's, its tests ended well, its gates are open, and it is in every region")],
            new BuildEnd.Released(result));
    }

    private async Task<(GateVerdict? Verdict, BuildEnd.Held? Held)> JudgeAsync(ResolvedRecipe asBuilt, ScheduledImage image, DateTimeOffset deadline, CancellationToken ct)
    {
        var (recipe, build) = (asBuilt.Recipe, image.Build);
        var left = AlreadyOut.Of(image, recipe.Region.Value, asBuilt.Account.Id);
        if (recipe.Gates.Vulnerabilities is { } rule && !image.IsScanned)
        {
            throw new UserErrorException(Ending.Refused, new Diagnostic(
                ErrorCode.ScanMissing, $"The schedule built {build.Arn} without the scan that the gate of {recipe.ResourceName} needs.{(left is null ? "" : $" {left.What}")}", rule.Place,
                $"{left?.TakeBack} leave 'pipeline.scan' out or set it to true, run golden-ami apply, and let the schedule build again.".TrimStart()));
        }

        var gatekeeper = new Gatekeeper(clients, time, report) { Left = left?.What };
        switch (await gatekeeper.CheckAsync(asBuilt, build, wait: true, deadline, ct))
        {
            case GateAnswer.Open open:
                return (open.Verdict, null);
            case GateAnswer.Closed closed:
                var refusal = new GateRefusal(build.Arn.Value, build.Version, asBuilt.Fingerprint.Value, build.FindAmi(recipe.Region.Value)?.Value ?? "", closed.Verdict);
                var problem = gatekeeper.Tell(recipe, build, closed.Verdict);
                return (closed.Verdict, new BuildEnd.Held(recipe, refusal, left is null ? problem : problem with { Fix = $"{left.TakeBack} {problem.Fix}" }));
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static CheckRow Waits(ImageBuild image, IReadOnlyList<ValueChange> differences) => new(
        AdoptionPlanner.Image, "waits", AdoptionPlanner.Name(image), null, $"the pipeline was changed after it was built, the next one has it: {string.Join("; ", differences.Select(ContentComparison.Describe))}");

    private static UserErrorException Differs(Recipe recipe, ImageBuild image, IReadOnlyList<ValueChange> differences) => new(Ending.Refused, new Diagnostic(
        ErrorCode.ScheduledImageDiffers,
        $"The schedule built {AdoptionPlanner.Name(image)} of '{recipe.ResourceName}' with another content than the recipe's: {string.Join("; ", differences.Select(ContentComparison.Describe))}. It was not adopted.",
        recipe.Pipeline!.Place,
        "run golden-ami apply, which brings the pipeline to what the recipe says; the next image of the schedule is adopted then."));

    private static UserErrorException ParentUnknown(Recipe recipe, ImageBuild image) => new(Ending.Refused, new Diagnostic(
        ErrorCode.ScheduledParentUnknown,
        $"Nothing says upon which AMI the schedule built {AdoptionPlanner.Name(image)} of '{recipe.ResourceName}': its image recipe names '{PipelineParent(recipe)}', and EC2 shows no source of its AMI in {recipe.Region.Value}. It was not adopted.",
        recipe.Pipeline!.Place,
        "see whether somebody deregistered the AMI, and let the schedule build again; or run golden-ami build."));

    private static string PipelineParent(Recipe recipe) => recipe.Parent switch
    {
        Parent.Ssm parameter => $"ssm:{parameter.Name}",
        Parent.Image image => $"{image.Owner}/{image.Name}@{image.Version}",
        Parent.Recipe other => other.ResourceName,
        _ => "an AMI",
    };
}

/// <summary>What came of a look at a recipe's schedule.</summary>
/// <param name="Rows">What is told of the pipeline and its images.</param>
/// <param name="End">The image that was adopted, or that its findings hold back; null when there is nothing to adopt.</param>
public sealed record Adoption(IReadOnlyList<CheckRow> Rows, BuildEnd? End);
