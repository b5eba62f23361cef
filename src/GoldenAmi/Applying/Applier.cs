using GoldenAmi.Aws;
using GoldenAmi.Builds;
using GoldenAmi.Diagnostics;
using GoldenAmi.Recipes;
using GoldenAmi.Reports;

namespace GoldenAmi.Applying;

/// <summary><c>apply</c>: Image Builder's resources and the schedule as the recipe says, and no build (docs/apply.md). Running it twice changes nothing; a run that died is gone on with by the next.</summary>
public sealed class Applier(AwsClients clients, IReport report)
{
    /// <summary>How often a version number may be snatched away by other runs.</summary>
    private const int Rounds = 5;

    /// <summary>What <see cref="ApplyAsync"/> would do now. Nothing is written.</summary>
    public async Task<BuildPlan> PlanAsync(Recipe recipe, CancellationToken ct)
    {
        var resolved = await new Resolver(clients).ResolveAsync(recipe, ct);
        return Describe(resolved, "differ from the recipe", ApplyPlanner.Plan(resolved, await new ApplyReader(clients, report).ReadAsync(resolved, ct)));
    }

    /// <returns>What was done.</returns>
    /// <exception cref="UserErrorException">GA0335, GA0322, or what AWS refuses.</exception>
    public async Task<BuildPlan> ApplyAsync(Recipe recipe, CancellationToken ct)
    {
        var resolved = await new Resolver(clients).ResolveAsync(recipe, ct);
        var reader = new ApplyReader(clients, report);
        IReadOnlyList<ApplyOperation>? first = null;
        for (var round = 0; round < Rounds; round++)
        {
            var facts = await reader.ReadAsync(resolved, ct);
            var operations = ApplyPlanner.Plan(resolved, facts);
            first ??= operations;
            if (await new ApplyRun(clients, report, resolved, facts).TryAsync(operations, ct))
            {
                return Describe(resolved, "were brought to what the recipe says", first);
            }
        }

        throw new UserErrorException(Ending.Refused, new Diagnostic(
            ErrorCode.VersionContended, $"Other runs took each name or version number that this run tried for a resource of '{recipe.ResourceName}', {Rounds} times.", recipe.Name.Place,
            "run again; let fewer runs of the same recipe change it at once."));
    }

    /// <param name="difference">What is said of the resources when there are changes.</param>
    private static BuildPlan Describe(ResolvedRecipe resolved, string difference, IReadOnlyList<ApplyOperation> operations)
    {
        var isChanged = ApplyPlanner.HasChanges(operations);
        return new BuildPlan(
            isChanged,
            isChanged ? $"Image Builder's resources {difference}" : "Image Builder's resources are as the recipe says",
            [.. operations.Select(operation => new PlannedOperation(operation.Word, operation.Resource, operation.Reason) { Changes = operation.Changes })],
            resolved.Fingerprint.Inputs);
    }
}
