using System.Collections.Concurrent;

namespace GoldenAmi.Aws.Sharing;

/// <summary>What the recipes of a run ask AWS in common. One for each connection: other credentials may see other things.</summary>
public sealed class SharedReads
{
    private static readonly QuestionRules Once = QuestionRules.OneByOne with { IsKept = true };

    private readonly ConcurrentDictionary<string, object> _kinds = new(StringComparer.Ordinal);

    /// <summary>The questions of one kind, made at its first use.</summary>
    /// <param name="kind">For example <c>imagebuilder:ListImageRecipes in us-east-1</c>: the same words always with the same rules and the same meaning.</param>
    public Questions<T> Of<T>(string kind, QuestionRules rules, Func<IReadOnlyList<string>, CancellationToken, Task<IEnumerable<(string Name, T Answer)>>> ask) =>
        (Questions<T>)_kinds.GetOrAdd(kind, _ => new Questions<T>(rules, ask));

    /// <summary>Asks about one thing that has no list; few of a kind are under way at a time.</summary>
    /// <param name="kind">As in <see cref="Of"/>.</param>
    public Task<T> AskAsync<T>(string kind, string name, Func<string, CancellationToken, Task<T>> ask, CancellationToken ct) => AskAsync(kind, QuestionRules.OneByOne, name, ask, ct);

    /// <summary>Asks once in the run, or finds what was answered. Only for what the run does not change (<see cref="QuestionRules.IsKept"/>).</summary>
    /// <param name="kind">As in <see cref="Of"/>.</param>
    public Task<T> OnceAsync<T>(string kind, string name, Func<string, CancellationToken, Task<T>> ask, CancellationToken ct) => AskAsync(kind, Once, name, ask, ct);

    private async Task<T> AskAsync<T>(string kind, QuestionRules rules, string name, Func<string, CancellationToken, Task<T>> ask, CancellationToken ct) =>
        (await Of<T>(kind, rules, async (names, token) => [(names[0], await ask(names[0], token))]).AskAsync([name], ct))[0];
}
