using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GoldenAmi.LocalCloud.Model;

namespace GoldenAmi.LocalCloud.Protocol;

/// <summary>What is wrong with one value of a request.</summary>
/// <param name="Path">From the request's top: <c>components.1.member.componentArn</c>.</param>
internal sealed record Violation(string Path, ViolationKind Kind, string Message);

internal enum ViolationKind
{
    Missing,
    Unknown,
    WrongType,
    NotAllowed,
}

/// <summary>Checks a request's values against the model, in the words that AWS uses for a violated constraint.</summary>
internal sealed class InputCheck(ServiceModel model)
{
    private readonly List<Violation> _found = [];

    public static IReadOnlyList<Violation> Check(ServiceModel model, string? shape, JsonObject input)
    {
        var check = new InputCheck(model);
        if (shape is not null)
        {
            check.Structure("", model.GetShape(shape), input);
        }

        return check._found;
    }

    private void Structure(string path, Shape shape, JsonObject value)
    {
        foreach (var name in shape.Required.Where(name => value[name] is null))
        {
            Add(Join(path, name), ViolationKind.Missing, $"Value null at '{Join(path, name)}' failed to satisfy constraint: Member must not be null");
        }

        foreach (var (name, member) in value)
        {
            if (shape.FindMember(name) is not { } known)
            {
                Add(Join(path, name), ViolationKind.Unknown, $"'{Join(path, name)}' is not a member of {shape.Name}");
            }
            else if (member is not null)
            {
                Any(Join(path, name), model.GetShape(known.ShapeName), member);
            }
        }
    }

    private void Any(string path, Shape shape, JsonNode value)
    {
        switch (shape.Kind, value)
        {
            case (ShapeKind.Structure, JsonObject structure):
                Structure(path, shape, structure);
                break;
            case (ShapeKind.List, JsonArray list):
                List(path, shape, list);
                break;
            case (ShapeKind.Map, JsonObject map):
                Map(path, shape, map);
                break;
            case (ShapeKind.Text or ShapeKind.Blob, _) when value.GetValueKind() == JsonValueKind.String:
                Text(path, shape, value.GetValue<string>());
                break;
            case (ShapeKind.Integer or ShapeKind.Long or ShapeKind.Double, _) when value.GetValueKind() == JsonValueKind.Number:
                Number(path, shape, Values.Double(value));
                break;
            case (ShapeKind.Boolean, _) when value.GetValueKind() is JsonValueKind.True or JsonValueKind.False:
                break;
            case (ShapeKind.Timestamp, _) when value.GetValueKind() is JsonValueKind.Number or JsonValueKind.String:
                break;
            default:
                Add(path, ViolationKind.WrongType, $"The value at '{path}' is of the wrong type: {shape.Kind} was expected");
                break;
        }
    }

    private void List(string path, Shape shape, JsonArray list)
    {
        Length(path, shape, list.Count, list.ToJsonString());
        var element = model.GetShape(shape.Element!.ShapeName);
        for (var index = 0; index < list.Count; index++)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"{path}.{index + 1}.member");
            if (list[index] is { } item)
            {
                Any(place, element, item);
            }
            else
            {
                Add(place, ViolationKind.Missing, $"Value null at '{place}' failed to satisfy constraint: Member must not be null");
            }
        }
    }

    private void Map(string path, Shape shape, JsonObject map)
    {
        Length(path, shape, map.Count, map.ToJsonString());
        foreach (var (key, value) in map)
        {
            Text($"{path}.{key}", model.GetShape(shape.Key!.ShapeName), key);
            if (value is not null)
            {
                Any($"{path}.{key}", model.GetShape(shape.Element!.ShapeName), value);
            }
        }
    }

    private void Text(string path, Shape shape, string value)
    {
        Length(path, shape, value.Length, value);
        if (shape.Values.Count > 0 && !shape.Values.Contains(value))
        {
            NotAllowed(path, value, $"Member must satisfy enum value set: [{string.Join(", ", shape.Values)}]");
        }

        if (shape.Pattern is { } pattern && !IsMatch(pattern, value))
        {
            NotAllowed(path, value, $"Member must satisfy regular expression pattern: {shape.PatternText}");
        }
    }

    private static bool IsMatch(Regex pattern, string value)
    {
        try
        {
            return pattern.IsMatch(value);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private void Number(string path, Shape shape, double value)
    {
        var text = value.ToString(CultureInfo.InvariantCulture);
        if (shape.Kind != ShapeKind.Double && Math.Floor(value) != value)
        {
            Add(path, ViolationKind.WrongType, $"The value at '{path}' is of the wrong type: {shape.Kind} was expected");
        }

        if (value < shape.Min)
        {
            NotAllowed(path, text, string.Create(CultureInfo.InvariantCulture, $"Member must have value greater than or equal to {shape.Min}"));
        }

        if (value > shape.Max)
        {
            NotAllowed(path, text, string.Create(CultureInfo.InvariantCulture, $"Member must have value less than or equal to {shape.Max}"));
        }
    }

    private void Length(string path, Shape shape, int length, string value)
    {
        if (length < shape.Min)
        {
            NotAllowed(path, value, string.Create(CultureInfo.InvariantCulture, $"Member must have length greater than or equal to {shape.Min}"));
        }

        if (length > shape.Max)
        {
            NotAllowed(path, value, string.Create(CultureInfo.InvariantCulture, $"Member must have length less than or equal to {shape.Max}"));
        }
    }

    private void NotAllowed(string path, string value, string constraint) =>
        Add(path, ViolationKind.NotAllowed, $"Value '{(value.Length > 512 ? value[..512] + "…" : value)}' at '{path}' failed to satisfy constraint: {constraint}");

    private void Add(string path, ViolationKind kind, string message) => _found.Add(new Violation(path, kind, message));

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
