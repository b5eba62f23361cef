using System.Text.Json;
using System.Text.Json.Nodes;
using GoldenAmi.LocalCloud.Model;

namespace GoldenAmi.LocalCloud.Protocol;

/// <summary>The protocol rest-json: the operation is method and path; members stand in path, query and body. Image Builder speaks it.</summary>
internal sealed class RestJsonWire : IWire
{
    private const string ContentType = "application/json";

    public ServiceOperation FindOperation(ServiceModel model, WireRequest request) =>
        model.Operations.Values.FirstOrDefault(each => each.Method == request.Method && Match(each.Path, request.Path) is not null)
        ?? throw new AwsErrorException("UnknownOperationException", $"'{request.Method} {request.Path}' is no operation of {model.Name}.") { Status = 404 };

    public JsonObject ReadInput(ServiceModel model, ServiceOperation operation, WireRequest request)
    {
        var input = JsonText.Read(model, operation.Input, request.Body);
        var shape = operation.Input is null ? null : model.GetShape(operation.Input);
        foreach (var (name, value) in Match(operation.Path, request.Path) ?? [])
        {
            Put(input, shape?.Members.FirstOrDefault(each => each.Location == "uri" && each.WireName == name)?.Name ?? name, JsonValue.Create(value));
        }

        foreach (var group in request.Query.GroupBy(each => each.Key, each => each.Value, StringComparer.Ordinal))
        {
            var member = shape?.Members.FirstOrDefault(each => each.Location == "querystring" && each.WireName == group.Key);
            Put(input, member?.Name ?? group.Key, member is null ? JsonValue.Create(group.First()) : FromQuery(model, model.GetShape(member.ShapeName), [.. group]));
        }

        return input;
    }

    public AwsErrorException Refuse(ServiceModel model, IReadOnlyList<Violation> violations) => Refusals.Json(Refusals.CodeOf(model.Name), violations);

    public HttpResponseMessage WriteAnswer(ServiceModel model, ServiceOperation operation, JsonObject answer, string requestId) =>
        JsonText.Message(200, JsonText.Write(model, operation.Output, answer), ContentType, requestId);

    public HttpResponseMessage WriteError(ServiceModel model, AwsErrorException error, string requestId)
    {
        var status = error.Status ?? model.FindShape(error.Code)?.HttpStatus ?? 400;
        var message = JsonText.Message(status, JsonText.Error(type: null, error.Message), ContentType, requestId);
        message.Headers.TryAddWithoutValidation("x-amzn-ErrorType", error.Code);
        return message;
    }

    private static void Put(JsonObject input, string name, JsonNode? value)
    {
        if (!input.TryAdd(name, value))
        {
            throw new AwsErrorException("SerializationException", $"'{name}' is given twice.");
        }
    }

    // The parts of the path that the model names in braces; null when the path is another's.
    private static Dictionary<string, string>? Match(string template, string path)
    {
        var wanted = template.Split('/');
        var given = path.Split('/');
        if (wanted.Length != given.Length)
        {
            return null;
        }

        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var index = 0; index < wanted.Length; index++)
        {
            if (wanted[index].StartsWith('{'))
            {
                found[wanted[index].Trim('{', '}')] = Uri.UnescapeDataString(given[index]);
            }
            else if (wanted[index] != given[index])
            {
                return null;
            }
        }

        return found;
    }

    private static JsonNode? FromQuery(ServiceModel model, Shape shape, IReadOnlyList<string> values) => shape.Kind switch
    {
        ShapeKind.List => new JsonArray([.. values.Select(each => FromQuery(model, model.GetShape(shape.Element!.ShapeName), [each]))]),
        ShapeKind.Integer or ShapeKind.Long or ShapeKind.Double or ShapeKind.Boolean => Scalar(values[0]),
        _ => JsonValue.Create(values[0]),
    };

    // A number or a boolean in a query; anything else stays a text, which the check refuses.
    private static JsonNode? Scalar(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }
}
