using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace GoldenAmi.LocalCloud.State;

/// <summary>A build version of an image of Image Builder.</summary>
internal sealed record ImageRecord
{
    public required string Arn { get; init; }

    public required string Account { get; init; }

    public required string Region { get; init; }

    public required string Name { get; init; }

    public required string Version { get; init; }

    public required int Build { get; init; }

    public required DateTimeOffset Created { get; init; }

    /// <summary>As in the model's ImageStatus.</summary>
    public required string Status { get; init; }

    public string? Reason { get; init; }

    /// <summary>What the answer's <c>failureContext</c> says; null while it has not failed.</summary>
    public JsonObject? Failure { get; init; }

    /// <summary>The status in which it failed; null while it has not.</summary>
    public string? FailedIn { get; init; }

    /// <summary>The members of its create request, without token and tags.</summary>
    public required JsonObject Given { get; init; }

    /// <summary>As they were when the image was asked for; null for an image that only distributes.</summary>
    public ResourceRecord? Recipe { get; init; }

    public ResourceRecord? Infrastructure { get; init; }

    public ResourceRecord? Distribution { get; init; }

    /// <summary>The build versions that the recipe's references led to, in order.</summary>
    public IReadOnlyList<ResourceRecord> Components { get; init; } = [];

    /// <summary>Workflows of the request, in its order; none for AWS's own.</summary>
    public IReadOnlyList<ChosenWorkflow> Workflows { get; init; } = [];

    /// <summary>The AMI that is built upon, or distributed.</summary>
    public required string SourceAmi { get; init; }

    /// <summary>The AMI in the home region; null before it is made.</summary>
    public string? Ami { get; init; }

    /// <summary>All that was made of it, the home region's first.</summary>
    public IReadOnlyList<OutputRecord> Outputs { get; init; } = [];

    /// <summary>The pipeline that started it, its ARN and name; null when none did.</summary>
    public string? Pipeline { get; init; }

    public string? PipelineName { get; init; }

    /// <summary>The pipeline's schedule started it.</summary>
    public bool IsScheduled { get; init; }

    /// <summary>When it became available; null before.</summary>
    public DateTimeOffset? Ended { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Which process works on it: its id; null when none.</summary>
    public int? Owner { get; init; }
}

/// <summary>An AMI that an image led to.</summary>
internal sealed record OutputRecord(string Region, string Account, string Ami);

/// <summary>A workflow that an image was asked for with.</summary>
/// <param name="Workflow">The build version that the reference led to.</param>
/// <param name="Continues">Whether the image goes on when it fails.</param>
internal sealed record ChosenWorkflow(ResourceRecord Workflow, string? ParallelGroup, bool Continues)
{
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Parameters { get; init; } = ImmutableDictionary<string, IReadOnlyList<string>>.Empty;
}

/// <summary>A workflow's execution of an image.</summary>
internal sealed record WorkflowRecord(string Id, string ImageArn, string Type, string Status, IReadOnlyList<StepRecord> Steps, DateTimeOffset Started)
{
    public DateTimeOffset? Ended { get; init; }

    public string? Message { get; init; }

    /// <summary>True for an execution that a RetryImage replaced.</summary>
    public bool IsRetried { get; init; }

    /// <summary>ARN of the workflow's build version; null for AWS's own.</summary>
    public string? WorkflowArn { get; init; }

    public string? ParallelGroup { get; init; }
}

/// <summary>A step of a workflow's execution.</summary>
internal sealed record StepRecord(string Id, string Name, string Action, string Status)
{
    public DateTimeOffset? Started { get; init; }

    public DateTimeOffset? Ended { get; init; }

    public string? Message { get; init; }

    /// <summary>JSON text.</summary>
    public string? Outputs { get; init; }

    public bool Continues { get; init; }

    /// <summary>Whether it is undone when the workflow fails after it.</summary>
    public bool IsRolledBack { get; init; } = true;

    /// <summary>As in the model's WorkflowStepExecutionRollbackStatus; null when its workflow was not rolled back.</summary>
    public string? RollbackStatus { get; init; }
}
