namespace GoldenAmi.Components.Actions;

/// <summary>One action of the component language: the form of its inputs, and what it does in the machine.</summary>
internal abstract class StepAction
{
    /// <summary>As AWSTOE spells it.</summary>
    public abstract string Name { get; }

    /// <summary>Whether <c>inputs</c> is a map or a list of maps.</summary>
    public abstract InputsShape Shape { get; }

    /// <summary>The keys of a map of inputs; empty when <see cref="Check"/> knows the form.</summary>
    public abstract IReadOnlyList<InputKey> Keys { get; }

    /// <summary>The outputs that later steps can name.</summary>
    public virtual IReadOnlyList<string> Outputs => [];

    /// <summary>True when a step without <c>inputs</c> is a mistake.</summary>
    public virtual bool NeedsInputs => Keys.Any(key => key.IsRequired);

    /// <summary>Notes what the keys alone do not show. References are not resolved yet.</summary>
    public virtual void Check(MapNode inputs, ProblemList problems)
    {
    }

    /// <summary>Does one entry of the inputs; references are resolved. Cancelled by the attempt's timeout too.</summary>
    public abstract Task<StepOutcome> RunAsync(MapNode inputs, StepWorld world, CancellationToken ct);
}

/// <summary>The form of <c>inputs</c>.</summary>
internal enum InputsShape
{
    Map,

    /// <summary>A list; one map alone is read as a list of one.</summary>
    ListOfMaps,
}

/// <summary>One key of the inputs.</summary>
/// <param name="Rule">What a text may be, or null for any.</param>
internal sealed record InputKey(string Name, InputKind Kind, bool IsRequired = false, InputRule? Rule = null);

/// <summary>The kind of a key's value.</summary>
internal enum InputKind
{
    Text,
    TextList,
    WholeNumber,
    Boolean,
}

/// <summary>What a text may be.</summary>
/// <param name="Says">Completes "it must be …".</param>
internal sealed record InputRule(Func<string, bool> IsAllowed, string Says);

/// <summary>How one attempt of a step ended.</summary>
internal abstract record StepOutcome
{
    private StepOutcome()
    {
    }

    /// <summary>Done.</summary>
    /// <param name="Outputs">By name; empty when the action has none.</param>
    /// <param name="ExitCode">Of the process, or null when there was none.</param>
    public sealed record Succeeded(IReadOnlyDictionary<string, string> Outputs, int? ExitCode = null) : StepOutcome
    {
        public static readonly Succeeded WithoutOutputs = new(new Dictionary<string, string>());
    }

    /// <summary>Not done.</summary>
    /// <param name="Message">One line, for example <c>exit status 1</c>.</param>
    public sealed record Failed(string Message, int? ExitCode = null) : StepOutcome;

    /// <summary>The machine must be restarted.</summary>
    /// <param name="RunAgain">True to run the same step again afterwards (exit status 194), false to go on with the next.</param>
    public sealed record RebootWanted(bool RunAgain, int? ExitCode = null) : StepOutcome;
}
