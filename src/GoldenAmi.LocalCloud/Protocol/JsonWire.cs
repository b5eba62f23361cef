using System.Text.Json.Nodes;
using GoldenAmi.LocalCloud.Model;

namespace GoldenAmi.LocalCloud.Protocol;

/// <summary>The protocol json 1.1: the operation stands in <c>X-Amz-Target</c>. Systems Manager and CloudWatch Logs speak it.</summary>
internal sealed class JsonWire : IWire
{
    private const string ContentType = "application/x-amz-json-1.1";

    public ServiceOperation FindOperation(ServiceModel model, WireRequest request)
    {
        var target = request.Header("X-Amz-Target") ?? "";
        var cut = target.IndexOf('.', StringComparison.Ordinal);
        return cut > 0 && target[..cut] == model.TargetPrefix && model.Operations.TryGetValue(target[(cut + 1)..], out var operation)
            ? operation
            : throw new AwsErrorException("UnknownOperationException", $"The operation '{target}' is not one of {model.Name}.");
    }

    public JsonObject ReadInput(ServiceModel model, ServiceOperation operation, WireRequest request) => JsonText.Read(model, operation.Input, request.Body);

    public AwsErrorException Refuse(ServiceModel model, IReadOnlyList<Violation> violations) => Refusals.Json(Refusals.CodeOf(model.Name), violations);

    public HttpResponseMessage WriteAnswer(ServiceModel model, ServiceOperation operation, JsonObject answer, string requestId) =>
        JsonText.Message(200, JsonText.Write(model, operation.Output, answer), ContentType, requestId);

    public HttpResponseMessage WriteError(ServiceModel model, AwsErrorException error, string requestId) =>
        JsonText.Message(error.Status ?? 400, JsonText.Error(error.Code, error.Message), ContentType, requestId);
}
