namespace GoldenAmi.References;

/// <summary>Which markers speak about which line of a text: at most one for each kind of value.</summary>
internal sealed class MarkedLines
{
    private readonly SortedDictionary<(int Line, MarkedWhat What), Marker> _markers = [];

    /// <summary>Markers with no value of their kind on their line or the next, in the text's order.</summary>
    public List<Marker> Lost { get; } = [];

    /// <summary>The marker of a line's ids, or null.</summary>
    public Marker? OfIds(int line) => _markers.GetValueOrDefault((line, MarkedWhat.Id));

    /// <summary>The markers of values that are no ids, by line; not those of lines that are to be left.</summary>
    public IEnumerable<(int Line, Marker.Names Marker)> OfValues =>
        from marked in _markers
        where marked.Key.What != MarkedWhat.Id && OfIds(marked.Key.Line) is not Marker.Ignore
        select (marked.Key.Line, (Marker.Names)marked.Value);

    /// <summary>A marker speaks about its own line if that has a value of its kind, else about the line below. A line's own marker wins over one above it.</summary>
    /// <param name="has">Whether a line has a value of the kind.</param>
    public static MarkedLines Read(string text, LinePlaces places, Func<int, MarkedWhat, bool> has)
    {
        var lines = new MarkedLines();
        var above = new List<(int Line, MarkedWhat What, Marker Marker)>();
        foreach (var marker in Marker.All(text))
        {
            var line = places.LineOf(marker.Index);
            var what = marker is Marker.Names names ? names.What : MarkedWhat.Id;
            if (has(line, what))
            {
                lines._markers[(line, what)] = marker;
            }
            else
            {
                above.Add((line + 1, what, marker));
            }
        }

        foreach (var (line, what, marker) in above)
        {
            if (line >= places.Count || !has(line, what) || !lines._markers.TryAdd((line, what), marker))
            {
                lines.Lost.Add(marker);
            }
        }

        return lines;
    }
}
