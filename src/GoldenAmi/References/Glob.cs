namespace GoldenAmi.References;

/// <summary>
/// A pattern for paths: <c>*</c> and <c>?</c> stay within one name, <c>**</c> as a whole name stands for any number of folders, <c>[a-z]</c> and <c>[!a-z]</c> are one
/// character of a set, <c>{a,b}</c> is either, and a pattern that ends in a slash is everything below the folder: <c>terraform/**</c>, <c>**/prod.tfvars</c>, <c>k8s/*.{yaml,yml}</c>.
/// </summary>
internal sealed class Glob
{
    // A pattern that would become more alternatives is a mistake, or an attack.
    private const int MostAlternatives = 256;

    private readonly List<string[]> _alternatives;

    private Glob(List<string[]> alternatives) => _alternatives = alternatives;

    public static Glob Parse(string pattern)
    {
        var path = pattern.StartsWith("./", StringComparison.Ordinal) ? pattern[2..] : pattern.TrimStart('/');
        path = path.EndsWith('/') ? path + "**" : path;
        var expanded = new List<string>();
        Expand("", path, expanded);
        return new Glob([.. expanded.Select(alternative => alternative.Split('/'))]);
    }

    public bool Matches(string path)
    {
        var names = path.Split('/');
        return _alternatives.Exists(alternative => Matches(alternative, names));
    }

    /// <summary>The names of a path against the names of a pattern; only the last <c>**</c> needs to be gone back to.</summary>
    private static bool Matches(string[] pattern, string[] names)
    {
        var (at, name, resumeAt, resumeName) = (0, 0, -1, 0);
        while (name < names.Length)
        {
            if (at < pattern.Length && pattern[at] == "**")
            {
                (resumeAt, resumeName) = (++at, name);
            }
            else if (at < pattern.Length && MatchesName(pattern[at], names[name]))
            {
                at++;
                name++;
            }
            else if (resumeAt >= 0)
            {
                (at, name) = (resumeAt, ++resumeName);
            }
            else
            {
                return false;
            }
        }

        // What is left of the pattern wants more names: "folder/**" is what lies below the folder, not the folder's own name
        return at == pattern.Length;
    }

    private static bool MatchesName(string pattern, string name)
    {
        var (at, index, resumeAt, resumeIndex) = (0, 0, -1, 0);
        while (index < name.Length)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                (resumeAt, resumeIndex) = (++at, index);
            }
            else if (at < pattern.Length && MatchesCharacter(pattern, at, name[index], out var next))
            {
                at = next;
                index++;
            }
            else if (resumeAt >= 0)
            {
                (at, index) = (resumeAt, ++resumeIndex);
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(at).TrimStart('*').IsEmpty;
    }

    private static bool MatchesCharacter(string pattern, int at, char character, out int next)
    {
        next = at + 1;
        var close = pattern[at] == '[' ? pattern.IndexOf(']', Math.Min(at + 2, pattern.Length)) : -1;
        if (close < 0)
        {
            return pattern[at] == '?' || pattern[at] == character;
        }

        next = close + 1;
        var negated = pattern[at + 1] is '!' or '^';
        return InSet(pattern.AsSpan(negated ? at + 2 : at + 1, close - (negated ? at + 2 : at + 1)), character) != negated;
    }

    private static bool InSet(ReadOnlySpan<char> set, char character)
    {
        for (var index = 0; index < set.Length; index++)
        {
            var range = index + 2 < set.Length && set[index + 1] == '-';
            if (range ? character >= set[index] && character <= set[index + 2] : character == set[index])
            {
                return true;
            }

            index += range ? 2 : 0;
        }

        return false;
    }

    private static void Expand(string before, string rest, List<string> expanded)
    {
        var open = rest.IndexOf('{', StringComparison.Ordinal);
        var close = open < 0 ? -1 : rest.IndexOf('}', open);
        if (close < 0 || expanded.Count >= MostAlternatives)
        {
            expanded.Add(before + rest);
            return;
        }

        foreach (var choice in rest[(open + 1)..close].Split(','))
        {
            Expand(before + rest[..open] + choice, rest[(close + 1)..], expanded);
        }
    }
}
