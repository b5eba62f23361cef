using System.Globalization;
using GoldenAmi.Components.Guest;
using GoldenAmi.Components.Language;
using GoldenAmi.Diagnostics;
using GoldenAmi.Recipes;

namespace GoldenAmi.Builds.Following;

/// <summary>Says why a build failed: the step, its place in the component's file and what it wrote last; else the service's reason with what is known of it.</summary>
internal static class FailureExplainer
{
    private const int LinesShown = 8;
    private const int LineLength = 200;

    public static UserErrorException Explain(ResolvedRecipe resolved, Followed followed, WorkflowFailure workflow)
    {
        if (FindStep(followed) is not { } failure)
        {
            return WithoutStep(resolved.Recipe, followed.Build, workflow);
        }

        var isTest = failure.Phase == PhaseNames.Test || workflow.Stage == FailedStage.TestComponent;
        var place = followed.Files.FindPlace(failure.DocumentId, failure.Phase, failure.Step) ?? resolved.Recipe.Name.Place;
        var where = isTest ? "on the new image" : "while the image was built";
        var message = $"Step '{failure.Step}' ({failure.Phase}, {failure.Action}) of {followed.Files.Describe(failure.DocumentId)} failed {where}: {EndOf(failure, followed)}.{Tail(failure.StderrTail)}";
        return new UserErrorException(isTest ? Ending.TestFailed : Ending.Refused, new Diagnostic(
            isTest ? ErrorCode.TestStepFailed : ErrorCode.BuildStepFailed, message, place,
            isTest ? "mend the image or the test; nothing was distributed." : "mend the step and run again."));
    }

    /// <summary>The failure block of the log, else the last step that the log says failed.</summary>
    private static GuestFailure? FindStep(Followed followed)
    {
        if (followed.Log.Failure is { Step.Length: > 0 } failure)
        {
            return failure;
        }

        return followed.Log.Steps.LastOrDefault(step => step.Status == StepStatus.Failed) is { } failed
            ? new GuestFailure(failed.DocumentId, failed.Phase, failed.Step, failed.Action, failed.Message, [])
            : null;
    }

    private static string EndOf(GuestFailure failure, Followed followed)
    {
        var report = followed.Log.Steps.LastOrDefault(step => step.DocumentId == failure.DocumentId && step.Phase == failure.Phase && step.Step == failure.Step);
        var message = OneLine(failure.Message.TrimEnd('.'));
        return report?.ExitCode is { } code && !message.Contains(code.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            ? $"exit status {code}{(message.Length == 0 ? "" : $", {message}")}"
            : message.Length == 0 ? "no reason was given" : message;
    }

    // One line: a diagnostic is a line, and a component's output must not begin one of ours.
    private static string Tail(IReadOnlyList<string> lines)
    {
        var shown = lines.Select(OneLine).Where(line => line.Length > 0).TakeLast(LinesShown).ToList();
        return shown.Count == 0 ? "" : $" Its last error output: {string.Join(" | ", shown)}";
    }

    private static string OneLine(string text)
    {
        var clean = new string([.. text.Select(letter => char.IsControl(letter) ? ' ' : letter)]).Trim();
        return clean.Length <= LineLength ? clean : clean[..LineLength] + "…";
    }

    private static UserErrorException WithoutStep(Recipe recipe, ImageBuild build, WorkflowFailure workflow)
    {
        var said = string.Join("; ", new[] { build.Reason, workflow.Message }.Where(text => !string.IsNullOrWhiteSpace(text)).Select(text => OneLine(text!)).Distinct(StringComparer.Ordinal));
        var step = workflow.Step is { } name ? $" in workflow step {name}" : "";
        var message = $"Build {build.Arn.Version}/{build.Arn.Build} of '{recipe.ResourceName}' failed{step}: {(said.Length == 0 ? "the service gives no reason" : said.TrimEnd('.'))}.";
        var advice = FailureReason.FindAdvice($"{build.Reason} {workflow.Message} {workflow.Step}")
            ?? (FailureReason.IsPermanent(build.Reason) ? "change what the reason names; trying again alone does not help." : "see the log above and the image in the Image Builder console, then run again.");
        return new UserErrorException(Ending.Refused, new Diagnostic(ErrorCode.BuildFailed, message, recipe.Name.Place, advice));
    }
}
