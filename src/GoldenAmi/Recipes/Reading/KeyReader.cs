using GoldenAmi.Diagnostics;
using GoldenAmi.Identifiers;

namespace GoldenAmi.Recipes.Reading;

/// <summary>Reads the name of an encryption key. A key serves only its own region.</summary>
internal static class KeyReader
{
    /// <param name="region">Where the key is to encrypt; null when that is not known.</param>
    public static string? Read(TextNode? text, Region? region, ProblemList problems)
    {
        if (ValueForms.KmsKey.Check(text, problems) is not { } key)
        {
            return null;
        }

        if (region is { } wanted && key.Value.StartsWith("arn:", StringComparison.Ordinal) && key.Value.Split(':')[3] is var of && of != wanted.Value)
        {
            problems.Add(
                ErrorCode.RecipeKeyRegion,
                key.Place,
                $"This key is of {of} and cannot encrypt in {wanted}.",
                $"name a key of {wanted}, or an alias that is there in each region.");
        }

        return key.Value;
    }
}
