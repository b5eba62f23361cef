namespace GoldenAmi.Action.Commands;

/// <summary>What the user asked for, as text: the command line and an Action's inputs both lead to one.</summary>
/// <param name="Given">Value by option name; only what was really given.</param>
/// <param name="Form">How an option is named to this user: <c>--on-cancel</c> or <c>input on-cancel</c>.</param>
internal sealed record Invocation(ProgramCommand Command, IReadOnlyDictionary<string, string> Given, Func<ProgramOption, string> Form);
