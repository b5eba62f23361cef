using System.Text.RegularExpressions;
using GoldenAmi.Diagnostics;
using GoldenAmi.Identifiers;

namespace GoldenAmi.Recipes.Reading;

/// <summary>Reads what a component or workflow in AWS is made with beside its document.</summary>
internal static partial class DocumentOptionsReader
{
    private static readonly string[] Keys = ["kmsKey", "changeDescription", "supportedOsVersions"];

    /// <summary>OsVersionList of the API: 1 to 25.</summary>
    private const int MostVersions = 25;

    private static readonly ValueForm OsVersion = new("a version of an operating system", "1 to 256 characters, such as Debian 12", LinePattern(), 256);

    /// <param name="map">The entry of <c>components</c>, <c>tests</c> or <c>workflows</c>.</param>
    public static DocumentOptions Read(MapNode map, MapReader keys, Region? home, ProblemList problems)
    {
        if (map.Find("uses") is not null && map.Entries.FirstOrDefault(entry => Keys.Contains(entry.Key.Value)) is { } misplaced)
        {
            problems.Add(ErrorCode.RecipeChoice, misplaced.Key.Place, $"'{misplaced.Key.Value}' belongs to a document of the repository; with 'uses' the document is in AWS already.", "remove it.");
        }

        var versions = OsVersion.CheckList(keys.List("supportedOsVersions", required: false), problems);
        if (versions.Count > MostVersions)
        {
            problems.Add(ErrorCode.RecipeNumber, map.Find("supportedOsVersions")!.Place, $"There are more than {MostVersions} versions, the most that Image Builder takes.", "remove some.");
        }

        return new DocumentOptions(
            KeyReader.Read(keys.Text("kmsKey", required: false), home, problems),
            ValueForms.Description.Check(keys.Text("changeDescription", required: false), problems)?.Value,
            versions);
    }

    [GeneratedRegex(@"^[^\x00-\x1F]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex LinePattern();
}
