using GoldenAmi.Components.Guest;
using GoldenAmi.Components.Language;
using GoldenAmi.Components.Logs;

namespace GoldenAmi.Builds.Following;

/// <summary>The steps that check an image, from what its log tells and what the recipe's documents say.</summary>
internal static class CheckedSteps
{
    // In the order in which Image Builder comes to them
    private static readonly string[] Phases = [PhaseNames.Validate, PhaseNames.Test];

    /// <param name="endedWell">The image is there: a step that the log does not tell of is then none that was not reached, but one whose line is missing.</param>
    /// <param name="failed">The step that failed, as the service or the log says; null for none.</param>
    public static IReadOnlyList<CheckedStep> Of(ComponentFiles files, AwstoeLogReader log, GuestFailure? failed, bool endedWell)
    {
        var told = log.Steps.Where(step => Phases.Contains(step.Phase)).Select(step => Told(step, files, failed)).ToList();
        if (failed is { } failure && Phases.Contains(failure.Phase) && !log.Steps.Any(step => IsOf(failure, step)))
        {
            told.Add(Named(files, failure.DocumentId, failure.Phase, failure.Step, CheckOutcome.Failed) with { Message = failure.Message, ErrorLines = failure.StderrTail });
        }

        return endedWell || IsSilent(log) ? told : [.. told, .. Phases.SelectMany(phase => NotReached(phase, files, told))];
    }

    /// <summary>A log with an end and without steps is of a form that names none: it does not tell which were reached.</summary>
    private static bool IsSilent(AwstoeLogReader log) => log.Steps.Count == 0 && log.Status is not null;

    private static CheckedStep Told(StepReport step, ComponentFiles files, GuestFailure? failure)
    {
        var named = Named(files, step.DocumentId, step.Phase, step.Step, step.Status switch
        {
            StepStatus.Success => CheckOutcome.Passed,
            StepStatus.IgnoredFailure => CheckOutcome.Ignored,
            StepStatus.Failed => CheckOutcome.Failed,
            _ => CheckOutcome.NotReached,
        });
        return named.Outcome == CheckOutcome.NotReached
            ? named with { Message = "it began and did not end" }
            : named with { Duration = step.Duration, Message = step.Message, ErrorLines = failure is not null && IsOf(failure, step) ? failure.StderrTail : [] };
    }

    private static IEnumerable<CheckedStep> NotReached(string phase, ComponentFiles files, List<CheckedStep> told) =>
        from document in files.Documents
        from step in document.Phases.Where(each => each.Name == phase).SelectMany(each => each.Steps)
        where !told.Any(each => each.Component == document.File && each.Phase == phase && each.Step == step.Name)
        select new CheckedStep(document.File, phase, step.Name, CheckOutcome.NotReached) { Message = "the build ended before it", Place = step.Place };

    private static CheckedStep Named(ComponentFiles files, string documentId, string phase, string step, CheckOutcome outcome) =>
        new(files.Describe(documentId), phase, step, outcome) { Place = files.FindPlace(documentId, phase, step) };

    private static bool IsOf(GuestFailure failure, StepReport step) =>
        failure.DocumentId == step.DocumentId && failure.Phase == step.Phase && failure.Step == step.Step;
}
