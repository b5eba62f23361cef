using GoldenAmi.Recipes;

namespace GoldenAmi.References;

/// <summary>Which of a recipe's <c>references</c> cover which paths.</summary>
internal sealed class ScopeCoverage
{
    private readonly List<(ReferenceScope Scope, List<Glob> Globs)> _scopes;
    private readonly List<ReferenceScope> _empty;

    public ScopeCoverage(IReadOnlyList<ReferenceScope> scopes)
    {
        _scopes = [.. scopes.Select(scope => (scope, scope.Paths.Select(Glob.Parse).ToList()))];

        // Without patterns a scope is everything, and a commit without files is nobody's mistake in a pattern
        _empty = [.. scopes.Where(scope => scope.Paths.Count > 0)];
    }

    /// <summary>The scopes with patterns that covered none of the paths asked for so far.</summary>
    public IReadOnlyList<ReferenceScope> Empty => _empty;

    public bool Covers(string path)
    {
        var covering = _scopes.Where(scope => scope.Globs.Count == 0 || scope.Globs.Exists(glob => glob.Matches(path))).Select(scope => scope.Scope).ToList();
        _empty.RemoveAll(covering.Contains);
        return covering.Count > 0;
    }
}
