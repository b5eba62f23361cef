using Amazon.Imagebuilder;
using Amazon.Imagebuilder.Model;
using GoldenAmi.Aws;
using GoldenAmi.Builds.Images;
using GoldenAmi.Builds.Resolving;
using GoldenAmi.Recipes;

namespace GoldenAmi.Builds.Resources;

/// <summary>The workflows that a recipe's documents become. As with components, content decides: a version with the same content is used again.</summary>
internal sealed class WorkflowResources(AwsClients clients)
{
    /// <summary>Two calls and more; none when no document is a workflow.</summary>
    public async Task<ExistingResources> AddToAsync(ExistingResources existing, ResolvedRecipe resolved, CancellationToken ct)
    {
        var documents = resolved.Workflows.OfType<ResolvedWorkflow.Document>().DistinctBy(document => document.Digest).ToList();
        if (documents.Count == 0)
        {
            return existing;
        }

        var listed = await ListAsync(resolved, [.. documents.Select(document => NameOf(resolved, document)).Distinct(StringComparer.Ordinal)], ct);
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var document in documents)
        {
            if (await FindAsync(resolved, document.Digest, listed, ct) is { } arn)
            {
                found[document.Digest] = arn;
            }
        }

        return existing with
        {
            Workflows = found,
            NewestWorkflows = listed.GroupBy(each => each.Key, StringComparer.Ordinal).ToDictionary(versions => versions.Key, versions => versions.Max(each => each.Version), StringComparer.Ordinal),
        };
    }

    /// <summary>Pure.</summary>
    public static IEnumerable<ResourceOperation> Plan(ResolvedRecipe resolved, ExistingResources existing)
    {
        var newest = new Dictionary<string, ComponentVersion>(existing.NewestWorkflows, StringComparer.Ordinal);
        foreach (var document in resolved.Workflows.OfType<ResolvedWorkflow.Document>().DistinctBy(document => document.Digest))
        {
            if (existing.Workflows.TryGetValue(document.Digest, out var arn))
            {
                yield return new ResourceOperation.Keep($"workflow {arn[(arn.IndexOf('/', StringComparison.Ordinal) + 1)..]}", $"it has the content of {document.Written.File}");
                continue;
            }

            var name = NameOf(resolved, document);
            var key = $"{Word(document.Written)}/{name}";
            var next = newest.TryGetValue(key, out var last) && last >= First ? last with { Patch = last.Patch + 1 } : First;
            newest[key] = next;
            yield return new ResourceOperation.CreateWorkflow(document.Written, document.Digest, name, next, $"no version has the content of {document.Written.File}");
        }
    }

    /// <param name="uri">Where the document was put; null: it stands in the request.</param>
    public static CreateWorkflowRequest Request(Recipe recipe, ResourceOperation.CreateWorkflow wanted, string? uri) => new()
    {
        Name = wanted.Name,
        SemanticVersion = wanted.Version.ToString(),
        Type = new Amazon.Imagebuilder.WorkflowType(wanted.Document.Type.ToString().ToUpperInvariant()),
        Description = $"{wanted.Document.File} {wanted.Digest}",
        ChangeDescription = wanted.Document.Options.ChangeDescription,
        KmsKeyId = wanted.Document.Options.KmsKey,
        Data = uri is null ? wanted.Document.Text : null,
        Uri = uri,
        Tags = new(ImageTags.Of(recipe with { Variant = null }), StringComparer.Ordinal) { [ImageTags.Content] = wanted.Digest },
        ClientToken = ClientToken.For("CreateWorkflow", $"{wanted.Digest} {wanted.Document.File} {wanted.Name} {wanted.Version}", 0),
    };

    /// <summary>The workflows as an image or a pipeline is asked for with them; null for Image Builder's own.</summary>
    /// <param name="arns">Digest of a document → ARN of the workflow version with that content.</param>
    public static List<WorkflowConfiguration>? Configurations(ResolvedRecipe resolved, IReadOnlyDictionary<string, string> arns) => resolved.Workflows.Count == 0 ? null :
    [
        .. resolved.Workflows.Select(workflow => new WorkflowConfiguration
        {
            WorkflowArn = workflow switch
            {
                ResolvedWorkflow.Document document => arns[document.Digest],
                ResolvedWorkflow.Existing existing => existing.Arn,
                _ => throw new System.Diagnostics.UnreachableException(),
            },
            Parameters = workflow.Use.With.Count == 0 ? null : [.. workflow.Use.With.Select(parameter => new Amazon.Imagebuilder.Model.WorkflowParameter { Name = parameter.Name, Value = ValuesOf(workflow, parameter) })],
            ParallelGroup = workflow.Use.ParallelGroup,
            OnFailure = workflow.Use.ContinuesOnFailure ? OnWorkflowFailure.CONTINUE : OnWorkflowFailure.ABORT,
        }),
    ];

    private static readonly ComponentVersion First = new(1, 0, 0);

    private static string Word(WorkflowUse use) => use.Type.ToString().ToLowerInvariant();

    private static string NameOf(ResolvedRecipe resolved, ResolvedWorkflow.Document document) => ResourceNames.Component(resolved.Recipe, document.Written.File);

    /// <summary>A list stands in the recipe as one text with commas, and in the request as its items. What an existing workflow declares is not known: its value stays one.</summary>
    private static List<string> ValuesOf(ResolvedWorkflow workflow, Recipes.ComponentParameter parameter) =>
        workflow is ResolvedWorkflow.Document { Written: var document }
        && Components.Workflows.WorkflowDocument.Parse(document.Text, document.File, document.Type).Document?.Parameters.FirstOrDefault(each => each.Name == parameter.Name)?.Type == "stringList"
            ? [.. parameter.Value.Split(',', StringSplitOptions.TrimEntries)]
            : [parameter.Value];

    private async Task<IReadOnlyList<Listed>> ListAsync(ResolvedRecipe resolved, List<string> names, CancellationToken ct)
    {
        return
        [
            .. from workflow in await new BuilderLists(clients, resolved.Recipe.Region.Value).WorkflowsAsync("self", names, ct)
               let version = ComponentVersion.Find(workflow.Version)
               let arn = workflow.Arn ?? ""
               where arn.Length > 0 && version is not null
               select new Listed($"{workflow.Type?.Value.ToLowerInvariant()}/{workflow.Name}", version.Value, arn, workflow.Description ?? ""),
        ];
    }

    /// <summary>The list shows descriptions but no tags: the digest in the description says which version to look at, its tag proves it.</summary>
    private async Task<string?> FindAsync(ResolvedRecipe resolved, string digest, IEnumerable<Listed> listed, CancellationToken ct)
    {
        var home = resolved.Recipe.Region.Value.Value;
        foreach (var candidate in listed.Where(each => each.Description.Contains(digest, StringComparison.Ordinal)).OrderByDescending(each => each.Version))
        {
            var builds = await clients.Shared.AskAsync(
                $"imagebuilder:ListWorkflowBuildVersions in {home}", candidate.Arn,
                (arn, token) => clients.ImageBuilder(home).ListWorkflowBuildVersionsAsync(new ListWorkflowBuildVersionsRequest { WorkflowVersionArn = arn }, token), ct)
                .OrMissingAsync().ExplainAsync("imagebuilder:ListWorkflowBuildVersions", home);
            if ((builds?.WorkflowSummaryList ?? []).LastOrDefault(summary => summary.Tags?.GetValueOrDefault(ImageTags.Content) == digest && summary.State?.Status is null)?.Arn is { } arn)
            {
                return arn;
            }
        }

        return null;
    }

    private sealed record Listed(string Key, ComponentVersion Version, string Arn, string Description);
}
