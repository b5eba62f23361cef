using System.Text.Json;

namespace GoldenAmi.Aws.Generator.Reading;

/// <summary>A member of a structure, or the element of a list, or the key or value of a map.</summary>
/// <param name="Name">As the model spells it; empty for elements, keys and values.</param>
/// <param name="Shape">Name of its shape.</param>
internal sealed record ApiMember(string Name, string Shape)
{
    /// <summary>Its name on the wire where that differs from <see cref="Name"/>.</summary>
    public string? LocationName { get; init; }

    /// <summary><c>uri</c>, <c>querystring</c>, or null: the body.</summary>
    public string? Location { get; init; }

    /// <summary>Its name in requests of the ec2 protocol where that differs from <see cref="LocationName"/>.</summary>
    public string? QueryName { get; init; }

    /// <summary>True for client tokens: a fresh one is sent when the caller gives none.</summary>
    public bool IdempotencyToken { get; init; }

    internal static ApiMember Read(string name, JsonElement json)
    {
        foreach (var unknown in json.EnumerateObject().Where(trait => trait.Name is "jsonvalue" or "streaming" or "hostLabel" or "eventpayload"))
        {
            throw new ModelException($"member '{name}' has the trait '{unknown.Name}', which the generator does not write yet.");
        }

        return new ApiMember(name, json.GetText("shape"))
        {
            LocationName = json.FindText("locationName"),
            Location = json.FindText("location"),
            QueryName = json.FindText("queryName"),
            IdempotencyToken = json.Has("idempotencyToken"),
        };
    }
}

/// <summary>A shape of a model: structure, list, map or a simple type.</summary>
internal sealed record ApiShape(string Name, string Type)
{
    /// <summary>Members of a structure in the model's order.</summary>
    public IReadOnlyList<ApiMember> Members { get; init; } = [];

    /// <summary>The element of a list or the value of a map.</summary>
    public ApiMember? Element { get; init; }

    /// <summary>The values of an enumeration; none for other strings.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>True when the structure is an error.</summary>
    public bool IsException { get; init; }

    /// <summary>The HTTP status of an error, or null when the model does not say.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>The code of an error on the wire.</summary>
    public string ErrorCode { get; init; } = Name;

    internal static ApiShape Read(string name, JsonElement json)
    {
        if (json.TryGetProperty("flattened", out _) || json.TryGetProperty("payload", out _))
        {
            throw new ModelException($"shape '{name}' has the trait 'flattened' or 'payload', which the generator does not write yet.");
        }

        var error = json.TryGetProperty("error", out var trait) ? trait : default;
        return new ApiShape(name, json.GetText("type"))
        {
            Members = json.TryGetProperty("members", out var members)
                ? [.. members.EnumerateObject().Select(member => ApiMember.Read(member.Name, member.Value))]
                : [],
            Element = json.TryGetProperty("member", out var element) || json.TryGetProperty("value", out element)
                ? ApiMember.Read("", element)
                : null,
            Values = json.GetTexts("enum"),
            IsException = json.Has("exception"),
            HttpStatus = error.ValueKind == JsonValueKind.Object && error.TryGetProperty("httpStatusCode", out var status) ? status.GetInt32() : null,
            ErrorCode = error.ValueKind == JsonValueKind.Object && error.FindText("code") is { } code ? code : name,
        };
    }
}
