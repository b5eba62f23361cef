using GoldenAmi.Action.Commands;
using GoldenAmi.Aws;
using GoldenAmi.Aws.Credentials;
using GoldenAmi.Identifiers;
using GoldenAmi.Reports;

namespace GoldenAmi.Action.Runs;

/// <summary>How a real AWS is reached: as a role that the CI system's identity token opens, or as whoever the SDK's default chain finds.</summary>
internal static class RemoteWorld
{
    public static AwsConnection Connect(ProgramContext context, Settings settings, Region home, IReport report)
    {
        MaskGiven(context, report);
        var connection = new AwsConnection { EndpointUrl = settings.EndpointUrl, Handler = context.Edges.Aws, Time = context.Time };
        return settings.Role is { } role ? connection with { Credentials = Assume(role, context, settings, home, connection, report) } : connection;
    }

    private static RoleCredentials Assume(string role, ProgramContext context, Settings settings, Region home, AwsConnection connection, IReport report)
    {
        var tokens = IdentityTokens.Find(new IdentityTokenOrder
        {
            Environment = context.Environment,
            Audience = settings.Audience,
            Handler = context.Edges.Aws,
            Time = context.Time,
            OnSecret = report.Mask,
        });
        return new RoleCredentials(new RoleOrder { Role = role, Region = home.Value, SessionName = settings.RoleSessionName }, tokens, connection, report.Mask);
    }

    /// <summary>Secrets that come with the environment are masked before anything is said.</summary>
    private static void MaskGiven(ProgramContext context, IReport report)
    {
        foreach (var secret in IdentityTokens.SecretVariables.Where(name => name != "AWS_ACCESS_KEY_ID").Select(context.Variable).OfType<string>())
        {
            report.Mask(secret);
        }
    }
}
