using System.Text.Json;
using System.Xml.Linq;
using GoldenAmi.Aws;

namespace GoldenAmi.Tests.Builds.Running;

/// <summary>
/// Holds what goes over the wire, both ways, to AWS's models, with a reading of the models of its own: neither our clients' nor LocalCloud's mistakes can pass
/// because both make them.
/// </summary>
internal sealed class ModelledCalls(HttpMessageHandler cloud) : HttpMessageHandler
{
    private static readonly Dictionary<string, JsonElement> Models = ApiModels.Services.ToDictionary(name => name, Read, StringComparer.Ordinal);

    private readonly HttpMessageInvoker _cloud = new(cloud, disposeHandler: false);
    private readonly Lock _lock = new();

    /// <summary>What the models do not know, in words.</summary>
    public List<string> Strangers { get; } = [];

    /// <summary>The operations that were called, as <c>ec2 DescribeImages</c>.</summary>
    public SortedSet<string> Operations { get; } = new(StringComparer.Ordinal);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var sent = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var answer = await _cloud.SendAsync(request, cancellationToken);
        var received = await answer.Content.ReadAsStringAsync(cancellationToken);
        lock (_lock)
        {
            Check(request, sent, received, answer.IsSuccessStatusCode);
        }

        return answer;
    }

    protected override void Dispose(bool disposing)
    {
        _cloud.Dispose();
        base.Dispose(disposing);
    }

    private static JsonElement Read(string service)
    {
        using var stream = ApiModels.Read(service);
        return JsonDocument.Parse(stream).RootElement;
    }

    private void Check(HttpRequestMessage request, string sent, string received, bool isSuccess)
    {
        var service = request.Headers.GetValues("Authorization").First().Split('/')[3];
        var model = Models[service];
        var protocol = model.GetProperty("metadata").GetProperty("protocol").GetString();
        var form = sent.Split('&').Select(pair => pair.Split('=', 2)).Where(pair => pair.Length == 2).Select(pair => (Name: Uri.UnescapeDataString(pair[0]), Value: Uri.UnescapeDataString(pair[1]))).ToList();
        var operation = model.GetProperty("operations").EnumerateObject().FirstOrDefault(each => protocol switch
        {
            "rest-json" => IsAt(each.Value.GetProperty("http"), request),
            "json" => request.Headers.GetValues("X-Amz-Target").First().EndsWith($".{each.Name}", StringComparison.Ordinal),
            _ => form.Contains(("Action", each.Name)),
        });
        if (operation.Value.ValueKind != JsonValueKind.Object)
        {
            Strangers.Add($"{service}: no operation of {request.Method} {request.RequestUri}");
            return;
        }

        Operations.Add($"{service} {operation.Name}");
        var input = Shape(model, operation.Value, "input");
        var output = Shape(model, operation.Value, "output");
        if (protocol is "rest-json" or "json")
        {
            CheckJson(model, $"{operation.Name} request", input, sent);
            CheckJson(model, $"{operation.Name} answer", isSuccess ? output : null, received);
            return;
        }

        foreach (var (name, _) in form.Where(each => each.Name is not ("Action" or "Version")))
        {
            FormName(model, $"{operation.Name} request {name}", input!.Value, name.Split('.'));
        }

        if (isSuccess)
        {
            Element(model, $"{operation.Name} answer", output, XDocument.Parse(received).Root!, top: true);
        }
    }

    private static bool IsAt(JsonElement http, HttpRequestMessage request)
    {
        var (wanted, given) = (http.GetProperty("requestUri").GetString()!.Split('/'), request.RequestUri!.AbsolutePath.Split('/'));
        return http.GetProperty("method").GetString() == request.Method.Method && wanted.Length == given.Length
            && wanted.Zip(given).All(pair => pair.First.StartsWith('{') || pair.First == pair.Second);
    }

    private static JsonElement? Shape(JsonElement model, JsonElement owner, string member) =>
        owner.TryGetProperty(member, out var reference) ? model.GetProperty("shapes").GetProperty(reference.GetProperty("shape").GetString()!) : null;

    private void CheckJson(JsonElement model, string path, JsonElement? shape, string text)
    {
        if (text.Length > 0 && shape is { } known)
        {
            using var json = JsonDocument.Parse(text);
            Value(model, path, known, json.RootElement, isTop: true);
        }
    }

    private void Value(JsonElement model, string path, JsonElement shape, JsonElement value, bool isTop = false)
    {
        var kind = shape.GetProperty("type").GetString();
        switch (kind, value.ValueKind)
        {
            case ("structure", JsonValueKind.Object):
                foreach (var member in value.EnumerateObject())
                {
                    if (Member(shape, member.Name) is { } found)
                    {
                        Value(model, $"{path}.{member.Name}", Target(model, found), member.Value);
                    }
                    else
                    {
                        Strangers.Add($"{path}: no member '{member.Name}'");
                    }
                }

                foreach (var required in Texts(shape, "required").Where(name => !isTop || shape.GetProperty("members").GetProperty(name).TryGetProperty("location", out _) is false))
                {
                    if (!value.EnumerateObject().Any(each => each.Name == WireName(shape, required)))
                    {
                        Strangers.Add($"{path}: '{required}' is missing");
                    }
                }

                break;
            case ("list", JsonValueKind.Array):
                foreach (var item in value.EnumerateArray())
                {
                    Value(model, $"{path}[]", Shape(model, shape, "member")!.Value, item);
                }

                break;
            case ("map", JsonValueKind.Object):
                foreach (var item in value.EnumerateObject())
                {
                    Value(model, $"{path}.{item.Name}", Shape(model, shape, "value")!.Value, item.Value);
                }

                break;
            case ("string", JsonValueKind.String) when shape.TryGetProperty("enum", out var values) && !values.EnumerateArray().Any(each => each.GetString() == value.GetString()):
                Strangers.Add($"{path}: '{value}' is not in the enumeration");
                break;
            case ("string" or "blob", JsonValueKind.String):
            case ("integer" or "long" or "double" or "float" or "timestamp", JsonValueKind.Number):
            case ("boolean", JsonValueKind.True or JsonValueKind.False):
                break;
            default:
                Strangers.Add($"{path}: {value.ValueKind} in the place of {kind}");
                break;
        }
    }

    private static JsonElement Target(JsonElement model, JsonElement reference) => model.GetProperty("shapes").GetProperty(reference.GetProperty("shape").GetString()!);

    private static JsonElement? Member(JsonElement shape, string wireName)
    {
        var found = shape.GetProperty("members").EnumerateObject().FirstOrDefault(each => WireName(shape, each.Name) == wireName);
        return found.Value.ValueKind == JsonValueKind.Object ? found.Value : null;
    }

    private static string WireName(JsonElement shape, string member) =>
        shape.GetProperty("members").GetProperty(member).TryGetProperty("locationName", out var name) ? name.GetString()! : member;

    private static IEnumerable<string> Texts(JsonElement shape, string name) =>
        shape.TryGetProperty(name, out var list) ? list.EnumerateArray().Select(each => each.GetString()!) : [];

    // EC2's forms: Filter.1.Value.2; a member's own name in them is its queryName, or its location name with a capital.
    private void FormName(JsonElement model, string path, JsonElement shape, ReadOnlySpan<string> parts)
    {
        if (parts.IsEmpty)
        {
            return;
        }

        var (name, kind) = (parts[0], shape.GetProperty("type").GetString());
        if (kind == "list")
        {
            if (!int.TryParse(name, out var _))
            {
                Strangers.Add($"{path}: '{name}' is no number in a list");
                return;
            }

            FormName(model, path, Shape(model, shape, "member")!.Value, parts[1..]);
            return;
        }

        var member = kind == "structure" ? shape.GetProperty("members").EnumerateObject().FirstOrDefault(each => FormNameOf(each) == name) : default;
        if (member.Value.ValueKind == JsonValueKind.Object)
        {
            FormName(model, path, Target(model, member.Value), parts[1..]);
        }
        else
        {
            Strangers.Add($"{path}: no member '{name}'");
        }
    }

    private static string FormNameOf(JsonProperty member)
    {
        if (member.Value.TryGetProperty("queryName", out var own))
        {
            return own.GetString()!;
        }

        var name = member.Value.TryGetProperty("locationName", out var location) ? location.GetString()! : member.Name;
        return char.ToUpperInvariant(name[0]) + name[1..];
    }

    private void Element(JsonElement model, string path, JsonElement? shape, XElement element, bool top = false)
    {
        foreach (var child in element.Elements())
        {
            var name = child.Name.LocalName;
            if (top && name is "requestId" or "ResponseMetadata")
            {
                continue;
            }

            if (top && name.EndsWith("Result", StringComparison.Ordinal))
            {
                Element(model, path, shape, child);
                continue;
            }

            var kind = shape?.GetProperty("type").GetString();
            var inner = kind switch
            {
                "structure" => Member(shape!.Value, name) is { } member ? Target(model, member) : (JsonElement?)null,
                "list" when name is "item" or "member" => Shape(model, shape!.Value, "member"),
                _ => null,
            };
            if (inner is null)
            {
                // EC2 answers <return>true</return> to operations that answer nothing.
                if (!(top && shape is null && name == "return"))
                {
                    Strangers.Add($"{path}: no member '{name}'");
                }
            }
            else
            {
                Element(model, $"{path}.{name}", inner, child);
            }
        }
    }
}
