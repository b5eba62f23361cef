using System.Globalization;

namespace GoldenAmi.Action.Reports;

/// <summary>
/// A run of many images in few rows: images that came to the same outcome for the same reason are one row, and what was planned, found or released is counted. What is said
/// of each image stands in the report file and in JSON.
/// </summary>
internal static class Overview
{
    /// <summary>So many images are told one by one; more would leave the screen.</summary>
    private const int Most = 20;

    /// <summary>So many names of a group are told.</summary>
    private const int Names = 3;

    public static readonly string[] GroupsHead = ["Images", "Outcome", "Why", "Which"];

    public static readonly string[] TotalsHead = ["What", "Times", "Images"];

    public static bool IsFor(RunSummary summary) => summary.Leaves.Count > Most;

    /// <summary>What weighs most first, then the largest.</summary>
    public static IReadOnlyList<string[]> Groups(RunSummary summary) =>
    [
        .. summary.Leaves.GroupBy(leaf => (leaf.Outcome, Why: PartRow.WhyOf(leaf)))
            .OrderBy(group => Worst.Rank(group.Key.Outcome)).ThenByDescending(group => group.Count()).ThenBy(group => group.Key.Why, StringComparer.Ordinal)
            .Select(group => new[] { Number(group.Count()), group.Key.Outcome, group.Key.Why, Which([.. group.Select(leaf => leaf.Image ?? "").Order(StringComparer.Ordinal)]) }),
    ];

    /// <summary>How often each operation of plans, each state of checks and each region of releases is there, and in how many images.</summary>
    public static IReadOnlyList<string[]> Totals(RunSummary summary) =>
    [
        .. summary.Leaves.SelectMany(leaf => WhatOf(leaf).Select(what => (what, leaf))).GroupBy(each => each.what, each => each.leaf, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new[] { group.Key, Number(group.Count()), Number(group.Distinct(ReferenceEqualityComparer.Instance).Count()) }),
    ];

    private static IEnumerable<string> WhatOf(RunSummary leaf) =>
    [
        .. (leaf.Plan?.Rows ?? []).Select(row => row.Operation),
        .. (leaf.Check?.Rows ?? []).Select(row => row.State),
        .. (leaf.Build?.Release.Images ?? []).Select(image => $"AMI in {image.Region}"),
        .. (leaf.Build?.Release.Copies ?? []).Select(copy => $"AMI in {copy.Region} of the account {copy.Account}"),
    ];

    private static string Which(List<string> names) =>
        names.Count <= Names ? string.Join(", ", names) : $"{string.Join(", ", names.Take(Names))} and {Number(names.Count - Names)} more";

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);
}
