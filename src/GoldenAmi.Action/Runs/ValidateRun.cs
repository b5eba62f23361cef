using GoldenAmi.Action.Commands;
using GoldenAmi.Action.Hosts;
using GoldenAmi.Action.Reports;
using GoldenAmi.Diagnostics;
using GoldenAmi.Graphs;
using GoldenAmi.Recipes;

namespace GoldenAmi.Action.Runs;

/// <summary><c>validate</c>: every problem of every recipe and its component documents, with no call to anywhere.</summary>
internal sealed class ValidateRun(ProgramContext context, Settings settings, Host host)
{
    public Ending Run()
    {
        var problems = new List<Diagnostic>();
        foreach (var path in RecipePaths.Expand(settings.Recipes, context.WorkingFolder))
        {
            var loaded = RecipeLoader.Load(path, context.WorkingFolder);
            problems.AddRange(loaded.Problems);
            foreach (var problem in loaded.Problems)
            {
                host.Report.Problem(problem);
            }

            if (loaded.Recipe is { } recipe)
            {
                host.Report.Say(recipe.Name.Value, $"{recipe.File} is valid");
            }
        }

        var valid = problems.TrueForAll(problem => problem.Severity != Severity.Error);
        host.Close();
        if (settings.Json)
        {
            host.WriteJson(new ValidateResult(valid, [.. problems.Select(ProblemResult.Of)]), ReportJson.Indented.ValidateResult);
        }

        return valid ? Ending.Done : Ending.Usage;
    }
}
