using GoldenAmi.Diagnostics;

namespace GoldenAmi.Recipes.Reading;

/// <summary>Reads which files of which repositories name the image's ids, and how their pull requests are handled.</summary>
internal static class ReferencesReader
{
    /// <summary>The keys that are about a pull request. They stand in one entry of each repository and channel, and hold for all of these.</summary>
    public static readonly IReadOnlyList<string> PolicyKeys =
        ["draft", "labels", "reviewers", "teamReviewers", "assignees", "autoMerge", "soak", "limit", "title", "body", "commitType"];

    private static readonly string[] MergeMethods = ["merge", "squash", "rebase"];

    public static IReadOnlyList<ReferenceScope> Read(ListNode? list, ProblemList problems)
    {
        var entries = new List<ReferenceScope>();
        foreach (var item in list?.Items ?? [])
        {
            if (ReadOne(item, problems) is { } entry)
            {
                CheckAgainst(entries, entry, (MapNode)item, problems);
                entries.Add(entry);
            }
        }

        return entries;
    }

    private static ReferenceScope? ReadOne(Node item, ProblemList problems)
    {
        if (item is not MapNode map)
        {
            problems.AddWrongKind(item, "an entry of references", "a map with repository and paths");
            return null;
        }

        var keys = RecipeMaps.ReferenceScope.Open(map, problems);
        var repository = ReferenceForms.Repository.Check(keys.Text("repository", required: true), problems);
        var channel = ReferenceForms.Channel.Check(keys.Text("channel", required: false), problems);
        var branch = ReferenceForms.Branch.Check(keys.Text("branch", required: false), problems);
        return new ReferenceScope(ValueForms.Glob.CheckList(keys.List("paths", required: false), problems), map.Place)
        {
            Repository = repository?.Value ?? ReferenceScope.Self,
            Channel = channel?.Value,
            Branch = branch?.Value,
            Policy = ReadPolicy(keys, map, problems),
        };
    }

    private static ReferencePolicy? ReadPolicy(MapReader keys, MapNode map, ProblemList problems)
    {
        var policy = new ReferencePolicy
        {
            Draft = keys.Boolean("draft", absent: false),
            Labels = ReferenceForms.Label.CheckList(keys.List("labels", required: false), problems),
            Reviewers = ReferenceForms.User.CheckList(keys.List("reviewers", required: false), problems),
            TeamReviewers = ReferenceForms.User.CheckList(keys.List("teamReviewers", required: false), problems),
            Assignees = ReferenceForms.User.CheckList(keys.List("assignees", required: false), problems),
            AutoMerge = ReadMethod(keys.Text("autoMerge", required: false), problems),
            Soak = Quantities.ReadAge(keys.Text("soak", required: false), problems),
            Limit = keys.Integer("limit", 0, limit => limit is >= 1 and <= 100, "a whole number from 1 to 100") is > 0 and var limit ? limit : null,
            Title = ReferenceForms.Title.Check(keys.Text("title", required: false), problems)?.Value,
            Body = ReferenceForms.Body.Check(keys.Text("body", required: false), problems)?.Value,
            CommitType = ReferenceForms.CommitType.Check(keys.Text("commitType", required: false), problems)?.Value,
        };
        return FindPolicyKey(map) is null ? null : policy;
    }

    private static string? ReadMethod(TextNode? text, ProblemList problems)
    {
        if (text is not null && !MergeMethods.Contains(text.Value))
        {
            problems.AddUnknownWord(ErrorCode.RecipeWord, text, "a way to merge", MergeMethods);
            return null;
        }

        return text?.Value;
    }

    /// <summary>Entries of one repository and channel are one pull request, so they cannot ask for two different ones.</summary>
    private static void CheckAgainst(List<ReferenceScope> earlier, ReferenceScope entry, MapNode map, ProblemList problems)
    {
        var group = earlier.Where(other => other.Repository == entry.Repository && other.Channel == entry.Channel).ToList();
        if (group.Find(other => other.Policy is not null) is { } first && FindPolicyKey(map) is { } second)
        {
            problems.Add(
                ErrorCode.RecipeRepeated, second.Place,
                $"'{second.Value}' is about the pull request of '{entry.Repository}'{(entry.Channel is null ? "" : $", channel '{entry.Channel}'")}, which the entry in line {first.Place.Line} describes already.",
                "move it there: entries of one repository and channel are one pull request.");
        }

        if (entry.Branch is { } branch && group.Find(other => other.Branch is not null && other.Branch != branch) is { } into)
        {
            problems.Add(
                ErrorCode.RecipeRepeated, map.Find("branch")!.Place, $"'{branch}' is another branch than '{into.Branch}' in line {into.Place.Line}, for one pull request.",
                "name one branch, or set the entries apart by 'channel'.");
        }
    }

    private static TextNode? FindPolicyKey(MapNode map) => map.Entries.FirstOrDefault(entry => PolicyKeys.Contains(entry.Key.Value))?.Key;
}
