using GoldenAmi.Aws.Generator.Reading;

namespace GoldenAmi.Aws.Generator.Writing;

/// <summary>One class per service that knows how requests are written and answers are read.</summary>
internal static class WireFile
{
    public static string Write(Service service)
    {
        var code = new CodeText();
        var name = $"{service.Choice.Name}Wire";
        code.Line($"namespace {service.Choice.Namespace};");
        code.Line();
        code.Block($"internal static partial class {name}", () =>
        {
            IWire wire = service.Model.Protocol switch
            {
                "rest-json" or "json" => new JsonWire(service, code),
                "ec2" => new Ec2Wire(service, code),
                var other => throw new ModelException($"{service.Choice.Model}: the protocol '{other}' is not written yet."),
            };
            foreach (var (operation, index) in service.Operations.Select((each, index) => (each, index)))
            {
                wire.WriteOperation(operation, service.Requests[index], service.Responses[index]);
            }

            wire.WriteWriters(service.Requests.Concat(service.Sent.Where(shape => shape.Type == "structure").Select(shape => new ServiceClass(shape.Name, shape))));
            wire.WriteReaders(service.Responses.Concat(service.Received.Where(shape => shape.Type == "structure").Select(shape => new ServiceClass(shape.Name, shape))));
            WriteErrors(code, service);
        });
        return code.ToString();
    }

    private static void WriteErrors(CodeText code, Service service)
    {
        const string Arguments = "(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode)";
        code.Line();
        code.Block("internal static global::Amazon.Runtime.AmazonServiceException MakeError(global::Amazon.Runtime.Internal.ErrorResponse error) => error.Code switch", () =>
        {
            foreach (var shape in service.Exceptions)
            {
                code.Line($"{Naming.Literal(shape.ErrorCode)} => new {service.ModelPrefix}{Naming.Exception(shape.Name)}{Arguments},");
            }

            code.Line($"_ => new global::{service.Choice.Namespace}.Amazon{service.Choice.Name}Exception{Arguments},");
        }, "};");
    }
}

/// <summary>Writes the code of one protocol.</summary>
internal interface IWire
{
    /// <summary>The options that an operation is invoked with.</summary>
    void WriteOperation(ApiOperation operation, ServiceClass request, ServiceClass response);

    /// <summary>A method for each structure that is sent.</summary>
    void WriteWriters(IEnumerable<ServiceClass> classes);

    /// <summary>A method for each structure that is received.</summary>
    void WriteReaders(IEnumerable<ServiceClass> classes);
}
