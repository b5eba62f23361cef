using GoldenAmi.Diagnostics;

namespace GoldenAmi.Recipes;

/// <summary>Reads which files name the image's ids.</summary>
internal static class ReferencesReader
{
    public static IReadOnlyList<ReferenceScope> Read(ListNode? list, ProblemList problems) =>
        [.. (list?.Items ?? []).Select(item => ReadOne(item, problems)).OfType<ReferenceScope>()];

    private static ReferenceScope? ReadOne(Node item, ProblemList problems)
    {
        if (item is not MapNode map)
        {
            problems.AddWrongKind(item, "an entry of references", "a map with repository and paths");
            return null;
        }

        var keys = RecipeMaps.ReferenceScope.Open(map, problems);
        if (keys.Text("repository", required: true) is { } repository && repository.Value != "self")
        {
            problems.Add(
                ErrorCode.RecipeNotAvailable,
                repository.Place,
                $"References in another repository ('{ProblemList.Short(repository.Value)}') are known, not available yet; allowed: self.",
                "write self, or remove the entry until a later release brings it.");
        }

        return new ReferenceScope(ValueForms.Glob.CheckList(keys.List("paths", required: false), problems), map.Place);
    }
}
