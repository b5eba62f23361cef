namespace GoldenAmi.References;

/// <summary>Which marker speaks about which line of a text.</summary>
internal sealed class MarkedLines
{
    private readonly Dictionary<int, Marker> _byLine = [];

    /// <summary>Markers with no id on their line or the next, in the text's order.</summary>
    public List<Marker> Lost { get; } = [];

    /// <summary>The marker of a line, or null.</summary>
    public Marker? On(int line) => _byLine.GetValueOrDefault(line);

    /// <summary>A marker speaks about its own line if that has an id, else about the line below. A line's own marker wins over one above it.</summary>
    public static MarkedLines Read(string text, LinePlaces places, HashSet<int> linesWithIds)
    {
        var lines = new MarkedLines();
        var above = new List<(int Line, Marker Marker)>();
        foreach (var marker in Marker.All(text))
        {
            var line = places.LineOf(marker.Index);
            if (linesWithIds.Contains(line))
            {
                lines._byLine[line] = marker;
            }
            else
            {
                above.Add((line + 1, marker));
            }
        }

        foreach (var (line, marker) in above)
        {
            if (!linesWithIds.Contains(line) || !lines._byLine.TryAdd(line, marker))
            {
                lines.Lost.Add(marker);
            }
        }

        return lines;
    }
}
