using GoldenAmi.Aws;
using GoldenAmi.Builds.Cancelling;
using GoldenAmi.Builds.Comparing;
using GoldenAmi.Builds.Deciding;
using GoldenAmi.Builds.Images;
using GoldenAmi.Builds.Resolving;
using GoldenAmi.Diagnostics;
using GoldenAmi.Gates;
using GoldenAmi.Publishing;
using GoldenAmi.Recipes;
using GoldenAmi.Reports;

namespace GoldenAmi.Builds;

/// <summary>
/// The road from a recipe to a released image (docs/build.md). It begins with a look at what is there, so that a run that died,
/// failed or runs at the same time is continued and never repeated.
/// </summary>
public sealed class Builder(AwsClients clients, TimeProvider time, IReport report)
{
    /// <summary>Builds, follows or reuses an image and brings it to every region.</summary>
    /// <exception cref="UserErrorException"><see cref="Ending.TestFailed"/>: a test failed and nothing was distributed; <see cref="Ending.Timeout"/>: the build goes on; <see cref="Ending.Refused"/>, <see cref="Ending.Usage"/>.</exception>
    /// <exception cref="OperationCanceledException">Cancelled, after <see cref="BuildOptions.OnCancel"/> was obeyed.</exception>
    public async Task<BuildEnd> BuildAsync(Recipe recipe, BuildOptions options, CancellationToken ct)
    {
        var work = new RunningWork(options.RunTags.GetValueOrDefault(ImageTags.Run) ?? Guid.NewGuid().ToString("D"), options.OnWork);
        try
        {
            return await RunAsync(recipe, options, work, time.GetUtcNow() + options.Timeout, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await new Canceller(clients, recipe.Region.Value, report).LeaveAsync(work, options.OnCancel);
            throw;
        }
    }

    /// <summary>What <see cref="BuildAsync"/> would do now. Nothing is written.</summary>
    public async Task<BuildPlan> PlanAsync(Recipe recipe, PlanWish wish, CancellationToken ct)
    {
        if (wish.NewParent is { } parent)
        {
            return await PlanUponAsync(recipe, parent, ct);
        }

        var resolved = await new Resolver(clients).ResolveAsync(recipe, ct).OrNotSeenAsync();
        if (resolved.Value is not { } known)
        {
            return PlanWriter.Unseen(recipe, resolved.Denials);
        }

        var writer = new PlanWriter(clients);
        var seen = await new FactsReader(clients, time).ReadAsync(known, wish.Force, ct).OrNotSeenAsync();
        if (seen.Value is not { } surroundings)
        {
            return (await writer.WriteUnseenAsync(known, seen.Denials, ct)) with { Resolved = known };
        }

        var decision = BuildDecider.Decide(surroundings.Facts);
        var plan = await writer.WriteAsync(known, surroundings, decision, ct);
        var remnants = decision switch
        {
            BuildDecision.Reuse reuse => Remnants(recipe, surroundings.Facts, reuse.Image),
            BuildDecision.Publish publish => Remnants(recipe, surroundings.Facts, publish.Image),
            _ => [],
        };
        return plan with { Resolved = known, InputChanges = await ExplainAsync(known, surroundings, decision, ct), Warnings = [.. plan.Warnings, .. remnants] };
    }

    /// <summary>Upon a parent that has no AMI yet: all but the parent is looked up with the image that it has now, when it has one.</summary>
    private async Task<BuildPlan> PlanUponAsync(Recipe recipe, string parent, CancellationToken ct)
    {
        var decision = new BuildDecision.Build(0, $"its parent '{parent}' is to be built first");
        try
        {
            var resolved = await new Resolver(clients).ResolveAsync(recipe, ct);
            var seen = await new FactsReader(clients, time).ReadAsync(resolved, force: false, ct);
            return PlanWriter.Upon(parent, await new PlanWriter(clients).WriteAsync(resolved, seen with { ImageRecipe = null }, decision, ct)) with { Resolved = resolved };
        }
        catch (UserErrorException failure) when (failure.Diagnostics.All(problem => problem.Code is ErrorCode.ParentNotFound or ErrorCode.ParentNotReleased))
        {
            return PlanWriter.WithoutParent(recipe, decision);
        }
    }

    private async Task<BuildEnd> RunAsync(Recipe recipe, BuildOptions options, RunningWork work, DateTimeOffset deadline, CancellationToken ct)
    {
        var facts = new FactsReader(clients, time);
        var resolved = await new Resolver(clients).ResolveAsync(recipe, ct);
        var seen = await facts.ReadAsync(resolved, options.Force, ct);
        var decision = BuildDecider.Decide(seen.Facts);
        report.Say(recipe.ResourceName, decision.Reason);
        var changes = await ExplainAsync(resolved, seen, decision, ct);
        if (options.CollectOnly && decision is BuildDecision.Build)
        {
            throw new UserErrorException(Ending.Refused, new Diagnostic(
                ErrorCode.NothingToCollect, $"There is nothing to collect of '{recipe.ResourceName}': {decision.Reason}.", recipe.Name.Place, "run 'golden-ami build', which starts a build."));
        }

        var tested = await new ImageRun(clients, time, report).GoAsync(new ImageRunOrder(resolved, seen.ImageRecipe, decision, work, options, deadline), ct);
        if (tested is not { } image)
        {
            return Detached(resolved, work);
        }

        var gatekeeper = new Gatekeeper(clients, time, report) { Left = decision is BuildDecision.Reuse reuse && WasReleased(seen.Facts, reuse.Image) ? "It was released before, under other gates." : null };
        var gate = await gatekeeper.CheckAsync(resolved, image.Build, options.Wait, deadline, ct);
        if (gate is GateAnswer.Pending)
        {
            return new BuildEnd.Detached(image.Build.Arn.Value, resolved.Fingerprint.Value, image.Build.Version);
        }

        if (gate is GateAnswer.Closed closed)
        {
            var refusal = new GateRefusal(image.Build.Arn.Value, image.Build.Version, resolved.Fingerprint.Value, image.Build.FindAmi(recipe.Region.Value)?.Value ?? "", closed.Verdict);
            return new BuildEnd.Held(recipe, refusal, gatekeeper.Tell(recipe, image.Build, closed.Verdict));
        }

        var after = image.Followed is null ? seen.Facts : (await facts.ReadAsync(resolved, force: false, ct)).Facts;
        var order = new PublishOrder(resolved, image.Build, after, work) { Wait = options.Wait, Deadline = deadline, RunTags = ImageRun.RunTags(options, work) };
        if (await new Publisher(clients, time, report).PublishAsync(order, ct) is not { } published)
        {
            return Detached(resolved, work);
        }

        foreach (var remnant in Remnants(recipe, after, image.Build))
        {
            report.Problem(remnant);
        }

        return new BuildEnd.Released(Results.Of(resolved, image, published) with { Changes = changes, Gates = (gate as GateAnswer.Open)?.Verdict });
    }

    /// <summary>Its gates do not hold it back, or it is where only a release brings it.</summary>
    private static bool WasReleased(BuildFacts facts, ImageBuild image) =>
        !image.IsHeld || facts.Regions.Any(wanted => wanted.Region != facts.Home || wanted.CopyTo.Count > 0 || wanted.SharedWith.Count > 0);

    /// <summary>What others have of the image that the recipe does not name: told, and left to them.</summary>
    private static IReadOnlyList<Diagnostic> Remnants(Recipe recipe, BuildFacts facts, ImageBuild image) =>
        [.. RemnantPlanner.Find(facts, image).Select(remnant => RemnantText.Tell(recipe, remnant))];

    /// <summary>Which input of a content that was never built is another than the released image's: told, never decided upon.</summary>
    private async Task<IReadOnlyList<ValueChange>> ExplainAsync(ResolvedRecipe resolved, Surroundings seen, BuildDecision decision, CancellationToken ct)
    {
        if (decision is not BuildDecision.Build || seen.ImageRecipe is not null)
        {
            return [];
        }

        var changes = await new Explanation(clients).FindAsync(resolved, seen.Facts.Images, ct);
        foreach (var change in changes)
        {
            report.Say(resolved.Recipe.ResourceName, ContentComparison.Describe(change));
        }

        return changes;
    }

    private static BuildEnd.Detached Detached(ResolvedRecipe resolved, RunningWork work) => work.Image is { } running
        ? new BuildEnd.Detached(running.Value, resolved.Fingerprint.Value, running.Version)
        : throw new System.Diagnostics.UnreachableException();
}
