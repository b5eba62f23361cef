using System.Globalization;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Components.Workflows;

/// <summary>Checks a recipe's values against the parameters that a workflow declares.</summary>
internal static class WorkflowParameterCheck
{
    public static IReadOnlyList<Diagnostic> Check(WorkflowDocument document, IReadOnlyList<(string Name, string Value, SourcePlace Place)> values, SourcePlace usedAt)
    {
        var problems = new ProblemList(WorkflowRules.Rules.Codes);
        var names = document.Parameters.Select(parameter => parameter.Name).ToList();
        foreach (var (name, value, place) in values)
        {
            if (document.Parameters.FirstOrDefault(parameter => parameter.Name == name) is not { } declared)
            {
                problems.Add(
                    ErrorCode.WorkflowParameter, place, $"'{ProblemList.Short(name)}' is not a parameter of {document.File}; {(names.Count == 0 ? "it declares none" : $"declared: {string.Join(", ", names)}")}.",
                    NearMiss.Find(name, names) is { } near ? $"did you mean '{near}'?" : "remove it, or declare it in the workflow.");
            }
            else if (!Fits(declared.Type, value))
            {
                problems.Add(ErrorCode.WorkflowParameter, place, $"'{ProblemList.Short(value)}' is not of the type {declared.Type} that '{name}' has.", $"write {Rule(declared.Type)}.");
            }
        }

        foreach (var missing in document.Parameters.Where(parameter => parameter.Default is null && values.All(value => value.Name != parameter.Name)))
        {
            problems.Add(
                ErrorCode.WorkflowParameter, usedAt, $"The parameter '{missing.Name}' of {document.File} has no default and is given no value.", "give it a value in the recipe, or a default in the workflow.");
        }

        return problems.InFileOrder();
    }

    /// <summary>Whether a text is a value of the type; a list of texts is given as one text, its items between commas.</summary>
    public static bool Fits(string type, string value) => type switch
    {
        "integer" => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        "boolean" => value is "true" or "false",
        _ => value.Length is > 0 and <= 1024,
    };

    /// <summary>The form of a type's values.</summary>
    public static string Rule(string type) => type switch
    {
        "integer" => "a whole number",
        "boolean" => "true or false",
        "stringList" => "texts between commas",
        _ => "1 to 1024 characters",
    };
}
