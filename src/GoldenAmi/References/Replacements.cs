using System.Text;

namespace GoldenAmi.References;

/// <summary>What is to be written over in one text.</summary>
internal sealed class Replacements
{
    private readonly List<(FoundValue Old, MovedId Id)> _ids = [];
    private readonly List<(FoundValue Old, MovedValue Value)> _values = [];

    public void Add(FoundValue old, MovedId moved) => _ids.Add((old, moved));

    public void Add(FoundValue old, MovedValue moved) => _values.Add((old, moved));

    /// <summary>The file with everything replaced and every other byte as it was, or null when there is nothing to replace. Of two that overlap (a version in an ARN) the longer one counts.</summary>
    public FileEdit? Apply(TrackedFile file, FileText text)
    {
        var ids = _ids.Where(id => !_values.Exists(value => IsWithin(id.Old, value.Old))).ToList();
        var values = _values.Where(value => !_values.Exists(other => IsWithin(value.Old, other.Old)) && !_ids.Exists(other => IsWithin(value.Old, other.Old)))
            .DistinctBy(value => value.Old).OrderBy(value => value.Old.Index).ToList();
        var all = ids.Select(id => (id.Old, New: id.Id.New.Value)).Concat(values.Select(value => (value.Old, value.Value.New))).OrderBy(each => each.Old.Index).ToList();
        if (all.Count == 0)
        {
            return null;
        }

        var edited = new StringBuilder(text.Text.Length);
        var copied = 0;
        foreach (var (old, replacement) in all)
        {
            edited.Append(text.Text, copied, old.Index - copied).Append(replacement);
            copied = old.End;
        }

        edited.Append(text.Text, copied, text.Text.Length - copied);
        return new FileEdit(file, text.Write(edited.ToString()), [.. ids.Select(id => id.Id)]) { Values = [.. values.Select(value => value.Value)] };
    }

    private static bool IsWithin(FoundValue inner, FoundValue outer) =>
        inner.Index < outer.End && outer.Index < inner.End && inner.Text.Length < outer.Text.Length;
}
