using GoldenAmi.Diagnostics;

namespace GoldenAmi.References;

/// <summary>Lines and columns of a text. Line ends are LF, CRLF and CR; a column counts characters, not bytes.</summary>
internal sealed class LinePlaces
{
    private readonly string _file;
    private readonly FileText _text;
    private readonly List<int> _starts = [0];
    private (int Line, int Index, int Column) _last = (-1, 0, 1);

    public LinePlaces(string file, FileText text)
    {
        _file = file;
        _text = text;
        for (var index = text.Text.AsSpan().IndexOfAny('\n', '\r'); index >= 0;)
        {
            index += text.Text.AsSpan(index).StartsWith("\r\n") ? 2 : 1;
            _starts.Add(index);
            var next = text.Text.AsSpan(index).IndexOfAny('\n', '\r');
            index = next < 0 ? next : index + next;
        }
    }

    /// <summary>The line, counted from 0, that holds a character.</summary>
    public int LineOf(int index)
    {
        var found = _starts.BinarySearch(index);
        return found >= 0 ? found : ~found - 1;
    }

    /// <summary>How many lines there are; the one after the last line end counts.</summary>
    public int Count => _starts.Count;

    /// <summary>Where a line is in the text, its end included.</summary>
    public Range RangeOf(int line) => _starts[line]..(line + 1 < _starts.Count ? _starts[line + 1] : _text.Text.Length);

    /// <summary>The place of a character. Asked in ascending order it walks each line once, however long the line is.</summary>
    public SourcePlace Place(int index)
    {
        var line = LineOf(index);
        if (_last.Line != line || _last.Index > index)
        {
            _last = (line, _starts[line], 1);
        }

        var column = _last.Column;
        for (var at = _last.Index; at < index; at++)
        {
            column += IsCharacter(at) ? 1 : 0;
        }

        _last = (line, index, column);
        return new SourcePlace(_file, line + 1, column);
    }

    private bool IsCharacter(int at)
    {
        var unit = _text.Text[at];
        return _text.Form == FileForm.Bytes
            ? unit is < '\x80' or > '\xBF' && !(at == 0 && _text.Text.StartsWith("\xEF\xBB\xBF", StringComparison.Ordinal))
            : !char.IsLowSurrogate(unit) && !(at == 0 && unit == '\uFEFF');
    }
}
