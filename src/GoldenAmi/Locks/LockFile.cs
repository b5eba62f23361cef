using GoldenAmi.Diagnostics;
using GoldenAmi.Recipes;

namespace GoldenAmi.Locks;

/// <summary>The file of a lock, beside its recipe.</summary>
public static class LockFile
{
    /// <summary>Relative to the repository's root: <c>images/web/golden-ami.lock</c>.</summary>
    public static string NameOf(Recipe recipe) => LockReader.FileOf(recipe.File);

    /// <summary>Whether the lock pins just these.</summary>
    public static bool IsSame(RecipeLock? before, IReadOnlyDictionary<string, ImageLock> images) =>
        before is not null && before.Images.Count == images.Count && images.All(image => before.Images.GetValueOrDefault(image.Key)?.Pins(image.Value) == true);

    /// <summary>Writes the lock when it would pin something else than it does.</summary>
    /// <param name="before">The lock as it was read; null when there was none.</param>
    /// <returns>The file's name relative to the repository's root, or null when it is as it was.</returns>
    /// <exception cref="UserErrorException">GA0610: the file cannot be written.</exception>
    public static string? Write(Recipe recipe, RecipeLock? before, IReadOnlyDictionary<string, ImageLock> images)
    {
        if (IsSame(before, images))
        {
            return null;
        }

        var name = NameOf(recipe);
        var path = Path.Combine(recipe.RepositoryRoot, name);
        try
        {
            File.WriteAllText(path, LockText.Write(Path.GetFileName(recipe.File), images, before is null ? null : File.ReadAllText(path)));
            return name;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException(Ending.Refused, new Diagnostic(ErrorCode.ResultFileNotWritable, $"The lock '{name}' cannot be written: {cause.Message}", null, "give the user of this run the right to write there."), cause);
        }
    }
}
