namespace GoldenAmi.Action.Reports;

/// <summary>Columns of plain text, two spaces apart. They need neither a terminal's width nor a library to draw frames.</summary>
internal static class TextTable
{
    public static IEnumerable<string> Rows(IReadOnlyList<string[]> rows)
    {
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        return rows.Select(row => string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }
}
