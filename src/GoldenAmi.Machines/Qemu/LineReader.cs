using System.Buffers;
using System.Text;

namespace GoldenAmi.Machines.Qemu;

/// <summary>Reads lines that a guest wrote: they may be huge, binary, or without an end.</summary>
/// <param name="onLine">Takes each line without its end; one that is too long is cut off.</param>
internal sealed class LineReader(Action<string> onLine)
{
    /// <summary>In bytes. The longest honest line is a failure's: 20 lines of 8 KiB, each character as <c>\u0000</c> at worst.</summary>
    public const int LongestLine = 1024 * 1024;

    private readonly ArrayBufferWriter<byte> _line = new();

    /// <summary>Reads to the stream's end; what stands after the last line end is a line too.</summary>
    public async Task ReadAsync(Stream stream, CancellationToken ct)
    {
        var buffer = new byte[64 * 1024];
        int count;
        while ((count = await stream.ReadAsync(buffer, ct)) > 0)
        {
            Split(buffer.AsSpan(0, count));
        }

        if (_line.WrittenCount > 0)
        {
            HandOut();
        }
    }

    private void Split(ReadOnlySpan<byte> bytes)
    {
        while (bytes.IndexOf((byte)'\n') is var end and >= 0)
        {
            Keep(bytes[..end]);
            HandOut();
            bytes = bytes[(end + 1)..];
        }

        Keep(bytes);
    }

    private void Keep(ReadOnlySpan<byte> bytes) => _line.Write(bytes[..Math.Min(bytes.Length, LongestLine - _line.WrittenCount)]);

    private void HandOut()
    {
        var text = Encoding.UTF8.GetString(_line.WrittenSpan);
        _line.ResetWrittenCount();
        onLine(text.TrimEnd('\r'));
    }
}
