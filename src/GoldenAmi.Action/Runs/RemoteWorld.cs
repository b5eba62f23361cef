using GoldenAmi.Action.Commands;
using GoldenAmi.Action.Hosts;
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
        return connection with { Credentials = RunIdentity.Of(settings, context, home.Value, connection, report) };
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
