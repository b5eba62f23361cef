using GoldenAmi.Action.Commands;
using GoldenAmi.Aws;
using GoldenAmi.Aws.Credentials;
using GoldenAmi.Reports;

namespace GoldenAmi.Action.Hosts;

/// <summary>Who a run is to AWS, from its settings and the CI system's variables.</summary>
internal static class RunIdentity
{
    /// <summary>Credentials of the roles that the settings name, or null when they name none: then the SDK's default chain is asked.</summary>
    /// <param name="region">Home region of the run.</param>
    /// <param name="connection">How STS is reached.</param>
    /// <param name="report">Where every secret is masked the moment it is known.</param>
    /// <exception cref="Diagnostics.UserErrorException">GA0611, GA0614, GA0615.</exception>
    public static RoleCredentials? Of(Settings settings, ProgramContext context, string region, AwsConnection connection, IReport report)
    {
        if (settings.Role is not { } role)
        {
            return null;
        }

        var tokens = IdentityTokens.Find(new IdentityTokenOrder
        {
            Environment = context.Environment,
            Audience = settings.Audience,
            Handler = connection.Handler,
            Time = context.Time,
            OnSecret = report.Mask,
        });
        var order = new RoleOrder
        {
            Role = role,
            ChainedRoles = settings.ChainedRoles,
            Region = region,
            SessionName = settings.RoleSessionName,
            SessionTags = settings.SessionTags,
            AllowedAccounts = settings.AllowedAccounts,
        };
        return new RoleCredentials(order, tokens, connection, report.Mask);
    }
}
