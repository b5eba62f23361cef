using GoldenAmi.Aws;
using GoldenAmi.Builds.Fingerprints;
using GoldenAmi.Builds.Images;
using GoldenAmi.Diagnostics;
using GoldenAmi.Identifiers;
using GoldenAmi.Recipes;

namespace GoldenAmi.Builds.Resolving;

/// <summary>Finds the components that are in AWS already; of those that a wildcard means, the newest.</summary>
internal sealed class ComponentResolver(AwsClients clients, Region home)
{
    /// <summary>Of those that a wildcard means, the newest that there was at this time; null: now.</summary>
    public DateTimeOffset? At { get; init; }

    /// <returns>Build components, then tests, in the recipe's order.</returns>
    public async Task<IReadOnlyList<ResolvedComponent>> ResolveAsync(Recipe recipe, CancellationToken ct)
    {
        var uses = recipe.Components.Select(use => (Use: use, IsTest: false)).Concat(recipe.Tests.Select(use => (Use: use, IsTest: true))).ToList();
        var existing = uses.Select(each => each.Use).OfType<ComponentUse.Existing>().ToList();
        var owners = await Task.WhenAll(existing.GroupBy(use => use.Owner, StringComparer.Ordinal)
            .Select(async group => (group.Key, Found: await ListAsync(group.Key, [.. group.Select(use => use.Name)], ct))));
        var found = owners.ToDictionary(owner => owner.Key, owner => owner.Found, StringComparer.Ordinal);
        var problems = new List<Diagnostic>();
        var resolved = new List<ResolvedComponent>();
        foreach (var (use, isTest) in uses)
        {
            switch (use)
            {
                case ComponentUse.Document document:
                    resolved.Add(new ResolvedComponent.Document(document, DocumentDigest.Of(document.Text, document.Options), isTest));
                    break;
                case ComponentUse.Existing named when FindNewest(named, found[named.Owner]) is { } newest:
                    resolved.Add(new ResolvedComponent.Existing(named, newest.Version.ToString(), newest.Arn, isTest));
                    break;
                case ComponentUse.Existing named:
                    problems.Add(NotFound(named, found[named.Owner]));
                    break;
                default:
                    throw new System.Diagnostics.UnreachableException();
            }
        }

        return problems.Count == 0 ? resolved : throw new UserErrorException(Ending.Usage, problems);
    }

    private async Task<IReadOnlyList<(string Name, ComponentVersion Version, string Arn)>> ListAsync(string owner, IReadOnlyList<string> names, CancellationToken ct)
    {
        var found = new List<(string, ComponentVersion, string)>();
        foreach (var component in await new BuilderLists(clients, home).ComponentsAsync(owner, names, ct))
        {
            if (component is { Name: { } name, Arn: { } arn } && ComponentVersion.Find(component.Version) is { } version
                && component.Status?.Value is null or "ACTIVE" && Owners.IsOf(owner, arn)
                && (At is not { } then || Answers.FindTime(component.DateCreated) is not { } made || made <= then))
            {
                found.Add((name, version, arn));
            }
        }

        return found;
    }

    private static (ComponentVersion Version, string Arn)? FindNewest(ComponentUse.Existing use, IEnumerable<(string Name, ComponentVersion Version, string Arn)> found) =>
        found.Where(each => each.Name == use.Name && each.Version.Matches(use.Version))
            .OrderByDescending(each => each.Version)
            .Select(each => ((ComponentVersion, string)?)(each.Version, each.Arn))
            .FirstOrDefault();

    private Diagnostic NotFound(ComponentUse.Existing use, IEnumerable<(string Name, ComponentVersion Version, string Arn)> found)
    {
        var versions = found.Where(each => each.Name == use.Name).Select(each => each.Version).Order().Select(version => version.ToString()).ToList();
        var message = versions.Count == 0
            ? $"There is no component '{use.Name}' of '{use.Owner}' in {home}."
            : $"The component '{use.Name}' of '{use.Owner}' has no version '{use.Version}' in {home}; it has {string.Join(", ", versions.TakeLast(5))}.";
        return new Diagnostic(ErrorCode.ExistingComponentNotFound, message, use.Place, versions.Count == 0 ? "check owner and name with 'aws imagebuilder list-components'." : "name one of these, or x.x.x for the newest.");
    }
}
