using GoldenAmi.Diagnostics;

namespace GoldenAmi.Recipes.Reading;

/// <summary>The bounds and codes of recipe files.</summary>
internal static class RecipeRules
{
    public static DocumentRules Rules { get; } = new()
    {
        Name = "recipe file",
        Holds = "recipe",

        // Our own bound. The largest useful recipe (20 components with 25 values each, every region with 50 tags) stays under 200 KiB.
        MaxBytes = 256 * 1024,
        MaxBytesReason = "the most that a recipe may have",
        TooLargeFix = "check that this is the recipe; it is a text of a few kilobytes.",

        // Our own bound: distribution.regions.<name>.tags.<key> is the deepest, with 5.
        MaxDepth = 16,
        EmptyFix = "write a recipe, or let 'golden-ami init' write a first one.",
        Codes = new DocumentCodes
        {
            TooLarge = ErrorCode.RecipeTooLarge,
            NotText = ErrorCode.RecipeNotText,
            Empty = ErrorCode.RecipeEmpty,
            NotYaml = ErrorCode.RecipeNotYaml,
            TooDeep = ErrorCode.RecipeTooDeep,
            Alias = ErrorCode.RecipeAlias,
            DuplicateKey = ErrorCode.RecipeDuplicateKey,
            UnknownKey = ErrorCode.RecipeUnknownKey,
            MissingKey = ErrorCode.RecipeMissingKey,
            WrongKind = ErrorCode.RecipeWrongKind,
            Number = ErrorCode.RecipeNumber,
            Word = ErrorCode.RecipeWord,
        },
    };
}
