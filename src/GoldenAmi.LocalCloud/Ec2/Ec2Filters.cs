using System.Text.RegularExpressions;
using GoldenAmi.LocalCloud.Protocol;

namespace GoldenAmi.LocalCloud.Ec2;

/// <summary>EC2's filters: <c>*</c> stands for any characters, <c>?</c> for one, a backslash takes their meaning away.</summary>
internal static class Ec2Filters
{
    /// <param name="readable">The filters that the operation knows beside <c>tag:KEY</c> and <c>tag-key</c>, and how each reads an item.</param>
    /// <param name="tags">An item's tags; null when the operation's items have none.</param>
    public static List<T> Apply<T>(
        Call call,
        IEnumerable<T> items,
        IReadOnlyDictionary<string, Func<T, IEnumerable<string?>>> readable,
        Func<T, IReadOnlyDictionary<string, string>>? tags)
    {
        var kept = items.ToList();
        foreach (var filter in call.Input.Structures("Filters"))
        {
            var read = Reader(filter.Text("Name") ?? "", readable, tags);
            var values = filter.Texts("Values").ToLookup(value => value.IndexOfAny(['*', '?', '\\']) >= 0);
            var (plain, patterns) = (values[false].ToHashSet(StringComparer.Ordinal), values[true].Select(Pattern).ToList());
            kept = [.. kept.Where(item => read(item).Any(value => value is not null && (plain.Contains(value) || patterns.Exists(pattern => pattern.IsMatch(value)))))];
        }

        return kept;
    }

    /// <summary>A page under the names that EC2 uses; without a size all comes at once.</summary>
    public static PageOf<T> Page<T>(Call call, IReadOnlyList<T> all) => PageOf<T>.Take(call, all, "NextToken", "MaxResults", int.MaxValue, "InvalidParameterValue");

    private static Func<T, IEnumerable<string?>> Reader<T>(
        string name, IReadOnlyDictionary<string, Func<T, IEnumerable<string?>>> readable, Func<T, IReadOnlyDictionary<string, string>>? tags)
    {
        if (readable.TryGetValue(name, out var read))
        {
            return read;
        }

        if (tags is not null && name == "tag-key")
        {
            return item => tags(item).Keys;
        }

        return tags is not null && name.StartsWith("tag:", StringComparison.Ordinal)
            ? item => [tags(item).GetValueOrDefault(name["tag:".Length..])]
            : throw new AwsErrorException("InvalidParameterValue", $"The filter '{name}' is invalid");
    }

    private static Regex Pattern(string value)
    {
        var pattern = new System.Text.StringBuilder(@"\A");
        for (var index = 0; index < value.Length; index++)
        {
            pattern.Append(value[index] switch
            {
                '*' => ".*",
                '?' => ".",
                '\\' when index + 1 < value.Length => Regex.Escape(value[++index].ToString()),
                var other => Regex.Escape(other.ToString()),
            });
        }

        return new Regex(pattern.Append(@"\z").ToString(), RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.NonBacktracking);
    }
}
