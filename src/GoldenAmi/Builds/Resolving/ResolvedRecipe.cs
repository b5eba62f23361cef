using GoldenAmi.Builds.Fingerprints;
using GoldenAmi.Identifiers;
using GoldenAmi.Recipes;

namespace GoldenAmi.Builds.Resolving;

/// <summary>A recipe whose wildcards and pointers have become what AWS holds at this moment.</summary>
internal sealed record ResolvedRecipe(Recipe Recipe, AwsAccount Account, ResolvedParent Parent)
{
    /// <summary>The recipe's build components and then its tests, each with what it is in AWS.</summary>
    public required IReadOnlyList<ResolvedComponent> Components { get; init; }

    /// <summary>The recipe's workflows in its order, each with what it is in AWS.</summary>
    public IReadOnlyList<ResolvedWorkflow> Workflows { get; init; } = [];

    public required Fingerprint Fingerprint { get; init; }
}

/// <summary>Whose account and which part of AWS the credentials lead to.</summary>
/// <param name="Partition"><c>aws</c>, <c>aws-cn</c>, <c>aws-us-gov</c>, …</param>
internal sealed record AwsAccount(AccountId Id, string Partition);

/// <summary>The AMI that the image is built upon.</summary>
/// <param name="Architecture">As EC2 says it: <c>x86_64</c>, <c>arm64</c>.</param>
internal sealed record ResolvedParent(AmiId Id, string Architecture);

/// <summary>A component as the recipe uses it.</summary>
/// <param name="IsTest">Whether the recipe lists it under <c>tests</c>.</param>
internal abstract record ResolvedComponent(bool IsTest, IReadOnlyList<ComponentParameter> Parameters)
{
    /// <summary>In AWS already, under this ARN (with its version; the build is the newest).</summary>
    internal sealed record Existing(ComponentUse.Existing Use, string Version, string Arn, bool IsTest)
        : ResolvedComponent(IsTest, Use.With);

    /// <summary>A document of the repository.</summary>
    /// <param name="Digest"><c>sha256:…</c> of its text.</param>
    internal sealed record Document(ComponentUse.Document Use, string Digest, bool IsTest)
        : ResolvedComponent(IsTest, Use.With);
}

/// <summary>A workflow as the recipe uses it.</summary>
internal abstract record ResolvedWorkflow(WorkflowUse Use)
{
    /// <summary>In AWS already, under this ARN (with its version).</summary>
    internal sealed record Existing(WorkflowUse.Existing Named, string Version, string Arn) : ResolvedWorkflow(Named);

    /// <summary>A document of the repository.</summary>
    /// <param name="Digest"><c>sha256:…</c> of its text, and of the type that it is made with.</param>
    internal sealed record Document(WorkflowUse.Document Written, string Digest) : ResolvedWorkflow(Written);
}
