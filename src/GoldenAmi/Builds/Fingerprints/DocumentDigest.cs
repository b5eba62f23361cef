using GoldenAmi.Recipes;

namespace GoldenAmi.Builds.Fingerprints;

/// <summary>By what a document's component or workflow is found again: the digest of its text, and of what else it is made with, when anything is.</summary>
internal static class DocumentDigest
{
    public static string Of(string text, DocumentOptions options) => options is { KmsKey: null, ChangeDescription: null, SupportedOsVersions.Count: 0 }
        ? ContentDigest.OfText(text)
        : ContentDigest.OfJson(json =>
        {
            json.WriteStartObject();
            json.WriteString("text", ContentDigest.OfText(text));
            json.WriteString("kmsKey", options.KmsKey);
            json.WriteString("changeDescription", options.ChangeDescription);
            json.WriteStartArray("supportedOsVersions");
            foreach (var version in options.SupportedOsVersions)
            {
                json.WriteStringValue(version);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
}
