using System.Reflection;
using GoldenAmi.Action.Commands;
using GoldenAmi.Action.Hosts;
using GoldenAmi.Action.Runs;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Action;

/// <summary>The program in memory: <see cref="Program"/> and the tests both call it.</summary>
internal static class GoldenAmiProgram
{
    /// <summary>The program's version, for example <c>0.1.0</c>.</summary>
    public static string Version { get; } =
        typeof(GoldenAmiProgram).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0";

    /// <summary>Runs one command to its end. Every ending comes back as a value; nothing is thrown.</summary>
    public static async Task<Ending> RunAsync(ProgramContext context, CancellationToken cancellationToken)
    {
        if (context.Arguments is ["--version"])
        {
            await context.Output.WriteLineAsync(Version);
            return Ending.Done;
        }

        try
        {
            return ReadInvocation(context) is { } invocation
                ? await RunAsync(context, invocation, cancellationToken)
                : Ending.Done;
        }
        catch (UserErrorException error)
        {
            // What is wrong here was wrong before a host could be chosen: with the command line or the inputs
            var host = Host.Choose(context, json: context.Arguments.Contains("--json"));
            foreach (var problem in error.Diagnostics)
            {
                host.Report.Problem(problem);
            }

            host.Close();
            return error.Ending;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await context.Error.WriteLineAsync("Cancelled.");
            return Ending.Cancelled;
        }
#pragma warning disable CA1031 // The last handler of the program: what comes here is a bug and is told as one
        catch (Exception bug)
#pragma warning restore CA1031
        {
            await context.Error.WriteLineAsync($"This is a bug in Golden AMI {Version}, not in what you did. Please report it with the lines below.\n{bug}");
            return Ending.Bug;
        }
    }

    private static Task<Ending> RunAsync(ProgramContext context, Invocation invocation, CancellationToken cancellationToken) =>
        invocation.Command.Name == CommandTable.Post ? PostRun.RunAsync(context, invocation, cancellationToken) : Composition.RunAsync(context, invocation, cancellationToken);

    /// <summary>In an Action or a task, which give the program no arguments, the inputs speak; otherwise the command line does.</summary>
    private static Invocation? ReadInvocation(ProgramContext context)
    {
        var invocation = (CiSystems.HasInputs(context), context.Arguments) switch
        {
            (true, []) => ActionInputs.Read(context),
            (true, [CommandTable.Post, ..]) => ActionInputs.ReadPost(context),
            _ => CommandLine.Read(context.Arguments, context.Output),
        };
        if (invocation is not null)
        {
            RunPlace.Check(context, invocation);
        }

        return invocation;
    }
}
