using GoldenAmi.Machines.Qemu;

namespace GoldenAmi.Machines.Tests.Qemu;

public sealed class LineReaderSpecs
{
    [Fact]
    public async Task Lines_are_handed_out_without_their_ends_and_the_last_needs_none() =>
        Assert.Equal(["one", "", "two", "three"], await ReadAsync("one\n\ntwo\r\nthree"u8.ToArray()));

    [Fact]
    public async Task A_line_without_an_end_is_cut_off_and_the_next_one_is_whole()
    {
        var lines = await ReadAsync([.. new byte[LineReader.LongestLine * 3].Select(_ => (byte)'a'), (byte)'\n', .. "next\n"u8]);

        Assert.Equal([LineReader.LongestLine, 4], lines.Select(line => line.Length));
    }

    [Fact]
    public async Task Bytes_that_are_no_text_become_replacement_characters() =>
        Assert.Equal(["a\uFFFDb\0"], await ReadAsync([(byte)'a', 0xFF, (byte)'b', 0, (byte)'\n']));

    private static async Task<List<string>> ReadAsync(byte[] bytes)
    {
        var lines = new List<string>();
        await new LineReader(lines.Add).ReadAsync(new MemoryStream(bytes), CancellationToken.None);
        return lines;
    }
}
