using System.Text.Json.Nodes;
using GoldenAmi.LocalCloud.Model;

namespace GoldenAmi.LocalCloud.Protocol;

/// <summary>One of AWS's protocols: how requests are read and answers and errors are written.</summary>
internal interface IWire
{
    /// <summary>The operation that the request names; throws the service's error for an unknown one.</summary>
    ServiceOperation FindOperation(ServiceModel model, WireRequest request);

    /// <summary>The request's members under the model's names; what the model does not know stays in, to be refused.</summary>
    JsonObject ReadInput(ServiceModel model, ServiceOperation operation, WireRequest request);

    /// <summary>An error for values that the model does not allow.</summary>
    AwsErrorException Refuse(ServiceModel model, IReadOnlyList<Violation> violations);

    HttpResponseMessage WriteAnswer(ServiceModel model, ServiceOperation operation, JsonObject answer, string requestId);

    HttpResponseMessage WriteError(ServiceModel model, AwsErrorException error, string requestId);
}
