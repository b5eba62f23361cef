using Amazon.Imagebuilder.Model;
using GoldenAmi.Aws;
using GoldenAmi.Builds.Images;
using GoldenAmi.Diagnostics;
using GoldenAmi.Identifiers;
using GoldenAmi.Reports;

namespace GoldenAmi.Builds.Cancelling;

/// <summary>
/// Confirms, after a run that was cancelled or killed, that its build is cancelled: what the run sent may not have arrived, or it had no time to send it. A build
/// that another run follows is left, whatever the first run decided.
/// </summary>
public sealed class CancelCheck(AwsClients clients, Region home, IReport report)
{
    // The step after a cancelled job has minutes, but people wait for it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>At most two calls, and a third when the build ended between them; a second time it finds the build ended and does nothing.</summary>
    /// <exception cref="UserErrorException">AWS refused.</exception>
    public async Task ConfirmAsync(ImageArn image, CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        try
        {
            report.Say(image.Value, await EndAsync(image, either.Token));
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            report.Say(image.Value, $"did not answer within {Patience.TotalSeconds:0} seconds; the next run follows it");
        }
    }

    private async Task<string> EndAsync(ImageArn image, CancellationToken ct)
    {
        var build = (await new ImageReader(clients, home).GetAsync(image, ct)).Build;
        if (FindEnd(build) is { } end)
        {
            return end;
        }

        if (build.Tags.ContainsKey(ImageTags.Attached))
        {
            return "goes on: another run follows it";
        }

        var request = new CancelImageCreationRequest { ImageBuildVersionArn = image.Value, ClientToken = ClientToken.For("CancelImageCreation", image.Value, 0) };
        try
        {
            await clients.ImageBuilder(home.Value).CancelImageCreationAsync(request, ct).ExplainAsync("imagebuilder:CancelImageCreation", home.Value);
            return "cancelled";
        }
        catch (UserErrorException refusal) when (refusal.Diagnostics.All(problem => problem.Code == ErrorCode.AwsRefused))
        {
            // It may have ended since it was looked at: what is over cannot be cancelled, and need not be.
            if (FindEnd((await new ImageReader(clients, home).GetAsync(image, ct)).Build) is { } ended)
            {
                return ended;
            }

            throw;
        }
    }

    private static string? FindEnd(ImageBuild build) => build.IsTerminal ? $"is {build.State.ToString().ToLowerInvariant()}, nothing is to be done" : null;
}
