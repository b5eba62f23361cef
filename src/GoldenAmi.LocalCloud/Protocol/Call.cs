using System.Text.Json.Nodes;
using GoldenAmi.LocalCloud.Model;
using GoldenAmi.LocalCloud.State;

namespace GoldenAmi.LocalCloud.Protocol;

/// <summary>One checked call, within a transaction of the state.</summary>
internal sealed record Call(ServiceModel Model, ServiceOperation Operation, JsonObject Input, Transaction State)
{
    public required string Region { get; init; }

    public required string Account { get; init; }

    /// <summary>The call's time.</summary>
    public required DateTimeOffset Now { get; init; }

    public required string RequestId { get; init; }

    /// <summary>Who calls, for STS: an access key id, or null without a signature.</summary>
    public string? AccessKey { get; init; }
}

/// <summary>Answers a call; null for an operation that answers nothing.</summary>
internal delegate JsonObject? Operate(Call call);
