using GoldenAmi.Machines.Qemu;

namespace GoldenAmi.Machines.Tests.Qemu;

public sealed class ConsoleTailSpecs
{
    [Fact]
    public void A_console_that_never_stops_costs_no_more_than_its_last_twenty_short_lines()
    {
        var console = new ConsoleTail();
        for (var line = 1; line <= 10_000; line++)
        {
            console.Add($"\e[31m{line} {new string('x', 2000)}");
        }

        var lines = console.Text.Split('\n');
        Assert.Equal(20, lines.Length);
        Assert.StartsWith("[31m9981 xxx", lines[0], StringComparison.Ordinal);
        Assert.All(lines, line => Assert.True(line.Length < 500));
    }

    [Fact]
    public void A_console_without_a_word_is_said_to_be_so() => Assert.Equal("Its console said nothing.", new ConsoleTail().Told);

    [Fact]
    public void A_kernel_that_gave_up_is_seen_once_it_has_said_all()
    {
        var console = new ConsoleTail();
        console.Add("[    1.2] Kernel panic - not syncing: VFS: Unable to mount root fs");
        Assert.False(console.Panic.IsCompleted);

        console.Add("[    1.3] ---[ end Kernel panic - not syncing: VFS: Unable to mount root fs ]---");
        Assert.True(console.Panic.IsCompleted);
    }
}
