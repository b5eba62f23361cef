using Amazon.SecurityToken.Model;
using GoldenAmi.Aws;
using GoldenAmi.Builds.Fingerprints;
using GoldenAmi.Identifiers;
using GoldenAmi.Recipes;

namespace GoldenAmi.Builds.Resolving;

/// <summary>Turns a recipe's pointers and wildcards into what AWS holds now: 3 calls, and one for each owner of existing components; recipes of one run that mean the same ask once.</summary>
internal sealed class Resolver(AwsClients clients)
{
    public async Task<ResolvedRecipe> ResolveAsync(Recipe recipe, CancellationToken ct)
    {
        var home = recipe.Region.Value;
        var account = AccountAsync(home, ct);
        var parent = new ParentResolver(clients, home).ResolveAsync(recipe, ct);
        var components = new ComponentResolver(clients, home).ResolveAsync(recipe, ct);
        var workflows = new WorkflowResolver(clients, home).ResolveAsync(recipe, ct);
        await Task.WhenAll(account, parent, components, workflows);
        var found = await components;
        return new ResolvedRecipe(recipe, await account, await parent)
        {
            Components = found,
            Workflows = await workflows,
            Fingerprint = Fingerprint.Of(recipe, await parent, found, await workflows),
        };
    }

    private async Task<AwsAccount> AccountAsync(Region home, CancellationToken ct)
    {
        var answer = await clients.Shared.OnceAsync("sts:GetCallerIdentity", home.Value, (region, token) => clients.Sts(region).GetCallerIdentityAsync(new GetCallerIdentityRequest(), token), ct)
            .ExplainAsync("sts:GetCallerIdentity", home.Value);
        var partition = answer.Arn?.Split(':') is [_, { Length: > 0 } named, ..] ? named : "aws";
        AccountId? account = AccountId.TryParse(answer.Account, out var id) ? id : null;
        _ = account.Needed("sts:GetCallerIdentity Account");
        return new AwsAccount(id, partition);
    }
}
