using GoldenAmi.Aws.Generator.Reading;

namespace GoldenAmi.Aws.Generator.Writing;

/// <summary>Writes every file of every service.</summary>
internal static class Clients
{
    public static void Write(string modelFolder, IReadOnlyList<ServiceChoice> choices, string outputFolder)
    {
        Directory.CreateDirectory(outputFolder);
        var written = new HashSet<string>();
        foreach (var choice in choices)
        {
            var service = new Service(choice, ApiModel.Read(Path.Combine(modelFolder, choice.Model + ".json")));
            foreach (var (part, text) in Parts(service))
            {
                var path = Path.Combine(outputFolder, $"{choice.Name}.{part}.g.cs");
                File.WriteAllText(path, text);
                written.Add(path);
            }
        }

        foreach (var stale in Directory.GetFiles(outputFolder, "*.g.cs").Where(path => !written.Contains(path)))
        {
            File.Delete(stale);
        }
    }

    private static IEnumerable<(string Part, string Text)> Parts(Service service) =>
    [
        ("Client", ClientFile.Write(service)),
        ("Model", ModelFile.Write(service)),
        ("Enumerations", EnumerationFile.Write(service)),
        ("Exceptions", ExceptionFile.Write(service)),
        ("Paginators", PaginatorFile.Write(service)),
        ("Wire", WireFile.Write(service)),
    ];
}
