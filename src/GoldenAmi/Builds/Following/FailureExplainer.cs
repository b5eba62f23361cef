using System.Globalization;
using GoldenAmi.Builds.Deciding;
using GoldenAmi.Builds.Images;
using GoldenAmi.Builds.Resolving;
using GoldenAmi.Components.Guest;
using GoldenAmi.Components.Language;
using GoldenAmi.Components.Logs;
using GoldenAmi.Diagnostics;
using GoldenAmi.Publishing;
using GoldenAmi.Recipes;

namespace GoldenAmi.Builds.Following;

/// <summary>Says why a build failed: the step, its place in the component's file and what it wrote last; else the regions that it did not get to; else the service's reason with what is known of it.</summary>
internal static class FailureExplainer
{
    private const int LinesShown = 8;

    public static UserErrorException Explain(ResolvedRecipe resolved, Followed followed, WorkflowFailure workflow)
    {
        if (FindStep(followed.Build, followed.Log) is not { } failure)
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

    /// <summary>What the service says with the image, and what the log has of the same step; without the service's word, what the log says.</summary>
    public static GuestFailure? FindStep(ImageBuild? build, AwstoeLogReader log)
    {
        var logged = FindLogged(log);
        return build?.Failure?.Component is not { } said ? logged
            : logged is not null && (logged.DocumentId, logged.Phase, logged.Step) == (said.DocumentId, said.Phase, said.Step) ? said with { StderrTail = logged.StderrTail }
            : said;
    }

    /// <summary>The failure block of the log, else the last step that the log says failed.</summary>
    private static GuestFailure? FindLogged(AwstoeLogReader log)
    {
        if (log.Failure is { Step.Length: > 0 } failure)
        {
            return failure;
        }

        return log.Steps.LastOrDefault(step => step.Status == StepStatus.Failed) is { } failed
            ? new GuestFailure(failed.DocumentId, failed.Phase, failed.Step, failed.Action, failed.Message, [])
            : null;
    }

    private static string EndOf(GuestFailure failure, Followed followed)
    {
        var report = followed.Log.Steps.LastOrDefault(step => step.DocumentId == failure.DocumentId && step.Phase == failure.Phase && step.Step == failure.Step);
        var message = ServiceText.OneLine(failure.Message.TrimEnd('.'));
        return report?.ExitCode is { } code && !message.Contains(code.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            ? $"exit status {code}{(message.Length == 0 ? "" : $", {message}")}"
            : message.Length == 0 ? "no reason was given" : message;
    }

    private static string Tail(IReadOnlyList<string> lines)
    {
        var shown = lines.Select(ServiceText.OneLine).Where(line => line.Length > 0).TakeLast(LinesShown).ToList();
        return shown.Count == 0 ? "" : $" Its last error output: {string.Join(" | ", shown)}";
    }

    private static UserErrorException WithoutStep(Recipe recipe, ImageBuild build, WorkflowFailure workflow)
    {
        if (FailureReason.FindFix(build.Reason) is { } local)
        {
            return new UserErrorException(Ending.Refused, new Diagnostic(ErrorCode.BuildFailed, $"Build {build.Arn.Version}/{build.Arn.Build} of '{recipe.ResourceName}' failed: {local.Reason}", recipe.Name.Place, local.Fix));
        }

        if (PlaceFailures.Tell(recipe, build) is { Count: > 0 } places)
        {
            return new UserErrorException(Ending.Refused, places);
        }

        var said = string.Join("; ", new[] { build.Reason, workflow.Message }.Where(text => !string.IsNullOrWhiteSpace(text)).Select(text => ServiceText.OneLine(text!)).Distinct(StringComparer.Ordinal));
        var step = workflow.Step is { } name ? $" in workflow step {name}" : "";
        var message = $"Build {build.Arn.Version}/{build.Arn.Build} of '{recipe.ResourceName}' failed{step}: {(said.Length == 0 ? "the service gives no reason" : said.TrimEnd('.'))}.";
        var advice = FailureReason.FindAdvice($"{build.Reason} {workflow.Message} {workflow.Step}")
            ?? (FailureReason.IsPermanent(build.Reason) ? "change what the reason names; trying again alone does not help." : "see the log above and the image in the Image Builder console, then run again.");
        return new UserErrorException(Ending.Refused, new Diagnostic(ErrorCode.BuildFailed, message, recipe.Name.Place, advice));
    }
}
