using GoldenAmi.Diagnostics;
using GoldenAmi.Identifiers;

namespace GoldenAmi.Recipes.Reading;

/// <summary>Reads what the image is built upon.</summary>
/// <param name="variant">Of which variant the parent is; null for the recipe as it stands.</param>
internal sealed class ParentReader(RecipeSources sources, Placed<Region>? home, string? variant)
{
    private static readonly string[] Forms = ["ami", "ssm", "image", "recipe", "find"];
    private readonly ProblemList _problems = sources.Problems;

    public Parent? Read(MapNode? map)
    {
        if (map is null)
        {
            return null;
        }

        var keys = RecipeMaps.Parent.Open(map, _problems);
        var given = Forms.Where(form => map.Find(form) is not (null or TextNode { IsNull: true })).ToList();
        if (given.Count != 1)
        {
            var (found, fix) = given.Count == 0
                ? ($"none of {Quoted(Forms)}", "write 'ssm: <parameter>' or 'ami: <id>'.")
                : ($"{(given.Count == 2 ? "both " : "")}{Quoted(given, " and ")}", "remove all but one.");
            if (given.Count > 1 || !Forms.Any(keys.IsMisspelt))
            {
                _problems.Add(ErrorCode.RecipeChoice, map.Place, $"The parent has {found}; it must have exactly one.", fix);
            }

            return null;
        }

        var chosen = keys.Text("variant", required: false);
        if (chosen is not null && given[0] != "recipe")
        {
            _problems.Add(ErrorCode.RecipeParentRecipe, chosen.Place, "'variant' chooses among the variants of another recipe and there is no 'recipe' beside it.", "remove it.");
        }

        return given[0] switch
        {
            "ami" => ReadAmi(keys.Text("ami", required: false)),
            "ssm" => ReadSsm(keys.Text("ssm", required: false)),
            "image" => ReadImage(keys.Text("image", required: false)),
            "recipe" => keys.Text("recipe", required: false) is { } path ? new ParentRecipeReader(sources, variant).Read(path, chosen) : null,
            _ => FindReader.Read(keys.Map("find", required: false), _problems),
        };
    }

    private static string Quoted(IEnumerable<string> words, string between = ", ") => string.Join(between, words.Select(word => $"'{word}'"));

    private Parent.Ami? ReadAmi(TextNode? text)
    {
        if (text is null)
        {
            return null;
        }

        if (AmiId.TryParse(text.Value, out var id))
        {
            return new Parent.Ami(id, text.Place);
        }

        _problems.Add(
            ErrorCode.RecipeForm,
            text.Place,
            $"'{ProblemList.Short(text.Value)}' is not an AMI id; it must be ami- and 8 or 17 hexadecimal digits.",
            "write the id of an AMI of the home region.");
        return null;
    }

    private Parent.Ssm? ReadSsm(TextNode? text)
    {
        if (text is not null && text.Value.StartsWith("ssm:", StringComparison.Ordinal))
        {
            ValueForms.ParameterName.Refuse(text, _problems, "write the parameter's name without 'ssm:'.");
            return null;
        }

        return ValueForms.ParameterName.Check(text, _problems) is { } name ? new Parent.Ssm(name.Value, name.Place) : null;
    }

    private Parent.Image? ReadImage(TextNode? text) =>
        text is not null && ResourceReference.Read(text, "image", "amazon/ubuntu-server-24-lts-x86@x.x.x", home?.Value, _problems) is { } found
            ? new Parent.Image(found.Owner, found.Name, found.Version, text.Place)
            : null;
}
