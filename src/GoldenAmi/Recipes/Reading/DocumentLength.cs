using System.Globalization;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Recipes.Reading;

/// <summary>Documents that are too long for a request of Image Builder go through a bucket.</summary>
internal static class DocumentLength
{
    /// <summary>Characters: InlineComponentData and InlineWorkflowData of the API.</summary>
    public const int Inline = 16_000;

    public static void Check(IEnumerable<(string File, string Text, SourcePlace Place)> documents, Infrastructure? infrastructure, ProblemList problems)
    {
        if (infrastructure is null or { ComponentBucket: not null })
        {
            return;
        }

        foreach (var (file, text, place) in documents.Where(document => document.Text.Length > Inline))
        {
            problems.Add(
                ErrorCode.RecipeDocumentLong, place,
                string.Create(CultureInfo.InvariantCulture, $"'{file}' has {text.Length} characters; a request of Image Builder takes {Inline}, and longer documents are read from a bucket, which the recipe does not name."),
                "add 'componentBucket: s3://<bucket of the home region>' to the infrastructure, or split the document.");
        }
    }
}
