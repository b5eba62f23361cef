using GoldenAmi.Builds.Comparing;
using GoldenAmi.Builds.Resolving;
using GoldenAmi.Gates;
using GoldenAmi.Identifiers;
using GoldenAmi.Locks;
using GoldenAmi.Recipes;

namespace GoldenAmi.Checks;

/// <summary>Says what of an image is newer, changed, stale or revoked. Pure.</summary>
internal static class CheckPlanner
{
    public static IReadOnlyList<CheckRow> Rows(CheckFacts facts) =>
    [
        .. Release(facts), .. Pins(facts), .. Content(facts), .. ParentStates(facts), .. Age(facts), .. Findings(facts),
        .. facts.NotSeen.Select(each => new CheckRow(each.Subject, "not seen", null, null, each.Reason)),
    ];

    /// <summary>What a lock would pin now; null when that was not seen.</summary>
    public static ImageLock? NewLock(CheckFacts facts)
    {
        if (facts.Newest is not { } newest)
        {
            return null;
        }

        var components = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var existing in newest.Components.OfType<ResolvedComponent.Existing>())
        {
            if (LockPins.KeyOf(existing.Use) is { } key)
            {
                components[key] = existing.Version;
            }
        }

        var parent = LockPins.SourceOf(facts.Recipe.Parent) is { } source
            ? new LockedParent(source, newest.Parent.Id, WholeSeconds(facts.Parents?.GetValueOrDefault(newest.Parent.Id)?.CreatedAt), facts.Recipe.Parent.Place)
            : null;
        return new ImageLock(parent, components);
    }

    /// <summary>A lock says times to the second.</summary>
    private static DateTimeOffset? WholeSeconds(DateTimeOffset? time) => time is { } made ? DateTimeOffset.FromUnixTimeSeconds(made.ToUnixTimeSeconds()) : null;

    private static IEnumerable<CheckRow> Release(CheckFacts facts)
    {
        if (facts.SawReleased && facts.Released is null)
        {
            yield return new CheckRow("image", "changed", null, null, "no image was released yet");
        }

        if (facts.Held is { } held)
        {
            yield return new CheckRow("image", "held", null, $"{held.Version}/{held.Arn.Build}", "its gates hold it back: build judges it again, or builds what the recipe says by now");
        }
    }

    /// <summary>What the lock pins against what there is.</summary>
    private static IEnumerable<CheckRow> Pins(CheckFacts facts)
    {
        if (facts.Lock is not { } pins || facts.Newest is not { } newest)
        {
            yield break;
        }

        if (pins.Parent is { } parent && parent.From == LockPins.SourceOf(facts.Recipe.Parent))
        {
            yield return Compare("parent", Show(facts, parent.Id), Show(facts, newest.Parent.Id), "the lock pins an older one");
        }

        foreach (var existing in newest.Components.OfType<ResolvedComponent.Existing>())
        {
            if (LockPins.KeyOf(existing.Use) is { } key && pins.Components.TryGetValue(key, out var pinned))
            {
                yield return Compare($"component {existing.Use.Owner}/{existing.Use.Name}", pinned, existing.Version, "the lock pins an older one");
            }
        }
    }

    /// <summary>What is released against what a build would take.</summary>
    private static IEnumerable<CheckRow> Content(CheckFacts facts)
    {
        if (facts.Content is not { } old || facts.Pinned is not { } pinned)
        {
            yield break;
        }

        var changes = ContentComparison.Between(old, ImageContent.Of(pinned));
        foreach (var change in changes)
        {
            var floats = facts.Lock is null && (change.Name == ContentComparison.Parent
                ? facts.Recipe.Parent is not Parent.Ami
                : pinned.Components.OfType<ResolvedComponent.Existing>().Any(each => change.Name == $"component {each.Use.Owner}/{each.Use.Name}" && LockPins.KeyOf(each.Use) is not null));
            var isParent = change.Name == ContentComparison.Parent;
            yield return new CheckRow(change.Name, floats ? "newer" : "changed", isParent ? ShowText(facts, change.Old) : change.Old is { } before ? ContentComparison.Abridge(before) : null,
                isParent ? ShowText(facts, change.New) : change.New is { } after ? ContentComparison.Abridge(after) : null,
                floats ? "there is a newer one than the released image has" : "the released image has another");
        }

        if (changes.Count == 0)
        {
            yield return new CheckRow("content", "same", null, null, $"the released image {facts.Released!.Build.Version} has what the recipe says");
        }
    }

    private static IEnumerable<CheckRow> ParentStates(CheckFacts facts)
    {
        if (facts.Parents is not { } parents)
        {
            yield break;
        }

        foreach (var id in Used(facts).Distinct())
        {
            if (!parents.TryGetValue(id, out var parent))
            {
                yield return new CheckRow("parent", "revoked", id.Value, null, "it is gone, or no longer shared with this account");
            }
            else if (parent.IsDisabled)
            {
                yield return new CheckRow("parent", "revoked", id.Value, null, "it is disabled");
            }
            else if (parent.DeprecatedAt is { } since && since <= facts.Now)
            {
                yield return new CheckRow("parent", "stale", id.Value, null, $"it is deprecated since {since:yyyy-MM-dd}");
            }
        }
    }

    private static IEnumerable<AmiId> Used(CheckFacts facts)
    {
        if (facts.Lock?.Parent is { } pinned)
        {
            yield return pinned.Id;
        }

        if (AmiId.TryParse(facts.Content?.Parent, out var released))
        {
            yield return released;
        }
    }

    private static IEnumerable<CheckRow> Age(CheckFacts facts)
    {
        if (facts.Recipe.Refresh is { } refresh && facts.Released is { } released)
        {
            var age = facts.Now - released.Ami.CreatedAt;
            yield return new CheckRow("age", age > refresh ? "stale" : "same", $"{age.TotalDays:0.#} days", $"{refresh.TotalDays:0.#} days",
                age > refresh ? $"the image is of {released.Ami.CreatedAt:yyyy-MM-dd} and is to be refreshed" : "it is younger than refresh");
        }
    }

    /// <summary>Judged by the recipe's gate; without one what is high or above counts.</summary>
    private static IEnumerable<CheckRow> Findings(CheckFacts facts)
    {
        if (facts.Findings is not { } findings)
        {
            yield break;
        }

        var rule = facts.Recipe.Gates.Vulnerabilities;
        var bad = rule is null
            ? [.. findings.Where(finding => finding.Severity >= FindingSeverity.High)]
            : GatePlanner.Judge(rule, findings, DateOnly.FromDateTime(facts.Now.UtcDateTime)).Failing;
        var least = (rule?.Fail ?? FindingSeverity.High).ToString().ToLowerInvariant();
        yield return bad.Count == 0
            ? new CheckRow("findings", "same", $"{findings.Count}", null, $"none is of severity {least} or above")
            : new CheckRow("findings", "found", $"{findings.Count}", null, $"{bad.Count} of severity {least} or above: {string.Join(", ", bad.Select(finding => finding.Vulnerability).Distinct().Take(5))}{(bad.Count > 5 ? ", …" : "")}");
    }

    private static CheckRow Compare(string subject, string old, string now, string reason) =>
        old == now ? new CheckRow(subject, "same", old, null, "the newest") : new CheckRow(subject, "newer", old, now, reason);

    private static string Show(CheckFacts facts, AmiId id) =>
        facts.Parents?.GetValueOrDefault(id)?.CreatedAt is { } made ? $"{id} ({made:yyyy-MM-dd})" : id.Value;

    private static string? ShowText(CheckFacts facts, string? id) => AmiId.TryParse(id, out var parsed) ? Show(facts, parsed) : id;
}
