namespace GoldenAmi.Aws.Generator.Writing;

/// <summary>Requests, responses and the structures in them.</summary>
internal static class ModelFile
{
    public static string Write(Service service)
    {
        var code = new CodeText();
        code.Line($"namespace {service.Choice.Namespace}.Model;");
        code.Line();
        var request = $"Amazon{service.Choice.Name}Request";
        code.Line("/// <summary>What every request of the service is.</summary>");
        code.Line($"public partial class {request} : global::Amazon.Runtime.AmazonWebServiceRequest;");
        foreach (var each in service.Requests)
        {
            WriteClass(code, service, each, " : " + request, $"What the operation {each.ClassName[..^7]} is asked.");
        }

        foreach (var each in service.Responses)
        {
            WriteClass(code, service, each, " : global::Amazon.Runtime.AmazonWebServiceResponse", $"What the operation {each.ClassName[..^8]} answers.");
        }

        foreach (var each in service.Structures)
        {
            WriteClass(code, service, each, "", $"The structure {each.Shape.Name} of the service's model.");
        }

        return code.ToString();
    }

    private static void WriteClass(CodeText code, Service service, ServiceClass each, string bases, string summary)
    {
        code.Line();
        code.Line($"/// <summary>{summary}</summary>");
        code.Block($"public partial class {each.ClassName}{bases}", () =>
        {
            foreach (var member in each.Shape.Members)
            {
                code.Line($"public {Types.OfMember(service, each, member)} {service.PropertyName(each, member)} {{ get; set; }}");
            }
        });
    }
}
