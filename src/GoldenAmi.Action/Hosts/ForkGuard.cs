using System.Text.Json;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Action.Hosts;

/// <summary>
/// Refuses to run a stranger's recipe with this repository's secrets. On <c>pull_request_target</c> GitHub gives the job secrets, a writing token and identity tokens and
/// checks out the base branch; a workflow that checks out the pull request instead hands all of that to whoever opened it.
/// </summary>
internal static class ForkGuard
{
    /// <exception cref="UserErrorException">GA0616.</exception>
    public static void Check(ProgramContext context)
    {
        if (context.Variable("GITHUB_EVENT_NAME") != "pull_request_target" || !IsFromFork(context))
        {
            return;
        }

        // On this event GITHUB_SHA is the base branch's own commit: any other one came from somewhere else
        var commit = GitHead.Find(context.Variable("GITHUB_WORKSPACE") ?? context.WorkingFolder);
        if (commit is not null && commit == context.Variable("GITHUB_SHA"))
        {
            return;
        }

        throw new UserErrorException(Ending.Usage, new Diagnostic(ErrorCode.ForkCheckout,
            $"The event pull_request_target runs with this repository's secrets, the pull request comes from a fork, and the checked out commit is {commit ?? "unknown"} instead of the base branch's {context.Variable("GITHUB_SHA")}: "
            + "the fork's recipe and components would run with these secrets.", null,
            "use the event pull_request with local: true (see docs/github-actions.md, \"Pull requests from forks\"), or leave out ref in actions/checkout."));
    }

    private static bool IsFromFork(ProgramContext context)
    {
        try
        {
            using var payload = JsonDocument.Parse(File.ReadAllText(context.Variable("GITHUB_EVENT_PATH") ?? ""));
            var pullRequest = payload.RootElement.GetProperty("pull_request");
            // The head's repository is null when the fork was deleted
            return Repository(pullRequest, "head") is not { } head || head != Repository(pullRequest, "base");
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or ArgumentException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // Whose it is cannot be told, so it is taken for a stranger's
            return true;
        }
    }

    private static string? Repository(JsonElement pullRequest, string side) =>
        pullRequest.GetProperty(side).GetProperty("repo") is { ValueKind: JsonValueKind.Object } repository ? repository.GetProperty("full_name").GetString() : null;
}
