using GoldenAmi.Diagnostics;
using GoldenAmi.Identifiers;

namespace GoldenAmi.References;

/// <summary>One file, read id by id and marker by marker.</summary>
internal sealed class FileReading
{
    private readonly TrackedFile _file;
    private readonly string _recipe;
    private readonly LineageTable _table;
    private readonly FileText _text;
    private readonly LinePlaces _places;
    private readonly Replacements _replacements = new();

    private FileReading(TrackedFile file, FileText text, string recipe, LineageTable table)
    {
        (_file, _text, _recipe, _table) = (file, text, recipe, table);
        _places = new LinePlaces(file.Path, text);
    }

    /// <summary>The new content, or null when the file stays as it is.</summary>
    public FileEdit? Edit { get; private set; }

    public List<Diagnostic> Refusals { get; } = [];

    public List<Diagnostic> Warnings { get; } = [];

    /// <summary>Ids that no lineage has and no marker explains.</summary>
    public List<(AmiId Id, SourcePlace Place)> Unknown { get; } = [];

    /// <summary>Ids that no lineage has, marked or not, and those that are to be moved: what a look at the history may say more about.</summary>
    public HashSet<AmiId> Unsettled { get; } = [];

    /// <summary>Markers of a digest that the release does not have.</summary>
    public List<SourcePlace> WithoutDigest { get; } = [];

    public static FileReading Read(TrackedFile file, string recipe, LineageTable table)
    {
        var reading = new FileReading(file, FileText.TryRead(file.Content) ?? new FileText("", FileForm.Bytes), recipe, table);
        reading.Read();
        return reading;
    }

    private void Read()
    {
        var ids = FoundId.All(_text.Text).ToList();
        var linesWithIds = ids.Select(found => _places.LineOf(found.Index)).ToHashSet();
        var markers = MarkedLines.Read(_text.Text, _places, (line, what) => what == MarkedWhat.Id ? linesWithIds.Contains(line) : Find(what, line).Count > 0);
        foreach (var marker in markers.Lost)
        {
            ReportLost(marker);
        }

        foreach (var found in ids)
        {
            Read(found, markers.OfIds(_places.LineOf(found.Index)));
        }

        foreach (var (line, marker) in markers.OfValues.Where(marked => marked.Marker.Recipe == _recipe))
        {
            ReadValues(line, marker);
        }

        Edit = _replacements.Apply(_file, _text);
        Refusals.Sort((left, right) => Comparer<SourcePlace?>.Default.Compare(left.Place, right.Place));
    }

    private IReadOnlyList<FoundValue> Find(MarkedWhat what, int line) => _table.Forms.Find(what, _text.Text, _places.RangeOf(line));

    private void Read(FoundId found, Marker? marker)
    {
        if (marker is Marker.Ignore)
        {
            return;
        }

        var meaning = _table.Meaning(found.Id);
        var place = _places.Place(found.Index);
        if (meaning is IdMeaning.Nobodys)
        {
            Unsettled.Add(found.Id);
        }

        switch (marker, meaning)
        {
            case (_, IdMeaning.Disputed disputed):
                Refusals.Add(MarkerProblems.Disputed(found.Id, disputed, place));
                break;
            case (Marker.Unreadable unreadable, _) when unreadable.Recipe == _recipe:
                Refusals.Add(MarkerProblems.Unreadable(unreadable, place));
                break;
            case (Marker.Names names, _) when names.Recipe == _recipe:
                ReadMarked(found, names, meaning, place);
                break;
            case (_, IdMeaning.Ours ours):
                Replace(found, ours.Place, place);
                break;
            case (null or Marker.Unreadable, IdMeaning.Nobodys):
                Unknown.Add((found.Id, place));
                break;
            default:
                break;
        }
    }

    private void ReadMarked(FoundId found, Marker.Names marker, IdMeaning meaning, SourcePlace place)
    {
        var images = _table.Images.Select(LineageTable.PlaceOf).Where(marker.Fits).ToList();
        switch (meaning, images)
        {
            case (IdMeaning.Somebodys other, _):
                Refusals.Add(MarkerProblems.BelongsToOther(found.Id, other, marker, place));
                break;
            case (IdMeaning.Ours ours, _) when !marker.Fits(ours.Place):
                Refusals.Add(MarkerProblems.BelongsElsewhere(found.Id, ours, marker, place));
                break;
            case (IdMeaning.Ours ours, _):
                Replace(found, ours.Place, place);
                break;
            case (_, []):
                Refusals.Add(MarkerProblems.NoImage(found.Id.Value, $"the marker's {marker.Region}", _table.Images, place));
                break;
            case (_, [var only]):
                Replace(found, only, place);
                break;
            default:
                Refusals.Add(MarkerProblems.Ambiguous(marker, images, place));
                break;
        }
    }

    private void Replace(FoundId found, ImagePlace image, SourcePlace place)
    {
        if (_table.FindImage(image) is not { } wanted)
        {
            Refusals.Add(MarkerProblems.NoImage(found.Id.Value, image.ToString(), _table.Images, place));
        }
        else if (wanted.Id != found.Id)
        {
            Unsettled.Add(found.Id);
            _replacements.Add(new FoundValue(found.Index, found.Id.Value), new MovedId(place, found.Id, wanted.Id, image.Region, image.Account, image.Architecture));
        }
    }

    /// <summary>What a marker of another kind than an id speaks about: all of one text, and one new value for it.</summary>
    private void ReadValues(int line, Marker.Names marker)
    {
        var found = Find(marker.What, line);
        var place = _places.Place(found[0].Index);
        var images = _table.Images.Where(image => marker.Fits(LineageTable.PlaceOf(image))).ToList();
        var values = images.Select(image => _table.ValueOf(marker.What, image, found[0].Text)).Distinct(StringComparer.Ordinal).ToList();
        switch (values)
        {
            case var _ when found.Any(value => value.Text != found[0].Text):
                Refusals.Add(MarkerProblems.SeveralValues(marker, found, place));
                break;
            case []:
                Refusals.Add(MarkerProblems.NoImage(found[0].Text, $"the marker's {marker.Region}", _table.Images, place));
                break;
            case [null]:
                WithoutDigest.Add(place);
                break;
            case [{ } value]:
                ReplaceAll(found, value, marker);
                break;
            default:
                Refusals.Add(MarkerProblems.Ambiguous(marker, images.Select(LineageTable.PlaceOf), place));
                break;
        }
    }

    private void ReplaceAll(IReadOnlyList<FoundValue> found, string value, Marker.Names marker)
    {
        foreach (var old in found.Where(old => old.Text != value))
        {
            _replacements.Add(old, new MovedValue(_places.Place(old.Index), MarkedWhats.WordOf(marker.What), old.Text, value, marker.Region));
        }
    }

    private void ReportLost(Marker marker)
    {
        switch (marker)
        {
            case Marker.Names names when names.Recipe == _recipe:
                Warnings.Add(MarkerProblems.WithoutValue(names, _places.Place(marker.Index)));
                break;
            case Marker.Unreadable unreadable when unreadable.Recipe == _recipe:
                Refusals.Add(MarkerProblems.Unreadable(unreadable, _places.Place(marker.Index)));
                break;
            default:
                break;
        }
    }
}
