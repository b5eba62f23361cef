using System.Globalization;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Components.Language;

/// <summary>Checks a recipe's values against the parameters that a document declares.</summary>
internal static class ParameterCheck
{
    /// <summary>Image Builder's quota "Parameters per component" (https://docs.aws.amazon.com/general/latest/gr/imagebuilder.html).</summary>
    private const int MaxParameters = 25;

    /// <summary>Characters; same source, "Parameter value length".</summary>
    private const int MaxValueLength = 1024;

    public static IReadOnlyList<Diagnostic> Check(
        ComponentDocument document, IReadOnlyList<(string Name, string Value, SourcePlace Place)> values, SourcePlace? usedAt)
    {
        var problems = new ProblemList(ComponentRules.Rules.Codes);
        foreach (var (name, value, place) in values)
        {
            CheckValue(document, name, value, place, problems);
        }

        foreach (var missing in document.Parameters.Where(parameter => parameter.Default is null && values.All(value => value.Name != parameter.Name)))
        {
            problems.Add(
                ErrorCode.ComponentParameterMissing,
                usedAt ?? missing.Place,
                $"The parameter '{missing.Name}' of {document.File} has no default and is given no value.",
                "give it a value in the recipe, or a default in the component.");
        }

        if (values.Count > MaxParameters)
        {
            var message = string.Create(CultureInfo.InvariantCulture, $"{values.Count} parameters are given; Image Builder takes at most {MaxParameters} for a component.");
            problems.Add(ErrorCode.ComponentParameterValue, values[MaxParameters].Place, message, "split the component.");
        }

        return problems.InFileOrder();
    }

    private static void CheckValue(ComponentDocument document, string name, string value, SourcePlace place, ProblemList problems)
    {
        var declared = document.Parameters.FirstOrDefault(parameter => parameter.Name == name);
        if (declared is null)
        {
            var names = document.Parameters.Select(parameter => parameter.Name).ToList();
            var list = names.Count == 0 ? "it declares none" : $"declared: {string.Join(", ", names)}";
            problems.Add(
                ErrorCode.ComponentParameterUnknown,
                place,
                $"'{ProblemList.Short(name)}' is not a parameter of {document.File}; {list}.",
                NearMiss.Find(name, names) is { } near ? $"did you mean '{near}'?" : "remove it, or declare it in the component.");
        }
        else if (value.Length is 0 or > MaxValueLength)
        {
            var length = string.Create(CultureInfo.InvariantCulture, $"The value of '{name}' has {value.Length} characters; it must have 1 to {MaxValueLength}.");
            problems.Add(ErrorCode.ComponentParameterValue, place, length, "give a value within these bounds.");
        }
        else if (declared.AllowedValues.Count > 0 && !declared.AllowedValues.Contains(value))
        {
            problems.AddUnknownWord(
                ErrorCode.ComponentParameterValue, new TextNode(value, IsPlain: true, place), $"a value of '{name}'", declared.AllowedValues);
        }
    }
}
