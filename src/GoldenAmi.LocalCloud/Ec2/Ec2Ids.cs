using System.Text.RegularExpressions;
using GoldenAmi.LocalCloud.Protocol;

namespace GoldenAmi.LocalCloud.Ec2;

/// <summary>Looks things up by their ids, with EC2's errors for those that are not there or are none.</summary>
internal static partial class Ec2Ids
{
    /// <param name="code">Before the point of the error: <c>InvalidAMIID</c>.</param>
    /// <param name="thing">In the message: <c>image id</c>.</param>
    /// <param name="id">How an item is named.</param>
    public static List<T> Pick<T>(IEnumerable<T> items, IReadOnlyList<string> ids, string prefix, string code, string thing, Func<T, string> id)
    {
        if (ids.FirstOrDefault(each => !Form().IsMatch(each) || !each.StartsWith(prefix + "-", StringComparison.Ordinal)) is { } malformed)
        {
            throw new AwsErrorException(MalformedCode(code), $"Invalid id: \"{malformed}\" (expecting \"{prefix}-...\")");
        }

        var all = items.ToList();
        var missing = ids.Where(each => all.TrueForAll(item => id(item) != each)).ToList();
        if (missing.Count > 0)
        {
            throw new AwsErrorException($"{code}.NotFound", $"The {thing}{(missing.Count > 1 ? "s" : "")} '[{string.Join(", ", missing)}]' {(missing.Count > 1 ? "do" : "does")} not exist");
        }

        return ids.Count == 0 ? all : [.. all.Where(item => ids.Contains(id(item)))];
    }

    // EC2 is not regular here: InvalidAMIID.Malformed, but InvalidParameterValue for snapshots.
    private static string MalformedCode(string code) => code == "InvalidSnapshot" ? "InvalidParameterValue" : $"{code}.Malformed";

    [GeneratedRegex(@"\A[a-z]+-(?:[0-9a-f]{8}|[0-9a-f]{17})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
