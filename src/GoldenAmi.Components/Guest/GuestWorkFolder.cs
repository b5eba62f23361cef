using System.Text.Json;

namespace GoldenAmi.Components.Guest;

/// <summary>The folder that becomes a machine's seed: <c>work.json</c> and the documents beside it.</summary>
public static class GuestWorkFolder
{
    /// <summary>The file that holds the <see cref="GuestWork"/>.</summary>
    public const string WorkFile = "work.json";

    /// <summary>The name of the n-th document's file, from 0: <c>component-0.yaml</c>.</summary>
    public static string DocumentFile(int index) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"component-{index}.yaml");

    /// <summary>Writes the work and its documents; the folder is made when missing.</summary>
    /// <param name="documents">File name (as in <see cref="GuestDocument.File"/>) → text, one for each document of the work.</param>
    /// <returns>The names of the files written, <c>work.json</c> first.</returns>
    public static async Task<IReadOnlyList<string>> WriteAsync(
        string folder, GuestWork work, IReadOnlyDictionary<string, string> documents, CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, WorkFile), JsonSerializer.Serialize(work, GuestJson.Default.GuestWork), ct);
        foreach (var document in work.Documents)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, Inside(document.File)), documents[document.File], ct);
        }

        return [WorkFile, .. work.Documents.Select(document => document.File)];
    }

    /// <summary>Reads a work back; throws <see cref="InvalidDataException"/> for a file that is none.</summary>
    /// <param name="json">The text of <c>work.json</c>.</param>
    public static GuestWork Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, GuestJson.Default.GuestWork) ?? throw new InvalidDataException($"{WorkFile} is null.");
        }
        catch (JsonException failure)
        {
            throw new InvalidDataException($"{WorkFile} is not the work of a build machine: {failure.Message}", failure);
        }
    }

    /// <summary>The name, when it is that of a file within the folder.</summary>
    internal static string Inside(string file) =>
        file.Length > 0 && file == Path.GetFileName(file) && file is not "." and not ".."
            ? file
            : throw new InvalidDataException($"'{file}' is not the name of a file in the folder of the work.");
}
