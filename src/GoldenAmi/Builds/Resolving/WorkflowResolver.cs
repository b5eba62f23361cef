using GoldenAmi.Aws;
using GoldenAmi.Builds.Fingerprints;
using GoldenAmi.Builds.Images;
using GoldenAmi.Diagnostics;
using GoldenAmi.Identifiers;
using GoldenAmi.Recipes;

namespace GoldenAmi.Builds.Resolving;

/// <summary>Finds the workflows that are in AWS already; of those that a wildcard means, the newest.</summary>
internal sealed class WorkflowResolver(AwsClients clients, Region home)
{
    /// <returns>In the recipe's order; no call when it has none that are in AWS.</returns>
    public async Task<IReadOnlyList<ResolvedWorkflow>> ResolveAsync(Recipe recipe, CancellationToken ct)
    {
        var resolved = new List<ResolvedWorkflow>();
        foreach (var use in recipe.Workflows)
        {
            resolved.Add(use switch
            {
                // The same text of another type is another workflow.
                WorkflowUse.Document document => new ResolvedWorkflow.Document(document, ContentDigest.OfText($"{document.Type}\n{DocumentDigest.Of(document.Text, document.Options)}")),
                WorkflowUse.Existing named => await FindAsync(named, ct),
                _ => throw new System.Diagnostics.UnreachableException(),
            });
        }

        return resolved;
    }

    private async Task<ResolvedWorkflow.Existing> FindAsync(WorkflowUse.Existing named, CancellationToken ct)
    {
        var type = named.Type.ToString().ToUpperInvariant();
        List<(ComponentVersion Version, string Arn)> found =
        [
            .. from workflow in await new BuilderLists(clients, home).WorkflowsAsync(named.Owner, [named.Name], ct)
               let arn = workflow.Arn ?? ""
               let version = ComponentVersion.Find(workflow.Version)
               where version is not null && workflow.Type?.Value == type && Owners.IsOf(named.Owner, arn)
               select (version.Value, arn),
        ];
        var newest = found.Where(each => each.Version.Matches(named.Version)).OrderByDescending(each => each.Version).FirstOrDefault();
        return newest.Arn is not null ? new ResolvedWorkflow.Existing(named, newest.Version.ToString(), newest.Arn) : throw NotFound(named, [.. found.Select(each => each.Version).Order().TakeLast(5)]);
    }

    private UserErrorException NotFound(WorkflowUse.Existing named, IReadOnlyList<ComponentVersion> versions)
    {
        var type = named.Type.ToString().ToLowerInvariant();
        return new UserErrorException(Ending.Usage, new Diagnostic(
            ErrorCode.WorkflowNotFound,
            versions.Count == 0
                ? $"There is no {type} workflow '{named.Name}' of '{named.Owner}' in {home}."
                : $"The {type} workflow '{named.Name}' of '{named.Owner}' has no version '{named.Version}' in {home}; it has {string.Join(", ", versions)}.",
            named.Place, versions.Count == 0 ? $"check owner and name with 'aws imagebuilder list-workflows --owner {Owners.Of(named.Owner).Value}'." : "name one of these, or x.x.x for the newest."));
    }
}
