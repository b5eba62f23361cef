using GoldenAmi.Diagnostics;

namespace GoldenAmi.Yaml;

/// <summary>A file's text with its lines, to turn YAML marks and found substrings into places that lie inside the text.</summary>
internal sealed class SourceText
{
    private readonly string _file;
    private readonly List<int> _lineStarts = [0];

    /// <param name="text">Without a byte order mark.</param>
    public SourceText(string text, string file)
    {
        Text = text;
        _file = file;
        for (var index = 0; index < text.Length; index++)
        {
            // The line breaks that YAML 1.1 counts, as YamlDotNet's scanner does.
            var isBreak = text[index] is '\n' or '\u0085' or '\u2028' or '\u2029'
                || (text[index] == '\r' && (index + 1 == text.Length || text[index + 1] != '\n'));
            if (isBreak)
            {
                _lineStarts.Add(index + 1);
            }
        }
    }

    public string Text { get; }

    public SourcePlace Start => new(_file, 1, 1);

    /// <summary>A place, moved to the nearest character of the text when it lies outside.</summary>
    public SourcePlace Place(long line, long column)
    {
        var inside = (int)Math.Clamp(line, 1, _lineStarts.Count);
        return new SourcePlace(_file, inside, (int)Math.Clamp(column, 1, LineLength(inside) + 1));
    }

    public int IndexOf(SourcePlace place) => Math.Min(Text.Length, _lineStarts[place.Line - 1] + place.Column - 1);

    public SourcePlace PlaceAt(int index)
    {
        var found = _lineStarts.BinarySearch(index);
        var line = found >= 0 ? found : ~found - 1;
        return new SourcePlace(_file, line + 1, index - _lineStarts[line] + 1);
    }

    /// <summary>Where <paramref name="part"/> stands within <paramref name="node"/>, or the node's own place when it is not found literally.</summary>
    public SourcePlace PlaceOf(string part, TextNode node)
    {
        var index = Text.IndexOf(part, IndexOf(node.Place), StringComparison.Ordinal);
        return index < 0 ? node.Place : PlaceAt(index);
    }

    private int LineLength(int line)
    {
        var end = line == _lineStarts.Count ? Text.Length : _lineStarts[line] - 1;
        return Math.Max(0, end - _lineStarts[line - 1]);
    }
}
