using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Amazon.Imagebuilder.Model;
using Amazon.Runtime;
using GoldenAmi.Action.Tests.Road;
using GoldenAmi.Aws;
using GoldenAmi.Diagnostics;
using GoldenAmi.LocalCloud;

namespace GoldenAmi.Action.Tests.Local;

public sealed partial class LocalServeSpecs
{
    private const string Document = """
        schemaVersion: 1.0
        phases:
          - name: build
            steps:
              - name: Install
                action: ExecuteBash
                inputs: { commands: [ "true" ] }
        """;

    [Fact]
    public async Task A_served_cloud_builds_for_any_client_and_ends_well_when_it_is_told_to()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ServedCloud.StartAsync(folder.Path);
        using var clients = new AwsClients(new AwsConnection { EndpointUrl = server.Address, Credentials = new BasicAWSCredentials("111122223333", "local") });

        var image = await BuildAsync(clients);
        var ami = image.OutputResources!.Amis![0];
        var log = await clients.Logs("eu-west-1").GetLogEventsAsync(new() { LogGroupName = "/aws/imagebuilder/web", LogStreamName = "1.0.0/1", StartFromHead = true });
        var listed = await ProgramRun.StartAsync(folder.Path, ["local", "images"]);
        var boot = await ProgramRun.StartAsync(folder.Path, ["local", "images", "--boot", ami.Image!]);
        var ended = await server.EndAsync();

        Assert.Equal("111122223333", ami.AccountId);
        Assert.Contains(log.Events!, each => each.Message!.Contains("NOT EXECUTED", StringComparison.Ordinal));
        Assert.Contains(ami.Image!, listed.Output, StringComparison.Ordinal);
        Assert.Matches($"^qemu-system-x86_64 .*{ami.Image}\\.qcow2.*\n\\z", boot.Output);
        Assert.Equal(Ending.Done, ended);
        Assert.Contains("Ended.", server.Said, StringComparison.Ordinal);
        Assert.Contains(ami.Image!, (await ProgramRun.StartAsync(folder.Path, ["local", "images", "--json"])).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_schedule_missed_is_said_when_the_cloud_is_served_again()
    {
        using var folder = new TemporaryFolder();
        await ScheduleAsync(folder.At(".golden-ami/cloud"), daysAgo: 3);

        await using var server = await ServedCloud.StartAsync(folder.Path);

        Assert.Matches("image pipeline nightly its schedule came 3 times while no process had this folder, from .* UTC; on AWS each would have started a build, here none was started", server.Said);
    }

    [Fact]
    public async Task Disks_of_ones_own_are_read_from_the_folder_or_the_given_file()
    {
        using var folder = new TemporaryFolder();
        var disk = new byte[512];
        (disk[510], disk[511]) = (0x55, 0xAA);
        await File.WriteAllBytesAsync(folder.At("own.raw"), disk);
        folder.Write("local.yaml", "schema: 1\nparents: [ { image: amazon/amazon-linux-2023-x86@2026.1.5, disk: own.raw } ]\n");
        folder.Write("images/others.yaml", "schema: 1\nparents: [ { image: amazon/ubuntu-server-24-lts-x86@x.x.x, disk: ../own.raw } ]\n");

        Assert.Equal(["amazon-linux-2023-x86/2026.1.5"], await ManagedAsync());
        Assert.Equal(["ubuntu-server-24-lts-x86/0.0.0"], await ManagedAsync("--parents", "images/others.yaml"));
        var refused = await ProgramRun.StartAsync(folder.Path, ["local", "serve", "--port", "0", "--parents", "none.yaml"]);

        Assert.Equal(2, refused.ExitCode);
        Assert.StartsWith($"error {ErrorCode.ParentsFileInvalid}: 'none.yaml' cannot be read: ", refused.Output, StringComparison.Ordinal);

        async Task<IEnumerable<string>> ManagedAsync(params string[] more)
        {
            await using var server = await ServedCloud.StartAsync(folder.Path, more);
            using var clients = new AwsClients(new AwsConnection { EndpointUrl = server.Address, Credentials = new BasicAWSCredentials("111122223333", "local") });
            var images = await clients.ImageBuilder("eu-west-1").ListImagesAsync(new() { Owner = Amazon.Imagebuilder.Ownership.Amazon });
            return (images.ImageVersionList ?? []).Select(each => $"{each.Name}/{each.Version}");
        }
    }

    [Fact]
    public async Task A_taken_port_is_refused_by_its_number()
    {
        using var folder = new TemporaryFolder();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var run = await ProgramRun.StartAsync(folder.Path, ["local", "serve", "--port", $"{port}"]);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"error {ErrorCode.CloudPortTaken}: Port {port} of 127.0.0.1 cannot be listened on", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_faults_that_says_nothing_known_is_refused_and_nothing_is_served()
    {
        using var folder = new TemporaryFolder();
        folder.Write("faults.json", """{ "faults": [ { "operation": "CreateImage", "fault": "throtle" } ] }""");

        var run = await ProgramRun.StartAsync(folder.Path, ["local", "serve", "--port", "0", "--faults", "faults.json"]);

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith($"error {ErrorCode.FaultFileInvalid}: ", run.Output, StringComparison.Ordinal);
        Assert.Contains("'throtle'", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("LocalCloud serves", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_that_is_not_there_cannot_be_booted()
    {
        using var folder = new TemporaryFolder();

        var run = await ProgramRun.StartAsync(folder.Path, ["local", "images", "--boot", "ami-0123456789abcdef0"]);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(
            $"error {ErrorCode.LocalImageUnknown}: 'ami-0123456789abcdef0' is not the id of an image in '.golden-ami'; there is none. Fix: give one that golden-ami local images lists.\n",
            run.Output);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    /// <summary>Another process made a pipeline in the folder, and ended.</summary>
    private static async Task ScheduleAsync(string state, int daysAgo)
    {
        var options = new CloudOptions { StateFolder = state, Machines = new PlayedDocuments().Machines(state), Time = new FastTime(TimeSpan.FromDays(-daysAgo) - TimeSpan.FromHours(1)) };
        await using var cloud = await Cloud.OpenAsync(options, CancellationToken.None);
        using var clients = new AwsClients(new AwsConnection { Handler = cloud.Handler, Credentials = new BasicAWSCredentials("111122223333", "local") });
        var builder = clients.ImageBuilder("eu-west-1");
        var component = await builder.CreateComponentAsync(new() { Name = "nginx", SemanticVersion = "1.0.0", Platform = "Linux", Data = Document });
        var recipe = await builder.CreateImageRecipeAsync(new()
        {
            Name = "web", SemanticVersion = "1.0.0", ParentImage = "ssm:/aws/service/debian/release/12/latest/amd64", Components = [new() { ComponentArn = component.ComponentBuildVersionArn }],
        });
        var infrastructure = await builder.CreateInfrastructureConfigurationAsync(new() { Name = "small", InstanceProfileName = "golden" });
        await builder.CreateImagePipelineAsync(new()
        {
            Name = "nightly", ImageRecipeArn = recipe.ImageRecipeArn, InfrastructureConfigurationArn = infrastructure.InfrastructureConfigurationArn, Schedule = new() { ScheduleExpression = "rate(1 day)" },
        });
    }

    private static async Task<Image> BuildAsync(AwsClients clients)
    {
        var builder = clients.ImageBuilder("eu-west-1");
        var component = await builder.CreateComponentAsync(new() { Name = "nginx", SemanticVersion = "1.0.0", Platform = "Linux", Data = Document });
        var recipe = await builder.CreateImageRecipeAsync(new()
        {
            Name = "web", SemanticVersion = "1.0.0", ParentImage = "ssm:/aws/service/debian/release/12/latest/amd64", Components = [new() { ComponentArn = component.ComponentBuildVersionArn }],
        });
        var infrastructure = await builder.CreateInfrastructureConfigurationAsync(new() { Name = "small", InstanceProfileName = "golden" });
        var arn = (await builder.CreateImageAsync(new() { ImageRecipeArn = recipe.ImageRecipeArn, InfrastructureConfigurationArn = infrastructure.InfrastructureConfigurationArn })).ImageBuildVersionArn!;
        while (true)
        {
            var image = (await builder.GetImageAsync(new() { ImageBuildVersionArn = arn })).Image!;
            if (image.State!.Status!.Value is "AVAILABLE" or "FAILED")
            {
                Assert.Equal("AVAILABLE", image.State.Status.Value);
                return image;
            }
        }
    }

    /// <summary><c>local serve</c> in memory, on a free port, with scripted machines.</summary>
    private sealed partial class ServedCloud : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly ListenedWriter _output = new();
        private readonly Task<Ending> _run;

        private ServedCloud(string folder, string[] more) => _run = Task.Run(() => GoldenAmiProgram.RunAsync(
            new ProgramContext
            {
                Arguments = ["local", "serve", "--port", "0", "--machines", "scripted", .. more],
                Environment = new Dictionary<string, string>(),
                Output = _output,
                Error = _output,
                WorkingFolder = folder,
                ProgramFolder = AppContext.BaseDirectory,
                Time = TimeProvider.System,
            },
            _stop.Token));

        public Uri Address { get; private set; } = new("http://127.0.0.1/");

        public string Said => _output.ToString();

        public static async Task<ServedCloud> StartAsync(string folder, params string[] more)
        {
            var server = new ServedCloud(folder, more);
            var first = await server._output.AddressLine.WaitAsync(TimeSpan.FromMinutes(1));
            server.Address = new Uri(Url().Match(first).Value);
            return server;
        }

        public async Task<Ending> EndAsync()
        {
            await _stop.CancelAsync();
            return await _run.WaitAsync(TimeSpan.FromMinutes(1));
        }

        public async ValueTask DisposeAsync()
        {
            await EndAsync();
            _stop.Dispose();
            await _output.DisposeAsync();
        }

        [GeneratedRegex("http://[0-9.:]+")]
        private static partial Regex Url();
    }

    private sealed class ListenedWriter : StringWriter
    {
        private readonly TaskCompletionSource<string> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string> AddressLine => _address.Task;

        public override Task WriteLineAsync(string? value)
        {
            if (value?.Contains("http://", StringComparison.Ordinal) == true)
            {
                _address.TrySetResult(value);
            }

            return base.WriteLineAsync(value);
        }
    }
}
