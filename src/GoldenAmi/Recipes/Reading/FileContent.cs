using System.Text;

namespace GoldenAmi.Recipes.Reading;

/// <summary>What reading a user's file gave: its text, or why there is none. Nothing that could block or be endless is opened.</summary>
internal abstract record FileContent
{
    private FileContent()
    {
    }

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text; when the file is larger than was asked for, only so much that this is seen.</summary>
    internal sealed record Readable(string Value) : FileContent;

    /// <summary>Bytes that are no UTF-8, each replaced by U+FFFD.</summary>
    internal sealed record NotUtf8(string Replaced) : FileContent;

    internal sealed record Missing : FileContent;

    internal sealed record Folder : FileContent;

    /// <summary>No bytes: an empty file. Pipes and devices look the same, and opening a pipe would wait for ever.</summary>
    internal sealed record Nothing : FileContent;

    internal sealed record Refused(string Why) : FileContent;

    /// <param name="path">Absolute, without links.</param>
    /// <param name="maxBytes">The most that is of use.</param>
    public static FileContent Read(string path, int maxBytes)
    {
        try
        {
            if (Directory.Exists(path))
            {
                return new Folder();
            }

            var file = new FileInfo(path);
            return !file.Exists ? new Missing() : file.Length == 0 ? new Nothing() : Decode(ReadAtMost(path, maxBytes), maxBytes);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new Refused(failure is UnauthorizedAccessException ? "permission denied" : "input/output error");
        }
    }

    private static byte[] ReadAtMost(string path, int maxBytes)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);

        // Three for a byte order mark and one more to see that it is too large.
        var buffer = new byte[maxBytes + 4];
        var length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        return buffer[..length];
    }

    private static FileContent Decode(byte[] bytes, int maxBytes)
    {
        if (bytes.Length > maxBytes + 3)
        {
            return new Readable(Encoding.UTF8.GetString(bytes));
        }

        try
        {
            return new Readable(Strict.GetString(bytes));
        }
        catch (DecoderFallbackException)
        {
            return new NotUtf8(Encoding.UTF8.GetString(bytes));
        }
    }
}
