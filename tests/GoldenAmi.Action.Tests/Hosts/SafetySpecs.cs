using GoldenAmi.Action.Hosts;
using GoldenAmi.Action.Tests.Faces;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Action.Tests.Hosts;

public class SafetySpecs
{
    private const string Base = "1111111111111111111111111111111111111111";
    private const string Head = "2222222222222222222222222222222222222222";

    [Theory]
    [InlineData(Head)]
    [InlineData("ref: refs/heads/theirs")]
    [InlineData("ref: refs/heads/packed")]
    [InlineData("ref: refs/heads/nowhere")]
    [InlineData(null)]
    public async Task A_forks_commit_on_pull_request_target_is_refused_before_anything_runs(string? head)
    {
        using var step = Step("stranger/images", head);
        var run = await step.RunAsync(new Dictionary<string, string>());

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith($"::error title={ErrorCode.ForkCheckout}::", run.Output, StringComparison.Ordinal);
        Assert.Contains("pull_request with local: true", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("stranger/images", "pull_request_target", Base)]
    [InlineData("acme/images", "pull_request_target", Head)]
    [InlineData("stranger/images", "pull_request", Head)]
    public async Task The_base_branch_and_branches_of_this_repository_are_let_through(string repository, string eventName, string head)
    {
        using var step = Step(repository, head, eventName);
        var run = await step.RunAsync(new Dictionary<string, string>());

        Assert.DoesNotContain(ErrorCode.ForkCheckout, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_that_cannot_be_read_is_taken_for_a_strangers()
    {
        using var step = Step("acme/images", Head);
        step.Workspace.Write("event.json", "{");
        var run = await step.RunAsync(new Dictionary<string, string>());

        Assert.Contains(ErrorCode.ForkCheckout, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Building_locally_inside_the_container_says_what_is_lacking_there()
    {
        using var step = new GitHubStep();
        step.Variables["GOLDEN_AMI_CONTAINER"] = "true";
        var run = await step.RunAsync(new Dictionary<string, string> { ["local"] = "true" });

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith(
            $"::error title={ErrorCode.NoMachinesInContainer}::{ErrorCode.NoMachinesInContainer}: input local builds in virtual machines, and this container has none: "
            + "it lacks qemu-system-x86, qemu-utils and mmdebstrap.", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_output_that_holds_an_account_id_kept_in_a_variable_is_warned_of()
    {
        using var folder = new TemporaryFolder();
        var context = new ProgramContext
        {
            Arguments = [],
            Environment = new Dictionary<string, string> { ["ACCOUNT"] = "111122223333", ["OTHER"] = "444455556666" },
            Output = TextWriter.Null,
            Error = TextWriter.Null,
            WorkingFolder = folder.Path,
            ProgramFolder = folder.Path,
            Time = TimeProvider.System,
        };
        var outputs = new[] { ("ami-id", "ami-1"), ("image-arn", "arn:aws:imagebuilder:eu-west-1:111122223333:image/web/1.4.0/1"), ("images", "[\"111122223333\"]") };

        var warnings = MaskedOutputs.Find(context, outputs, ["ami-1"]).Select(warning => warning.ToString());

        Assert.Equal(
            [
                $"warning {ErrorCode.OutputHoldsSecret}: The outputs ami-id hold a text that this run masks. If it is a secret of the workflow, GitHub makes these outputs empty for other jobs. Fix: keep the account id as a variable (vars), not as a secret; account ids are not secret.",
                $"warning {ErrorCode.OutputHoldsSecret}: The outputs image-arn, images hold the account id that the variable ACCOUNT holds too. If it is a secret of the workflow, GitHub makes these outputs empty for other jobs. Fix: keep the account id as a variable (vars), not as a secret; account ids are not secret.",
            ],
            warnings);
    }

    private static GitHubStep Step(string repository, string? head, string eventName = "pull_request_target")
    {
        var step = new GitHubStep();
        step.Variables["GITHUB_EVENT_NAME"] = eventName;
        step.Variables["GITHUB_SHA"] = Base;
        step.Variables["GITHUB_EVENT_PATH"] = step.Workspace.Write("event.json",
            $$$$$"""{"pull_request":{"head":{"sha":"{{{{{Head}}}}}","repo":{"full_name":"{{{{{repository}}}}}"}},"base":{"repo":{"full_name":"acme/images"}}}}""");
        if (head is not null)
        {
            step.Workspace.Write(".git/HEAD", $"{head}\n");
            step.Workspace.Write(".git/refs/heads/theirs", $"{Head}\n");
            step.Workspace.Write(".git/packed-refs", $"# pack-refs with: peeled\n{Head} refs/heads/packed\n");
        }

        return step;
    }
}
