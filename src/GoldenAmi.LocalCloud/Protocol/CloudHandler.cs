using System.Text.Json.Nodes;
using GoldenAmi.LocalCloud.Faults;
using GoldenAmi.LocalCloud.Model;
using GoldenAmi.LocalCloud.Parents;
using GoldenAmi.LocalCloud.S3;
using GoldenAmi.LocalCloud.State;

namespace GoldenAmi.LocalCloud.Protocol;

/// <summary>Answers AWS requests: finds service and operation, checks the request against the model, lets the operation answer, and writes what it says.</summary>
/// <param name="operations">By service and operation; what is not there is refused with its name.</param>
/// <param name="faults">What goes wrong with calls before, or after, they are carried out.</param>
/// <param name="parents">Public AMIs that each region has from its first call on.</param>
internal sealed class CloudHandler(IReadOnlyDictionary<(string Service, string Operation), Operate> operations, Store store, TimeProvider time, FaultPlan faults, ParentAmis parents) : HttpMessageHandler
{
    /// <summary>Whose call it is when the access key does not say.</summary>
    public const string DefaultAccount = "000000000000";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var wireRequest = await WireRequest.ReadAsync(request, cancellationToken);
        var scope = CallScope.Find(wireRequest);
        var fault = Meet(scope, wireRequest);
        if (fault?.Kind == FaultKind.Reset)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, "The connection was reset before the call was carried out (a fault that was asked for).");
        }

        if (fault?.Kind == FaultKind.Slow)
        {
            await Task.Delay(fault.Duration, time, cancellationToken);
        }

        var answer = Answer(wireRequest, scope, fault);
        if (fault?.Kind == FaultKind.AnswerLost)
        {
            answer.Dispose();
            throw new HttpRequestException(HttpRequestError.ResponseEnded, "The connection was reset after the call was carried out (a fault that was asked for).");
        }

        answer.RequestMessage = request;
        return fault?.Kind == FaultKind.Malformed ? await FaultAnswers.HalveAsync(answer, cancellationToken) : answer;
    }

    private Fault? Meet(CallScope scope, WireRequest request)
    {
        if (scope.Service == ObjectOperations.Service)
        {
            return faults.Meet(ObjectOperations.Service, ObjectOperations.NameOf(request));
        }

        try
        {
            return ServedModels.Find(scope.Service) is { } model ? faults.Meet(model.Name, WireOf(model).FindOperation(model, request).Name) : null;
        }
        catch (AwsErrorException)
        {
            // It names no operation: the answer says so.
            return null;
        }
    }

    private HttpResponseMessage Answer(WireRequest request, CallScope scope, Fault? fault)
    {
        var requestId = Guid.NewGuid().ToString();
        if (scope.Service == ObjectOperations.Service)
        {
            return ObjectOperations.Answer(request, scope, store, new Given(time.GetUtcNow(), requestId, FaultAnswers.Refuse(fault, scope.Service, request)));
        }

        if (ServedModels.Find(scope.Service) is not { } model)
        {
            var message = $"LocalCloud does not serve '{scope.Service}'; it serves {string.Join(", ", ServedModels.Names)}.";
            return JsonText.Message(400, JsonText.Error("UnknownServiceException", message), "application/json", requestId);
        }

        var wire = WireOf(model);
        try
        {
            var operation = wire.FindOperation(model, request);
            if (FaultAnswers.Refuse(fault, model.Name, request) is { } refusal)
            {
                throw refusal;
            }

            if (!operations.TryGetValue((model.Name, operation.Name), out var operate))
            {
                throw Missing(model, operation.Name);
            }

            var input = wire.ReadInput(model, operation, request);
            if (InputCheck.Check(model, operation.Input, input) is { Count: > 0 } violations)
            {
                throw wire.Refuse(model, violations);
            }

            var answer = store.Run(transaction =>
            {
                transaction.Records = parents.In(transaction.Records, scope.Region, time.GetUtcNow());
                return Operate(operate, MakeCall(model, operation, input, scope, transaction, requestId));
            });
            return wire.WriteAnswer(model, operation, answer, requestId);
        }
        catch (AwsErrorException error)
        {
            var answer = wire.WriteError(model, error, requestId);
            answer.Headers.Date = fault is { Kind: FaultKind.ClockSkew } ? FaultAnswers.ClockOf(fault) : null;
            return answer;
        }
    }

    private static AwsErrorException Missing(ServiceModel model, string operation) => new(
        model.Protocol is WireProtocol.Ec2 or WireProtocol.Query ? "InvalidAction" : "UnknownOperationException",
        $"LocalCloud does not serve the operation {operation} of {model.Name}.");

    private static IWire WireOf(ServiceModel model) => model.Protocol switch
    {
        WireProtocol.RestJson => new RestJsonWire(),
        WireProtocol.Json => new JsonWire(),
        _ => new FormWire(),
    };

    private Call MakeCall(ServiceModel model, ServiceOperation operation, JsonObject input, CallScope scope, Transaction transaction, string requestId) =>
        new(model, operation, input, transaction)
        {
            Region = scope.Region,
            Account = Accounts.Of(transaction.Records, scope.AccessKey),
            AccessKey = scope.AccessKey,
            Now = time.GetUtcNow(),
            RequestId = requestId,
        };

    private static JsonObject Operate(Operate operate, Call call)
    {
        var answer = IdempotencyTokens.Answer(call, operate);
        if (call.Input.Flag("DryRun") == true)
        {
            // Thrown within the transaction, so nothing of the call is kept.
            throw new AwsErrorException("DryRunOperation", "Request would have succeeded, but DryRun flag is set.") { Status = 412 };
        }

        AnswerCheck.Check(call.Model, call.Operation, answer);
        return answer;
    }
}
