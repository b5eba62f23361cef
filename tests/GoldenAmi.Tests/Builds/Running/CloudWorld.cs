using Amazon.Runtime;
using GoldenAmi.Applying;
using GoldenAmi.Aws;
using GoldenAmi.Builds;
using GoldenAmi.Builds.Cancelling;
using GoldenAmi.Builds.Images;
using GoldenAmi.Builds.Sweeping;
using GoldenAmi.Diagnostics;
using GoldenAmi.Identifiers;
using GoldenAmi.LocalCloud;
using GoldenAmi.Recipes;

namespace GoldenAmi.Tests.Builds.Running;

/// <summary>A LocalCloud in a folder of its own, with scripted machines, and recipes to build in it.</summary>
internal sealed class CloudWorld : IAsyncDisposable
{
    public static readonly SourcePlace Here = new("images/web/golden-ami.yaml", 3, 7);
    private readonly string _folder;
    private readonly Cloud _cloud;

    private CloudWorld(string folder, Cloud cloud)
    {
        (_folder, _cloud) = (folder, cloud);
    }

    public Cloud Cloud => _cloud;

    /// <param name="findings">What scans find; null: scanning is not enabled.</param>
    /// <param name="pace">How long the stages take beside the machines' work, in real time unless another clock is given; null: no time.</param>
    public static async Task<CloudWorld> OpenAsync(MachinePlay? play = null, IReadOnlyList<LocalCloud.Findings.Finding>? findings = null, CloudPace? pace = null, TimeProvider? time = null)
    {
        var folder = Directory.CreateTempSubdirectory("golden-ami-").FullName;
        var machines = new PlayedMachines(play ?? Play.Steps(), folder);
        var options = new CloudOptions { StateFolder = Path.Combine(folder, "cloud"), Machines = machines, Time = time ?? TimeProvider.System, Findings = findings, Pace = pace ?? new CloudPace() };
        return new CloudWorld(folder, await Cloud.OpenAsync(options, CancellationToken.None));
    }

    /// <summary>A new run of the program.</summary>
    /// <param name="account">Whose it is.</param>
    /// <param name="edit">Changes the text of each answer; null: none.</param>
    public ProgramUnderTest Run(
        int? killedAfter = null, Func<string, HttpResponseMessage?>? instead = null, string account = ProgramUnderTest.DefaultKey, Func<string, string>? edit = null) =>
        new(new Calls(new Unowned(_cloud.Handler)) { KilledAfter = killedAfter, Instead = instead ?? (_ => null), Edit = edit }) { AccessKey = account };

    /// <summary>The body that Image Builder answers a GET with.</summary>
    /// <param name="path">With its query.</param>
    public async Task<string> RawAsync(string path)
    {
        using var client = new HttpMessageInvoker(new Unowned(_cloud.Handler));
        using var request = new HttpRequestMessage(HttpMethod.Get, $"https://imagebuilder.us-east-1.amazonaws.com{path}");
        request.Headers.TryAddWithoutValidation("Authorization", "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20261122/us-east-1/imagebuilder/aws4_request, SignedHeaders=host, Signature=0");
        using var answer = await client.SendAsync(request, CancellationToken.None);
        return await answer.Content.ReadAsStringAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _cloud.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    public static Recipe Web(string page = "hello", string test = "CheckPage", params string[] elsewhere) => new()
    {
        File = "images/web/golden-ami.yaml",
        RepositoryRoot = "/repository",
        Name = At("web"),
        Version = new(new(1, 4), Here),
        Platform = Platform.Linux,
        Region = new(Region.Parse("us-east-1"), Here),
        ExecutionRole = At("golden-ami-execution"),
        Parent = new Parent.Ssm("/aws/service/debian/release/12/latest/amd64", Here),
        Components = [Document("images/web/components/page.yaml", "build", "WritePage", page)],
        Tests = [Document("images/web/tests/page.yaml", "test", test, "curl -f localhost")],
        Infrastructure = new() { InstanceProfile = At("golden-ami-build"), InstanceTypes = ["m7i.large"] },
        Distribution = new()
        {
            Name = At("web {{ version }} {{ date }}"),
            Regions = [.. (elsewhere.Length == 0 ? ["eu-west-1"] : elsewhere).Append("us-east-1").Order(StringComparer.Ordinal).Select(name => new DistributionRegion(new(Region.Parse(name), Here)))],
        },
    };

    public static Placed<string> At(string value) => new(value, Here);

    private static ComponentUse.Document Document(string file, string phase, string step, string command) => new(
        file,
        $"schemaVersion: 1.0\nphases:\n  - name: {phase}\n    steps:\n      - name: {step}\n        action: ExecuteBash\n        inputs:\n          commands:\n            - echo {command}\n",
        Here, []);

    // The clients dispose their handler; the cloud's is the cloud's.
    private sealed class Unowned(HttpMessageHandler cloud) : HttpMessageHandler
    {
        private readonly HttpMessageInvoker _cloud = new(cloud, disposeHandler: false);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => _cloud.SendAsync(request, cancellationToken);

        protected override void Dispose(bool disposing)
        {
            _cloud.Dispose();
            base.Dispose(disposing);
        }
    }
}

/// <summary>One run of the program, with its own connection, clock and report.</summary>
internal sealed class ProgramUnderTest(Calls calls)
{
    public Calls Calls => calls;

    /// <summary>Of the account that has no other key.</summary>
    public const string DefaultKey = "AKIAIOSFODNN7EXAMPLE";

    /// <summary>LocalCloud takes twelve digits for the account itself.</summary>
    public string AccessKey { get; init; } = DefaultKey;

    public QuickTime Time { get; } = new();

    public RecordedReport Report { get; } = new();

    /// <summary>The steps that checked the image of the last build.</summary>
    public IReadOnlyList<CheckedStep> Steps { get; private set; } = [];

    /// <summary>Ten days: the clock runs fast.</summary>
    public static BuildOptions Options(string run = "run-1") => new()
    {
        Timeout = TimeSpan.FromDays(10),
        RunTags = new SortedDictionary<string, string>(StringComparer.Ordinal) { [ImageTags.Run] = run },
    };

    public async Task<BuildEnd> BuildAsync(Recipe recipe, BuildOptions? options = null, CancellationToken ct = default)
    {
        using var clients = Connect();
        return await new Builder(clients, Time, Report).BuildAsync(recipe, (options ?? Options()) with { OnSteps = seen => Steps = seen }, ct);
    }

    public async Task<BuildPlan> PlanAsync(Recipe recipe)
    {
        using var clients = Connect();
        return await new Builder(clients, Time, Report).PlanAsync(recipe, new PlanWish(Force: false), CancellationToken.None);
    }

    /// <summary>What <c>plan</c> shows: the build's plan, and beside it what <c>apply</c> would do.</summary>
    public async Task<BuildPlan> PlanAllAsync(Recipe recipe)
    {
        using var clients = Connect();
        var build = await new Builder(clients, Time, Report).PlanAsync(recipe, new PlanWish(Force: false), CancellationToken.None);
        return await new Applier(clients, Report).PlanBesideAsync(build, recipe, CancellationToken.None);
    }

    public async Task<BuildPlan> ApplyAsync(Recipe recipe)
    {
        using var clients = Connect();
        return await new Applier(clients, Report).ApplyAsync(recipe, CancellationToken.None);
    }

    public async Task<BuildPlan> PlanApplyAsync(Recipe recipe)
    {
        using var clients = Connect();
        return await new Applier(clients, Report).PlanAsync(recipe, CancellationToken.None);
    }

    /// <summary>What somebody does by hand.</summary>
    public async Task<T> ByHandAsync<T>(Func<AwsClients, Task<T>> act)
    {
        using var clients = Connect();
        return await act(clients);
    }

    public async Task ConfirmCancelAsync(string image)
    {
        using var clients = Connect();
        await new CancelCheck(clients, Region.Parse("us-east-1"), Report).ConfirmAsync(ImageArn.Parse(image), CancellationToken.None);
    }

    /// <summary>Somebody takes AMIs away.</summary>
    public async Task DeregisterAsync(IEnumerable<ReleasedImage> images)
    {
        using var clients = Connect();
        foreach (var image in images)
        {
            await clients.Ec2(image.Region.Value).DeregisterImageAsync(new Amazon.EC2.Model.DeregisterImageRequest { ImageId = image.Id.Value }, CancellationToken.None);
        }
    }

    /// <summary>What AWS knows about ids that the release does not have.</summary>
    public async Task<IReadOnlyList<LineageImage>> LookBackAsync(BuildResult newest, IReadOnlyCollection<AmiId> ids)
    {
        using var clients = Connect();
        return await new ImageHistory(clients, newest.Recipe.Name.Value, newest.Release).ReadAsync(ids, CancellationToken.None);
    }

    /// <param name="later">How long after now it is swept.</param>
    public async Task<IReadOnlyList<Leftover>> SweepAsync(Recipe recipe, TimeSpan later, bool remove)
    {
        using var clients = Connect();
        var sweeper = new Sweeper(clients, new Later(later), Report);
        var found = await sweeper.FindAsync(recipe, CancellationToken.None);
        if (remove && !await sweeper.RemoveAsync(recipe, found, CancellationToken.None))
        {
            throw new InvalidOperationException("Not all was removed.");
        }

        return found;
    }

    private sealed class Later(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
    }

    /// <param name="accessKey">Another than this run's own, or null.</param>
    public AwsClients Connect(string? accessKey = null) => new(new AwsConnection { Handler = calls, Credentials = new BasicAWSCredentials(accessKey ?? AccessKey, "secret"), Time = Time });
}
