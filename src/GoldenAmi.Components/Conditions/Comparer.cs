using System.Security.Cryptography;
using System.Text.RegularExpressions;
using GoldenAmi.Components.Actions;

namespace GoldenAmi.Components.Conditions;

/// <summary>A comparison operator.</summary>
/// <param name="SecondKey">The key beside the operator: <c>value</c>, <c>path</c>, or null for an operator with one value.</param>
/// <param name="Compare">Gets the baseline (the operator's own value) and the tested value: <c>numberLessThan: 2, value: 1</c> is true.</param>
internal sealed record Comparer(string Name, string? SecondKey, Func<string, string, StepWorld, CancellationToken, Task<bool>> Compare)
{
    private static readonly TimeSpan LongestMatch = TimeSpan.FromSeconds(10);

    /// <summary>All operators by name, from https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-comparison-operators.html.</summary>
    public static IReadOnlyList<Comparer> All { get; } =
    [
        One("binaryExists", (name, world) => world.FindProgram(name) is { } file && File.Exists(file)),
        One("fileExists", (path, world) => File.Exists(world.FullPath(path))),
        Hash("fileMD5Equals", HashAlgorithmName.MD5),
        Hash("fileSHA1Equals", HashAlgorithmName.SHA1),
        Hash("fileSHA256Equals", HashAlgorithmName.SHA256),
        Hash("fileSHA512Equals", HashAlgorithmName.SHA512),
        One("folderExists", (path, world) => Directory.Exists(world.FullPath(path))),
        Number("numberEquals", order => order == 0),
        Number("numberGreaterThan", order => order > 0),
        Number("numberGreaterThanEquals", order => order >= 0),
        Number("numberLessThan", order => order < 0),
        Number("numberLessThanEquals", order => order <= 0),
        new("patternMatches", "value", (pattern, value, _, _) => Task.FromResult(Pattern(pattern).IsMatch(value))),
        Text("stringEquals", order => order == 0),
        Text("stringGreaterThan", order => order > 0),
        Text("stringGreaterThanEquals", order => order >= 0),
        One("stringIsEmpty", (text, _) => text.Length == 0),
        One("stringIsWhitespace", (text, _) => text.Length > 0 && string.IsNullOrWhiteSpace(text)),
        Text("stringLessThan", order => order < 0),
        Text("stringLessThanEquals", order => order <= 0),
    ];

    /// <summary>
    /// The pattern with AWSTOE's meaning: RE2, so neither look-around nor back-references, and letters of either case match
    /// (the documentation's own example needs that). Throws for a pattern that is none.
    /// </summary>
    public static Regex Pattern(string pattern) =>
        new(pattern, RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, LongestMatch);

    private static Comparer One(string name, Func<string, StepWorld, bool> isTrue) =>
        new(name, null, (baseline, _, world, _) => Task.FromResult(isTrue(baseline, world)));

    // The documentation says that string comparisons ignore case; one of its examples disagrees and is taken for a slip.
    private static Comparer Text(string name, Func<int, bool> isTrue) =>
        new(name, "value", (baseline, value, _, _) => Task.FromResult(isTrue(string.Compare(value, baseline, StringComparison.OrdinalIgnoreCase))));

    // A value that is no number makes the comparison false, not an error.
    private static Comparer Number(string name, Func<int, bool> isTrue) =>
        new(name, "value", (baseline, value, _, _) => Task.FromResult(ExactNumber.TryCompare(value, baseline, out var order) && isTrue(order)));

    // A missing file makes the comparison false (undocumented).
    private static Comparer Hash(string name, HashAlgorithmName algorithm) =>
        new(name, "path", async (hash, path, world, ct) =>
        {
            var file = world.FullPath(path);
            if (!File.Exists(file))
            {
                return false;
            }

            using var hashing = IncrementalHash.CreateHash(algorithm);
            await using var stream = File.OpenRead(file);
            var buffer = new byte[81920];
            int read;
            while ((read = await stream.ReadAsync(buffer, ct)) > 0)
            {
                hashing.AppendData(buffer, 0, read);
            }

            return Convert.ToHexString(hashing.GetHashAndReset()).Equals(hash.Trim(), StringComparison.OrdinalIgnoreCase);
        });
}
