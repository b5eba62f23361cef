using GoldenAmi.Diagnostics;
using GoldenAmi.Identifiers;

namespace GoldenAmi.Recipes;

/// <summary>Reads what the image is built upon.</summary>
internal static class ParentReader
{
    public static Parent? Read(MapNode? map, ProblemList problems)
    {
        if (map is null)
        {
            return null;
        }

        var keys = RecipeMaps.Parent.Open(map, problems);
        var (ami, ssm) = (keys.Text("ami", required: false), keys.Text("ssm", required: false));
        if (ami is not null && ssm is not null)
        {
            problems.Add(ErrorCode.RecipeChoice, map.Place, "The parent has both 'ami' and 'ssm'; it must have exactly one.", "remove one of the two.");
        }
        else if (ami is null && ssm is null && !map.Entries.Any(entry => RecipeMaps.Parent.Later.ContainsKey(entry.Key.Value)))
        {
            problems.Add(ErrorCode.RecipeChoice, map.Place, "The parent has neither 'ami' nor 'ssm'; it must have exactly one.", "write 'ssm: <parameter>' or 'ami: <id>'.");
        }

        return (Parent?)ReadAmi(ami, problems) ?? ReadSsm(ssm, problems);
    }

    private static Parent.Ami? ReadAmi(TextNode? text, ProblemList problems)
    {
        if (text is null)
        {
            return null;
        }

        if (AmiId.TryParse(text.Value, out var id))
        {
            return new Parent.Ami(id, text.Place);
        }

        problems.Add(
            ErrorCode.RecipeForm,
            text.Place,
            $"'{ProblemList.Short(text.Value)}' is not an AMI id; it must be ami- and 8 or 17 hexadecimal digits.",
            "write the id of an AMI of the home region.");
        return null;
    }

    private static Parent.Ssm? ReadSsm(TextNode? text, ProblemList problems)
    {
        if (text is not null && text.Value.StartsWith("ssm:", StringComparison.Ordinal))
        {
            ValueForms.ParameterName.Refuse(text, problems, "write the parameter's name without 'ssm:'.");
            return null;
        }

        return ValueForms.ParameterName.Check(text, problems) is { } name ? new Parent.Ssm(name.Value, name.Place) : null;
    }
}
