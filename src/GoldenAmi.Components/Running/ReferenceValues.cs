using GoldenAmi.Components.Language;

namespace GoldenAmi.Components.Running;

/// <summary>Gives references their values, immediately before a step runs.</summary>
/// <param name="given">The recipe's values for parameters.</param>
/// <param name="records">The steps of this document that are done.</param>
internal sealed class ReferenceValues(ComponentDocument document, IReadOnlyDictionary<string, string> given, IReadOnlyList<StepRecord> records)
{
    private string? _missing;

    /// <summary>The inputs with every reference replaced.</summary>
    /// <returns>Or why one has no value, as the step's failure message.</returns>
    public (IReadOnlyList<MapNode> Inputs, string? Failure) Resolve(ComponentStep step)
    {
        _missing = null;
        IReadOnlyList<MapNode> inputs = [.. step.Inputs.Select(map => (MapNode)Resolve(map))];
        return (inputs, _missing);
    }

    private Node Resolve(Node node) => node switch
    {
        TextNode text => text with { Value = Reference.Replace(text.Value, ValueOf), IsPlain = text.IsPlain && text.IsNull },
        ListNode list => list with { Items = [.. list.Items.Select(Resolve)] },
        MapNode map => map with { Entries = [.. map.Entries.Select(entry => entry with { Value = Resolve(entry.Value) })] },
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private string ValueOf(Reference reference) => reference switch
    {
        Reference.Named named => ValueOf(named),
        Reference.Chained chained => ValueOf(chained),
        _ => Missing($"{reference.Raw} is no reference that is available here"),
    };

    // A parameter with neither value nor default is empty, as the standalone AWSTOE renders it; the service refuses it before.
    private string ValueOf(Reference.Named named) =>
        document.Constants.FirstOrDefault(constant => constant.Name == named.Name)?.Value
        ?? (given.TryGetValue(named.Name, out var value) ? value : null)
        ?? (document.Parameters.FirstOrDefault(parameter => parameter.Name == named.Name) is { } parameter
            ? parameter.Default ?? ""
            : Missing($"{named.Raw} is not declared"));

    private string ValueOf(Reference.Chained chain)
    {
        if (records.LastOrDefault(candidate => candidate.Phase == chain.Phase && candidate.Step == chain.Step) is not { } record)
        {
            return Missing($"{chain.Raw} has no value: step '{chain.Step}' of phase '{chain.Phase}' was not done in this stage");
        }

        var entries = chain.IsOutput ? record.Outputs : record.Inputs;
        return chain.Entry < entries.Count && entries[chain.Entry].TryGetValue(chain.Key, out var value)
            ? value
            : Missing($"{chain.Raw} has no value: step '{chain.Step}' of phase '{chain.Phase}' left none");
    }

    // Notes the first reference without a value; the inputs are of no use then.
    private string Missing(string why)
    {
        _missing ??= why;
        return "";
    }
}
