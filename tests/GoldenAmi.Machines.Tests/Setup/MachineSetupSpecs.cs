using GoldenAmi.Diagnostics;
using GoldenAmi.Machines.Setup;
using GoldenAmi.Processes;

namespace GoldenAmi.Machines.Tests.Setup;

public sealed class MachineSetupSpecs : IDisposable
{
    private static readonly string[] Programs = ["qemu-system-x86_64", "qemu-img", "mmdebstrap", "mke2fs", "setsid", "setpriv", "apt-get"];

    private readonly TemporaryFolder _path = new();
    private readonly List<string> _progress = [];

    public void Dispose() => _path.Dispose();

    [Fact]
    public async Task Nothing_is_run_when_everything_is_there()
    {
        Put(Programs);

        await Setup(new Apt((_, _) => throw new InvalidOperationException("Nothing was to be run.")), isRoot: true).EnsureAsync(_progress.Add, CancellationToken.None);

        Assert.Empty(_progress);
    }

    [Fact]
    public async Task Root_has_the_missing_packages_installed()
    {
        Put("mke2fs", "setsid", "setpriv", "apt-get");
        var calls = new List<string>();
        var apt = new Apt((arguments, environment) =>
        {
            calls.Add(string.Join(' ', arguments));
            Assert.Equal("noninteractive", environment["DEBIAN_FRONTEND"]);
            if (arguments.Contains("install"))
            {
                Put(Programs);
            }

            return new ProcessResult(0, "", "", TimedOut: false);
        });

        await Setup(apt, isRoot: true).EnsureAsync(_progress.Add, CancellationToken.None);

        Assert.Equal(2, calls.Count);
        Assert.EndsWith(" update", calls[0], StringComparison.Ordinal);
        Assert.EndsWith(" install --yes --no-install-recommends qemu-system-x86 qemu-utils mmdebstrap", calls[1], StringComparison.Ordinal);
        Assert.Equal(["installing qemu-system-x86, qemu-utils, mmdebstrap", "installed"], _progress);
    }

    [Fact]
    public async Task Another_user_is_told_all_packages_and_the_command()
    {
        Put("qemu-img", "mke2fs", "setsid", "setpriv", "apt-get");

        var refused = await Assert.ThrowsAsync<UserErrorException>(
            () => Setup(new Apt((_, _) => throw new InvalidOperationException("Nothing was to be run.")), isRoot: false).EnsureAsync(_progress.Add, CancellationToken.None));

        Assert.Equal(
            "error GA0455: Virtual machines need packages that are not installed: qemu-system-x86, mmdebstrap. Fix: run 'sudo apt-get install --no-install-recommends "
            + "qemu-system-x86 mmdebstrap'; on other systems than Debian and Ubuntu the packages have other names.",
            refused.Diagnostics[0].ToString());
        Assert.Equal(Ending.Refused, refused.Ending);
    }

    [Fact]
    public async Task A_failed_installation_is_told_with_its_last_lines()
    {
        Put("apt-get", "mke2fs", "setsid", "setpriv", "qemu-img", "mmdebstrap");

        var refused = await Assert.ThrowsAsync<UserErrorException>(
            () => Setup(new Apt((_, _) => new ProcessResult(100, "", "E: Unable to fetch\n", TimedOut: false)), isRoot: true).EnsureAsync(_progress.Add, CancellationToken.None));

        Assert.StartsWith(
            "error GA0456: The packages qemu-system-x86 could not be installed: 'apt-get update' ended with exit code 100: E: Unable to fetch.",
            refused.Diagnostics[0].ToString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_installation_that_changes_nothing_is_no_success()
    {
        Put("apt-get", "mke2fs", "setsid", "setpriv", "qemu-img", "mmdebstrap");

        var refused = await Assert.ThrowsAsync<UserErrorException>(
            () => Setup(new Apt((_, _) => new ProcessResult(0, "", "", TimedOut: false)), isRoot: true).EnsureAsync(_progress.Add, CancellationToken.None));

        Assert.Equal("GA0456", refused.Diagnostics[0].Code);
    }

    private MachineSetup Setup(IProcessRunner apt, bool isRoot) => new(apt, _path.Path, isRoot) { OtherFolders = [] };

    private void Put(params string[] programs)
    {
        foreach (var program in programs)
        {
            _path.Write(program, "");
        }
    }

    private sealed class Apt(Func<IReadOnlyList<string>, IReadOnlyDictionary<string, string?>, ProcessResult> answer) : IProcessRunner
    {
        public Task<ProcessResult> RunAsync(ProcessSpec spec, CancellationToken ct) => Task.FromResult(answer(spec.Arguments, spec.Environment!));
    }
}
