using System.Globalization;
using System.Text.RegularExpressions;

namespace GoldenAmi.Account;

/// <summary>Replaces what differs from run to run by names that count: <c>ami-0abc…</c> by <c>ami-#1</c>, an account by <c>ACCOUNT-#1</c>, a moment by <c>TIME</c>. The same id always gets the same name.</summary>
internal sealed partial class Normaliser
{
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    public string Normalise(string text)
    {
        var line = text.Replace("\r", "", StringComparison.Ordinal).Replace("\n", " ", StringComparison.Ordinal)
            .Replace("\\u0022", "\\\"", StringComparison.Ordinal);
        line = Token().Replace(line, "nextToken=TOKEN");
        line = Moment().Replace(line, "TIME");
        line = Epoch().Replace(line, match => $"{match.Groups["before"].Value}TIME");
        line = Secret().Replace(line, match => $"{match.Groups["before"].Value}SECRET");
        line = Identifier().Replace(line, match => Name(match.Value, match.Groups["kind"].Value));
        line = Uuid().Replace(line, match => Name(match.Value, "uuid-"));
        line = Key().Replace(line, "KEY");
        return Account().Replace(line, match => Name(match.Value, "ACCOUNT-"));
    }

    private string Name(string value, string kind)
    {
        if (!_names.TryGetValue(value, out var name))
        {
            _counts[kind] = _counts.GetValueOrDefault(kind) + 1;
            _names[value] = name = string.Create(CultureInfo.InvariantCulture, $"{kind}#{_counts[kind]}");
        }

        return name;
    }

    [GeneratedRegex(@"nextToken=[^&\s""]+", RegexOptions.IgnoreCase)]
    private static partial Regex Token();

    [GeneratedRegex(@"\b20[0-9]{2}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}[:-][0-9]{2}[:-][0-9]{2}(?:[.][0-9]+)?(?:Z|[+-][0-9:]+)?")]
    private static partial Regex Moment();

    [GeneratedRegex(@"(?<before>""[A-Za-z]*(?:[Dd]ate|[Tt]ime|[Tt]imestamp|lastModified)[A-Za-z]*"":)""?[0-9.]{9,}""?")]
    private static partial Regex Epoch();

    [GeneratedRegex(@"(?<before><(?:SecretAccessKey|SessionToken)>)[^<]+|(?<before>SessionToken=)[^&\s]+")]
    private static partial Regex Secret();

    [GeneratedRegex(@"\b(?<kind>ami-|snap-|i-|subnet-|sg-|vpc-|vol-|wf-|step-)[0-9a-f]{8,17}(?:-[0-9a-f-]{9,27})?\b")]
    private static partial Regex Identifier();

    [GeneratedRegex(@"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b", RegexOptions.IgnoreCase)]
    private static partial Regex Uuid();

    [GeneratedRegex(@"\b(?:AKIA|ASIA|AIDA|AROA)[A-Z0-9]{12,}\b")]
    private static partial Regex Key();

    [GeneratedRegex(@"(?<![0-9a-f])[0-9]{12}(?![0-9a-f])")]
    private static partial Regex Account();
}
