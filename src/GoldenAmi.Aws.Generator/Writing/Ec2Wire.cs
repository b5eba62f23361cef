using GoldenAmi.Aws.Generator.Reading;

namespace GoldenAmi.Aws.Generator.Writing;

/// <summary>The protocol ec2: form parameters with dotted names in, XML out.</summary>
internal sealed class Ec2Wire(Service service, CodeText code) : IWire
{
    private const string Form = "global::GoldenAmi.Aws.Protocols.Ec2Form.";
    private const string Xml = "global::GoldenAmi.Aws.Protocols.Ec2Xml.";

    public void WriteOperation(ApiOperation operation, ServiceClass request, ServiceClass response)
    {
        code.Line();
        code.Line($"internal static readonly global::Amazon.Runtime.Internal.InvokeOptions {operation.Name}Options = global::GoldenAmi.Aws.Protocols.Ec2Query.Operation<{service.ModelPrefix}{request.ClassName}, {service.ModelPrefix}{response.ClassName}>(");
        code.Line($"    {Naming.Literal(service.Model.ServiceId)}, {Naming.Literal(operation.Name)}, {Naming.Literal(service.Model.ApiVersion)}, Write{request.ClassName}, Read{response.ClassName}, MakeError);");
    }

    public void WriteWriters(IEnumerable<ServiceClass> classes)
    {
        foreach (var each in classes)
        {
            code.Line();
            code.Block($"private static void Write{each.ClassName}(global::GoldenAmi.Aws.Protocols.Ec2Fields fields, string prefix, {service.ModelPrefix}{each.ClassName} value)", () =>
            {
                foreach (var member in each.Shape.Members)
                {
                    var value = $"value.{service.PropertyName(each, member)}{(member.IdempotencyToken ? " ?? global::GoldenAmi.Aws.Protocols.ClientTokens.Make()" : "")}";
                    var shape = service.Shape(member.Shape);
                    code.Line($"{Form}WriteMember(fields, prefix, {Naming.Literal(RequestName(member))}, {value}, {(shape.Values.Count > 0 ? Form + "WriteConstant" : Writer(shape))});");
                }
            });
        }
    }

    public void WriteReaders(IEnumerable<ServiceClass> classes)
    {
        foreach (var each in classes)
        {
            var type = service.ModelPrefix + each.ClassName;
            code.Line();
            code.Block($"private static {type} Read{each.ClassName}(global::System.Xml.Linq.XElement xml)", () =>
            {
                code.Line($"var value = new {type}();");
                if (each.Shape.Members.Count > 0)
                {
                    WriteCases(each);
                }

                code.Line("return value;");
            });
        }
    }

    private void WriteCases(ServiceClass owner) =>
        code.Block("foreach (var member in xml.Elements())", () => code.Block("switch (member.Name.LocalName)", () =>
        {
            foreach (var member in owner.Shape.Members)
            {
                code.Line($"case {Naming.Literal(member.LocationName ?? member.Name)}: value.{service.PropertyName(owner, member)} = {MemberReader(service.Shape(member.Shape))}; break;");
            }
        }));

    // The protocol's rule: the query name, else the location name with a capital, else the member's name.
    private static string RequestName(ApiMember member) => member.QueryName ?? Naming.Property(member.LocationName ?? member.Name);

    private string Writer(ApiShape shape) => shape.Type switch
    {
        "structure" => "Write" + shape.Name,
        "list" => $"static (each, name, values) => {Form}WriteList(each, name, values, {Writer(Types.ElementOf(service, shape))})",
        "map" => throw new ModelException($"the map '{shape.Name}' is sent by the ec2 protocol, which knows none."),
        _ => $"{Form}Write{Types.SimpleName(shape)}",
    };

    private string MemberReader(ApiShape shape) =>
        shape.Values.Count > 0 ? $"global::{service.Choice.Namespace}.{shape.Name}.FindValue({Xml}ReadText(member))"
        : shape.Type == "list" ? $"{Xml}ReadList(member, {Naming.Literal(shape.Element?.LocationName ?? "member")}, {Reader(Types.ElementOf(service, shape))})"
        : $"{Reader(shape)}(member)";

    private string Reader(ApiShape shape) => shape.Type switch
    {
        "structure" => "Read" + shape.Name,
        "list" => $"static each => {Xml}ReadList(each, {Naming.Literal(shape.Element?.LocationName ?? "member")}, {Reader(Types.ElementOf(service, shape))})",
        "map" => throw new ModelException($"the map '{shape.Name}' comes by the ec2 protocol, which knows none."),
        _ => $"{Xml}Read{Types.SimpleName(shape)}",
    };
}
