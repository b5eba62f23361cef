using GoldenAmi.Aws.Generator.Reading;

namespace GoldenAmi.Aws.Generator.Writing;

/// <summary>C# types of shapes, as AWSSDK v4 chooses them: enumerations inside collections are strings.</summary>
internal static class Types
{
    /// <summary>The type of a member, nullable: absent members are null.</summary>
    public static string OfMember(Service service, ServiceClass owner, ApiMember member)
    {
        var shape = service.Shape(member.Shape);
        return service.IsEpochMilliseconds(owner, member) ? "global::System.DateTime?"
            : shape is { Type: "string", Values.Count: > 0 } ? $"global::{service.Choice.Namespace}.{shape.Name}?"
            : Of(service, shape) + "?";
    }

    /// <summary>The type of an element of a collection.</summary>
    public static string Of(Service service, ApiShape shape) => shape.Type switch
    {
        "string" => "string",
        "integer" => "int",
        "long" => "long",
        "double" => "double",
        "boolean" => "bool",
        "timestamp" => "global::System.DateTime",
        "structure" => service.ModelPrefix + shape.Name,
        "list" => $"global::System.Collections.Generic.List<{Of(service, ElementOf(service, shape))}>",
        "map" => $"global::System.Collections.Generic.Dictionary<string, {Of(service, ElementOf(service, shape))}>",
        _ => throw new ModelException($"shape '{shape.Name}' has the type '{shape.Type}', which the generator does not write yet."),
    };

    /// <summary>What a list's elements or a map's values are.</summary>
    public static ApiShape ElementOf(Service service, ApiShape collection) =>
        service.Shape(collection.Element?.Shape ?? throw new ModelException($"shape '{collection.Name}' says nothing of its elements."));

    /// <summary>The suffix of the shared run-time's methods for simple types: <c>Text</c> of <c>WriteText</c> and <c>ReadText</c>.</summary>
    public static string? SimpleName(ApiShape shape) => shape.Type switch
    {
        "string" => "Text",
        "integer" => "Int",
        "long" => "Long",
        "double" => "Double",
        "boolean" => "Bool",
        "timestamp" => "Time",
        _ => null,
    };
}
