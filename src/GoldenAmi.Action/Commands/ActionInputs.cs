using GoldenAmi.Action.Hosts;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Action.Commands;

/// <summary>Reads the inputs of a GitHub Action or of the Azure Pipelines task from the variables in which they are handed over: the same for both.</summary>
internal static class ActionInputs
{
    /// <summary>Names that GitHub's runner takes for itself when the action is a container.</summary>
    private static readonly string[] RunnersOwn = ["INPUT_ARGS", "INPUT_ENTRYPOINT"];

    /// <summary>What the workflow asked for. An empty input is one that was not given; one with its default is as good as not given.</summary>
    /// <exception cref="UserErrorException">GA0600, GA0603, GA0604: every mistake at once.</exception>
    public static Invocation Read(ProgramContext context)
    {
        var given = Given(context);
        var name = given.GetValueOrDefault(OptionTable.Command.Name, OptionTable.Command.Default);
        var command = CommandTable.Find(name);
        if (command is not { InAction: true })
        {
            throw new UserErrorException(Ending.Usage, command is { Available: false } ? CommandLine.NotAvailable(command) : NoCommand(name));
        }

        given.Remove(OptionTable.Command.Name);
        if (CiSystems.IsDebugRun(context) && command.Options.Contains(OptionTable.Verbose))
        {
            given[OptionTable.Verbose.Name] = "true";
        }

        return MakeInvocation(context, command, given, isPost: false);
    }

    /// <summary>
    /// What the step after the job obeys of the same inputs; those of the main step alone are passed over. The container's entry point calls it as
    /// <c>golden-ami post /usr/bin/golden-ami-post</c>: a script's interpreter is given the script's path.
    /// </summary>
    public static Invocation ReadPost(ProgramContext context)
    {
        var given = Given(context);
        given.Remove(OptionTable.Command.Name);
        return MakeInvocation(context, CommandTable.Find(CommandTable.Post)!, given, isPost: true);
    }

    private static Invocation MakeInvocation(ProgramContext context, ProgramCommand command, SortedDictionary<string, string> given, bool isPost)
    {
        var problems = new List<Diagnostic>();
        foreach (var (option, value) in given.ToList())
        {
            var known = OptionTable.Find(option);
            if (known is null)
            {
                problems.Add(Unknown(option));
            }
            else if (!command.Options.Contains(known))
            {
                given.Remove(option);
                if (value != known.Default && !isPost && known.ActionDefault is null)
                {
                    problems.Add(CommandLine.NotObeyed($"the input {option}", command));
                }
            }
        }

        return problems.Count > 0
            ? throw new UserErrorException(Ending.Usage, problems)
            : new Invocation(command, given, option => $"input {Name(context, option)}");
    }

    /// <summary>The input's name as the reader of this CI system writes it.</summary>
    private static string Name(ProgramContext context, ProgramOption option) =>
        CiSystems.Of(context) == CiSystem.AzurePipelines ? AzureResults.TaskName(option.Name) : option.Name;

    private static SortedDictionary<string, string> Given(ProgramContext context)
    {
        var given = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in context.Environment)
        {
            if (name.StartsWith("INPUT_", StringComparison.Ordinal) && value.Trim().Length > 0 && !RunnersOwn.Contains(name))
            {
                given[name["INPUT_".Length..].ToLowerInvariant()] = value.Trim();
            }
        }

        return given;
    }

    private static Diagnostic NoCommand(string name)
    {
        var names = CommandTable.All.Where(command => command.InAction).Select(command => command.Name).ToList();
        return new(ErrorCode.UnknownCommand, $"The input command is '{name}'; an Action runs {string.Join(", ", names)}.", null,
            NearMiss.Find(name, names) is { } near ? $"did you mean '{near}'?" : "leave it out to build.");
    }

    private static Diagnostic Unknown(string option)
    {
        var names = OptionTable.Inputs.Select(input => input.Name).ToList();
        return new(ErrorCode.UnknownInput, $"There is no input '{option}'.", null,
            NearMiss.Find(option, names) is { } near ? $"did you mean '{near}'?" : $"use one of {string.Join(", ", names)}.");
    }
}
