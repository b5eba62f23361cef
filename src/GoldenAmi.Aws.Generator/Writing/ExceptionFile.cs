using GoldenAmi.Aws.Generator.Reading;

namespace GoldenAmi.Aws.Generator.Writing;

/// <summary>The service's exception and one for each error that its model names.</summary>
internal static class ExceptionFile
{
    private const string Parameters =
        "string message, global::System.Exception? innerException, global::Amazon.Runtime.ErrorType errorType, string? errorCode, string? requestId, global::System.Net.HttpStatusCode statusCode";

    private const string Arguments = "message, innerException, errorType, errorCode, requestId, statusCode";

    // Errors that say "slower": the service's own names where the status does not tell.
    private static readonly HashSet<string> Throttles = ["CallRateLimitExceededException", "TooManyRequestsException", "ThrottlingException"];

    public static string Write(Service service)
    {
        var code = new CodeText();
        var root = $"Amazon{service.Choice.Name}Exception";
        code.Block($"namespace {service.Choice.Namespace}", () => WriteClass(code, root, "global::Amazon.Runtime.AmazonServiceException", isThrottle: false, "Any error of the service."));
        code.Line();
        code.Block($"namespace {service.Choice.Namespace}.Model", () =>
        {
            foreach (var shape in service.Exceptions)
            {
                WriteClass(code, Naming.Exception(shape.Name), $"global::{service.Choice.Namespace}.{root}", IsThrottle(shape), $"The error {shape.ErrorCode}.");
            }
        });
        return code.ToString();
    }

    private static bool IsThrottle(ApiShape shape) => shape.HttpStatus == 429 || Throttles.Contains(shape.ErrorCode);

    private static void WriteClass(CodeText code, string name, string parent, bool isThrottle, string summary)
    {
        code.Line($"/// <summary>{summary}</summary>");
        code.Block($"public partial class {name} : {parent}", () =>
        {
            code.Line($"public {name}(string message) : base(message) {{ }}");
            code.Line($"public {name}({Parameters}) : base({Arguments}) {{ }}");
            if (isThrottle)
            {
                code.Line("/// <inheritdoc/>");
                code.Line("public override global::Amazon.Runtime.RetryableDetails Retryable { get; } = new(throttling: true);");
            }
        });
    }
}
