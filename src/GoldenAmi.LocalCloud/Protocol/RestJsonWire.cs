using System.Text.Json;
using System.Text.Json.Nodes;
using GoldenAmi.LocalCloud.Model;

namespace GoldenAmi.LocalCloud.Protocol;

/// <summary>The protocol rest-json: the operation is method and path; members stand in path, query, headers and body. Image Builder and EBS direct speak it.</summary>
internal sealed class RestJsonWire : IWire
{
    private const string ContentType = "application/json";

    public ServiceOperation FindOperation(ServiceModel model, WireRequest request) =>
        model.Operations.Values.FirstOrDefault(each => each.Method == request.Method && Match(each.Path, request.Path) is not null)
        ?? throw new AwsErrorException("UnknownOperationException", $"'{request.Method} {request.Path}' is no operation of {model.Name}.") { Status = 404 };

    public JsonObject ReadInput(ServiceModel model, ServiceOperation operation, WireRequest request)
    {
        var shape = operation.Input is null ? null : model.GetShape(operation.Input);
        var input = shape?.Payload is { } payload
            ? new JsonObject { [payload] = Convert.ToBase64String(request.Body) }
            : JsonText.Read(model, operation.Input, request.Body);
        foreach (var (name, value) in Match(operation.Path, request.Path) ?? [])
        {
            var member = shape?.Members.FirstOrDefault(each => each.Location == "uri" && each.WireName == name);
            Put(input, member?.Name ?? name, member is null ? JsonValue.Create(value) : FromQuery(model, model.GetShape(member.ShapeName), [value]));
        }

        foreach (var member in shape?.Members.Where(each => each.Location == "header") ?? [])
        {
            if (request.Header(member.WireName) is { } value)
            {
                Put(input, member.Name, FromQuery(model, model.GetShape(member.ShapeName), [value]));
            }
        }

        foreach (var group in request.Query.GroupBy(each => each.Key, each => each.Value, StringComparer.Ordinal))
        {
            var member = shape?.Members.FirstOrDefault(each => each.Location == "querystring" && each.WireName == group.Key);
            Put(input, member?.Name ?? group.Key, member is null ? JsonValue.Create(group.First()) : FromQuery(model, model.GetShape(member.ShapeName), [.. group]));
        }

        return input;
    }

    public AwsErrorException Refuse(ServiceModel model, IReadOnlyList<Violation> violations) => Refusals.Json(Refusals.CodeOf(model.Name), violations);

    public HttpResponseMessage WriteAnswer(ServiceModel model, ServiceOperation operation, JsonObject answer, string requestId)
    {
        var shape = operation.Output is null ? null : model.GetShape(operation.Output);
        var headers = shape?.Members.Where(each => each.Location == "header" && answer[each.Name] is not null).ToList() ?? [];
        var message = shape?.Payload is { } payload
            ? JsonText.Message(operation.Status, Convert.FromBase64String(answer.RequiredText(payload)), "application/octet-stream", requestId)
            : JsonText.Message(operation.Status, JsonText.Write(model, operation.Output, WithoutHeaders(answer, headers)), ContentType, requestId);
        foreach (var member in headers)
        {
            message.Headers.TryAddWithoutValidation(member.WireName, answer[member.Name]!.ToString());
        }

        return message;
    }

    public HttpResponseMessage WriteError(ServiceModel model, AwsErrorException error, string requestId)
    {
        var status = error.Status ?? model.FindShape(error.Code)?.HttpStatus ?? 400;
        var message = JsonText.Message(status, JsonText.Error(type: null, error.Message, error.Reason), ContentType, requestId);
        message.Headers.TryAddWithoutValidation("x-amzn-ErrorType", error.Code);
        return message;
    }

    private static JsonObject WithoutHeaders(JsonObject answer, List<ShapeMember> headers) => headers.Count == 0
        ? answer
        : new JsonObject(answer.Where(each => headers.TrueForAll(member => member.Name != each.Key)).Select(each => KeyValuePair.Create(each.Key, each.Value?.DeepClone())));

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
