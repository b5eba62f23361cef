namespace GoldenAmi.Aws.Sharing;

/// <summary>
/// Questions of one kind, each about a name. Those that are asked while calls are under way go together in the next call, so that many recipes need few calls and no answer
/// is older than its question. Answers that are kept are asked for once.
/// </summary>
/// <param name="ask">Asks about some names; answers about other names are passed over. What it throws is thrown to everybody whose question was in the call.</param>
public sealed class Questions<T>(QuestionRules rules, Func<IReadOnlyList<string>, CancellationToken, Task<IEnumerable<(string Name, T Answer)>>> ask)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Task<IReadOnlyList<T>>> _kept = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<string, TaskCompletionSource<IReadOnlyList<T>>> _waiting = new(StringComparer.Ordinal);
    private int _underWay;

    /// <summary>All answers about the names, in the names' order; none about a name of which nothing is known.</summary>
    /// <param name="ct">The run's: all who ask share a call, and its end.</param>
    public async Task<IReadOnlyList<T>> AskAsync(IEnumerable<string> names, CancellationToken ct)
    {
        List<Task<IReadOnlyList<T>>> answers;
        lock (_lock)
        {
            answers = [.. names.Distinct(StringComparer.Ordinal).Select(FindOrWait)];
        }

        while (TryBegin())
        {
            _ = SendAsync(ct);
        }

        var found = await Task.WhenAll(answers).WaitAsync(ct);
        return found is [var only] ? only : [.. found.SelectMany(each => each)];
    }

    private Task<IReadOnlyList<T>> FindOrWait(string name)
    {
        if (rules.IsKept && _kept.TryGetValue(name, out var known))
        {
            return known;
        }

        if (!_waiting.TryGetValue(name, out var answer))
        {
            answer = new TaskCompletionSource<IReadOnlyList<T>>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add(name, answer);
            if (rules.IsKept)
            {
                _kept.Add(name, answer.Task);
            }
        }

        return answer.Task;
    }

    /// <summary>While a call is under way, only a full one begins beside it: the rest is gathered meanwhile.</summary>
    private bool TryBegin()
    {
        lock (_lock)
        {
            var begins = _underWay < rules.AtOnce && _waiting.Count >= (_underWay == 0 ? 1 : rules.Most);
            _underWay += begins ? 1 : 0;
            return begins;
        }
    }

    private async Task SendAsync(CancellationToken ct)
    {
        while (TakeSome() is { Count: > 0 } some)
        {
            try
            {
                var found = (await ask([.. some.Select(each => each.Key)], ct)).ToLookup(each => each.Name, each => each.Answer, StringComparer.Ordinal);
                some.ForEach(each => each.Value.SetResult([.. found[each.Key]]));
            }
#pragma warning disable CA1031 // Nothing is passed over: it is thrown to those who asked
            catch (Exception failure)
#pragma warning restore CA1031
            {
                Forget(some.Select(each => each.Key), failure);
                some.ForEach(each => each.Value.SetException(failure));
            }
        }
    }

    /// <summary>The names of the next call; none ends the sending.</summary>
    private List<KeyValuePair<string, TaskCompletionSource<IReadOnlyList<T>>>> TakeSome()
    {
        lock (_lock)
        {
            List<KeyValuePair<string, TaskCompletionSource<IReadOnlyList<T>>>> some = [.. _waiting.Take(rules.Most)];
            foreach (var (name, _) in some)
            {
                _waiting.Remove(name);
            }

            _underWay -= some.Count == 0 ? 1 : 0;
            return some;
        }
    }

    /// <summary>A refusal stands; whoever asks after a failure that may pass is to be answered anew.</summary>
    private void Forget(IEnumerable<string> names, Exception failure)
    {
        if (AwsErrors.IsRefusal(failure))
        {
            return;
        }

        lock (_lock)
        {
            foreach (var name in names)
            {
                _kept.Remove(name);
            }
        }
    }
}
