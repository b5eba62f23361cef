using GoldenAmi.Aws.Generator.Reading;

namespace GoldenAmi.Aws.Generator.Writing;

/// <summary>The protocols rest-json and json 1.1: the same bodies, other envelopes.</summary>
internal sealed class JsonWire(Service service, CodeText code) : IWire
{
    private const string Run = "global::GoldenAmi.Aws.Protocols.JsonBody.";
    private const string Writer = "global::System.Text.Json.Utf8JsonWriter json";

    public void WriteOperation(ApiOperation operation, ServiceClass request, ServiceClass response)
    {
        var inBody = request.Shape.Members.Where(member => member.Location is null).ToList();
        var types = $"{service.ModelPrefix}{request.ClassName}, {service.ModelPrefix}{response.ClassName}";
        var tail = $"Read{response.ClassName}, answersNothing: {(response.Shape.Members.Count == 0 ? "true" : "false")}, MakeError)";
        code.Line();
        if (service.Model.Protocol == "json")
        {
            var target = Naming.Literal($"{service.Model.TargetPrefix}.{operation.Name}");
            code.Line($"internal static readonly global::Amazon.Runtime.Internal.InvokeOptions {operation.Name}Options = global::GoldenAmi.Aws.Protocols.JsonRpc.Operation<{types}>(");
            code.Line($"    {Naming.Literal(service.Model.ServiceId)}, {target}, Write{request.ClassName}, {tail};");
            return;
        }

        code.Line($"internal static readonly global::Amazon.Runtime.Internal.InvokeOptions {operation.Name}Options = global::GoldenAmi.Aws.Protocols.RestJson.Operation<{types}>(");
        var body = operation.Method is "GET" or "DELETE" && inBody.Count == 0 ? "null" : "Write" + request.ClassName;
        code.Line($"    {Naming.Literal(service.Model.ServiceId)}, {Naming.Literal(operation.Method)}, {Naming.Literal(operation.Path)}, {Places(request)}, {body}, {tail};");
    }

    public void WriteWriters(IEnumerable<ServiceClass> classes)
    {
        foreach (var each in classes)
        {
            code.Line();
            code.Block($"private static void Write{each.ClassName}({Writer}, {service.ModelPrefix}{each.ClassName} value)", () =>
            {
                code.Line("json.WriteStartObject();");
                foreach (var member in each.Shape.Members.Where(member => member.Location is null))
                {
                    var value = $"value.{service.PropertyName(each, member)}{(member.IdempotencyToken ? " ?? global::GoldenAmi.Aws.Protocols.ClientTokens.Make()" : "")}";
                    code.Line($"{Run}WriteMember(json, {Naming.Literal(WireName(member))}, {value}, {MemberWriter(each, member)});");
                }

                code.Line("json.WriteEndObject();");
            });
        }
    }

    public void WriteReaders(IEnumerable<ServiceClass> classes)
    {
        foreach (var each in classes)
        {
            var type = service.ModelPrefix + each.ClassName;
            code.Line();
            code.Block($"private static {type} Read{each.ClassName}(global::System.Text.Json.JsonElement json)", () =>
            {
                code.Line($"var value = new {type}();");
                WriteCases(each);
                code.Line("return value;");
            });
        }
    }

    private void WriteCases(ServiceClass owner)
    {
        if (owner.Shape.Members.Count == 0)
        {
            code.Line($"_ = {Run}Members(json);");
            return;
        }

        code.Block($"foreach (var member in {Run}Members(json))", () => code.Block("switch (member.Name)", () =>
        {
            foreach (var member in owner.Shape.Members)
            {
                code.Line($"case {Naming.Literal(WireName(member))}: value.{service.PropertyName(owner, member)} = {MemberReader(owner, member)}; break;");
            }
        }));
    }

    private static string WireName(ApiMember member) => member.LocationName ?? member.Name;

    private string Places(ServiceClass request)
    {
        var places = request.Shape.Members.Where(member => member.Location is not null).Select(member =>
        {
            var what = member.Location switch
            {
                "uri" => "Path",
                "querystring" => "Query",
                var other => throw new ModelException($"'{request.ClassName}.{member.Name}' goes to the location '{other}', which the generator does not write yet."),
            };
            return $"places.{what}({Naming.Literal(WireName(member))}, request.{service.PropertyName(request, member)});";
        }).ToList();
        return places.Count == 0 ? "null" : $"static (places, request) => {{ {string.Join(' ', places)} }}";
    }

    private string MemberWriter(ServiceClass owner, ApiMember member)
    {
        var shape = service.Shape(member.Shape);
        return service.IsEpochMilliseconds(owner, member) ? Run + "WriteMilliseconds"
            : shape.Values.Count > 0 ? Run + "WriteConstant"
            : ElementWriter(shape);
    }

    private string ElementWriter(ApiShape shape) => shape.Type switch
    {
        "structure" => "Write" + shape.Name,
        "list" or "map" => $"static (each, values) => {Run}Write{(shape.Type == "list" ? "List" : "Map")}(each, values, {ElementWriter(Types.ElementOf(service, shape))})",
        _ => $"{Run}Write{Types.SimpleName(shape)}",
    };

    private string MemberReader(ServiceClass owner, ApiMember member)
    {
        var shape = service.Shape(member.Shape);
        return service.IsEpochMilliseconds(owner, member) ? $"{Run}ReadMilliseconds(member.Value)"
            : shape.Values.Count > 0 ? $"global::{service.Choice.Namespace}.{shape.Name}.FindValue({Run}ReadText(member.Value))"
            : shape.Type is "list" or "map" ? $"{Run}Read{(shape.Type == "list" ? "List" : "Map")}(member.Value, {ElementReader(Types.ElementOf(service, shape))})"
            : $"{ElementReader(shape)}(member.Value)";
    }

    private string ElementReader(ApiShape shape) => shape.Type switch
    {
        "structure" => "Read" + shape.Name,
        "list" or "map" => $"static each => {Run}Read{(shape.Type == "list" ? "List" : "Map")}(each, {ElementReader(Types.ElementOf(service, shape))})",
        _ => $"{Run}Read{Types.SimpleName(shape)}",
    };
}
