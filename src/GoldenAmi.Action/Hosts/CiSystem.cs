namespace GoldenAmi.Action.Hosts;

/// <summary>What runs this job.</summary>
internal enum CiSystem
{
    /// <summary>A person in a terminal, or a CI system that is not known here.</summary>
    None,

    GitHub,

    AzurePipelines,

    /// <summary>AWS CodeBuild, by itself or as a stage of CodePipeline.</summary>
    CodeBuild,
}

/// <summary>Recognises the CI system by the variables that it promises to set.</summary>
internal static class CiSystems
{
    public static CiSystem Of(ProgramContext context) =>
        context.Variable("GITHUB_ACTIONS") == "true" ? CiSystem.GitHub
        : string.Equals(context.Variable("TF_BUILD"), "true", StringComparison.OrdinalIgnoreCase) ? CiSystem.AzurePipelines
        : context.Variable("CODEBUILD_BUILD_ID") is not null ? CiSystem.CodeBuild
        : CiSystem.None;

    /// <summary>Whether the inputs of an Action or a task speak when there are no arguments.</summary>
    public static bool HasInputs(ProgramContext context) => Of(context) is CiSystem.GitHub or CiSystem.AzurePipelines;

    /// <summary>Whether the reader asked the CI system itself for a detailed log ("Re-run with debug logging", <c>System.Debug</c>).</summary>
    public static bool IsDebugRun(ProgramContext context) => Of(context) switch
    {
        CiSystem.GitHub => context.Variable("RUNNER_DEBUG") == "1",
        CiSystem.AzurePipelines => string.Equals(context.Variable("SYSTEM_DEBUG"), "true", StringComparison.OrdinalIgnoreCase),
        _ => false,
    };
}
