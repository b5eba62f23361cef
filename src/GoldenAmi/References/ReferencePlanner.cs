using GoldenAmi.Diagnostics;

namespace GoldenAmi.References;

/// <summary>Decides from the files' bytes and the lineage which bytes change. Asks nobody, changes nothing.</summary>
internal static class ReferencePlanner
{
    public static ReferencePlan Plan(ReferenceFacts facts)
    {
        var table = new LineageTable(facts.Order);
        var files = facts.Files.Select(file => FileReading.Read(file, facts.Order.Recipe.Name.Value, table)).ToList();
        return new ReferencePlan(
            [.. files.Select(file => file.Edit).OfType<FileEdit>()],
            [.. files.SelectMany(file => file.Refusals)],
            [.. files.SelectMany(file => file.Warnings), .. WithoutDigest(files), .. Unknown(files)])
        {
            Unsettled = [.. files.SelectMany(file => file.Unsettled).Distinct().Order()],
        };
    }

    private static IEnumerable<Diagnostic> WithoutDigest(IEnumerable<FileReading> files) =>
        files.SelectMany(file => file.WithoutDigest).ToList() is { Count: > 0 } places ? [MarkerProblems.WithoutDigest(places)] : [];

    /// <summary>Ids of nobody's lineage, each once.</summary>
    private static IEnumerable<Diagnostic> Unknown(IEnumerable<FileReading> files) =>
        from found in files.SelectMany(file => file.Unknown)
        group found.Place by found.Id into places
        let others = places.Count() - 1
        orderby places.First()
        select new Diagnostic(
            ErrorCode.ReferenceUnknownId,
            $"'{places.Key}' is an image of no known recipe{(others == 0 ? "" : $" (and stands at {others} more place{(others == 1 ? "" : "s")})")}. It is left as it is.",
            places.First(),
            "if it is to follow the recipe, write 'golden-ami: RECIPE REGION' into a comment beside it; if not, 'golden-ami: ignore'.")
        {
            Severity = Severity.Warning,
        };
}
