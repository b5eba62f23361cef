using GoldenAmi.Aws;
using GoldenAmi.Builds;
using GoldenAmi.Builds.Resolving;
using GoldenAmi.Builds.Resources;
using GoldenAmi.Diagnostics;
using GoldenAmi.Recipes;
using GoldenAmi.Reports;

namespace GoldenAmi.Applying;

/// <summary><c>apply</c>: Image Builder's resources and the schedule as the recipe says, and no build (docs/apply.md). Running it twice changes nothing; a run that died is gone on with by the next.</summary>
public sealed class Applier(AwsClients clients, IReport report)
{
    /// <summary>How often a version number may be snatched away by other runs.</summary>
    private const int Rounds = 5;

    private const string Differ = "differ from the recipe";

    /// <summary>What <see cref="ApplyAsync"/> would do now. Nothing is written.</summary>
    public async Task<BuildPlan> PlanAsync(Recipe recipe, CancellationToken ct)
    {
        var resolved = await new Resolver(clients).ResolveAsync(recipe, ct);
        var facts = await new ApplyReader(clients, report).ReadAsync(resolved, ct);
        return Describe(resolved, Differ, ApplyPlanner.Plan(resolved, facts), ApplyPlanner.NotRemoved(recipe, facts));
    }

    /// <summary>
    /// The plan of a build with what <see cref="ApplyAsync"/> would do beside it, when the recipe has a pipeline. What may not be read, and a pipeline that is somebody else's, is a row and a
    /// warning: neither is in the way of the build. The recipe is not resolved again.
    /// </summary>
    public async Task<BuildPlan> PlanBesideAsync(BuildPlan build, Recipe recipe, CancellationToken ct)
    {
        if (recipe.Pipeline is null)
        {
            return build;
        }

        var apply = build.Resolved is { } resolved ? await SeenAsync(resolved, recipe.Pipeline, build.Resources, ct) : Unseen(recipe, [new("not seen", "resources", "the recipe could not be resolved")]);
        return build with { Apply = apply, Warnings = [.. build.Warnings, .. apply.Warnings.Except(build.Warnings)] };
    }

    private async Task<BuildPlan> SeenAsync(ResolvedRecipe resolved, Pipeline pipeline, ExistingResources? known, CancellationToken ct)
    {
        try
        {
            var sight = await new ApplyReader(clients, report).LookAsync(resolved, known, ct);
            var plan = Describe(resolved, Differ, ApplyPlanner.PlanSeen(resolved, pipeline, sight), ApplyPlanner.NotRemoved(resolved.Recipe, sight.Facts));
            return sight.Denials.Count == 0 || plan.Changed ? plan with { Warnings = [.. plan.Warnings, .. sight.Denials.Select(NotSeen.Warning)] }
                : Unseen(resolved.Recipe, plan.Operations) with { Warnings = [.. sight.Denials.Select(NotSeen.Warning)] };
        }
        catch (UserErrorException refusal) when (refusal.Diagnostics is [{ Code: ErrorCode.PipelineForeign } problem])
        {
            return Unseen(resolved.Recipe, [new("refused", $"image pipeline {PipelineResource.Name(resolved.Recipe)}", "it is not this recipe's")]) with { Warnings = [problem with { Severity = Severity.Warning }] };
        }
    }

    private static BuildPlan Unseen(Recipe recipe, IReadOnlyList<PlannedOperation> rows) => new(false, $"what apply would do for '{recipe.ResourceName}' was not seen", rows, []);

    /// <returns>What was done.</returns>
    /// <exception cref="UserErrorException">GA0335, GA0322, or what AWS refuses.</exception>
    public async Task<BuildPlan> ApplyAsync(Recipe recipe, CancellationToken ct)
    {
        var resolved = await new Resolver(clients).ResolveAsync(recipe, ct);
        var reader = new ApplyReader(clients, report);
        (IReadOnlyList<ApplyOperation> Operations, IReadOnlyList<Diagnostic> Warnings)? first = null;
        for (var round = 0; round < Rounds; round++)
        {
            var facts = await reader.ReadAsync(resolved, ct);
            var operations = ApplyPlanner.Plan(resolved, facts);
            first ??= (operations, ApplyPlanner.NotRemoved(recipe, facts));
            if (await new ApplyRun(clients, report, resolved, facts).TryAsync(operations, ct))
            {
                return Describe(resolved, "were brought to what the recipe says", first.Value.Operations, first.Value.Warnings);
            }
        }

        throw new UserErrorException(Ending.Refused, new Diagnostic(
            ErrorCode.VersionContended, $"Other runs took each name or version number that this run tried for a resource of '{recipe.ResourceName}', {Rounds} times.", recipe.Name.Place,
            "run again; let fewer runs of the same recipe change it at once."));
    }

    /// <param name="difference">What is said of the resources when there are changes.</param>
    private static BuildPlan Describe(ResolvedRecipe resolved, string difference, IReadOnlyList<ApplyOperation> operations, IReadOnlyList<Diagnostic> warnings)
    {
        var isChanged = ApplyPlanner.HasChanges(operations);
        return new BuildPlan(
            isChanged,
            isChanged ? $"Image Builder's resources {difference}" : "Image Builder's resources are as the recipe says",
            [.. operations.Select(operation => new PlannedOperation(operation.Word, operation.Resource, operation.Reason) { Changes = operation.Changes })],
            resolved.Fingerprint.Inputs) { Warnings = warnings };
    }
}
