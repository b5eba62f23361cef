using Amazon.Imagebuilder.Model;
using GoldenAmi.Aws;
using GoldenAmi.Builds.Images;
using GoldenAmi.Diagnostics;
using GoldenAmi.Identifiers;
using GoldenAmi.Reports;

namespace GoldenAmi.Builds.Cancelling;

/// <summary>Ends, or leaves, what a cancelled run has going on in AWS.</summary>
internal sealed class Canceller(AwsClients clients, Region home, IReport report)
{
    // The agents kill after 7.5 s + 2.5 s, by a real clock whatever clock the run has.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task LeaveAsync(RunningWork work, OnCancel wish)
    {
        if (work.Image is not { } image || wish == OnCancel.Detach || !work.IsOurs)
        {
            return;
        }

        using var shortly = new CancellationTokenSource(Patience, TimeProvider.System);
        try
        {
            if (wish == OnCancel.Auto && await IsSharedAsync(work, image, shortly.Token))
            {
                report.Say(image.Value, "goes on: another run follows it");
                return;
            }

            var request = new CancelImageCreationRequest { ImageBuildVersionArn = image.Value, ClientToken = ClientToken.For("CancelImageCreation", image.Value, 0) };
            await clients.ImageBuilder(home.Value).CancelImageCreationAsync(request, shortly.Token).ExplainAsync("imagebuilder:CancelImageCreation", home.Value);
            report.Say(image.Value, "cancelled");
        }
        catch (Exception failure) when (failure is UserErrorException or OperationCanceledException)
        {
            report.Problem(new Diagnostic(
                ErrorCode.CancelNotConfirmed, $"It is not sure that {image} was cancelled: {failure.Message}", null, "run the same command again to follow it, or cancel it in the Image Builder console.")
            {
                Severity = Severity.Warning,
            });
        }
    }

    /// <summary>The last look may be half a minute old: one more, unless it fails.</summary>
    private async Task<bool> IsSharedAsync(RunningWork work, ImageArn image, CancellationToken ct)
    {
        try
        {
            var answer = await clients.ImageBuilder(home.Value).ListTagsForResourceAsync(new ListTagsForResourceRequest { ResourceArn = image.Value }, ct)
                .ExplainAsync("imagebuilder:ListTagsForResource", home.Value);
            work.See(answer.Tags ?? []);
            return work.IsShared || !work.IsOurs;
        }
        catch (UserErrorException)
        {
            return work.IsShared;
        }
    }
}
