using Amazon.SecurityToken.Model;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Aws.Credentials;

/// <summary>Looks whose credentials these are before they are used: keys in the environment and profiles say nothing of their account.</summary>
public static class AllowedAccounts
{
    /// <param name="allowed">Account ids; empty: any account, and nothing is sent.</param>
    /// <exception cref="UserErrorException">GA0615, and what AWS refuses.</exception>
    public static async Task CheckAsync(AwsClients clients, string region, IReadOnlyList<string> allowed, CancellationToken cancellationToken)
    {
        if (allowed.Count == 0)
        {
            return;
        }

        var identity = await clients.Sts(region).GetCallerIdentityAsync(new GetCallerIdentityRequest(), cancellationToken).ExplainAsync("sts:GetCallerIdentity", region);
        if (RoleRules.FindForeignAccount(identity.Account, allowed) is { } foreign)
        {
            throw new UserErrorException(Ending.Usage, foreign);
        }
    }
}
