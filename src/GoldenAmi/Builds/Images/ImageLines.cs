namespace GoldenAmi.Builds.Images;

/// <summary>The names under which Image Builder counts the images of one recipe: <c>web</c> for what runs of this program build, <c>web-pipeline</c> for what the recipe's schedule builds.</summary>
internal static class ImageLines
{
    private const string Suffix = "-pipeline";

    /// <param name="resourceName"><c>web</c>, of a variant <c>web-arm64</c>.</param>
    public static string OfSchedule(string resourceName) => $"{resourceName}{Suffix}";

    /// <summary>Both, that of the program's builds first.</summary>
    public static IReadOnlyList<string> Of(string resourceName) => [resourceName, OfSchedule(resourceName)];

    /// <summary>The resource name that an image's name is of.</summary>
    /// <param name="image"><c>web</c> or <c>web-pipeline</c>.</param>
    /// <param name="recipe">The recipe's name, which may itself end like that.</param>
    public static string ResourceOf(string image, string recipe) => image != recipe && image.EndsWith(Suffix, StringComparison.Ordinal) ? image[..^Suffix.Length] : image;
}
