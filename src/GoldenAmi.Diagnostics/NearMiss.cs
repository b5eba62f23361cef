namespace GoldenAmi.Diagnostics;

/// <summary>Finds what a misspelt word was meant to be, for the "did you mean" of a fix.</summary>
public static class NearMiss
{
    /// <summary>The allowed word nearest to <paramref name="found"/>, or null when none is near (more than a third of its letters differ).</summary>
    public static string? Find(string found, IEnumerable<string> allowed)
    {
        if (found.Length > 64)
        {
            return null;
        }

        var limit = Math.Max(1, found.Length / 3);
        return allowed
            .Where(word => Math.Abs(word.Length - found.Length) <= limit)
            .Select(word => (word, distance: Distance(found, word)))
            .Where(candidate => candidate.distance <= limit)
            .OrderBy(candidate => candidate.distance)
            .ThenBy(candidate => candidate.word, StringComparer.Ordinal)
            .Select(candidate => candidate.word)
            .FirstOrDefault();
    }

    private static int Distance(string left, string right)
    {
        var previous = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var row = 1; row <= left.Length; row++)
        {
            var current = new int[right.Length + 1];
            current[0] = row;
            for (var column = 1; column <= right.Length; column++)
            {
                var same = char.ToLowerInvariant(left[row - 1]) == char.ToLowerInvariant(right[column - 1]);
                current[column] = Math.Min(Math.Min(current[column - 1], previous[column]) + 1, previous[column - 1] + (same ? 0 : 1));
            }

            previous = current;
        }

        return previous[right.Length];
    }
}
