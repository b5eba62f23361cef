using GoldenAmi.Diagnostics;

namespace GoldenAmi.Yaml;

/// <summary>A piece of a YAML document with its place. Scalars keep their literal text: <c>0777</c> stays <c>0777</c>.</summary>
/// <param name="Place">Where the piece begins in the user's file.</param>
public abstract record Node(SourcePlace Place)
{
    /// <summary>The word for this kind of piece in a message.</summary>
    internal abstract string Kind { get; }
}

/// <summary>A scalar.</summary>
/// <param name="Value">The text after YAML's unquoting, never converted.</param>
/// <param name="IsPlain">True when it is written without quotes and not as a block, so that <c>null</c>, <c>true</c> and numbers have their YAML meaning.</param>
public sealed record TextNode(string Value, bool IsPlain, SourcePlace Place) : Node(Place)
{
    /// <summary>True for nothing, <c>~</c> and <c>null</c> without quotes.</summary>
    public bool IsNull => IsPlain && Value is "" or "~" or "null" or "Null" or "NULL";

    internal override string Kind => IsNull ? "nothing" : "a text";
}

/// <summary>A sequence.</summary>
public sealed record ListNode(IReadOnlyList<Node> Items, SourcePlace Place) : Node(Place)
{
    internal override string Kind => "a list";
}

/// <summary>A mapping; its keys are unique (a second one is a problem and is left out).</summary>
public sealed record MapNode(IReadOnlyList<MapEntry> Entries, SourcePlace Place) : Node(Place)
{
    internal override string Kind => "a map";

    /// <summary>The value under <paramref name="key"/>, or null when there is none.</summary>
    public Node? Find(string key) => Entries.FirstOrDefault(entry => entry.Key.Value == key)?.Value;

    /// <summary>The text under <paramref name="key"/>, or null when there is none or it is no text.</summary>
    public string? FindText(string key) => Find(key) is TextNode { IsNull: false } text ? text.Value : null;

    /// <summary>The texts of the list under <paramref name="key"/>; empty when there is none.</summary>
    public IReadOnlyList<string> FindTexts(string key) =>
        Find(key) is ListNode list ? [.. list.Items.OfType<TextNode>().Select(text => text.Value)] : [];
}

/// <summary>One line of a <see cref="MapNode"/>.</summary>
public sealed record MapEntry(TextNode Key, Node Value);
