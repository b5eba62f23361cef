using GoldenAmi.Components.Actions;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Components.Language;

/// <summary>Checks that every reference in the inputs of a document leads somewhere.</summary>
internal sealed class ReferenceCheck(ComponentDocument document, SourceText source, ProblemList problems)
{
    private readonly List<string> _names =
        [.. document.Parameters.Select(parameter => parameter.Name), .. document.Constants.Select(constant => constant.Name)];

    private readonly List<(ComponentPhase Phase, ComponentStep Step)> _earlier = [];

    public void Run()
    {
        foreach (var phase in document.Phases)
        {
            foreach (var step in phase.Steps)
            {
                foreach (var text in step.Inputs.SelectMany(Texts))
                {
                    CheckText(text, phase);
                }

                _earlier.Add((phase, step));
            }
        }
    }

    private static IEnumerable<TextNode> Texts(Node node) => node switch
    {
        TextNode text => [text],
        ListNode list => list.Items.SelectMany(Texts),
        MapNode map => map.Entries.SelectMany(entry => Texts(entry.Value)),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private void CheckText(TextNode text, ComponentPhase phase)
    {
        foreach (var reference in Reference.Scan(text.Value))
        {
            var place = source.PlaceOf(reference.Raw, text);
            switch (reference)
            {
                case Reference.Named named:
                    CheckName(named, place);
                    break;
                case Reference.Chained chained:
                    CheckChain(chained, place, phase);
                    break;
                case Reference.NotYet later:
                    problems.Add(
                        ErrorCode.ComponentFeatureNotAvailable,
                        place,
                        $"The reference '{ProblemList.Short(later.Raw)}' is known to AWSTOE ('{later.Form}') and not available here yet.",
                        "give the value as a parameter.");
                    break;
                case Reference.Foreign:
                    problems.Add(
                        ErrorCode.ComponentForeignBraces,
                        place,
                        $"'{ProblemList.Short(reference.Raw)}' is no reference that AWSTOE knows, and double braces have no escape.",
                        "for a parameter write '{{ Name }}'; for another program's template keep the two braces apart, in bash for example '{''{'.");
                    break;
                default:
                    throw new System.Diagnostics.UnreachableException();
            }
        }
    }

    private void CheckName(Reference.Named named, SourcePlace place)
    {
        if (!_names.Contains(named.Name))
        {
            var declared = _names.Count == 0 ? "none is declared" : $"declared: {string.Join(", ", _names)}";
            problems.Add(
                ErrorCode.ComponentUndeclared,
                place,
                $"'{ProblemList.Short(named.Name)}' is neither a parameter nor a constant of this document; {declared}.",
                NearMiss.Find(named.Name, _names) is { } near ? $"did you mean '{near}'?" : "declare it under parameters or constants.");
        }
    }

    private void CheckChain(Reference.Chained chain, SourcePlace place, ComponentPhase phase)
    {
        var found = _earlier.Find(earlier => earlier.Phase.Name == chain.Phase && earlier.Step.Name == chain.Step);
        if (found.Step is null)
        {
            var comesLater = document.FindStep(chain.Phase, chain.Step) is not null;
            problems.Add(
                ErrorCode.ComponentChainStep,
                place,
                comesLater ? $"'{chain.Phase}.{chain.Step}' has not run yet when this step runs." : $"There is no step '{chain.Step}' in a phase '{chain.Phase}'.",
                comesLater ? "put the step before this one." : ProblemList.DidYouMean($"{chain.Phase}.{chain.Step}", [.. _earlier.Select(earlier => $"{earlier.Phase.Name}.{earlier.Step.Name}")]));
            return;
        }

        if (IsTestStage(phase.Name) != IsTestStage(chain.Phase))
        {
            problems.Add(
                ErrorCode.ComponentChainStage,
                place,
                $"'{chain.Phase}.{chain.Step}' runs in another stage: Image Builder runs the phase '{phase.Name}' on another machine, where its values are not known.",
                "repeat the step in this phase, or put the value into a file of the image.");
            return;
        }

        CheckChainKey(chain, place, found.Step);
    }

    private void CheckChainKey(Reference.Chained chain, SourcePlace place, ComponentStep step)
    {
        if (ActionTable.Find(step.Action) is not { } action || step.Inputs.Count == 0)
        {
            return; // told already where the step stands
        }

        var keys = chain.IsOutput ? action.Outputs : [.. action.Keys.Where(key => key.Kind != InputKind.TextList).Select(key => key.Name)];
        var side = chain.IsOutput ? "outputs" : "inputs";
        if (!keys.Contains(chain.Key))
        {
            var available = keys.Count == 0 ? $"{action.Name} has none" : $"available: {string.Join(", ", keys)}";
            problems.Add(
                ErrorCode.ComponentChainKey, place, $"'{chain.Key}' is not among the {side} of '{chain.Phase}.{chain.Step}' that can be used; {available}.", ProblemList.DidYouMean(chain.Key, keys));
        }
        else if (chain.Entry >= step.Inputs.Count || (!chain.IsOutput && step.Inputs[chain.Entry].Find(chain.Key) is null))
        {
            problems.Add(
                ErrorCode.ComponentChainKey, place, $"'{chain.Phase}.{chain.Step}' has no {side}[{chain.Entry}].{chain.Key}.", $"count from 0, and name one that the step has.");
        }
    }

    private static bool IsTestStage(string phase) => phase is PhaseNames.Test or PhaseNames.ContainerHostTest;
}
