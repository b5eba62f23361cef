using System.Text;
using GoldenAmi.Diagnostics;
using GoldenAmi.Identifiers;

namespace GoldenAmi.References;

/// <summary>One file, read id by id.</summary>
internal sealed class FileReading
{
    private readonly TrackedFile _file;
    private readonly string _recipe;
    private readonly LineageTable _table;
    private readonly FileText _text;
    private readonly LinePlaces _places;
    private readonly List<MovedId> _moved = [];
    private readonly StringBuilder _edited = new();
    private int _copied;

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

    public static FileReading Read(TrackedFile file, string recipe, LineageTable table)
    {
        var reading = new FileReading(file, FileText.TryRead(file.Content) ?? new FileText("", FileForm.Bytes), recipe, table);
        reading.Read();
        return reading;
    }

    private void Read()
    {
        var ids = FoundId.All(_text.Text).ToList();
        var markers = MarkedLines.Read(_text.Text, _places, [.. ids.Select(found => _places.LineOf(found.Index))]);
        foreach (var marker in markers.Lost)
        {
            ReportLost(marker);
        }

        foreach (var found in ids)
        {
            Read(found, markers.On(_places.LineOf(found.Index)));
        }

        if (_moved.Count > 0)
        {
            _edited.Append(_text.Text, _copied, _text.Text.Length - _copied);
            Edit = new FileEdit(_file, _text.Write(_edited.ToString()), _moved);
        }

        Refusals.Sort((left, right) => Comparer<SourcePlace?>.Default.Compare(left.Place, right.Place));
    }

    private void Read(FoundId found, Marker? marker)
    {
        if (marker is Marker.Ignore)
        {
            return;
        }

        var meaning = _table.Meaning(found.Id);
        var place = _places.Place(found.Index);
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
        var images = _table.Images.Where(image =>
            image.Region == marker.Region
            && (marker.Architecture is null || image.Architecture == marker.Architecture)
            && (marker.Account is null || image.Account == marker.Account)).Select(LineageTable.PlaceOf).ToList();
        switch (meaning, images)
        {
            case (IdMeaning.Somebodys other, _):
                Refusals.Add(MarkerProblems.BelongsToOther(found.Id, other, marker, place));
                break;
            case (IdMeaning.Ours ours, _) when !Agrees(marker, ours.Place):
                Refusals.Add(MarkerProblems.BelongsElsewhere(found.Id, ours, marker, place));
                break;
            case (IdMeaning.Ours ours, _):
                Replace(found, ours.Place, place);
                break;
            case (_, []):
                Refusals.Add(MarkerProblems.NoImage(found.Id, $"the marker's {marker.Region}", _table.Images, place));
                break;
            case (_, [var only]):
                Replace(found, only, place);
                break;
            default:
                Refusals.Add(MarkerProblems.Ambiguous(marker, images, place));
                break;
        }
    }

    private static bool Agrees(Marker.Names marker, ImagePlace place) =>
        place.Region == marker.Region
        && (marker.Architecture is null || marker.Architecture == place.Architecture)
        && (marker.Account is null || marker.Account == place.Account);

    private void Replace(FoundId found, ImagePlace image, SourcePlace place)
    {
        if (_table.FindImage(image) is not { } wanted)
        {
            Refusals.Add(MarkerProblems.NoImage(found.Id, image.ToString(), _table.Images, place));
        }
        else if (wanted.Id != found.Id)
        {
            _edited.Append(_text.Text, _copied, found.Index - _copied).Append(wanted.Id.Value);
            _copied = found.Index + found.Id.Value.Length;
            _moved.Add(new MovedId(place, found.Id, wanted.Id, image.Region, image.Account, image.Architecture));
        }
    }

    private void ReportLost(Marker marker)
    {
        switch (marker)
        {
            case Marker.Names names when names.Recipe == _recipe:
                Warnings.Add(MarkerProblems.WithoutId(names, _places.Place(marker.Index)));
                break;
            case Marker.Unreadable unreadable when unreadable.Recipe == _recipe:
                Refusals.Add(MarkerProblems.Unreadable(unreadable, _places.Place(marker.Index)));
                break;
            default:
                break;
        }
    }
}
