namespace GoldenAmi.Recipes;

/// <summary>The JSON Schema (draft 2020-12) of recipes, for editors and other tools. What it accepts the loader may still refuse.</summary>
public static class RecipeSchema
{
    /// <summary>The text of <c>schemas/golden-ami.schema.json</c>.</summary>
    public static string Json { get; } = EmbeddedText.Read("golden-ami.schema.json");
}
