using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using GoldenAmi.LocalCloud.Model;

namespace GoldenAmi.LocalCloud.Protocol;

/// <summary>Bodies of the JSON protocols.</summary>
internal static class JsonText
{
    /// <summary>The body's members under the model's names.</summary>
    public static JsonObject Read(ServiceModel model, string? shape, byte[] body)
    {
        if (body.Length == 0)
        {
            return [];
        }

        try
        {
            using var json = JsonDocument.Parse(body);
            if (json.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new AwsErrorException("SerializationException", "The request's body is no JSON object.");
            }

            return shape is null ? ToObject(json.RootElement) : (JsonObject)Named(model, model.GetShape(shape), json.RootElement)!;
        }
        catch (Exception problem) when (problem is JsonException or ArgumentException)
        {
            throw new AwsErrorException("SerializationException", "The request's body is no JSON, or names a member twice.");
        }
    }

    /// <summary>The answer's body, times as the protocol writes them.</summary>
    public static byte[] Write(ServiceModel model, string? shape, JsonObject answer)
    {
        var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            if (shape is null)
            {
                writer.WriteStartObject();
                writer.WriteEndObject();
            }
            else
            {
                WriteValue(writer, model, model.GetShape(shape), answer);
            }
        }

        return buffer.ToArray();
    }

    private static JsonNode? Named(ServiceModel model, Shape shape, JsonElement json) => (shape.Kind, json.ValueKind) switch
    {
        (_, JsonValueKind.Null) => null,
        (ShapeKind.Structure, JsonValueKind.Object) => NamedStructure(model, shape, json),
        (ShapeKind.List, JsonValueKind.Array) => new JsonArray([.. json.EnumerateArray().Select(each => Named(model, model.GetShape(shape.Element!.ShapeName), each))]),
        (ShapeKind.Map, JsonValueKind.Object) => NamedMap(model, shape, json),
        _ => ToNode(json),
    };

    private static JsonObject NamedStructure(ServiceModel model, Shape shape, JsonElement json)
    {
        var named = new JsonObject();
        foreach (var property in json.EnumerateObject())
        {
            var member = shape.Members.FirstOrDefault(each => each.WireName == property.Name && each.Location is null);
            var value = member is null ? ToNode(property.Value) : Named(model, model.GetShape(member.ShapeName), property.Value);
            if (value is not null || member is null)
            {
                named.Add(member?.Name ?? property.Name, value);
            }
        }

        return named;
    }

    private static JsonObject NamedMap(ServiceModel model, Shape shape, JsonElement json)
    {
        var named = new JsonObject();
        foreach (var property in json.EnumerateObject())
        {
            named.Add(property.Name, Named(model, model.GetShape(shape.Element!.ShapeName), property.Value));
        }

        return named;
    }

    private static JsonObject ToObject(JsonElement json) => JsonObject.Create(json.Clone()) ?? [];

    private static JsonNode? ToNode(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => ToObject(json),
        JsonValueKind.Array => JsonArray.Create(json.Clone()),
        _ => JsonValue.Create(json.Clone()),
    };

    private static void WriteValue(Utf8JsonWriter writer, ServiceModel model, Shape shape, JsonNode value)
    {
        switch (shape.Kind)
        {
            case ShapeKind.Structure:
                writer.WriteStartObject();
                foreach (var member in shape.Members.Where(member => value[member.Name] is not null))
                {
                    writer.WritePropertyName(member.WireName);
                    WriteValue(writer, model, model.GetShape(member.ShapeName), value[member.Name]!);
                }

                writer.WriteEndObject();
                break;
            case ShapeKind.List:
                writer.WriteStartArray();
                foreach (var item in value.AsArray())
                {
                    WriteValue(writer, model, model.GetShape(shape.Element!.ShapeName), item!);
                }

                writer.WriteEndArray();
                break;
            case ShapeKind.Map:
                writer.WriteStartObject();
                foreach (var (key, item) in value.AsObject())
                {
                    writer.WritePropertyName(key);
                    WriteValue(writer, model, model.GetShape(shape.Element!.ShapeName), item!);
                }

                writer.WriteEndObject();
                break;
            case ShapeKind.Timestamp:
                var time = DateTimeOffset.Parse(value.GetValue<string>(), CultureInfo.InvariantCulture);
                writer.WriteNumberValue(time.ToUnixTimeMilliseconds() / 1000m);
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    /// <summary>An answer with a body of JSON.</summary>
    public static HttpResponseMessage Message(int status, byte[] body, string contentType, string requestId)
    {
        var message = new HttpResponseMessage((System.Net.HttpStatusCode)status) { Content = new ByteArrayContent(body) };
        message.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        message.Headers.TryAddWithoutValidation("x-amzn-RequestId", requestId);
        return message;
    }

    /// <summary>The body of an error.</summary>
    public static byte[] Error(string? type, string message, string? reason = null)
    {
        var body = new JsonObject();
        if (type is not null)
        {
            body["__type"] = type;
        }

        body["message"] = message;
        if (reason is not null)
        {
            body["Reason"] = reason;
        }

        return Encoding.UTF8.GetBytes(body.ToJsonString());
    }
}
