using GoldenAmi.Builds.Following;
using GoldenAmi.Builds.Images;

namespace GoldenAmi.Tests.Builds.Following;

public sealed class WaitingSpecs
{
    [Fact]
    public void Looks_at_a_build_are_within_the_budget_of_calls_and_never_further_apart_than_30_seconds()
    {
        var (looks, at) = (1, TimeSpan.Zero);
        var times = new List<TimeSpan> { at };
        while (at < TimeSpan.FromHours(1))
        {
            var pause = WaitPolicy.Build.Pause(looks++);
            Assert.InRange(pause, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30));
            times.Add(at += pause);
        }

        // GetImage, ListWorkflowExecutions and ListWorkflowStepExecutions: DESIGN's budget is 44 calls in any minute.
        Assert.All(times, start => Assert.InRange(3 * times.Count(time => time >= start && time < start + TimeSpan.FromMinutes(1)), 1, 44));
    }

    [Theory]
    [InlineData("InvalidInstanceId when calling the SendCommand operation", "Systems Manager agent")]
    [InlineData("ExpectationNotMet. ssm:ListCommandInvocations returned terminal state Failed in workflow step ApplyBuildComponents", "never reported")]
    [InlineData("RunInstances failed in workflow step LaunchBuildInstance", "EC2 started no instance")]
    [InlineData("InsufficientInstanceCapacity: We currently do not have sufficient m7i.large capacity in workflow step LaunchBuildInstance", "name more of them in infrastructure.instanceTypes")]
    [InlineData("VcpuLimitExceeded: You have requested more vCPU capacity than your current vCPU limit of 32 in workflow step LaunchBuildInstance", "Service Quotas")]
    [InlineData("Value (golden-ami-build) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name in workflow step LaunchBuildInstance", "aws iam get-instance-profile")]
    [InlineData("InsufficientFreeAddressesInSubnet: The specified subnet does not have enough free addresses", "no free address")]
    [InlineData("Unsupported: Your requested instance type (m7i.large) is not supported in your requested Availability Zone (us-east-1e)", "not offered in the subnet's zone")]
    [InlineData("Client.InvalidKMSKey.InvalidState: The KMS key provided is in an incorrect state", "kms:CreateGrant")]
    [InlineData("Unable to bootstrap TOE: download of https://awstoe-us-east-1.s3.us-east-1.amazonaws.com failed: 403 Forbidden", "could not download the component runner")]
    [InlineData("cp: error writing '/opt/x': No space left on device", "larger 'size'")]
    [InlineData("failed in workflow step RunSanitizeScript", "clean-up")]
    public void Opaque_reasons_are_explained(string reason, string advice) =>
        Assert.Contains(advice, FailureReason.FindAdvice(reason), StringComparison.Ordinal);

    [Fact]
    public void A_reason_that_is_not_known_is_not_explained() => Assert.Null(FailureReason.FindAdvice("The moon was full."));

    [Fact]
    public void Phases_are_what_was_seen_of_the_states()
    {
        var time = new QuickTime();
        var clock = new PhaseClock(time);
        foreach (var state in (BuildState[])[BuildState.Pending, BuildState.Building, BuildState.Building, BuildState.Testing, BuildState.Available])
        {
            clock.See(state);
            time.CreateTimer(_ => { }, null, TimeSpan.FromSeconds(10), Timeout.InfiniteTimeSpan).Dispose();
        }

        Assert.Equal([("start", 10), ("build", 20), ("test", 10)], clock.Phases.Select(phase => (phase.Name, (int)(phase.End - phase.Start).TotalSeconds)));
    }
}
