using System.Text;
using GoldenAmi.Processes;

namespace GoldenAmi.Forges;

/// <summary>
/// Runs git with a token for one server. The token stands in an environment variable of that one process, which <c>--config-env</c> names: in no command line, which everybody on the computer can read,
/// and in no file of the clone. Variables <c>GIT_CONFIG_COUNT</c> of the job stay as they are.
/// </summary>
internal sealed class AuthorizedGit(IProcessRunner processes, ForgeToken token) : IProcessRunner
{
    private const string Variable = "GOLDEN_AMI_GIT_AUTHORIZATION";

    public Task<ProcessResult> RunAsync(ProcessSpec spec, CancellationToken ct)
    {
        var setting = $"http.https://{token.Host}/.extraheader";
        var environment = new Dictionary<string, string?>(spec.Environment ?? new Dictionary<string, string?>(), StringComparer.Ordinal)
        {
            // GitHub takes any user name beside a token, Azure an empty one too
            [Variable] = $"AUTHORIZATION: basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"x-access-token:{token.Value}"))}",
        };
        // An empty value takes back what the job's own configuration gives
        return processes.RunAsync(spec with { Arguments = ["-c", $"{setting}=", $"--config-env={setting}={Variable}", .. spec.Arguments], Environment = environment }, ct);
    }
}
