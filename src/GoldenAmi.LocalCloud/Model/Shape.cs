using System.Text.RegularExpressions;

namespace GoldenAmi.LocalCloud.Model;

/// <summary>What a value of an API can be.</summary>
internal enum ShapeKind
{
    Structure,
    List,
    Map,
    Text,
    Integer,
    Long,
    Double,
    Boolean,
    Timestamp,
    Blob,
}

/// <summary>A shape of an API model: what values it allows.</summary>
internal sealed record Shape(string Name, ShapeKind Kind)
{
    /// <summary>Of a structure, in the model's order.</summary>
    public IReadOnlyList<ShapeMember> Members { get; init; } = [];

    /// <summary>The names of members that a request must give.</summary>
    public IReadOnlyList<string> Required { get; init; } = [];

    /// <summary>Of a list, or the values of a map.</summary>
    public ShapeMember? Element { get; init; }

    /// <summary>Of a map.</summary>
    public ShapeMember? Key { get; init; }

    /// <summary>Smallest number, or length of a text, list or map.</summary>
    public double? Min { get; init; }

    /// <summary>Largest number, or length of a text, list or map.</summary>
    public double? Max { get; init; }

    /// <summary>As the model writes it, for messages; null for none.</summary>
    public string? PatternText { get; init; }

    /// <summary>Matches a whole allowed text.</summary>
    public Regex? Pattern { get; init; }

    /// <summary>The allowed texts of an enumeration; empty for any.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>The member that is the whole body; null when the body is a document of members.</summary>
    public string? Payload { get; init; }

    /// <summary>Of an error, when the model names it.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>The member of that name, or null.</summary>
    public ShapeMember? FindMember(string name) => Members.FirstOrDefault(member => member.Name == name);
}

/// <summary>A member of a structure, or what a list or map holds.</summary>
/// <param name="Name">As the SDKs know it; empty in a list or map.</param>
/// <param name="ShapeName">The member's shape.</param>
/// <param name="Location"><c>uri</c>, <c>querystring</c>, <c>header</c>, or null for the body.</param>
/// <param name="LocationName">Its name on the wire; null: <paramref name="Name"/>.</param>
/// <param name="QueryName">Its name in a form of the ec2 protocol, when it is one of its own.</param>
/// <param name="IsToken">True for an idempotency token.</param>
internal sealed record ShapeMember(string Name, string ShapeName, string? Location, string? LocationName, string? QueryName, bool IsToken)
{
    /// <summary>Its name in a body.</summary>
    public string WireName => LocationName ?? Name;
}
