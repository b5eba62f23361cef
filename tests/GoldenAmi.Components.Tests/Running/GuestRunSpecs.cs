using GoldenAmi.Components.Guest;

namespace GoldenAmi.Components.Tests.Running;

public sealed class GuestRunSpecs : IDisposable
{
    private readonly WorkRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task Phases_run_in_the_documents_order_and_others_are_left_out()
    {
        var end = await _run.RunAsync(Document("""
              - name: test
                steps:
                  - { name: Tests, action: ExecuteBash, inputs: { commands: [ "echo test" ] } }
              - name: build
                steps:
                  - { name: Builds, action: ExecuteBash, inputs: { commands: [ "echo build; echo warning >&2" ] } }
              - name: validate
                steps:
                  - { name: Validates, action: ExecuteBash, inputs: { commands: [ "echo validate", "pwd" ] } }
            """));

        Assert.IsType<GuestRunEnd.Succeeded>(end);
        Assert.Equal(["build", "validate", _run.Folder], _run.Output());
        Assert.Equal(["warning"], _run.Output(StreamName.Stderr));
        Assert.Equal(new GuestEvent.Booted(1), _run.Told[0]);
        Assert.Equal(new GuestEvent.DocumentEnded("document-0", DocumentStatus.Success), _run.Told[^1]);
        Assert.False(Directory.Exists(_run.StateFolder));
    }

    [Fact]
    public async Task A_failed_step_ends_the_work_with_its_exit_status_and_the_last_20_lines_of_its_errors()
    {
        var end = await _run.RunAsync(
            Build("""
                  - { name: Breaks, action: ExecuteBash, inputs: { commands: [ "seq 1 30 >&2", "exit 3" ] } }
                  - { name: Never, action: ExecuteBash, inputs: { commands: [ "echo never" ] } }
                """),
            Build("""
                  - { name: NeverEither, action: ExecuteBash, inputs: { commands: [ "echo never" ] } }
                """));

        var failure = Assert.IsType<GuestRunEnd.Failed>(end).Failure;
        Assert.Equal(("document-0", "build", "Breaks", "ExecuteBash", "exit status 3"), (failure.DocumentId, failure.Phase, failure.Step, failure.Action, failure.Message));
        Assert.Equal(Enumerable.Range(11, 20).Select(number => $"{number}"), failure.StderrTail);
        Assert.Empty(_run.Output());
        Assert.Equal(new GuestEvent.DocumentEnded("document-0", DocumentStatus.Failed), _run.Told[^1]);
    }

    [Fact]
    public async Task A_step_is_tried_as_often_as_it_says()
    {
        var end = await _run.RunAsync(Build("""
              - name: Flaky
                action: ExecuteBash
                maxAttempts: 3
                inputs: { commands: [ "echo x >> tries", "test $(wc -l < tries) -eq 3" ] }
            """));

        Assert.IsType<GuestRunEnd.Succeeded>(end);
        Assert.Equal([1, 2, 3], _run.Told.OfType<GuestEvent.StepStarted>().Select(started => started.Attempt));
        Assert.Equal([StepStatus.Retried, StepStatus.Retried, StepStatus.Success], _run.Ended.Select(ended => ended.Status));
    }

    [Fact]
    public async Task A_step_that_takes_too_long_is_killed_with_all_that_it_started()
    {
        var end = await _run.RunAsync(Build("""
              - name: Sleeps
                action: ExecuteBash
                timeoutSeconds: 1
                inputs: { commands: [ "sleep 1000 & echo $!", "wait" ] }
            """));

        Assert.Equal("timed out after 1 s", Assert.IsType<GuestRunEnd.Failed>(end).Failure.Message);
        await UntilGoneAsync(_run.Output().Single());
    }

    [Fact]
    public async Task A_failure_that_is_ignored_does_not_fail_the_document()
    {
        var end = await _run.RunAsync(Build("""
              - { name: Breaks, action: ExecuteBash, onFailure: Ignore, inputs: { commands: [ "exit 1" ] } }
              - { name: Goes, action: ExecuteBash, inputs: { commands: [ "echo on" ] } }
            """));

        Assert.IsType<GuestRunEnd.Succeeded>(end);
        Assert.Equal([("Breaks", StepStatus.IgnoredFailure, "exit status 1"), ("Goes", StepStatus.Success, "")], _run.Ended);
        Assert.Equal(new GuestEvent.DocumentEnded("document-0", DocumentStatus.SuccessWithIgnoredFailure), _run.Told[^1]);
    }

    [Fact]
    public async Task A_failure_with_continue_fails_the_document_after_its_last_step()
    {
        var end = await _run.RunAsync(Build("""
              - { name: Breaks, action: ExecuteBash, onFailure: Continue, inputs: { commands: [ "exit 1" ] } }
              - { name: Goes, action: ExecuteBash, inputs: { commands: [ "echo on" ] } }
            """));

        Assert.Equal("Breaks", Assert.IsType<GuestRunEnd.Failed>(end).Failure.Step);
        Assert.Equal(["on"], _run.Output());
    }

    [Fact]
    public async Task Parameters_constants_and_outputs_of_earlier_steps_are_put_in()
    {
        const string Text = """
            schemaVersion: 1.0
            parameters:
              - Greeting: { type: string, default: hello }
              - Name: { type: string, default: nobody }
            constants:
              - Mark: { type: string, value: "!" }
            phases:
              - name: build
                steps:
                  - { name: Says, action: ExecuteBash, inputs: { commands: [ "echo '{{ Greeting }} {{ Name }}{{ Mark }}'" ] } }
              - name: validate
                steps:
                  - { name: Repeats, action: ExecuteBash, inputs: { commands: [ "echo 'again: {{ build.Says.outputs.stdout }}'" ] } }
            """;
        await _run.RunAsync(new Dictionary<string, string> { ["Name"] = "world" }, CancellationToken.None, Text);

        Assert.Equal(["hello world!", "again: hello world!"], _run.Output());
    }

    [Fact]
    public async Task After_a_restart_the_work_goes_on_with_the_next_step_and_what_earlier_ones_said()
    {
        var document = Build("""
              - { name: Says, action: ExecuteBash, inputs: { commands: [ "echo one" ] } }
              - { name: Restarts, action: Reboot }
              - { name: Repeats, action: ExecuteBash, inputs: { commands: [ "echo {{ build.Says.outputs.stdout }} again" ] } }
            """);

        Assert.IsType<GuestRunEnd.RebootWanted>(await _run.RunAsync(document));
        Assert.IsType<GuestRunEnd.Succeeded>(await _run.RunAsync(document));

        Assert.Equal(["one", "one again"], _run.Output());
        Assert.Equal([1, 2], _run.Told.OfType<GuestEvent.Booted>().Select(booted => booted.BootNumber));
        Assert.False(Directory.Exists(_run.StateFolder));
    }

    [Fact]
    public async Task A_step_that_ends_with_194_runs_again_after_the_restart()
    {
        var document = Build("""
              - { name: Updates, action: ExecuteBash, inputs: { commands: [ "echo run", "test -e done && exit 0", "touch done", "exit 194" ] } }
            """);

        Assert.IsType<GuestRunEnd.RebootWanted>(await _run.RunAsync(document));
        Assert.IsType<GuestRunEnd.Succeeded>(await _run.RunAsync(document));

        Assert.Equal(["run", "run"], _run.Output());
    }

    [Fact]
    public async Task A_step_that_always_asks_for_a_restart_fails_after_15_of_them()
    {
        var document = Build("""
              - { name: Loops, action: ExecuteBash, inputs: { commands: [ "exit 194" ] } }
            """);
        for (var boot = 1; boot <= 15; boot++)
        {
            Assert.IsType<GuestRunEnd.RebootWanted>(await _run.RunAsync(document));
        }

        var failed = Assert.IsType<GuestRunEnd.Failed>(await _run.RunAsync(document));

        Assert.Equal("asked for restart number 16; at most 15 are made", failed.Failure.Message);
    }

    [Fact]
    public async Task A_machine_that_goes_down_under_a_step_fails_the_work_instead_of_beginning_it_anew()
    {
        using var powerCut = new CancellationTokenSource();
        var document = Build("""
              - { name: Goes, action: ExecuteBash, inputs: { commands: [ "echo started", "sleep 1000" ] } }
            """);
        _run.OnTold = told =>
        {
            if (told is GuestEvent.Output)
            {
                powerCut.Cancel();
            }
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _run.RunAsync([], powerCut.Token, document));

        var failed = Assert.IsType<GuestRunEnd.Failed>(await _run.RunAsync(document));

        Assert.Equal("the machine restarted by itself while a step ran; a step asks for a restart with exit status 194 or the action Reboot", failed.Failure.Message);
    }

    [Fact]
    public async Task A_document_that_is_none_fails_the_work_with_its_first_problem()
    {
        var failed = Assert.IsType<GuestRunEnd.Failed>(await _run.RunAsync("schemaVersion: 1.0\n"));

        Assert.StartsWith("document-0: component-0.yaml(1,1): error GA0211", failed.Failure.Message, StringComparison.Ordinal);
        Assert.Equal("", failed.Failure.Step);
    }

    // A killed process nobody has waited for yet has no command line any more.
    private static async Task UntilGoneAsync(string process)
    {
        var commandLine = $"/proc/{process}/cmdline";
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (File.Exists(commandLine) && (await File.ReadAllTextAsync(commandLine, deadline.Token)).Length > 0)
        {
            await tick.WaitForNextTickAsync(deadline.Token);
        }
    }

    private static string Build(string steps) => Document("  - name: build\n    steps:\n" + Indented(steps));

    private static string Document(string phases) => "schemaVersion: 1.0\nphases:\n" + phases + "\n";

    private static string Indented(string text) => string.Join('\n', text.Split('\n').Select(line => "    " + line));
}
