using Amazon.Runtime;
using GoldenAmi.Account;
using GoldenAmi.Aws;
using GoldenAmi.LocalCloud;
using GoldenAmi.LocalCloud.Serving;
using GoldenAmi.Tests.Builds;
using GoldenAmi.Tests.Builds.Running;

namespace GoldenAmi.Matrix.Tests;

/// <summary>The run that tests/aws does in a real account, unchanged, against LocalCloud over HTTP.</summary>
public sealed class AccountSpecs : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("golden-ami-account-").FullName;

    [Fact]
    public async Task It_builds_distributes_looks_up_prunes_and_records_without_ids()
    {
        await using var cloud = await Cloud.OpenAsync(
            new CloudOptions { StateFolder = Path.Combine(_folder, "cloud"), Machines = new PlayedMachines(Play.Steps(), _folder), Time = TimeProvider.System }, CancellationToken.None);
        await using var server = CloudServer.Listen(cloud.Handler, 0);
        using var stop = new CancellationTokenSource();
        var serving = server.RunAsync(stop.Token);
        var (recording, said) = (Path.Combine(_folder, "recording.txt"), new StringWriter());
        using var handler = new SocketsHttpHandler();
        var time = new QuickTime();

        await AccountRun.RunAsync(
            new AccountOrder("eu-west-1", "eu-central-1", "golden-ami-execution", "golden-ami-build") { Parent = "/aws/service/debian/release/12/latest/amd64", Marker = "20261122" },
            new AwsConnection { EndpointUrl = server.Address, Handler = handler, Credentials = new BasicAWSCredentials("111122223333", "secret"), Time = time }, time, recording, said, CancellationToken.None);

        await stop.CancelAsync();
        await serving;
        Assert.Empty(cloud.Images());
        var record = await File.ReadAllTextAsync(recording);
        Assert.DoesNotContain("111122223333", record, StringComparison.Ordinal);
        Assert.DoesNotMatch("ami-[0-9a-f]{17}", record);
        Assert.DoesNotMatch("[0-9a-f]{8}-[0-9a-f]{4}-", record);
        Assert.Matches("(?m)^PUT /CreateImage imagebuilder eu-west-1$", record);
        Assert.Matches("(?m)^PUT /DistributeImage imagebuilder eu-west-1$", record);
        Assert.Matches("(?m)^POST / ec2 eu-central-1\n> Action=DeregisterImage.*ami-#", record);
        Assert.Matches("(?m)^# the same again$", record);
        Assert.Matches("(?m)^DELETE /DeleteImage", record);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
