using GoldenAmi.Builds.Resolving;
using GoldenAmi.Components.Language;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Builds.Following;

/// <summary>Which component document of the repository a component of a build was made of. Logs name components by ARN.</summary>
internal sealed class ComponentFiles
{
    private readonly Dictionary<string, ResolvedComponent> _byArn = new(StringComparer.Ordinal);
    private readonly Lazy<IReadOnlyList<ComponentDocument>> _documents;

    /// <param name="arns">The components of the build's image recipe; they stand in the recipe's order because it was made so.</param>
    public ComponentFiles(IReadOnlyList<ResolvedComponent> components, IReadOnlyList<string> arns)
    {
        _documents = new(() => [.. components.OfType<ResolvedComponent.Document>().DistinctBy(document => document.Use.File, StringComparer.Ordinal)
            .Select(document => ComponentDocument.Parse(document.Use.Text, document.Use.File).Document).OfType<ComponentDocument>()]);
        if (components.Count == arns.Count)
        {
            foreach (var (component, arn) in components.Zip(arns))
            {
                _byArn[Resources.ResourceReader.VersionArn(arn)] = component;
            }
        }
    }

    /// <summary>The recipe's own documents, in its order.</summary>
    public IReadOnlyList<ComponentDocument> Documents => _documents.Value;

    public ResolvedComponent? Find(string documentId) => _byArn.GetValueOrDefault(Resources.ResourceReader.VersionArn(documentId));

    /// <summary>The step in its document, else the component's line in the recipe; null when the recipe has no such component.</summary>
    public SourcePlace? FindPlace(string documentId, string phase, string step) => Find(documentId) switch
    {
        ResolvedComponent.Document document => Documents.FirstOrDefault(each => each.File == document.Use.File)?.FindStep(phase, step)?.Place ?? document.Use.Place,
        ResolvedComponent.Existing existing => existing.Use.Place,
        _ => null,
    };

    /// <summary>The file, else what AWS calls the component: <c>update-linux/1.0.4</c>.</summary>
    public string Describe(string documentId) => Find(documentId) switch
    {
        ResolvedComponent.Document document => document.Use.File,
        ResolvedComponent.Existing existing => $"{existing.Use.Owner}/{existing.Use.Name}",
        _ => documentId[(documentId.IndexOf('/', StringComparison.Ordinal) + 1)..],
    };
}
