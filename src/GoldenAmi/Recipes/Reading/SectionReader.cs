namespace GoldenAmi.Recipes.Reading;

/// <summary>Reads the sections of a recipe. Each stands in the recipe, or in a file that the recipe names at its place.</summary>
internal sealed class SectionReader(MapNode recipe, MapReader keys, RecipeSources sources)
{
    /// <summary>A section that must be there; null when it is not or is wrong, which is noted.</summary>
    /// <param name="wanted">What it holds, for messages: <c>a list of volumes</c>.</param>
    public T? Get<T>(string key, string wanted)
        where T : Node
    {
        if (recipe.Find(key) is null or TextNode { IsNull: true })
        {
            keys.AddMissing(key);
            return null;
        }

        return Find<T>(key, wanted);
    }

    /// <summary>A section; null when it is absent or wrong, which is noted.</summary>
    public T? Find<T>(string key, string wanted)
        where T : Node
    {
        var node = recipe.Find(key);
        if (node is null or TextNode { IsNull: true })
        {
            return null;
        }

        var content = node is TextNode path ? sources.ReadSection(path) : node;
        if (content is not null and not T)
        {
            sources.Problems.AddWrongKind(content, $"'{key}'", $"{wanted}, or the path of a file with it");
        }

        return content as T;
    }
}
