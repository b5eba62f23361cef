using System.Text.RegularExpressions;
using GoldenAmi.Builds.Fingerprints;
using GoldenAmi.Builds.Resolving;
using GoldenAmi.Recipes;

namespace GoldenAmi.Builds.Resources;

/// <summary>How the resources in AWS are called (docs/build.md).</summary>
internal static partial class ResourceNames
{
    /// <summary><c>web-components-nginx</c>: the recipe's name and the document's path below the recipe's folder; variants share it. Content decides, not the name: a file that moves finds its old component.</summary>
    public static string Component(Recipe recipe, string file)
    {
        var folder = recipe.File[..(recipe.File.LastIndexOf('/') + 1)];
        var path = file.StartsWith(folder, StringComparison.Ordinal) ? file[folder.Length..] : file;
        var dot = path.LastIndexOf('.');
        var stem = dot > path.LastIndexOf('/') + 1 ? path[..dot] : path;
        var name = $"{recipe.Name.Value}-{Foreign().Replace(stem.ToLowerInvariant(), "-").Trim('-')}".TrimEnd('-');
        return name.Length <= Longest ? name : name[..Longest].TrimEnd('-');
    }

    /// <summary><c>golden-ami-web-0123456789ab</c>: a changed content is another name, so nothing is ever updated under somebody's feet.</summary>
    public static string Configuration(Recipe recipe, string digest) => $"golden-ami-{recipe.ResourceName}-{ContentDigest.Short(digest)}";

    /// <param name="kind"><c>infrastructure-configuration</c> or <c>distribution-configuration</c>.</param>
    public static string ConfigurationArn(ResolvedRecipe resolved, string kind, string name) =>
        $"arn:{resolved.Account.Partition}:imagebuilder:{resolved.Recipe.Region.Value}:{resolved.Account.Id}:{kind}/{name}";

    // 128 is the service's limit.
    private const int Longest = 120;

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Foreign();
}
