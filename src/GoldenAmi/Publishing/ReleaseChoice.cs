using GoldenAmi.Diagnostics;
using GoldenAmi.Recipes;

namespace GoldenAmi.Publishing;

/// <summary>Which release the references are moved to. Pure.</summary>
public static class ReleaseChoice
{
    /// <summary>The newest release that is in every region.</summary>
    /// <exception cref="UserErrorException">GA0535: there is none.</exception>
    public static PastRelease Newest(Recipe recipe, RecipeHistory history) => history.Releases.FirstOrDefault(release => release.Missing.Count == 0)
        ?? throw new UserErrorException(Ending.Refused, new Diagnostic(
            ErrorCode.NothingReleased,
            history.Releases is [var newest, ..]
                ? $"No image of '{recipe.Name}' is in every region; the newest, {Name(newest, history)}, is not in {string.Join(", ", newest.Missing)}."
                : $"No image of '{recipe.Name}' was released yet.",
            recipe.Name.Place,
            "run 'golden-ami build'."));

    /// <summary>The release to go back to, and the one that is taken back.</summary>
    /// <param name="to">Its version, <c>1.3.2</c> or <c>1.3.2/2</c>; null: the one before the newest.</param>
    /// <exception cref="UserErrorException">GA0534: there is no such release, or it is not in every region any more.</exception>
    public static (PastRelease To, PastRelease From) Rollback(Recipe recipe, RecipeHistory history, string? to)
    {
        var from = Newest(recipe, history);
        var older = history.Releases.SkipWhile(release => release != from).Skip(1).ToList();
        var wanted = to is null ? older.FirstOrDefault() : older.Find(release => release.Version == to || Full(release) == to);
        if (wanted is null)
        {
            throw Refused($"There is no release of '{recipe.Name}' {(to is null ? $"older than {Name(from, history)}" : $"'{to}' that is older than {Name(from, history)}")}.");
        }

        return wanted.Missing.Count == 0
            ? (wanted, from)
            : throw Refused($"'{recipe.Name}' {Name(wanted, history)} cannot be gone back to: its image is not there, or is disabled, in {string.Join(", ", wanted.Missing)}.");

        UserErrorException Refused(string message)
        {
            var whole = older.Where(release => release.Missing.Count == 0).Select(release => Name(release, history)).Distinct(StringComparer.Ordinal).ToList();
            return new UserErrorException(Ending.Refused, new Diagnostic(ErrorCode.RollbackImpossible, message, recipe.Name.Place, whole.Count == 0
                ? "there is no older release that is in every region; build a corrected image instead."
                : $"name one that is everywhere with 'to': {string.Join(", ", whole)}."));
        }
    }

    // The build's number is told only where it is needed
    private static string Name(PastRelease release, RecipeHistory history) =>
        history.Releases.Count(other => other.Version == release.Version) > 1 ? Full(release) : release.Version;

    private static string Full(PastRelease release) => $"{release.Version}/{release.Arn.Build}";
}
