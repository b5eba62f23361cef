using Amazon.EC2.Model;
using Amazon.SecurityToken.Model;
using GoldenAmi.Aws;
using GoldenAmi.Builds.Cancelling;
using GoldenAmi.Builds.Images;
using GoldenAmi.Diagnostics;
using GoldenAmi.Identifiers;
using GoldenAmi.Publishing;
using GoldenAmi.Recipes;
using GoldenAmi.Reports;
using Region = GoldenAmi.Identifiers.Region;

namespace GoldenAmi.Builds.Sweeping;

/// <summary>Finds what dead runs of a recipe left in AWS, and removes it.</summary>
public sealed class Sweeper(AwsClients clients, TimeProvider time, IReport report)
{
    /// <summary>Read-only: one call for the account, one for each 25 versions and each version, one for each region.</summary>
    public async Task<IReadOnlyList<Leftover>> FindAsync(Recipe recipe, CancellationToken ct)
    {
        var home = recipe.Region.Value;
        var caller = await clients.Sts(home.Value).GetCallerIdentityAsync(new GetCallerIdentityRequest(), ct).ExplainAsync("sts:GetCallerIdentity", home.Value);
        AccountId? account = AccountId.TryParse(caller.Account, out var read) ? read : null;
        _ = account.Needed("sts:GetCallerIdentity Account");
        var builds = await ReadBuildsAsync(recipe, ct);

        // After the builds: a build that ended in between names its AMI by then.
        var images = await new AmiReader(clients).ReadAsync(recipe.Name.Value, recipe.Variant, read, [.. recipe.Distribution.Regions.Select(region => region.Region.Value)], ct);
        return SweepPlanner.Plan(home, builds, images, time.GetUtcNow());
    }

    /// <summary>Does what <see cref="FindAsync"/> listed. What AWS refuses is a warning, and the rest is done.</summary>
    /// <returns>Whether all was done.</returns>
    public async Task<bool> RemoveAsync(Recipe recipe, IReadOnlyList<Leftover> leftovers, CancellationToken ct)
    {
        var isAll = true;
        foreach (var leftover in leftovers)
        {
            try
            {
                await RemoveAsync(leftover, recipe.Region.Value, ct);
            }
            catch (UserErrorException failure)
            {
                isAll = false;
                foreach (var problem in failure.Diagnostics)
                {
                    report.Problem(problem with { Severity = Severity.Warning });
                }
            }
        }

        return isAll;
    }

    private async Task RemoveAsync(Leftover leftover, Region home, CancellationToken ct)
    {
        switch (leftover)
        {
            case Leftover.LostBuild build:
                await new CancelCheck(clients, home, report).ConfirmAsync(build.Image, ct);
                break;
            case Leftover.DeadAmi ami:
                await DeregisterAsync(ami.Id.Value, ami.Region.Value, ct);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>The AMI and its snapshots in one call: a run that died between two would leave snapshots that no AMI names any more, and that nobody finds.</summary>
    private async Task DeregisterAsync(string ami, string region, CancellationToken ct)
    {
        var request = new DeregisterImageRequest { ImageId = ami, DeleteAssociatedSnapshots = true };
        if (await clients.Ec2(region).DeregisterImageAsync(request, ct).OrGoneAsync().ExplainAsync("ec2:DeregisterImage", region) is not { } answer)
        {
            report.Say(ami, $"is gone already from {region}");
            return;
        }

        report.Say(ami, $"deregistered in {region}");
        foreach (var result in answer.DeleteSnapshotResults ?? [])
        {
            if (result.ReturnCode?.Value != "success")
            {
                throw new UserErrorException(Ending.Refused, new Diagnostic(
                    ErrorCode.AwsRefused, $"ec2:DeregisterImage deregistered {ami} in {region} and did not delete its snapshot {result.SnapshotId}: {result.ReturnCode?.Value ?? "it gives no reason"}.", null,
                    $"allow ec2:DeleteSnapshot, and see whether another AMI uses it; then: aws ec2 delete-snapshot --region {region} --snapshot-id {result.SnapshotId}"));
            }

            report.Say($"{result.SnapshotId}", $"deleted in {region}");
        }
    }

    private async Task<IReadOnlyList<ImageBuild>> ReadBuildsAsync(Recipe recipe, CancellationToken ct)
    {
        var reader = new ImageReader(clients, recipe.Region.Value);
        var builds = new List<ImageBuild>();
        foreach (var version in await reader.ListVersionsAsync(recipe.ResourceName, ct))
        {
            builds.AddRange(await reader.ListBuildsAsync(version, ct));
        }

        return builds;
    }
}
