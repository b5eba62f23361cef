using System.Text.RegularExpressions;
using GoldenAmi.Identifiers;

namespace GoldenAmi.Recipes.Reading;

/// <summary>Reads <c>uses</c>, a component that is in AWS already.</summary>
internal static partial class UsesReader
{
    /// <summary>Image Builder's quota "Parameter value length", in characters.</summary>
    private static readonly ValueForm Value = new("the value of a parameter", "1 to 1024 characters", AnyPattern(), 1024);

    public static ComponentUse.Existing? Read(TextNode text, IReadOnlyList<ComponentParameter> values, Region? home, ProblemList problems)
    {
        foreach (var value in values)
        {
            _ = Value.Check(new TextNode(value.Value, IsPlain: false, value.Place), problems);
        }

        return ResourceReference.Read(text, "component", "amazon/update-linux@x.x.x", home, problems) is { } found
            ? new ComponentUse.Existing(found.Owner, found.Name, found.Version, text.Place, values)
            : null;
    }

    [GeneratedRegex(@"^[\s\S]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex AnyPattern();
}
