using YamlDotNet.RepresentationModel;

namespace GoldenAmi.Action.Tests.Faces;

/// <summary>An input of <c>action.yml</c>.</summary>
internal sealed record MetadataInput(string Name, string Description, string Default);

/// <summary><c>action.yml</c>, read as GitHub's runner does (ActionManifestManager.cs of actions/runner).</summary>
internal sealed record ActionMetadata
{
    public required IReadOnlyList<MetadataInput> Inputs { get; init; }

    public required IReadOnlyList<(string Name, string Description)> Outputs { get; init; }

    /// <summary>The scalars of <c>runs</c>.</summary>
    public required IReadOnlyDictionary<string, string> Runs { get; init; }

    /// <summary>Every key of the document, for example <c>branding/icon</c>.</summary>
    public required IReadOnlyList<string> TopKeys { get; init; }

    public static ActionMetadata Read(params string[] file)
    {
        using var reader = new StringReader(RepositoryFiles.Read(file.Length == 0 ? ["action.yml"] : file));
        var stream = new YamlStream();
        stream.Load(reader);
        var root = (YamlMappingNode)stream.Documents.Single().RootNode;
        return new ActionMetadata
        {
            TopKeys = [.. root.Children.Keys.Select(key => key.ToString())],
            Inputs = [.. Entries(root, "inputs").Select(input => new MetadataInput(input.Name, Text(input.Value, "description"), Text(input.Value, "default")))],
            Outputs = [.. Entries(root, "outputs").Select(output => (output.Name, Text(output.Value, "description")))],
            Runs = Entries(root, "runs").Where(entry => entry.Value is YamlScalarNode).ToDictionary(entry => entry.Name, entry => entry.Value.ToString()),
        };
    }

    private static IEnumerable<(string Name, YamlNode Value)> Entries(YamlMappingNode root, string key) =>
        root.Children.TryGetValue(key, out var value) ? ((YamlMappingNode)value).Children.Select(entry => (entry.Key.ToString(), entry.Value)) : [];

    private static string Text(YamlNode node, string key) =>
        ((YamlMappingNode)node).Children.TryGetValue(key, out var value) ? value.ToString() : "";
}
