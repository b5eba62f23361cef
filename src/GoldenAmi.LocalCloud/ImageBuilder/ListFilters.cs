using System.Text.Json.Nodes;
using GoldenAmi.LocalCloud.Protocol;

namespace GoldenAmi.LocalCloud.ImageBuilder;

/// <summary>The filters of Image Builder's lists: an item must fit each filter, by one of its values.</summary>
internal static class ListFilters
{
    /// <param name="readable">The filters that the operation knows, and how each reads an item: null means that the item has none.</param>
    public static List<T> Apply<T>(Call call, IEnumerable<T> items, IReadOnlyDictionary<string, Func<T, IEnumerable<string?>>> readable)
    {
        var kept = items.ToList();
        foreach (var filter in call.Input.Structures("filters"))
        {
            var name = filter.Text("name") ?? "";
            if (!readable.TryGetValue(name, out var read))
            {
                throw BuilderErrors.Value("filters", $"The filter '{name}' is not one of {call.Operation.Name}; allowed are {string.Join(", ", readable.Keys.Order(StringComparer.Ordinal))}.");
            }

            var values = filter.Texts("values");
            if (values.Count == 0)
            {
                throw BuilderErrors.Value("filters", $"The filter '{name}' has no values.");
            }

            kept = [.. kept.Where(item => read(item).Any(each => each is not null && values.Contains(each)))];
        }

        return kept;
    }

    /// <summary>A page under the names that Image Builder's lists use; the default size is the largest that the model allows.</summary>
    public static PageOf<T> Page<T>(Call call, IReadOnlyList<T> all) => PageOf<T>.Take(call, all, "nextToken", "maxResults", 25, "InvalidPaginationTokenException");

    /// <summary>A list's answer.</summary>
    public static JsonObject Answer<T>(Call call, string member, PageOf<T> page, Func<T, JsonNode?> write) => new()
    {
        ["requestId"] = call.RequestId,
        [member] = Values.List(page.Items.Select(write)),
        ["nextToken"] = page.NextToken,
    };
}
