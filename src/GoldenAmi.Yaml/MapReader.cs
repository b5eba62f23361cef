using System.Globalization;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Yaml;

/// <summary>Reads the keys of one map, noting what is wrong with each.</summary>
/// <param name="map">The map.</param>
/// <param name="what">What it is, for messages: <c>a step</c>.</param>
/// <param name="problems">Where problems go.</param>
internal sealed class MapReader(MapNode map, string what, ProblemList problems)
{
    private readonly HashSet<string> _misspelt = new(StringComparer.Ordinal);

    /// <summary>Notes every key that is not one of <paramref name="allowed"/>.</summary>
    public void RefuseOthers(params IReadOnlyList<string> allowed)
    {
        foreach (var key in map.Entries.Select(entry => entry.Key).Where(key => !allowed.Contains(key.Value)))
        {
            problems.AddUnknownWord(problems.Codes.UnknownKey, key, $"a key of {what}", allowed);
            Misspelt(NearMiss.Find(key.Value, allowed));
        }
    }

    /// <summary>An unknown key was told and this one proposed: that it is missing is the same mistake, and is not told again.</summary>
    public void Misspelt(string? key)
    {
        if (key is not null)
        {
            _misspelt.Add(key);
        }
    }

    /// <summary>A reader of the same kind of map, for another one whose keys were looked at already.</summary>
    public MapReader With(MapNode other)
    {
        var reader = new MapReader(other, what, problems);
        reader._misspelt.UnionWith(_misspelt);
        return reader;
    }

    /// <summary>Whether a key that was told to be unknown was probably meant to be this one.</summary>
    public bool IsMisspelt(string key) => _misspelt.Contains(key);

    /// <summary>Notes that a key is missing.</summary>
    public void AddMissing(string key)
    {
        if (!IsMisspelt(key))
        {
            problems.Add(problems.Codes.MissingKey, map.Place, $"The key '{key}' is missing in {what}.", $"add '{key}'.");
        }
    }

    /// <summary>The text under a key; null when it is absent or wrong, which is noted.</summary>
    public TextNode? Text(string key, bool required)
    {
        var node = map.Find(key);
        if (node is null || node is TextNode { IsNull: true })
        {
            return required ? Missing<TextNode>(key) : null;
        }

        return node as TextNode ?? Wrong<TextNode>(node, key, "a text");
    }

    /// <summary>The list under a key; null when it is absent or wrong, which is noted.</summary>
    public ListNode? List(string key, bool required)
    {
        var node = map.Find(key);
        if (node is null || node is TextNode { IsNull: true })
        {
            return required ? Missing<ListNode>(key) : null;
        }

        return node as ListNode ?? Wrong<ListNode>(node, key, "a list");
    }

    /// <summary>The map under a key; null when it is absent or wrong, which is noted.</summary>
    public MapNode? Map(string key, bool required)
    {
        var node = map.Find(key);
        if (node is null || node is TextNode { IsNull: true })
        {
            return required ? Missing<MapNode>(key) : null;
        }

        return node as MapNode ?? Wrong<MapNode>(node, key, "a map");
    }

    /// <summary>The whole number under a key, or <paramref name="absent"/>.</summary>
    /// <param name="isAllowed">The rule, said by <paramref name="rule"/>: <c>a whole number of seconds from 1, or -1 for no limit</c>.</param>
    public int Integer(string key, int absent, Func<int, bool> isAllowed, string rule)
    {
        if (Text(key, required: false) is not { } text)
        {
            return absent;
        }

        if (int.TryParse(text.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && isAllowed(number))
        {
            return number;
        }

        problems.Add(
            problems.Codes.Number, text.Place, $"'{ProblemList.Short(text.Value)}' is not allowed for {key}; it must be {rule}.", $"write {rule}.");
        return absent;
    }

    /// <summary>The boolean under a key, or <paramref name="absent"/>.</summary>
    public bool Boolean(string key, bool absent)
    {
        if (Text(key, required: false) is not { } text)
        {
            return absent;
        }

        if (text.Value is "true" or "false")
        {
            return text.Value == "true";
        }

        problems.AddUnknownWord(problems.Codes.Word, text, $"a value of {key}", ["true", "false"]);
        return absent;
    }

    private T? Missing<T>(string key)
        where T : Node
    {
        AddMissing(key);
        return null;
    }

    private T? Wrong<T>(Node found, string key, string wanted)
        where T : Node
    {
        problems.AddWrongKind(found, $"'{key}' of {what}", wanted);
        return null;
    }
}
