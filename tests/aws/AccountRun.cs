using Amazon.EC2.Model;
using Amazon.Imagebuilder.Model;
using GoldenAmi.Aws;
using GoldenAmi.Builds;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Account;

/// <summary>One recipe built, tested, distributed, looked up and pruned, with every call recorded.</summary>
internal static class AccountRun
{
    /// <param name="connection">How AWS is reached; it has a handler.</param>
    /// <param name="recording">The file of the record, written also when the run fails.</param>
    /// <exception cref="UserErrorException">AWS refused, or a step did not do what it is to do.</exception>
    public static async Task RunAsync(AccountOrder order, AwsConnection connection, TimeProvider time, string recording, TextWriter output, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("golden-ami-account-").FullName;
        using var recorder = new Recorder(connection.Handler ?? throw new ArgumentException("The connection has no handler to record.", nameof(connection)));
        using var clients = new AwsClients(connection with { Handler = recorder });
        Release? release = null;
        try
        {
            var recipe = order.Write(folder);
            var report = new LineReport(output);
            var builder = new Builder(clients, time, report);
            release = Released(await builder.BuildAsync(recipe, new BuildOptions(), ct), Outcome.Built);
            recorder.Mark("the same again");
            Released(await builder.BuildAsync(recipe, new BuildOptions(), ct), Outcome.Reused);
        }
        finally
        {
            recorder.Mark("prune");
            try
            {
                if (release is not null)
                {
                    await PruneAsync(clients, order.Region, release, output, ct);
                }
            }
            finally
            {
                await File.WriteAllTextAsync(recording, recorder.Write(), CancellationToken.None);
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static Release Released(BuildEnd end, Outcome wanted) => end is BuildEnd.Released { Result: var result } && result.Outcome == wanted
        ? result.Release
        : throw new UserErrorException(Ending.Refused, new Diagnostic(ErrorCode.ReleaseNotVerified, $"The run ended with {end}, not {wanted}.", null, "look at the record."));

    /// <summary>Removes the AMIs of this run in both regions, their snapshots, and Image Builder's images of the version.</summary>
    private static async Task PruneAsync(AwsClients clients, string home, Release release, TextWriter output, CancellationToken ct)
    {
        foreach (var image in release.Images)
        {
            var region = image.Region.Value;
            await clients.Ec2(region).DeregisterImageAsync(new DeregisterImageRequest { ImageId = image.Id.Value }, ct).ExplainAsync("ec2:DeregisterImage", region);
            await clients.Ec2(region).DeleteSnapshotAsync(new DeleteSnapshotRequest { SnapshotId = image.SnapshotId }, ct).ExplainAsync("ec2:DeleteSnapshot", region);
            await output.WriteLineAsync($"{region}  {image.Id} and {image.SnapshotId} deleted");
        }

        var builder = clients.ImageBuilder(home);
        var version = release.ImageArn[..release.ImageArn.LastIndexOf('/')];
        var builds = await builder.ListImageBuildVersionsAsync(new ListImageBuildVersionsRequest { ImageVersionArn = version }, ct).ExplainAsync("imagebuilder:ListImageBuildVersions", home);
        foreach (var arn in (builds.ImageSummaryList ?? []).Select(summary => summary.Arn).OfType<string>().Order(StringComparer.Ordinal))
        {
            await builder.DeleteImageAsync(new DeleteImageRequest { ImageBuildVersionArn = arn }, ct).ExplainAsync("imagebuilder:DeleteImage", home);
            await output.WriteLineAsync($"{arn}  deleted");
        }
    }
}
