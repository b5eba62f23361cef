using GoldenAmi.Diagnostics;

namespace GoldenAmi.Recipes;

/// <summary>What became of a recipe file.</summary>
/// <param name="Recipe">The recipe, or null when a problem is an error.</param>
/// <param name="Problems">All of them: the recipe's own in file order, then those of the files that it names, in the order in which it names them.</param>
public sealed record LoadedRecipe(Recipe? Recipe, IReadOnlyList<Diagnostic> Problems);
