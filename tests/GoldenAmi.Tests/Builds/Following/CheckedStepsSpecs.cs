using GoldenAmi.Builds;
using GoldenAmi.Builds.Fingerprints;
using GoldenAmi.Builds.Following;
using GoldenAmi.Builds.Resolving;
using GoldenAmi.Components.Guest;
using GoldenAmi.Components.Logs;
using GoldenAmi.Diagnostics;
using GoldenAmi.Recipes;

namespace GoldenAmi.Tests.Builds.Following;

/// <summary>Which steps checked an image, from a build's log and the recipe's documents.</summary>
public sealed class CheckedStepsSpecs
{
    private const string Page = "arn:aws:imagebuilder:us-east-1:111122223333:component/web-page/1.0.0/1";
    private const string Check = "arn:aws:imagebuilder:us-east-1:111122223333:component/web-check/1.0.0/1";
    private const string Update = "arn:aws:imagebuilder:us-east-1:aws:component/update-linux/1.0.4/1";
    private static readonly SourcePlace Here = new("golden-ami.yaml", 7, 5);

    private static readonly ComponentFiles Files = new(
        [
            Document("page.yaml", """
                schemaVersion: 1.0
                phases:
                  - name: build
                    steps: [ { name: Write, action: ExecuteBash, inputs: { commands: [ 'true' ] } } ]
                  - name: validate
                    steps:
                      - { name: IsThere, action: ExecuteBash, inputs: { commands: [ 'true' ] } }
                      - { name: IsRead, action: ExecuteBash, inputs: { commands: [ 'true' ] } }
                """),
            Document("check.yaml", """
                schemaVersion: 1.0
                phases:
                  - name: test
                    steps: [ { name: Answers, action: ExecuteBash, inputs: { commands: [ 'true' ] } } ]
                """),
            new ResolvedComponent.Existing(new ComponentUse.Existing("amazon", "update-linux", "x.x.x", Here, []), "1.0.4", Update[..Update.LastIndexOf('/')], IsTest: false),
        ],
        [Page, Check, Update]);

    [Fact]
    public void The_steps_of_validate_and_test_are_told_with_their_places_and_those_of_build_are_not()
    {
        var steps = Of(endedWell: true, Ended(Page, "build", "Write"), Ended(Page, "validate", "IsThere"), Ended(Page, "validate", "IsRead"), Ended(Check, "test", "Answers"));

        Assert.Equal(
            ["page.yaml validate IsThere Passed page.yaml(7,17)", "page.yaml validate IsRead Passed page.yaml(8,17)", "check.yaml test Answers Passed check.yaml(4,22)"],
            steps.Select(Line));
        Assert.All(steps, step => Assert.Equal(TimeSpan.FromMilliseconds(12), step.Duration));
    }

    [Fact]
    public void A_failed_validation_has_the_end_of_its_error_output_and_what_comes_after_it_was_not_reached()
    {
        var failure = new GuestFailure(Page, "validate", "IsThere", "ExecuteBash", "exit status 7", ["cat: /page: no such file"]);

        var steps = Of(endedWell: false, Ended(Page, "build", "Write"), Ended(Page, "validate", "IsThere", StepStatus.Failed), new GuestEvent.Finished(FinishStatus.Failed, failure));

        Assert.Equal(
            ["page.yaml validate IsThere Failed page.yaml(7,17)", "page.yaml validate IsRead NotReached page.yaml(8,17)", "check.yaml test Answers NotReached check.yaml(4,22)"],
            steps.Select(Line));
        Assert.Equal(("exit status 7", "cat: /page: no such file"), (steps[0].Message, Assert.Single(steps[0].ErrorLines)));
    }

    [Fact]
    public void A_step_that_began_and_did_not_end_was_not_reached_to_its_end()
    {
        var steps = Of(endedWell: false, new GuestEvent.StepStarted(Page, "validate", "IsThere", "ExecuteBash", 1));

        Assert.Equal(("page.yaml validate IsThere NotReached page.yaml(7,17)", "it began and did not end"), (Line(steps[0]), steps[0].Message));
    }

    [Fact]
    public void A_failure_that_its_document_ignores_is_told_apart() =>
        Assert.Equal("check.yaml test Answers Ignored check.yaml(4,22)", Line(Of(endedWell: true, Ended(Check, "test", "Answers", StepStatus.IgnoredFailure)).Single()));

    [Fact]
    public void A_step_of_a_component_that_is_only_in_aws_has_its_line_in_the_recipe() =>
        Assert.Equal("amazon/update-linux validate Rebooted Passed golden-ami.yaml(7,5)", Line(Of(endedWell: true, Ended(Update, "validate", "Rebooted")).Single()));

    [Fact]
    public void A_build_whose_machine_never_ran_reached_none() =>
        Assert.All(Of(endedWell: false), step => Assert.Equal(CheckOutcome.NotReached, step.Outcome));

    [Fact]
    public void A_log_that_names_no_steps_tells_the_one_that_failed_and_guesses_nothing_about_the_others()
    {
        var log = AwstoeLogReader.ReadAll([
            "TOE has completed execution with failure - Execution failed!", $"Document: {Check}", $"ComponentArn: {Check}", "Phase: test", "Step: Answers", "Action: ExecuteBash",
            "ErrorMessage: exit status 7", "Stderr: connection refused"]);

        Assert.Equal("check.yaml test Answers Failed check.yaml(4,22)", Line(CheckedSteps.Of(Files, log, log.Failure, endedWell: false).Single()));
    }

    private static IReadOnlyList<CheckedStep> Of(bool endedWell, params GuestEvent[] events)
    {
        var log = AwstoeLogReader.ReadAll(events.SelectMany(AwstoeLog.Lines));
        return CheckedSteps.Of(Files, log, log.Failure, endedWell);
    }

    private static GuestEvent.StepEnded Ended(string document, string phase, string step, StepStatus status = StepStatus.Success) =>
        new(document, phase, step, "ExecuteBash", status, status == StepStatus.Success ? 0 : 7, status == StepStatus.Success ? "" : "exit status 7", 12);

    private static string Line(CheckedStep step) => $"{step.Component} {step.Phase} {step.Step} {step.Outcome} {step.Place}";

    private static ResolvedComponent.Document Document(string file, string text) =>
        new(new ComponentUse.Document(file, text, Here, []), ContentDigest.OfText(text), IsTest: false);
}
