using System.Text;
using GoldenAmi.References;

namespace GoldenAmi.Forges;

/// <summary>Writes a proposal's title, body and commit message.</summary>
internal static class ProposalText
{
    // Room for the mark, a template's own text and a safety margin
    private const int Margin = 300;

    // GitHub takes 65,536 characters in a comment, Azure Repos 150,000
    private const int MostComment = 65_000;

    public static Proposal Write(EditOrder order, string commit, string tree, int mostBody)
    {
        var mark = order.Mark.ToString();
        var title = order.Policy.ConventionalType is { } type ? $"{type}: {char.ToLowerInvariant(order.Title[0])}{order.Title[1..]}" : order.Title;
        var template = order.Policy.BodyTemplate ?? "{{ body }}";
        var room = mostBody - mark.Length - Margin;
        var whole = BodyLayout.Fit(order.Body, int.MaxValue);
        var fits = whole.Length + template.Length <= room;
        var body = fits ? whole : BodyLayout.Fit(order.Body, Math.Max(0, room - template.Length));
        return new Proposal
        {
            Recipe = order.Recipe,
            Branch = order.Branch,
            Base = commit,
            Tree = tree,
            CommitMessage = BumpTrailers.Append($"{title}\n\n{order.CommitText}", order.Recipe, commit, tree, order.Search),
            Files = order.Edits,
            Title = Fill(order.Policy.TitleTemplate ?? "{{ title }}", order, ("title", title)),
            Body = $"{mark}\n{Cut(Fill(template, order, ("body", body)), room)}",
            MoreBody = fits ? null : $"{ProposalMark.More}\n{BodyLayout.Fit(order.Body, MostComment - ProposalMark.More.Length - 1)}",
            Mark = order.Mark,
        };
    }

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..most];

    /// <summary>Replaces <c>{{ name }}</c>; what the values hold is not looked at again.</summary>
    private static string Fill(string template, EditOrder order, (string Name, string Value) own)
    {
        var values = new[] { ("recipe", order.Recipe), ("version", order.Version), own };
        var text = new StringBuilder();
        var at = 0;
        while (template.IndexOf("{{", at, StringComparison.Ordinal) is >= 0 and var open && template.IndexOf("}}", open, StringComparison.Ordinal) is >= 0 and var close)
        {
            var name = template[(open + 2)..close].Trim();
            var value = Array.Find(values, candidate => candidate.Item1 == name).Item2;
            text.Append(template, at, open - at).Append(value ?? template[open..(close + 2)]);
            at = close + 2;
        }

        return text.Append(template, at, template.Length - at).ToString();
    }
}
