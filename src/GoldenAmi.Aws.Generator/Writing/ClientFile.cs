namespace GoldenAmi.Aws.Generator.Writing;

/// <summary>The service's interface, client and configuration.</summary>
internal static class ClientFile
{
    private const string Cancellation = "global::System.Threading.CancellationToken cancellationToken = default";

    public static string Write(Service service)
    {
        var code = new CodeText();
        code.Line($"namespace {service.Choice.Namespace};");
        WriteConfig(code, service);
        WriteInterface(code, service);
        WriteClient(code, service);
        return code.ToString();
    }

    private static void WriteConfig(CodeText code, Service service)
    {
        var (model, name) = (service.Model, $"Amazon{service.Choice.Name}Config");
        var facts = string.Join(", ", new[] { model.ServiceId, model.EndpointPrefix, model.SigningName, model.ApiVersion }.Select(Naming.Literal));
        code.Line();
        code.Line("/// <summary>How the service is reached.</summary>");
        code.Block($"public partial class {name} : global::GoldenAmi.Aws.Clients.ServiceConfig", () =>
            code.Line($"public {name}() : base(new global::GoldenAmi.Aws.Clients.ServiceFacts({facts})) {{ }}"));
    }

    private static void WriteInterface(CodeText code, Service service)
    {
        var name = service.Choice.Name;
        code.Line();
        code.Line("/// <summary>The operations of the service that the program uses.</summary>");
        code.Block($"public partial interface IAmazon{name} : global::Amazon.Runtime.IAmazonService, global::System.IDisposable", () =>
        {
            code.Line("/// <summary>Pages of the operations that answer in pages.</summary>");
            code.Line($"{service.ModelPrefix}I{name}PaginatorFactory Paginators {{ get; }}");
            foreach (var operation in service.Operations)
            {
                code.Line();
                code.Line($"/// <summary>The operation {operation.Name}.</summary>");
                code.Line(Signature(service, operation.Name) + ";");
            }

            code.Line();
            code.Line($"static global::Amazon.Runtime.ClientConfig global::Amazon.Runtime.IAmazonService.CreateDefaultClientConfig() => new Amazon{name}Config();");
            code.Line("static global::Amazon.Runtime.IAmazonService global::Amazon.Runtime.IAmazonService.CreateDefaultServiceClient(" +
                "global::Amazon.Runtime.AWSCredentials awsCredentials, global::Amazon.Runtime.ClientConfig clientConfig) => " +
                $"new Amazon{name}Client(awsCredentials, (Amazon{name}Config)clientConfig);");
        });
    }

    private static void WriteClient(CodeText code, Service service)
    {
        var name = service.Choice.Name;
        code.Line();
        code.Line("/// <summary>Calls the service.</summary>");
        code.Block($"public partial class Amazon{name}Client : global::GoldenAmi.Aws.Clients.ServiceClient, IAmazon{name}", () =>
        {
            code.Line("/// <summary>With given credentials; null means the SDK's default chain.</summary>");
            code.Line($"public Amazon{name}Client(global::Amazon.Runtime.AWSCredentials? credentials, Amazon{name}Config clientConfig) : base(credentials, clientConfig) {{ }}");
            code.Line();
            code.Line("/// <inheritdoc/>");
            code.Line($"public {service.ModelPrefix}I{name}PaginatorFactory Paginators => field ??= new {service.ModelPrefix}{name}PaginatorFactory(this);");
            foreach (var operation in service.Operations)
            {
                code.Line();
                code.Line("/// <inheritdoc/>");
                code.Line($"public virtual {Signature(service, operation.Name)} =>");
                code.Line($"    InvokeAsync<{service.ModelPrefix}{operation.Name}Response>(request, {name}Wire.{operation.Name}Options, cancellationToken);");
            }
        });
    }

    private static string Signature(Service service, string operation) =>
        $"global::System.Threading.Tasks.Task<{service.ModelPrefix}{operation}Response> {operation}Async({service.ModelPrefix}{operation}Request request, {Cancellation})";
}
