using GoldenAmi.Action.Commands;
using GoldenAmi.Action.Hosts;
using GoldenAmi.Diagnostics;
using GoldenAmi.Recipes;

namespace GoldenAmi.Action.Runs;

/// <summary><c>init</c>: writes a first recipe with one component and one test.</summary>
internal sealed class InitRun(ProgramContext context, Invocation invocation, Host host)
{
    public Ending Run()
    {
        var folder = invocation.Given.GetValueOrDefault("folder", ".");
        foreach (var file in StarterFiles.Write(Path.GetFullPath(folder, context.WorkingFolder)))
        {
            host.Report.Say("written", folder == "." ? file : Path.Join(folder, file));
        }

        host.Close();
        var recipe = folder == "." ? "" : $" {folder}";
        context.Output.WriteLine($"\nNext: try it without an AWS account: golden-ami build{recipe} --local");
        return Ending.Done;
    }
}
