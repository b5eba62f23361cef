using System.Buffers;

namespace GoldenAmi.Processes;

/// <summary>Reads one stream of a program to its end: keeps its beginning, hands out its lines.</summary>
internal sealed class CapturedStream(ProcessSpec spec, Action<string>? onLine)
{
    // A program that never writes a line end must not fill our memory: its line is handed out in parts of this length.
    private const int LongestLine = 256 * 1024;

    private readonly ArrayBufferWriter<byte> _kept = new();
    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly Lock _lock = new();
    private bool _closed;

    /// <summary>True when more came than may be kept.</summary>
    public bool Truncated { get; private set; }

    /// <summary>What was kept so far.</summary>
    public string Text
    {
        get
        {
            lock (_lock)
            {
                return spec.Encoding.GetString(_kept.WrittenSpan);
            }
        }
    }

    /// <summary>Reads until the stream ends or <paramref name="ct"/> gives up on it.</summary>
    public async Task DrainAsync(Stream stream, CancellationToken ct)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            int count;
            while ((count = await stream.ReadAsync(buffer, ct)) > 0)
            {
                Take(buffer.AsSpan(0, count));
            }
        }
        catch (Exception end) when (end is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The program is gone; somebody it left behind still holds the stream open.
        }

        Close();
    }

    /// <summary>Nothing is taken after this: the caller has got its result.</summary>
    public void Close()
    {
        lock (_lock)
        {
            if (!_closed && _line.WrittenCount > 0)
            {
                HandOutLine();
            }

            _closed = true;
        }
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            if (_closed)
            {
                return;
            }

            var room = Math.Min(bytes.Length, spec.MaxCapturedBytes - _kept.WrittenCount);
            Truncated |= room < bytes.Length;
            _kept.Write(bytes[..room]);
            if (onLine is not null)
            {
                SplitLines(bytes);
            }
        }
    }

    private void SplitLines(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var end = bytes.IndexOf((byte)'\n');
            var part = Math.Min(end < 0 ? bytes.Length : end, LongestLine - _line.WrittenCount);
            _line.Write(bytes[..part]);
            var ended = part == end;
            if (ended || _line.WrittenCount == LongestLine)
            {
                HandOutLine();
            }

            bytes = bytes[(ended ? part + 1 : part)..];
        }
    }

    private void HandOutLine()
    {
        var text = spec.Encoding.GetString(_line.WrittenSpan);
        _line.ResetWrittenCount();
        onLine?.Invoke(text.EndsWith('\r') ? text[..^1] : text);
    }
}
