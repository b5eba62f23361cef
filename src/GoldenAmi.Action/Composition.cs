using GoldenAmi.Action.Commands;
using GoldenAmi.Action.Hosts;
using GoldenAmi.Action.Runs;
using GoldenAmi.Diagnostics;
using GoldenAmi.Recipes;

namespace GoldenAmi.Action;

/// <summary>The one place that wires the program: settings, host, and the command that was asked for.</summary>
internal static class Composition
{
    public static async Task<Ending> RunAsync(ProgramContext context, Invocation invocation, CancellationToken cancellationToken)
    {
        var settings = SettingsReader.Read(invocation);
        var host = Host.Choose(context, settings.Json);
        foreach (var secret in ForgeOfRun.TokenVariables.Select(context.Variable).Append(settings.Token?.Value).OfType<string>())
        {
            host.Report.Mask(secret);
        }

        switch (invocation.Command.Name)
        {
            case CommandTable.Build:
                return await new BuildRun(context, settings, host).RunAsync(invocation.Command, cancellationToken);
            case CommandTable.Collect:
                return await new BuildRun(context, settings, host) { CollectOnly = true }.RunAsync(invocation.Command, cancellationToken);
            case CommandTable.Check:
                return await new CheckRun(context, settings, host).RunAsync(invocation.Command, cancellationToken);
            case CommandTable.Bump:
                return await new BumpRun(context, settings, host).RunAsync(invocation.Command, cancellationToken);
            case CommandTable.Rollback:
                return await new BumpRun(context, settings, host) { IsRollback = true }.RunAsync(invocation.Command, cancellationToken);
            case CommandTable.Apply:
                return await new ApplyRun(context, settings, host).RunAsync(invocation.Command, cancellationToken);
            case CommandTable.Sweep:
                return await new SweepRun(context, settings, host).RunAsync(cancellationToken);
            case CommandTable.Plan:
                return await new PlanRun(context, settings, host).RunAsync(invocation.Command, cancellationToken);
            case CommandTable.Validate:
                return new ValidateRun(context, settings, host).Run();
            case CommandTable.Init:
                return new InitRun(context, invocation, host).Run();
            case CommandTable.Schema:
                await context.Output.WriteLineAsync(RecipeSchema.Json.TrimEnd());
                return Ending.Done;
            case CommandTable.LocalServe:
                return await new LocalServeRun(context, settings, host).RunAsync(cancellationToken);
            case CommandTable.LocalImages:
                return new LocalImagesRun(context, settings, host).Run();
            case CommandTable.LocalSetup:
                return await new LocalSetupRun(context, host).RunAsync(cancellationToken);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }
}
