namespace GoldenAmi.References;

/// <summary>A file's bytes as text that can be searched and written back without losing a byte, whatever its encoding.</summary>
/// <param name="Text">One character for one byte, or for UTF-16 one for each code unit; the byte order mark is part of it.</param>
internal sealed record FileText(string Text, FileForm Form)
{
    private const string LargeFilePointer = "version https://git-lfs.github.com/spec/";

    /// <summary>The text, or null when the bytes are none: binary content (a zero byte, UTF-32, half a UTF-16 unit) or a pointer of Git LFS.</summary>
    public static FileText? TryRead(string content)
    {
        var form = content switch
        {
            ['\xFF', '\xFE', '\0', '\0', ..] => FileForm.Binary,
            ['\xFF', '\xFE', ..] => FileForm.Utf16LittleEndian,
            ['\xFE', '\xFF', ..] => FileForm.Utf16BigEndian,
            _ => FileForm.Bytes,
        };
        return form switch
        {
            FileForm.Bytes => content.Contains('\0', StringComparison.Ordinal) || content.StartsWith(LargeFilePointer, StringComparison.Ordinal) ? null : new FileText(content, form),
            FileForm.Utf16LittleEndian or FileForm.Utf16BigEndian when content.Length % 2 == 0 => new FileText(Units(content, form), form),
            _ => null,
        };
    }

    /// <summary>The bytes of an edited text in this file's encoding, as Latin-1 text.</summary>
    public string Write(string edited)
    {
        if (Form == FileForm.Bytes)
        {
            return edited;
        }

        var low = Form == FileForm.Utf16LittleEndian ? 0 : 1;
        return string.Create(edited.Length * 2, (edited, low), static (bytes, state) =>
        {
            for (var index = 0; index < state.edited.Length; index++)
            {
                bytes[(index * 2) + state.low] = (char)(state.edited[index] & 0xFF);
                bytes[(index * 2) + 1 - state.low] = (char)(state.edited[index] >> 8);
            }
        });
    }

    private static string Units(string content, FileForm form)
    {
        var low = form == FileForm.Utf16LittleEndian ? 0 : 1;
        return string.Create(content.Length / 2, (content, low), static (units, state) =>
        {
            for (var index = 0; index < units.Length; index++)
            {
                units[index] = (char)(state.content[(index * 2) + state.low] | (state.content[(index * 2) + 1 - state.low] << 8));
            }
        });
    }
}

/// <summary>How a file's bytes are characters.</summary>
internal enum FileForm
{
    /// <summary>UTF-8, ASCII, Latin-1, …: what is searched for is ASCII, which looks the same in all of them.</summary>
    Bytes,
    Utf16LittleEndian,
    Utf16BigEndian,
    Binary,
}
