using Amazon.Imagebuilder;
using Amazon.Imagebuilder.Model;
using Amazon.EC2;
using Amazon.CloudWatchLogs;
using Amazon.Runtime;
using Amazon.SimpleSystemsManagement;
using GoldenAmi.Aws;
using GoldenAmi.LocalCloud.Parents;

namespace GoldenAmi.LocalCloud.Tests.Fakes;

/// <summary>A cloud in a folder of its own, with our own clients for it.</summary>
internal sealed class TestCloud : IAsyncDisposable
{
    public const string Home = "eu-west-1";
    public const string Account = "111122223333";
    public const string DebianParameter = "ssm:/aws/service/debian/release/12/latest/amd64";

    public const string BuildDocument = """
        schemaVersion: 1.0
        phases:
          - name: build
            steps:
              - name: Install
                action: ExecuteBash
                inputs: { commands: [ "true" ] }
        """;

    public const string TestDocument = """
        schemaVersion: 1.0
        phases:
          - name: test
            steps:
              - name: Check
                action: ExecuteBash
                inputs: { commands: [ "true" ] }
        """;

    private readonly bool _ownsFolder;

    private TestCloud(string folder, bool ownsFolder, VirtualTime time, FakeMachines machines, Cloud cloud)
    {
        Folder = folder;
        _ownsFolder = ownsFolder;
        Time = time;
        Machines = machines;
        Cloud = cloud;
        Clients = Connect(Account);
    }

    public string Folder { get; }

    public VirtualTime Time { get; }

    public FakeMachines Machines { get; }

    public Cloud Cloud { get; private set; }

    public AwsClients Clients { get; private set; }

    public IAmazonImagebuilder Builder => Clients.ImageBuilder(Home);

    public IAmazonEC2 Ec2 => Clients.Ec2(Home);

    public IAmazonSimpleSystemsManagement Ssm => Clients.Ssm(Home);

    public IAmazonCloudWatchLogs Logs => Clients.Logs(Home);

    public static async Task<TestCloud> OpenAsync(CloudPace? pace = null, string? folder = null, TimeSpan ec2ReadDelay = default, ParentDisks? parents = null)
    {
        var path = folder ?? Directory.CreateTempSubdirectory("golden-ami-cloud-").FullName;
        var time = new VirtualTime();
        var machines = new FakeMachines(time, path);
        return new TestCloud(path, folder is null, time, machines, await Cloud.OpenAsync(Options(path, machines, time, pace) with { Ec2ReadDelay = ec2ReadDelay, Parents = parents }, CancellationToken.None));
    }

    public static CloudOptions Options(string folder, FakeMachines machines, VirtualTime time, CloudPace? pace = null) => new()
    {
        StateFolder = Path.Combine(folder, "cloud"),
        Machines = machines,
        Time = time,
        OnWork = time.Follow,
        Pace = pace ?? new CloudPace(),
    };

    public AwsClients Connect(string account) => new(new AwsConnection
    {
        Credentials = new BasicAWSCredentials(account, "secret"), Handler = Cloud.Handler, MaxAttempts = 1,
    });

    /// <summary>As when the process ends and the next one opens the folder.</summary>
    /// <param name="closed">How long nobody has it in between.</param>
    public async Task ReopenAsync(ParentDisks? parents = null, Action<string, string>? onProgress = null, TimeSpan closed = default)
    {
        Clients.Dispose();
        await Cloud.DisposeAsync();
        await Task.Delay(closed, Time);
        var options = Options(Folder, Machines, Time) with { Parents = parents };
        Cloud = await Cloud.OpenAsync(onProgress is null ? options : options with { OnProgress = onProgress }, CancellationToken.None);
        Clients = Connect(Account);
    }

    public async Task<string> CreateComponentAsync(string name = "nginx", string document = BuildDocument, string version = "1.0.0") =>
        (await Builder.CreateComponentAsync(new CreateComponentRequest { Name = name, SemanticVersion = version, Platform = Platform.Linux, Data = document })).ComponentBuildVersionArn!;

    public Task<string> CreateRecipeAsync(string name = "Web Server", string version = "1.4.x", params string[] components) => CreateRecipeUponAsync(DebianParameter, name, version, components);

    public async Task<string> CreateRecipeUponAsync(string parent, string name = "Web Server", string version = "1.4.x", params string[] components) =>
        (await Builder.CreateImageRecipeAsync(new CreateImageRecipeRequest
        {
            Name = name,
            SemanticVersion = version,
            ParentImage = parent,
            Components = [.. components.Select(arn => new ComponentConfiguration { ComponentArn = arn })],
        })).ImageRecipeArn!;

    public async Task<string> CreateInfrastructureAsync(string name = "small") =>
        (await Builder.CreateInfrastructureConfigurationAsync(new CreateInfrastructureConfigurationRequest { Name = name, InstanceProfileName = "golden-ami-build" })).InfrastructureConfigurationArn!;

    public async Task<string> CreateDistributionAsync(string name = "everywhere", params Distribution[] distributions) =>
        (await Builder.CreateDistributionConfigurationAsync(new CreateDistributionConfigurationRequest { Name = name, Distributions = [.. distributions] })).DistributionConfigurationArn!;

    /// <summary>Starts a build of a component with a test.</summary>
    public async Task<string> StartBuildAsync(string? distribution = null, string? recipe = null)
    {
        recipe ??= await CreateRecipeAsync(components: [await CreateComponentAsync(), await CreateComponentAsync("check", TestDocument)]);
        return (await Builder.CreateImageAsync(new CreateImageRequest
        {
            ImageRecipeArn = recipe,
            InfrastructureConfigurationArn = await CreateInfrastructureAsync($"infrastructure-{Guid.NewGuid():n}"),
            DistributionConfigurationArn = distribution,
            Tags = new() { ["golden-ami:recipe"] = "web" },
        })).ImageBuildVersionArn!;
    }

    public async Task<Image> GetImageAsync(string arn) => (await Builder.GetImageAsync(new GetImageRequest { ImageBuildVersionArn = arn })).Image!;

    /// <summary>Follows an image as a client does, and tells the states that it saw.</summary>
    public async Task<(Image Image, IReadOnlyList<string> States)> FollowAsync(string arn)
    {
        var states = new List<string>();
        for (var poll = 0; poll < 2000; poll++)
        {
            var image = await GetImageAsync(arn);
            var status = image.State!.Status!.Value;
            if (states.LastOrDefault() != status)
            {
                states.Add(status);
            }

            if (status is "AVAILABLE" or "FAILED" or "CANCELLED")
            {
                return (image, states);
            }

            await Task.Delay(TimeSpan.FromSeconds(5), Time);
        }

        throw new InvalidOperationException($"{arn} did not end; seen: {string.Join(", ", states)}.");
    }

    public async ValueTask DisposeAsync()
    {
        Clients.Dispose();
        await Cloud.DisposeAsync();
        await Time.DisposeAsync();
        if (_ownsFolder)
        {
            Directory.Delete(Folder, recursive: true);
        }
    }
}
