using Amazon.Imagebuilder;
using Amazon.Imagebuilder.Model;
using GoldenAmi.Aws;
using GoldenAmi.Diagnostics;
using GoldenAmi.Reports;

namespace GoldenAmi.Action.Hosts;

/// <summary>
/// The step after the job. A cancelled run has ten seconds: it sends one call and ends. This step has time, so it looks whether the build was really cancelled, asks
/// again if not, and says what is left.
/// </summary>
internal sealed class PostStep(IAmazonImagebuilder images, TimeProvider time, IReport report)
{
    /// <summary>Put on an image by a run that follows another run's build (docs/build.md).</summary>
    private const string AttachedTag = "golden-ami:attached";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Nothing is left to do when the run followed no build, came to its end, or left the build to the next run.</summary>
    public async Task RunAsync(RunState? state, CancellationToken cancellationToken)
    {
        switch (state)
        {
            case { Decision: RunDecision.Cancel or RunDecision.CancelUnlessShared }:
                await ConfirmAsync(state, cancellationToken);
                break;
            case { Decision: RunDecision.Detach }:
                report.Say(state.ImageArn, "goes on in AWS; the next run attaches to it");
                break;
        }
    }

    private async Task ConfirmAsync(RunState state, CancellationToken cancellationToken)
    {
        var (status, isShared) = await LookAsync(state, cancellationToken);
        if (!IsOver(status) && isShared && state.Decision == RunDecision.CancelUnlessShared)
        {
            report.Say(state.ImageArn, "goes on: another run follows it");
            return;
        }

        if (!IsOver(status))
        {
            report.Say(state.ImageArn, $"is {status}: asked to be cancelled again");
            await images.CancelImageCreationAsync(
                new CancelImageCreationRequest { ImageBuildVersionArn = state.ImageArn, ClientToken = Guid.NewGuid().ToString() }, cancellationToken)
                .ExplainAsync("imagebuilder:CancelImageCreation", state.Region);
        }

        var deadline = time.GetUtcNow() + Patience;
        while (!IsOver(status) && time.GetUtcNow() < deadline)
        {
            await Task.Delay(Pause, time, cancellationToken);
            (status, _) = await LookAsync(state, cancellationToken);
        }

        if (IsOver(status))
        {
            report.Say(state.ImageArn, $"is {status}");
            return;
        }

        report.Problem(new Diagnostic(ErrorCode.CancelNotSeen,
            $"The build {state.ImageArn} was asked to be cancelled and is still {status} after {EventLine.Show(Patience)}.", null,
            "look at it in the console of EC2 Image Builder; the next run finds it by its tags and attaches to it.")
        { Severity = Severity.Warning });
    }

    private async Task<(string Status, bool IsShared)> LookAsync(RunState state, CancellationToken cancellationToken)
    {
        var image = (await images.GetImageAsync(new GetImageRequest { ImageBuildVersionArn = state.ImageArn }, cancellationToken)
            .ExplainAsync("imagebuilder:GetImage", state.Region)).Image;
        return (image?.State?.Status?.Value ?? "in no state that AWS tells", image?.Tags?.ContainsKey(AttachedTag) ?? false);
    }

    private static bool IsOver(string status) => status is "CANCELLED" or "FAILED" or "AVAILABLE" or "DELETED" or "DEPRECATED" or "DISABLED";
}
