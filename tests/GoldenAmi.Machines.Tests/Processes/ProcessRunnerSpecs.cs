using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using GoldenAmi.Diagnostics;
using GoldenAmi.Processes;

namespace GoldenAmi.Machines.Tests.Processes;

public sealed class ProcessRunnerSpecs
{
    private readonly ProcessRunner _runner = new(TimeProvider.System);

    [Fact]
    public async Task A_withheld_variable_reaches_no_program_unless_it_is_given()
    {
        var runner = new ProcessRunner(TimeProvider.System) { Withheld = ["PATH"] };

        var without = await runner.RunAsync(new ProcessSpec("/usr/bin/env", []), CancellationToken.None);
        var given = await runner.RunAsync(new ProcessSpec("/usr/bin/env", []) { Environment = new Dictionary<string, string?> { ["PATH"] = "/given" } }, CancellationToken.None);

        Assert.DoesNotContain("PATH=", without.Output.Split('\n').Select(line => line[..Math.Min(5, line.Length)]));
        Assert.Contains("PATH=/given", given.Output.Split('\n'));
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_an_error_that_names_it()
    {
        var error = await Assert.ThrowsAsync<UserErrorException>(
            () => _runner.RunAsync(new ProcessSpec("golden-ami-no-such-program", []), CancellationToken.None));

        Assert.Equal(Ending.Refused, error.Ending);
        Assert.Equal(
            "error GA0450: The program 'golden-ami-no-such-program' is not there. Fix: install it, or put its folder into PATH.",
            Assert.Single(error.Diagnostics).ToString());
    }

    [Fact]
    public async Task A_file_that_may_not_be_executed_is_an_error_that_names_it()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("notes.txt", "no program");

        var error = await Assert.ThrowsAsync<UserErrorException>(() => _runner.RunAsync(new ProcessSpec(file, []), CancellationToken.None));

        Assert.Contains("may not be executed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exit_code_and_both_streams_come_back()
    {
        var result = await Shell("echo out; echo err >&2; exit 7");

        Assert.Equal(new ProcessResult(7, "out\n", "err\n", TimedOut: false), result);
    }

    [Fact]
    public async Task Arguments_reach_the_program_as_they_are()
    {
        var result = await _runner.RunAsync(new ProcessSpec("printf", ["%s|", "a b", "$HOME", "\"q\"", ""]), CancellationToken.None);

        Assert.Equal("a b|$HOME|\"q\"||", result.Output);
    }

    [Fact]
    public async Task Input_is_written_and_closed()
    {
        var result = await _runner.RunAsync(new ProcessSpec("cat", []) { StandardInput = "näh\n" }, CancellationToken.None);
        var empty = await _runner.RunAsync(new ProcessSpec("cat", []), CancellationToken.None);

        Assert.Equal("näh\n", result.Output);
        Assert.Equal("", empty.Output);
    }

    [Fact]
    public async Task A_program_that_does_not_read_its_input_still_ends_well()
    {
        var result = await _runner.RunAsync(new ProcessSpec("true", []) { StandardInput = new string('x', 1 << 20) }, CancellationToken.None);

        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task The_environment_is_inherited_and_changed_or_replaced()
    {
        var variables = new Dictionary<string, string?> { ["GOLDEN"] = "yes", ["HOME"] = null };
        var spec = new ProcessSpec("/bin/sh", ["-c", "echo \"$GOLDEN|$HOME|${PATH:+path}\""]) { Environment = variables };
        var changed = await _runner.RunAsync(spec, CancellationToken.None);
        var exact = await _runner.RunAsync(
            new ProcessSpec("/usr/bin/env", []) { Environment = new Dictionary<string, string?> { ["A"] = "1" }, ClearEnvironment = true },
            CancellationToken.None);

        Assert.Equal("yes||path\n", changed.Output);
        Assert.Equal("A=1\n", exact.Output);
    }

    [Fact]
    public async Task Much_output_on_both_streams_does_not_block()
    {
        var result = await Shell("i=0; while [ $i -lt 4000 ]; do echo 0123456789012345678901234567890123456789; echo 0123456789 >&2; i=$((i+1)); done");

        Assert.Equal(4000 * 41, result.Output.Length);
        Assert.Equal(4000 * 11, result.Error.Length);
    }

    [Fact]
    public async Task Only_the_beginning_is_kept_when_there_is_more_than_may_be_kept()
    {
        var result = await _runner.RunAsync(new ProcessSpec("printf", ["0123456789"]) { MaxCapturedBytes = 4 }, CancellationToken.None);

        Assert.Equal("0123", result.Output);
        Assert.True(result.Truncated);
    }

    [Fact]
    public async Task Lines_are_handed_out_as_they_come_the_last_one_also_without_line_end()
    {
        var lines = new ConcurrentQueue<string>();
        var spec = new ProcessSpec("printf", ["one\\r\\n\\ntwo"]) { OnOutputLine = lines.Enqueue };

        await _runner.RunAsync(spec, CancellationToken.None);

        Assert.Equal(["one", "", "two"], lines);
    }

    [Fact]
    public async Task Every_byte_of_a_binary_output_is_kept_in_latin_1()
    {
        var spec = new ProcessSpec("printf", ["\\357\\273\\277\\377\\001"]) { Encoding = Encoding.Latin1 };

        var result = await _runner.RunAsync(spec, CancellationToken.None);

        Assert.Equal([0xEF, 0xBB, 0xBF, 0xFF, 0x01], Encoding.Latin1.GetBytes(result.Output));
    }

    [Fact]
    public async Task A_deadline_ends_the_whole_tree_and_is_told()
    {
        var result = await _runner.RunAsync(
            new ProcessSpec("/bin/sh", ["-c", "sleep 1000 & echo $!; wait"]) { Timeout = TimeSpan.FromSeconds(1) },
            CancellationToken.None);

        Assert.True(result.TimedOut);
        Assert.False(result.Succeeded);
        await AssertGone(result.Output);
    }

    [Fact]
    public async Task Cancelling_ends_the_whole_tree()
    {
        using var cancel = new CancellationTokenSource();
        var child = "";
        var spec = new ProcessSpec("/bin/sh", ["-c", "sleep 1000 & echo $!; wait"])
        {
            OnOutputLine = line =>
            {
                child = line;
                cancel.Cancel();
            },
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _runner.RunAsync(spec, cancel.Token));

        await AssertGone(child);
    }

    [Fact]
    public async Task A_daemon_left_behind_does_not_hold_the_result_back()
    {
        var result = await Shell("setsid sleep 30 & echo $!");

        Assert.Equal(0, result.ExitCode);
        await _runner.RunAsync(new ProcessSpec("kill", [result.Output.Trim()]), CancellationToken.None);
    }

    [Fact]
    public async Task A_reader_of_lines_that_throws_ends_the_program()
    {
        var spec = new ProcessSpec("/bin/sh", ["-c", "echo one; exec sleep 1000"]) { OnOutputLine = _ => throw new InvalidOperationException("bug") };

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => _runner.RunAsync(spec, CancellationToken.None));

        Assert.Equal("bug", error.Message);
    }

    private Task<ProcessResult> Shell(string script) => _runner.RunAsync(new ProcessSpec("/bin/sh", ["-c", script]), CancellationToken.None);

    /// <summary>A killed grandchild is reaped by whoever adopts it; until then it may be a zombie, which runs no more.</summary>
    private static async Task AssertGone(string id)
    {
        var stat = Path.Combine("/proc", int.Parse(id, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture), "stat");
        for (var attempt = 0; attempt < 100 && IsRunning(stat); attempt++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, CancellationToken.None);
        }

        Assert.False(IsRunning(stat), $"Process {id} still runs.");
    }

    private static bool IsRunning(string stat)
    {
        try
        {
            return !File.ReadAllText(stat).Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
