using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace GoldenAmi.Locks;

/// <summary>Writes a lock file. The comments and blank lines of the one before stay with what they stood at.</summary>
public static partial class LockText
{
    /// <param name="recipe">Name of the recipe's file, for the first line of a new lock.</param>
    /// <param name="images">By their names in AWS.</param>
    /// <param name="before">The lock's text until now, or null for a new one.</param>
    public static string Write(string recipe, IReadOnlyDictionary<string, ImageLock> images, string? before)
    {
        var comments = before is null ? LockComments.None : LockComments.Read(before);
        var text = new StringBuilder(before is null ? $"# What {recipe} is built from. 'golden-ami check --write' brings it up to date; comments are kept.\n" : "");
        Line("schema", 0, "schema", "1");
        Line("images", 0, "images", images.Count == 0 ? "{}" : null);
        foreach (var (name, image) in images.OrderBy(each => each.Key, StringComparer.Ordinal))
        {
            var isEmpty = image.Parent is null && image.Components.Count == 0;
            Line($"images/{name}", 1, name, isEmpty ? "{}" : null);
            if (image.Parent is { } parent)
            {
                Line($"images/{name}/parent", 2, "parent", null);
                Line($"images/{name}/parent/from", 3, "from", parent.From);
                Line($"images/{name}/parent/ami", 3, "ami", parent.Id.Value);
                if (parent.Date is { } date)
                {
                    Line($"images/{name}/parent/date", 3, "date", date.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
                }
            }

            if (image.Components.Count > 0)
            {
                Line($"images/{name}/components", 2, "components", null);
                foreach (var (key, version) in image.Components.OrderBy(each => each.Key, StringComparer.Ordinal))
                {
                    Line($"images/{name}/components/{key}", 3, key, version);
                }
            }
        }

        return text.Append(comments.AtEnd).ToString();

        void Line(string path, int depth, string key, string? value)
        {
            text.Append(comments.Before(path)).Append(' ', depth * 2).Append(Scalar(key)).Append(':');
            text.Append(value is null ? "" : $" {(value == "{}" ? value : Scalar(value))}").Append(comments.Beside(path)).Append('\n');
        }
    }

    /// <summary>Plain when no reader of YAML could take it for something else, otherwise in double quotes.</summary>
    private static string Scalar(string text) => Plain().IsMatch(text) ? text : $"\"{JsonEncodedText.Encode(text)}\"";

    [GeneratedRegex(@"^[A-Za-z0-9/][A-Za-z0-9/._@+=-]*(?:[ :*?][A-Za-z0-9/._@+=*?-]+)*[*?]?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();
}
