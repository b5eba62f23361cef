using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace GoldenAmi.LocalCloud.Model;

/// <summary>The protocols that the served services speak.</summary>
internal enum WireProtocol
{
    RestJson,
    Json,
    Ec2,
    Query,
}

/// <summary>An operation of a service.</summary>
/// <param name="Path">For example <c>/tags/{resourceArn}</c>.</param>
/// <param name="Input">Name of the shape of the request; null when it has no members.</param>
/// <param name="Output">Name of the shape of the answer; null when it has no members.</param>
/// <param name="ResultWrapper">Of the query protocol: the element around the answer's members.</param>
internal sealed record ServiceOperation(string Name, string Method, string Path, string? Input, string? Output, string? ResultWrapper)
{
    /// <summary>The HTTP status of an answer that is no error.</summary>
    public int Status { get; init; } = 200;
}

/// <summary>The API model of one service; shapes are read when they are asked for.</summary>
internal sealed class ServiceModel
{
    /// <summary>A pattern of the models takes microseconds; this only guards against a hostile text.</summary>
    private static readonly TimeSpan PatternLimit = TimeSpan.FromSeconds(2);

    private readonly JsonElement _shapes;
    private readonly ConcurrentDictionary<string, Shape> _read = new(StringComparer.Ordinal);

    private ServiceModel(string name, JsonElement model)
    {
        Name = name;
        var metadata = model.GetProperty("metadata");
        ApiVersion = metadata.GetProperty("apiVersion").GetString() ?? "";
        Protocol = metadata.GetProperty("protocol").GetString() switch
        {
            "rest-json" => WireProtocol.RestJson,
            "json" => WireProtocol.Json,
            "ec2" => WireProtocol.Ec2,
            "query" => WireProtocol.Query,
            var other => throw new InvalidDataException($"The model {name} has the protocol '{other}'."),
        };
        TargetPrefix = Text(metadata, "targetPrefix");
        XmlNamespace = Text(metadata, "xmlNamespace") ?? "";
        _shapes = model.GetProperty("shapes");
        Operations = model.GetProperty("operations").EnumerateObject()
            .Select(each => ReadOperation(each.Name, each.Value))
            .ToDictionary(each => each.Name, StringComparer.Ordinal);
    }

    /// <summary>The name in the credential scope of signatures: <c>imagebuilder</c>.</summary>
    public string Name { get; }

    public WireProtocol Protocol { get; }

    public string ApiVersion { get; }

    /// <summary>What stands before the point in <c>X-Amz-Target</c>: <c>AmazonSSM</c>.</summary>
    public string? TargetPrefix { get; }

    public string XmlNamespace { get; }

    /// <summary>By name.</summary>
    public IReadOnlyDictionary<string, ServiceOperation> Operations { get; }

    /// <summary>Reads a whole model file.</summary>
    public static ServiceModel Read(string name, Stream json)
    {
        using (json)
        {
            return new ServiceModel(name, JsonDocument.Parse(json).RootElement);
        }
    }

    /// <summary>The shape of that name.</summary>
    public Shape GetShape(string name) => _read.GetOrAdd(name, ReadShape);

    /// <summary>The shape of that name, or null: an error may be a common one that no model lists.</summary>
    public Shape? FindShape(string name) => _shapes.TryGetProperty(name, out _) ? GetShape(name) : null;

    private static ServiceOperation ReadOperation(string name, JsonElement operation)
    {
        var http = operation.GetProperty("http");
        var output = operation.TryGetProperty("output", out var answer) ? answer : default;
        return new ServiceOperation(
            name,
            http.GetProperty("method").GetString() ?? "",
            http.GetProperty("requestUri").GetString() ?? "",
            operation.TryGetProperty("input", out var input) ? Text(input, "shape") : null,
            output.ValueKind == JsonValueKind.Object ? Text(output, "shape") : null,
            output.ValueKind == JsonValueKind.Object ? Text(output, "resultWrapper") : null)
        {
            Status = http.TryGetProperty("responseCode", out var status) ? status.GetInt32() : 200,
        };
    }

    private Shape ReadShape(string name)
    {
        var json = _shapes.GetProperty(name);
        var pattern = Text(json, "pattern");
        return new Shape(name, KindOf(name, json.GetProperty("type").GetString()))
        {
            Members = json.TryGetProperty("members", out var members)
                ? [.. members.EnumerateObject().Select(each => ReadMember(each.Name, each.Value))]
                : [],
            Required = Texts(json, "required"),
            Element = json.TryGetProperty("member", out var element) || json.TryGetProperty("value", out element) ? ReadMember("", element) : null,
            Key = json.TryGetProperty("key", out var key) ? ReadMember("", key) : null,
            Min = json.TryGetProperty("min", out var min) ? min.GetDouble() : null,
            Max = json.TryGetProperty("max", out var max) ? max.GetDouble() : null,
            PatternText = pattern,
            Pattern = pattern is null ? null : new Regex($@"\A(?:{pattern})\z", RegexOptions.CultureInvariant, PatternLimit),
            Values = Texts(json, "enum"),
            Payload = Text(json, "payload"),
            HttpStatus = json.TryGetProperty("error", out var error) && error.TryGetProperty("httpStatusCode", out var status) ? status.GetInt32() : null,
        };
    }

    private static ShapeKind KindOf(string name, string? type) => type switch
    {
        "structure" => ShapeKind.Structure,
        "list" => ShapeKind.List,
        "map" => ShapeKind.Map,
        "string" => ShapeKind.Text,
        "integer" => ShapeKind.Integer,
        "long" => ShapeKind.Long,
        "double" or "float" => ShapeKind.Double,
        "boolean" => ShapeKind.Boolean,
        "timestamp" => ShapeKind.Timestamp,
        "blob" => ShapeKind.Blob,
        _ => throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"The shape {name} has the type '{type}'.")),
    };

    private static ShapeMember ReadMember(string name, JsonElement json) => new(
        name,
        json.GetProperty("shape").GetString() ?? "",
        Text(json, "location"),
        Text(json, "locationName"),
        Text(json, "queryName"),
        json.TryGetProperty("idempotencyToken", out var token) && token.GetBoolean());

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static List<string> Texts(JsonElement json, string name) =>
        json.TryGetProperty(name, out var list) ? [.. list.EnumerateArray().Select(each => each.GetString() ?? "")] : [];
}
