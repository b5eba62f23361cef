using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using GoldenAmi.LocalCloud.Model;

namespace GoldenAmi.LocalCloud.Protocol;

/// <summary>The protocols ec2 and query: requests are forms, answers are XML. EC2 and STS speak them.</summary>
internal sealed class FormWire : IWire
{
    public ServiceOperation FindOperation(ServiceModel model, WireRequest request)
    {
        var action = Fields(request).FirstOrDefault(each => each.Key == "Action").Value;
        if (string.IsNullOrEmpty(action))
        {
            throw new AwsErrorException("MissingAction", "The request must contain the parameter Action");
        }

        return model.Operations.TryGetValue(action, out var operation)
            ? operation
            : throw new AwsErrorException("InvalidAction", $"The action {action} is not valid for this web service.");
    }

    public JsonObject ReadInput(ServiceModel model, ServiceOperation operation, WireRequest request) =>
        new FormReader(model, Fields(request)).Read(operation.Input);

    public AwsErrorException Refuse(ServiceModel model, IReadOnlyList<Violation> violations) =>
        model.Protocol == WireProtocol.Ec2 ? Refusals.Ec2(violations) : Refusals.Json(Refusals.CodeOf(model.Name), violations);

    public HttpResponseMessage WriteAnswer(ServiceModel model, ServiceOperation operation, JsonObject answer, string requestId)
    {
        XNamespace space = model.XmlNamespace;
        var members = operation.Output is { } output ? Members(model, space, model.GetShape(output), answer) : [];
        var root = new XElement(space + (operation.Name + "Response"));
        if (model.Protocol == WireProtocol.Ec2)
        {
            root.Add(new XElement(space + "requestId", requestId));
            root.Add(operation.Output is null ? [new XElement(space + "return", "true")] : members);
        }
        else
        {
            root.Add(operation.ResultWrapper is { } wrapper ? new XElement(space + wrapper, members) : members);
            root.Add(new XElement(space + "ResponseMetadata", new XElement(space + "RequestId", requestId)));
        }

        return Message(200, root, requestId);
    }

    public HttpResponseMessage WriteError(ServiceModel model, AwsErrorException error, string requestId)
    {
        var content = new[] { new XElement("Code", error.Code), new XElement("Message", error.Message) };
        if (model.Protocol == WireProtocol.Ec2)
        {
            return Message(error.Status ?? 400, new XElement("Response", new XElement("Errors", new XElement("Error", content)), new XElement("RequestID", requestId)), requestId);
        }

        XNamespace space = model.XmlNamespace;
        var body = new XElement(
            space + "ErrorResponse",
            new XElement(space + "Error", new XElement(space + "Type", "Sender"), content.Select(each => new XElement(space + each.Name.LocalName, each.Value))),
            new XElement(space + "RequestId", requestId));
        return Message(error.Status ?? model.FindShape(error.Code)?.HttpStatus ?? 400, body, requestId);
    }

    private static IReadOnlyList<KeyValuePair<string, string>> Fields(WireRequest request) => request.Body.Length > 0 ? request.Form() : request.Query;

    private static IEnumerable<XElement> Members(ServiceModel model, XNamespace space, Shape shape, JsonObject value) =>
        shape.Members.Where(member => value[member.Name] is not null)
            .Select(member => Element(model, space + member.WireName, model.GetShape(member.ShapeName), value[member.Name]!));

    private static XElement Element(ServiceModel model, XName name, Shape shape, JsonNode value) => shape.Kind switch
    {
        ShapeKind.Structure => new XElement(name, Members(model, name.Namespace, shape, value.AsObject())),
        ShapeKind.List => new XElement(
            name,
            value.AsArray().Select(item => Element(
                model, name.Namespace + (model.Protocol == WireProtocol.Ec2 ? shape.Element!.LocationName ?? "item" : "member"), model.GetShape(shape.Element!.ShapeName), item!))),
        ShapeKind.Map => throw new InvalidOperationException($"{shape.Name} is a map in XML."),
        _ => new XElement(name, value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString()),
    };

    private static HttpResponseMessage Message(int status, XElement root, string requestId)
    {
        var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + root.ToString(SaveOptions.DisableFormatting);
        return JsonText.Message(status, Encoding.UTF8.GetBytes(text), "text/xml;charset=UTF-8", requestId);
    }
}
