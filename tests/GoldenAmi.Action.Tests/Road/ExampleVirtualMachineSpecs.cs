using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace GoldenAmi.Action.Tests.Road;

/// <summary>What a new user does, with the published program (./golden-ami --version makes it) and real virtual machines. Takes minutes without hardware help.</summary>
public sealed class ExampleVirtualMachineSpecs : IDisposable
{
    private readonly ExampleRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task The_example_is_built_tested_distributed_and_serves_its_page_when_booted_by_hand()
    {
        var outputs = _repository.At(".git", "outputs");

        var (code, text) = await RunAsync(outputs);

        Assert.True(code == 0, text);
        Assert.Contains("examples/web/tests/page.yaml test PageAnswers done", text, StringComparison.Ordinal);
        var written = await File.ReadAllTextAsync(outputs);
        var ids = JsonDocument.Parse(written.Split('\n').Single(line => line.StartsWith("{\"eu-west-1\"", StringComparison.Ordinal))).RootElement;
        var disk = _repository.At(".golden-ami", "images", "us-east-1", $"{ids.GetProperty("us-east-1").GetString()}.qcow2");
        Assert.Contains("Golden AMI serves this page", await BootByHandAsync(disk), StringComparison.Ordinal);

        var (again, said) = await RunAsync(outputs);

        Assert.True(again == 0, said);
        Assert.Contains("web 1.4.0 is unchanged and available in 2 regions", said, StringComparison.Ordinal);
        Assert.DoesNotContain(Process.GetProcessesByName("qemu-system-x86"), process => CommandLineOf(process).Contains("web/1.4.0", StringComparison.Ordinal));
    }

    private async Task<(int Code, string Text)> RunAsync(string outputs)
    {
        var start = new ProcessStartInfo(RepositoryFiles.At("artifacts", "program", "golden-ami"), ["build", "examples/web", "--local"])
        {
            WorkingDirectory = _repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["GITHUB_OUTPUT"] = outputs;
        using var program = Process.Start(start)!;
        var error = program.StandardError.ReadToEndAsync();
        var output = await program.StandardOutput.ReadToEndAsync();
        await program.WaitForExitAsync();
        return (program.ExitCode, output + await error);
    }

    /// <summary>Boots the disk from firmware as the program's last lines say, and asks for its page until it answers.</summary>
    private static async Task<string> BootByHandAsync(string disk)
    {
        var port = FreePort();
        using var machine = Process.Start(new ProcessStartInfo("qemu-system-x86_64",
        [
            "-m", "1024", "-snapshot", "-display", "none", "-drive", $"file={disk},if=virtio", "-nic", $"user,model=virtio,hostfwd=tcp:127.0.0.1:{port}-:80",
        ]))!;
        try
        {
            using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
            using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(8));
            while (true)
            {
                try
                {
                    return await http.GetStringAsync(new Uri($"http://127.0.0.1:{port}/"), deadline.Token);
                }
                catch (Exception booting) when (booting is HttpRequestException or TaskCanceledException && !deadline.IsCancellationRequested)
                {
                    Assert.False(machine.HasExited, "qemu ended by itself");
                    await Task.Delay(TimeSpan.FromSeconds(1), deadline.Token);
                }
            }
        }
        finally
        {
            machine.Kill();
        }
    }

    private static string CommandLineOf(Process process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process.Id}/cmdline");
        }
        catch (IOException)
        {
            return ""; // it ended meanwhile
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
