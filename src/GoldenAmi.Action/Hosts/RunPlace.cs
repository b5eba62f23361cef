using GoldenAmi.Action.Commands;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Action.Hosts;

/// <summary>What is refused because of where the program runs.</summary>
internal static class RunPlace
{
    /// <exception cref="UserErrorException">GA0616, GA0618.</exception>
    public static void Check(ProgramContext context, Invocation invocation)
    {
        ForkGuard.Check(context);
        if (context.Variable("GOLDEN_AMI_CONTAINER") is not null && invocation.Given.GetValueOrDefault(OptionTable.Local.Name) is { } local
            && local.Equals("true", StringComparison.OrdinalIgnoreCase))
        {
            throw new UserErrorException(Ending.Usage, new Diagnostic(ErrorCode.NoMachinesInContainer,
                $"{invocation.Form(OptionTable.Local)} builds in virtual machines, and this container has none: it lacks qemu-system-x86, qemu-utils and mmdebstrap.", null,
                "run the program on the runner itself: on GitHub with the action setup (docs/github-actions.md, \"Pull requests from forks\"), elsewhere with the released file."));
        }
    }
}
