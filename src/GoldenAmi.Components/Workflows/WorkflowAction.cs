namespace GoldenAmi.Components.Workflows;

/// <summary>An action that a step can have (https://docs.aws.amazon.com/imagebuilder/latest/userguide/wfdoc-step-actions.html).</summary>
/// <param name="Required">Inputs that it needs.</param>
/// <param name="Optional">Inputs that it may have.</param>
/// <param name="Outputs">What later steps can refer to.</param>
/// <param name="MaxTimeout">The longest <c>timeoutSeconds</c>.</param>
internal sealed record WorkflowAction(string Name, IReadOnlyList<string> Required, IReadOnlyList<string> Optional, IReadOnlyList<string> Outputs, TimeSpan MaxTimeout)
{
    private static readonly string[] CommandOutputs = ["runCommandId", "status", "output"];
    private static readonly WorkflowType[] Any = [WorkflowType.Build, WorkflowType.Test, WorkflowType.Distribution];

    public IReadOnlyList<WorkflowType> Types { get; init; } = Any;

    /// <summary>It works on container images only, which recipes here do not make.</summary>
    public bool IsForContainers { get; init; }

    /// <summary>Inputs are an open list: RegisterImage takes EC2's.</summary>
    public bool TakesOthers { get; init; }

    /// <summary>Inputs whose value is one of several words.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Words { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    public static IReadOnlyList<WorkflowAction> All { get; } =
    [
        new("LaunchInstance", ["waitFor"], ["imageIdOverride", "instanceTypesOverride", "healthCheck"], ["instanceId"], Hours(12))
        {
            Words = new Dictionary<string, IReadOnlyList<string>> { ["waitFor"] = ["ssmAgent"], ["healthCheck"] = ["RUNNING", "STATUS_CHECK_PASSED"] },
        },
        new("BootstrapInstanceForContainer", ["instanceId"], [], CommandOutputs, Hours(12)) { IsForContainers = true },
        new("ExecuteComponents", ["instanceId"], [], CommandOutputs, Hours(24)) { Types = [WorkflowType.Build, WorkflowType.Test] },
        new("CollectImageMetadata", ["instanceId"], [], ["osVersion", "associationId"], Hours(12)),
        new("CollectImageScanFindings", ["instanceId"], [], CommandOutputs, Hours(12)) { Types = [WorkflowType.Test] },
        new("SanitizeInstance", ["instanceId"], [], CommandOutputs, Hours(12)),
        new("RunSysPrep", ["instanceId"], [], CommandOutputs, Hours(12)),
        new("CreateImage", ["instanceId"], [], ["imageId"], Hours(72)),
        new("CreateImageFromIso", ["instanceId"], [], ["amiName", "snapshotId", "architecture"], Hours(12)),
        new("RegisterImage", [], ["architecture", "blockDeviceMapping", "bootMode", "includeSnapshotTags"], ["imageId"], Hours(12)) { TakesOthers = true },
        new("RunCommand", ["instanceId", "documentName"], ["parameters", "documentVersion"], CommandOutputs, Hours(12)),
        new("WaitForSSMAgent", ["instanceId"], [], ["status"], Hours(3)),
        new("WaitForAction", [], ["snsTopicArn", "lambdaFunctionName", "payload"], ["action", "reason"], Hours(168)),
        new("ExecuteStateMachine", ["stateMachineArn"], ["input"], ["executionArn", "output"], Hours(24)),
        new("TerminateInstance", ["instanceId"], ["waitForTermination"], [], Hours(12)),
        new("DistributeImage", [], ["distributions"], ["distributedImages"], Hours(12)) { Types = [WorkflowType.Distribution] },
        new("ModifyImageAttributes", ["distributedImages"], ["attributes"], ["modifiedImages"], Hours(72)) { Types = [WorkflowType.Distribution] },
        new("ApplyImageConfigurations", ["distributedImages"], ["configurations"], ["configuredImages"], Hours(72)) { Types = [WorkflowType.Distribution] },
        new("DistributeContainerImage", ["instanceId"], [], ["status", "succeededRegions", "failedRegions"], Hours(12)) { Types = [WorkflowType.Distribution], IsForContainers = true },
    ];

    public static WorkflowAction? Find(string name) => All.FirstOrDefault(action => action.Name == name);

    private static TimeSpan Hours(int hours) => TimeSpan.FromHours(hours);
}
