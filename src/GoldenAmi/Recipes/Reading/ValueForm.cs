using System.Text.RegularExpressions;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Recipes.Reading;

/// <summary>The form of one kind of text in a recipe.</summary>
/// <param name="What">With its article: <c>a subnet id</c>.</param>
/// <param name="Rule">The form in words, after "it must be": <c>subnet- and 8 or 17 hexadecimal digits</c>.</param>
/// <param name="MaxLength">Characters.</param>
internal sealed record ValueForm(string What, string Rule, Regex Pattern, int MaxLength)
{
    /// <summary>The text when it has the form; otherwise null, which is noted.</summary>
    public TextNode? Check(TextNode? text, ProblemList problems)
    {
        if (text is null || (text.Value.Length <= MaxLength && Pattern.IsMatch(text.Value)))
        {
            return text;
        }

        Refuse(text, problems, $"write {Rule}.");
        return null;
    }

    /// <summary>Notes that a text has not the form.</summary>
    public void Refuse(TextNode text, ProblemList problems, string fix) =>
        problems.Add(ErrorCode.RecipeForm, text.Place, $"'{ProblemList.Short(text.Value)}' is not {What}; it must be {Rule}.", fix);

    /// <summary>The texts of a list that have the form; a text that stands twice is noted.</summary>
    public List<string> CheckList(ListNode? list, ProblemList problems)
    {
        var seen = new Dictionary<string, SourcePlace>(StringComparer.Ordinal);
        foreach (var item in list?.Items ?? [])
        {
            if (item is not TextNode { IsNull: false } text)
            {
                problems.AddWrongKind(item, $"{What[(What.IndexOf(' ', StringComparison.Ordinal) + 1)..]} in this list", "a text");
            }
            else if (Check(text, problems) is { } valid && !seen.TryAdd(valid.Value, valid.Place))
            {
                Repeated(valid, seen[valid.Value], problems);
            }
        }

        return [.. seen.OrderBy(entry => entry.Value).Select(entry => entry.Key)];
    }

    /// <summary>Notes that a value stands twice.</summary>
    public static void Repeated(TextNode second, SourcePlace first, ProblemList problems) =>
        problems.Add(
            ErrorCode.RecipeRepeated, second.Place, $"'{ProblemList.Short(second.Value)}' stands twice in this list, first in line {first.Line}.", "remove one of the two.");
}
