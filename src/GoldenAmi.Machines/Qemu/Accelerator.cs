using GoldenAmi.Processes;

namespace GoldenAmi.Machines.Qemu;

/// <summary>
/// Whether this machine can run guests on its processor. That <c>/dev/kvm</c> opens says little: on some machines it makes a virtual CPU that
/// never gets past its first instructions, on others it cannot be given all that the processor says of itself. So a guest of a few bytes is run on the very processor that machines
/// would have, which ends its machine with a known exit code.
/// </summary>
internal sealed class Accelerator(IProcessRunner processes)
{
    /// <summary>
    /// The host's own processor, all of it. Some hosts that are guests themselves do not take the list of its flaws (qemu aborts with "failed to set MSR 0x10a"). Without that list qemu started on one
    /// of them, and was still in the firmware when the translator had long begun to boot: no way to have machines there.
    /// </summary>
    public static readonly Processor Hardware = new("kvm", "host");

    /// <summary>qemu's own translator of guest code, on several threads.</summary>
    public static readonly Processor Software = new("tcg,thread=multi", "max");

    // isa-debug-exit ends qemu with (value << 1) | 1.
    private const int Value = 0x10;
    private const int Proof = (Value << 1) | 1;

    /// <summary>Hardware if it really runs code.</summary>
    /// <param name="device"><c>/dev/kvm</c></param>
    /// <param name="folder">For the guest's file.</param>
    public async Task<Processor> ChooseAsync(string device, string folder, CancellationToken ct) =>
        File.Exists(device) && await RunsCodeAsync(Hardware, folder, ct) ? Hardware : Software;

    /// <summary>True when the guest ended its machine itself, within a second.</summary>
    public async Task<bool> RunsCodeAsync(Processor processor, string folder, CancellationToken ct)
    {
        var firmware = Path.Combine(folder, "probe.bin");
        await File.WriteAllBytesAsync(firmware, Firmware(), ct);
        var result = await processes.RunAsync(
            new ProcessSpec(
                "qemu-system-x86_64",
                [
                    "-accel", processor.Accelerator, "-cpu", processor.Model, "-machine", "pc", "-m", "16", "-nodefaults", "-no-user-config", "-display", "none",
                    "-bios", firmware, "-device", "isa-debug-exit,iobase=0xf4,iosize=0x04",
                ])
            {
                Timeout = TimeSpan.FromSeconds(1),
            },
            ct);
        return result is { TimedOut: false, ExitCode: Proof };
    }

    /// <summary>64 KiB that end at 4 GiB; a CPU begins 16 bytes before: <c>mov al, 0x10; out 0xf4, al; hlt</c>.</summary>
    private static byte[] Firmware()
    {
        var bytes = new byte[64 * 1024];
        byte[] code = [0xB0, Value, 0xE6, 0xF4, 0xF4];
        code.CopyTo(bytes, bytes.Length - 16);
        return bytes;
    }
}

/// <summary>What a machine's programs run on.</summary>
/// <param name="Accelerator">qemu's value of <c>-accel</c>.</param>
/// <param name="Model">qemu's value of <c>-cpu</c>.</param>
internal sealed record Processor(string Accelerator, string Model);
