using System.Globalization;
using System.Text;

namespace GoldenAmi.Forges;

/// <summary>Puts sections into as many characters as a forge takes: long tables fold, and where even that is too much they lose rows.</summary>
internal static class BodyLayout
{
    // What a reader takes in at a glance stays open.
    private const int MostOpenRows = 12;

    /// <summary>The whole text, or as much of it as fits; never more than <paramref name="most"/> characters.</summary>
    public static string Fit(IReadOnlyList<BodySection> sections, int most)
    {
        var rows = sections.Select(section => section.Rows.Count).ToArray();
        var text = Write(sections, rows);
        // The last section with rows loses half of them, again and again: at most log2(rows) steps for each section
        while (text.Length > most && Array.FindLastIndex(rows, count => count > 0) is >= 0 and var last)
        {
            rows[last] /= 2;
            text = Write(sections, rows);
        }

        return text.Length <= most ? text : Cut(text, most);
    }

    private static string Write(IReadOnlyList<BodySection> sections, int[] rows)
    {
        var text = new StringBuilder();
        for (var index = 0; index < sections.Count; index++)
        {
            Write(text, sections[index], rows[index]);
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static void Write(StringBuilder text, BodySection section, int rows)
    {
        if (section.Title.Length > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"### {section.Title}\n\n");
        }

        if (section.Text.Length > 0)
        {
            text.Append(section.Text).Append("\n\n");
        }

        if (section.Rows.Count == 0)
        {
            return;
        }

        var left = section.Rows.Count - rows;
        if (rows == 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"{left} rows, for which there is no room here.\n\n");
            return;
        }

        var folds = section.Rows.Count > MostOpenRows;
        text.Append(folds ? string.Create(CultureInfo.InvariantCulture, $"<details><summary>{section.Rows.Count} rows</summary>\n\n") : "");
        text.Append("| ").AppendJoin(" | ", section.Columns).Append(" |\n|").Insert(text.Length, "---|", section.Columns.Count).Append('\n');
        text.AppendJoin('\n', section.Rows.Take(rows)).Append("\n\n");
        text.Append(left > 0 ? string.Create(CultureInfo.InvariantCulture, $"and {left} more\n\n") : "");
        text.Append(folds ? "</details>\n\n" : "");
    }

    private static string Cut(string text, int most)
    {
        var end = text.LastIndexOf('\n', Math.Max(0, most - 2));
        return (end > 0 ? text[..end] : text[..Math.Max(0, most - 1)]) + "\n";
    }
}
