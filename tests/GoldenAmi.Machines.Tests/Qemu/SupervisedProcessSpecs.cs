using GoldenAmi.Machines.Qemu;

namespace GoldenAmi.Machines.Tests.Qemu;

public sealed class SupervisedProcessSpecs
{
    [Fact]
    public async Task Both_streams_and_the_exit_code_are_the_programs_own()
    {
        var output = new List<string>();
        var error = new List<string>();
        await using var process = SupervisedProcess.Start("/bin/sh", ["-c", "echo out; echo \"$1\" >&2; exit 3", "sh", "two words"], output.Add, error.Add);

        Assert.Equal(3, await process.WaitAsync(CancellationToken.None));
        Assert.Equal(["out"], output);
        Assert.Equal(["two words"], error);
    }

    [Fact]
    public async Task Of_our_environment_a_program_gets_only_what_machines_need()
    {
        var output = new List<string>();
        await using var process = SupervisedProcess.Start("/usr/bin/env", [], output.Add, _ => { });

        await process.WaitAsync(CancellationToken.None);

        var ours = Environment.GetEnvironmentVariables().Keys.Cast<string>().ToList();
        var names = output.Select(line => line.Split('=')[0]).ToList();
        Assert.Contains("PATH", names);
        // The test host sets variables of its own, as a CI job does: none of them comes through. The shell in between adds PWD and the like.
        Assert.Contains(ours, name => name.StartsWith("DOTNET_", StringComparison.Ordinal));
        Assert.DoesNotContain(names, name => name.StartsWith("DOTNET_", StringComparison.Ordinal) || name.StartsWith("AWS_", StringComparison.Ordinal));
        Assert.Empty(names.Except([.. ours, "PWD", "OLDPWD", "SHLVL", "_"]));
    }

    [Fact]
    public async Task A_program_runs_in_a_session_that_is_not_ours_so_that_ctrl_c_does_not_reach_it()
    {
        var output = new List<string>();
        await using var process = SupervisedProcess.Start("/bin/sh", ["-c", "cut -d' ' -f6 /proc/self/stat; cut -d' ' -f6 /proc/$PPID/stat"], output.Add, _ => { });

        await process.WaitAsync(CancellationToken.None);

        var ours = (await File.ReadAllTextAsync("/proc/self/stat")).Split(' ')[5];
        Assert.Equal(2, output.Count);
        Assert.DoesNotContain(ours, output);
    }

    [Fact]
    public async Task Letting_go_of_it_ends_the_program()
    {
        var started = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var process = SupervisedProcess.Start("/bin/sh", ["-c", "echo $$; exec sleep 1000"], line => started.TrySetResult(line), _ => { });
        var id = await started.Task;

        await process.DisposeAsync();

        Assert.False(Directory.Exists($"/proc/{id}"));
    }

    [Fact]
    public async Task Nothing_is_left_when_somebody_kills_the_shell_between_us_and_the_program()
    {
        var started = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var process = SupervisedProcess.Start("/bin/sh", ["-c", "echo $PPID; exec sleep 1000"], line => started.TrySetResult(line), _ => { });
        var shell = await started.Task;
        Assert.Equal(process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), shell);

        using (var killed = System.Diagnostics.Process.GetProcessById(process.Id))
        {
            killed.Kill();
        }

        // The program and the watcher were of its session.
        await Eventually.IsAsync(() => !SessionHasProcesses(shell));
    }

    private static bool SessionHasProcesses(string session) =>
        ProcessTable.All().Any(process => process.Session == session);

    [Fact]
    public async Task A_reader_of_lines_that_throws_is_heard_while_the_program_still_runs()
    {
        await using var process = SupervisedProcess.Start("/bin/sh", ["-c", "echo line; exec sleep 1000"], _ => throw new InvalidOperationException("a bug"), _ => { });

        var bug = await Assert.ThrowsAsync<InvalidOperationException>(() => process.WaitAsync(CancellationToken.None));

        Assert.Equal("a bug", bug.Message);
    }
}
