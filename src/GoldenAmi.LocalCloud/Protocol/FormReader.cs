using System.Globalization;
using System.Text.Json.Nodes;
using GoldenAmi.LocalCloud.Model;

namespace GoldenAmi.LocalCloud.Protocol;

/// <summary>Reads the members of a request from a form: <c>Filter.1.Value.2=…</c> (ec2) or <c>Tags.member.1.Key=…</c> (query).</summary>
internal sealed class FormReader
{
    private static readonly HashSet<string> Envelope = new(["Action", "Version"], StringComparer.Ordinal);

    private readonly ServiceModel _model;
    private readonly Dictionary<string, string> _fields = new(StringComparer.Ordinal);
    private readonly HashSet<string> _left = new(StringComparer.Ordinal);

    public FormReader(ServiceModel model, IEnumerable<KeyValuePair<string, string>> form)
    {
        _model = model;
        foreach (var (name, value) in form.Where(each => !Envelope.Contains(each.Key) && !each.Key.StartsWith("X-Amz-", StringComparison.OrdinalIgnoreCase)))
        {
            _fields[name] = value;
            _left.Add(name);
        }
    }

    /// <summary>The members; fields that belong to none stay under their own names, to be refused.</summary>
    public JsonObject Read(string? shape)
    {
        var input = shape is null ? [] : Structure("", _model.GetShape(shape));
        foreach (var name in _left.Order(StringComparer.Ordinal))
        {
            input.TryAdd(name, JsonValue.Create(_fields[name]));
        }

        return input;
    }

    private JsonObject Structure(string prefix, Shape shape)
    {
        var read = new JsonObject();
        foreach (var member in shape.Members)
        {
            if (Any(Join(prefix, FieldName(member)), _model.GetShape(member.ShapeName)) is { } value)
            {
                read[member.Name] = value;
            }
        }

        return read;
    }

    private JsonNode? Any(string name, Shape shape)
    {
        if (shape.Kind is ShapeKind.Structure or ShapeKind.List or ShapeKind.Map && !_left.Any(each => each.StartsWith(name + ".", StringComparison.Ordinal)))
        {
            return null;
        }

        return shape.Kind switch
        {
            ShapeKind.Structure => Structure(name, shape),
            ShapeKind.List => List(name, shape),
            ShapeKind.Map => throw new AwsErrorException("InvalidParameterValue", $"The parameter {name} is a map, which LocalCloud does not read from a form."),
            _ => Scalar(name, shape),
        };
    }

    private JsonArray List(string name, Shape shape)
    {
        var element = _model.GetShape(shape.Element!.ShapeName);
        var inner = _model.Protocol == WireProtocol.Ec2 ? name : $"{name}.member";
        var numbers = _fields.Keys
            .Where(each => each.StartsWith(inner + ".", StringComparison.Ordinal))
            .Select(each => each[(inner.Length + 1)..].Split('.')[0])
            .Distinct(StringComparer.Ordinal)
            .Select(text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1)
            .Where(number => number >= 0)
            .Order();
        return new JsonArray([.. numbers.Select(number => Any(string.Create(CultureInfo.InvariantCulture, $"{inner}.{number}"), element))]);
    }

    private JsonValue? Scalar(string name, Shape shape)
    {
        if (!_fields.TryGetValue(name, out var text))
        {
            return null;
        }

        _left.Remove(name);
        return shape.Kind switch
        {
            ShapeKind.Boolean when bool.TryParse(text, out var flag) => JsonValue.Create(flag),
            ShapeKind.Integer or ShapeKind.Long when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
            ShapeKind.Double when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
            _ => JsonValue.Create(text),
        };
    }

    private string FieldName(ShapeMember member)
    {
        if (_model.Protocol == WireProtocol.Query)
        {
            return member.WireName;
        }

        return member.QueryName ?? (member.LocationName is { } name ? char.ToUpperInvariant(name[0]) + name[1..] : member.Name);
    }

    private static string Join(string prefix, string name) => prefix.Length == 0 ? name : $"{prefix}.{name}";
}
