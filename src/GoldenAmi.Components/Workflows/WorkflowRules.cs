using GoldenAmi.Diagnostics;

namespace GoldenAmi.Components.Workflows;

/// <summary>The bounds and codes of workflow documents.</summary>
internal static class WorkflowRules
{
    /// <summary>Image Builder's quotas (https://docs.aws.amazon.com/general/latest/gr/imagebuilder.html): steps of a workflow, parameters of one.</summary>
    public const int MostSteps = 15;

    public const int MostParameters = 25;

    public static DocumentRules Rules { get; } = new()
    {
        Name = "workflow document",
        Holds = "workflow",

        // Same source, "Workflow size".
        MaxBytes = 64 * 1024,
        MaxBytesReason = "the most that Image Builder takes",
        TooLargeFix = "split the workflow into several.",

        // Conditions are the deepest: 4 levels of maps and lists within a step.
        MaxDepth = 24,
        EmptyFix = "write a workflow with name, schemaVersion and steps.",
        Codes = new DocumentCodes
        {
            TooLarge = ErrorCode.WorkflowText,
            NotText = ErrorCode.WorkflowText,
            Empty = ErrorCode.WorkflowText,
            NotYaml = ErrorCode.WorkflowText,
            TooDeep = ErrorCode.WorkflowText,
            Alias = ErrorCode.WorkflowText,
            DuplicateKey = ErrorCode.WorkflowText,
            UnknownKey = ErrorCode.WorkflowKey,
            MissingKey = ErrorCode.WorkflowKey,
            WrongKind = ErrorCode.WorkflowKey,
            Number = ErrorCode.WorkflowKey,
            Word = ErrorCode.WorkflowKey,
        },
    };
}
