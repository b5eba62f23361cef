using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Action.Commands;

/// <summary>Makes System.CommandLine's options from <see cref="OptionTable"/> and turns what it parsed into an <see cref="Invocation"/>.</summary>
internal static class CommandLine
{
    /// <summary>The invocation, or null when help was asked for and printed to <paramref name="output"/>.</summary>
    /// <exception cref="UserErrorException">GA0600 to GA0604: every mistake of the command line at once.</exception>
    public static Invocation? Read(IReadOnlyList<string> arguments, TextWriter output)
    {
        var symbols = new Dictionary<Command, ProgramCommand>();
        var result = MakeRoot(symbols).Parse(arguments, new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
        if (result.Action is HelpAction help)
        {
            WriteHelp(help, result, output);
            return null;
        }

        if (!symbols.TryGetValue(result.CommandResult.Command, out var command))
        {
            throw new UserErrorException(Ending.Usage, UnknownCommand(result));
        }

        if (!command.Available)
        {
            throw new UserErrorException(Ending.Usage, NotAvailable(command));
        }

        var problems = FindProblems(result, command).ToList();
        return problems.Count > 0
            ? throw new UserErrorException(Ending.Usage, problems)
            : new Invocation(command, ReadValues(result, command), option => $"--{option.Name}");
    }

    /// <summary>The help's text without the blanks that wrapped lines end in.</summary>
    private static void WriteHelp(HelpAction help, ParseResult result, TextWriter output)
    {
        using var text = new StringWriter { NewLine = "\n" };
        help.MaxWidth = 120;
        result.Invoke(new InvocationConfiguration { Output = text, Error = text, EnableDefaultExceptionHandler = false });
        foreach (var line in text.ToString().TrimEnd().Split('\n'))
        {
            output.WriteLine(line.TrimEnd());
        }
    }

    /// <summary>A command that is known and not there yet.</summary>
    public static Diagnostic NotAvailable(ProgramCommand command) =>
        new(ErrorCode.CommandNotAvailable, $"The command '{command.Name}' is not available yet.", null,
            $"use one of {string.Join(", ", CommandTable.All.Where(known => known is { Available: true, Hidden: false }).Select(known => known.Name))}.");

    private static Command MakeRoot(Dictionary<Command, ProgramCommand> symbols)
    {
        var root = new Command("golden-ami", "Golden AMI turns image recipes kept in a Git repository into tested and distributed Amazon Machine Images.");
        foreach (var command in CommandTable.All)
        {
            var words = command.Name.Split(' ');
            var parent = words.Length == 1 ? root : FindGroup(root, words[0]);
            var symbol = MakeCommand(command, words[^1]);
            symbols.Add(symbol, command);
            parent.Add(symbol);
        }

        root.Add(new Option<bool>("--version") { Description = "Print the version." });
        root.Add(new HelpOption("--help", "-h", "-?") { Recursive = true, Description = "Print this text." });
        return root;
    }

    private static Command FindGroup(Command root, string name)
    {
        var group = root.Subcommands.FirstOrDefault(known => known.Name == name);
        if (group is null)
        {
            var available = CommandTable.All.Any(command => command.Available && command.Name.StartsWith(name + " ", StringComparison.Ordinal));
            group = new Command(name, name == "local" ? "The cloud inside the program: serve it, list its images, install what it needs." : "") { Hidden = !available };
            root.Add(group);
        }

        return group;
    }

    private static Command MakeCommand(ProgramCommand command, string name)
    {
        var symbol = new Command(name, command.Description) { Hidden = !command.Available || command.Hidden, TreatUnmatchedTokensAsErrors = command.Available };
        foreach (var option in command.Options)
        {
            symbol.Add(MakeOption(option));
        }

        if (command.Argument is { } argument)
        {
            symbol.Add(MakeArgument(argument));
        }

        return symbol;
    }

    /// <summary>System.CommandLine takes a list for one value at most as a mistake of the user's.</summary>
    private static Argument MakeArgument(ProgramOption argument)
    {
        var name = argument.ValueName ?? argument.Name;
        return argument.Kind == OptionKind.Lines
            ? new Argument<string[]>(name) { Description = argument.Description, Arity = ArgumentArity.ZeroOrMore }
            : new Argument<string>(name) { Description = argument.Description, Arity = ArgumentArity.ZeroOrOne };
    }

    private static Option MakeOption(ProgramOption option)
    {
        var description = option.Default.Length > 0 ? $"{option.Description} Default: {option.Default}." : option.Description;
        return option.Kind switch
        {
            OptionKind.Flag => new Option<bool>($"--{option.Name}") { Description = description, Arity = ArgumentArity.ZeroOrOne },
            OptionKind.Lines => new Option<string[]>($"--{option.Name}") { Description = description, HelpName = option.ValueName, Arity = ArgumentArity.OneOrMore },
            _ => new Option<string>($"--{option.Name}")
            {
                Description = description,
                HelpName = option.Values.Count > 0 ? string.Join('|', option.Values) : option.ValueName ?? option.Name,
            },
        };
    }

    private static IEnumerable<Diagnostic> FindProblems(ParseResult result, ProgramCommand command)
    {
        foreach (var token in ArgumentTokens(result).Where(token => token.Length > 1 && token[0] == '-').Concat(result.UnmatchedTokens))
        {
            yield return UnknownToken(token, command);
        }

        // System.CommandLine has an error of its own for each token that was named above
        foreach (var error in result.Errors.Where(error => !result.UnmatchedTokens.Any(token => error.Message.Contains($"'{token}'", StringComparison.Ordinal))))
        {
            yield return new(ErrorCode.UnknownArgument, error.Message, null, $"see golden-ami {command.Name} --help.");
        }
    }

    private static Diagnostic UnknownToken(string token, ProgramCommand command)
    {
        var name = token.TrimStart('-').Split('=')[0];
        if (token[0] == '-' && OptionTable.Find(name) is not null)
        {
            return NotObeyed($"--{name}", command);
        }

        var near = token[0] == '-' ? NearMiss.Find(name, command.Options.Select(option => option.Name)) : null;
        return new(ErrorCode.UnknownArgument, $"'{token}' is nothing that the command '{command.Name}' knows.", null,
            near is null ? $"see golden-ami {command.Name} --help." : $"did you mean '--{near}'?");
    }

    /// <summary>An option that exists and would do nothing for this command.</summary>
    public static Diagnostic NotObeyed(string form, ProgramCommand command) =>
        new(ErrorCode.OptionNotObeyed, $"The command '{command.Name}' does not obey {form}.", null,
            command.Options.Count == 0 ? "leave it out." : $"leave it out; {command.Name} obeys {string.Join(", ", command.Options.Select(option => option.Name))}.");

    private static Diagnostic UnknownCommand(ParseResult result)
    {
        var found = string.Join(' ', result.Tokens.TakeWhile(token => token.Value[0] != '-').Take(2).Select(token => token.Value));
        var names = CommandTable.All.Where(command => command is { Available: true, Hidden: false }).Select(command => command.Name).ToList();
        var near = NearMiss.Find(found, names) ?? NearMiss.Find(found.Split(' ')[0], names);
        var message = found.Length == 0 ? "No command is given." : $"There is no command '{found}'.";
        return new(ErrorCode.UnknownCommand, message, null, near is null ? $"use one of {string.Join(", ", names)}." : $"did you mean '{near}'?");
    }

    private static IEnumerable<string> ArgumentTokens(ParseResult result) =>
        result.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Select(token => token.Value);

    private static SortedDictionary<string, string> ReadValues(ParseResult result, ProgramCommand command)
    {
        var given = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var option in result.CommandResult.Children.OfType<OptionResult>().Where(option => !option.Implicit))
        {
            var values = option.Tokens.Select(token => token.Value);
            given[option.Option.Name.TrimStart('-')] = option.Tokens.Count == 0 ? "true" : string.Join('\n', values);
        }

        var arguments = ArgumentTokens(result).ToList();
        if (arguments.Count > 0 && command.Argument is { } argument)
        {
            given[argument.Name] = given.TryGetValue(argument.Name, out var already) ? $"{already}\n{string.Join('\n', arguments)}" : string.Join('\n', arguments);
        }

        return given;
    }
}
