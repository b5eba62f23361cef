using GoldenAmi.References;

namespace GoldenAmi.Forges;

/// <summary>Writes a proposal's title, body and commit message.</summary>
internal static class ProposalText
{
    // Room for the mark, a template's own text and a safety margin
    private const int Margin = 300;

    public static Proposal Write(ProposalOrder order, string commit, string tree, IReadOnlyList<FileEdit> edits, int mostBody)
    {
        var mark = new ImageMark(order.Bump.Release.ImageArn, order.RolledBackFrom);
        var plain = order.RolledBackFrom is null ? $"Move {order.Bump.Recipe.Name} to {order.Bump.Release.Version}" : $"Move {order.Bump.Recipe.Name} back to {order.Bump.Release.Version}";
        var title = order.Policy.ConventionalType is { } type ? $"{type}: {char.ToLowerInvariant(plain[0])}{plain[1..]}" : plain;
        var sections = ProposalBody.Sections(order.Bump, order.Story, edits, $"golden-ami rollback --recipe {order.Bump.Recipe.File}");
        var template = order.Policy.BodyTemplate ?? "{{ body }}";
        var room = mostBody - mark.ToString().Length - Margin;
        var whole = BodyLayout.Fit(sections, int.MaxValue);
        var fits = whole.Length + template.Length <= room;
        var body = fits ? whole : BodyLayout.Fit(sections, Math.Max(0, room - template.Length));
        var text = BumpMessage.Text(order.Bump, edits);
        return new Proposal
        {
            Recipe = order.Bump.Recipe.Name.Value,
            Branch = order.Bump.Branch,
            Base = commit,
            Tree = tree,
            CommitMessage = BumpTrailers.Append(title + text[text.IndexOf('\n', StringComparison.Ordinal)..], order.Bump.Recipe.Name.Value, commit, tree),
            Files = edits,
            Title = Fill(order.Policy.TitleTemplate ?? "{{ title }}", order, ("title", title)),
            Body = $"{mark}\n{Cut(Fill(template, order, ("body", body)), room)}",
            MoreBody = fits ? null : $"{ImageMark.More}\n{BodyLayout.Fit(sections, MostComment - ImageMark.More.Length - 1)}",
            Image = mark,
        };
    }

    // GitHub takes 65,536 characters in a comment, Azure Repos 150,000
    private const int MostComment = 65_000;

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..most];

    /// <summary>Replaces <c>{{ name }}</c>; what the values hold is not looked at again.</summary>
    private static string Fill(string template, ProposalOrder order, (string Name, string Value) own)
    {
        var values = new[] { ("recipe", order.Bump.Recipe.Name.Value), ("version", order.Bump.Release.Version), own };
        var text = new System.Text.StringBuilder();
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
