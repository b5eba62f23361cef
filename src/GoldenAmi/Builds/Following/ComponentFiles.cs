namespace GoldenAmi.Builds.Following;

/// <summary>Which component document of the repository a component of a build was made of. Logs name components by ARN.</summary>
internal sealed class ComponentFiles
{
    private readonly Dictionary<string, ResolvedComponent> _byArn = new(StringComparer.Ordinal);

    /// <param name="arns">The components of the build's image recipe; they stand in the recipe's order because it was made so.</param>
    public ComponentFiles(IReadOnlyList<ResolvedComponent> components, IReadOnlyList<string> arns)
    {
        if (components.Count == arns.Count)
        {
            foreach (var (component, arn) in components.Zip(arns))
            {
                _byArn[Resources.ResourceReader.VersionArn(arn)] = component;
            }
        }
    }

    public ResolvedComponent? Find(string documentId) => _byArn.GetValueOrDefault(Resources.ResourceReader.VersionArn(documentId));

    /// <summary>The file, else what AWS calls the component: <c>update-linux/1.0.4</c>.</summary>
    public string Describe(string documentId) => Find(documentId) switch
    {
        ResolvedComponent.Document document => document.Use.File,
        ResolvedComponent.Existing existing => $"{existing.Use.Owner}/{existing.Use.Name}",
        _ => documentId[(documentId.IndexOf('/', StringComparison.Ordinal) + 1)..],
    };
}
