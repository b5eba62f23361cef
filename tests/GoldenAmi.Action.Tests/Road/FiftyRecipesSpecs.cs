using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using GoldenAmi.Benchmarks.Plan;
using GoldenAmi.Diagnostics;
using GoldenAmi.LocalCloud;
using Wire = GoldenAmi.Tests.Builds.Running.Calls;

namespace GoldenAmi.Action.Tests.Road;

/// <summary>What many recipes of one run ask in common, and how many are told. The recipes are those of the benchmark.</summary>
public sealed class FiftyRecipesSpecs : IAsyncLifetime, IDisposable
{
    private readonly ImageRepository _repository = new();
    private readonly TemporaryFolder _folder = new();
    private Cloud? _cloud;
    private Asked? _asked;

    public async Task InitializeAsync()
    {
        _cloud = await Cloud.OpenAsync(
            new CloudOptions { StateFolder = _folder.At("cloud"), Machines = new PlayedDocuments().Machines(_folder.Path), Time = TimeProvider.System }, CancellationToken.None);
        _asked = new Asked(_cloud.Handler);
    }

    public async Task DisposeAsync() => await _cloud!.DisposeAsync();

    public void Dispose()
    {
        _asked?.Dispose();
        _repository.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_recipes_of_the_benchmark_are_valid_and_the_same_each_time()
    {
        RecipeRepository.Write(_repository.Root, recipes: 50, regions: 20, seed: 1);
        RecipeRepository.Write(_folder.At("again"), recipes: 50, regions: 20, seed: 1);

        var run = await ProgramRun.StartAsync(_repository.Root, ["validate", "images/**", "platforms/**"]);

        Assert.True(run.Ending == Ending.Done, run.Output);
        Assert.Equal(52, run.Output.Split('\n').Count(line => line.EndsWith("is valid", StringComparison.Ordinal)));
        var files = Directory.EnumerateFiles(_folder.At("again"), "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(_folder.At("again"), file)).ToList();
        Assert.All(files, file => Assert.Equal(File.ReadAllText(_folder.At($"again/{file}")), _repository.Read(file)));
    }

    [Fact]
    public async Task Fifty_recipes_ask_once_for_the_parents_and_components_that_they_share()
    {
        RecipeRepository.Write(_repository.Root, recipes: 50, regions: 2, seed: 1);
        AssertDone(await RunAsync("build", "platforms/**"));
        _asked!.Calls.Clear();

        AssertDone(await RunAsync("plan", "images/**"));

        Assert.Equal(2, _asked.Count("GetParameter")); // amd64 and arm64
        Assert.Equal(1, _asked.Count("GetCallerIdentity"));
        Assert.Equal(1, _asked.Count("DescribeImages", "debian-12-")); // the search
        Assert.All(_asked.Calls.Where(call => call.Body.Contains("ImageId.1=", StringComparison.Ordinal)).GroupBy(call => call.Body), same => Assert.Single(same));
        Assert.InRange(_asked.Count("ListComponents", "\"Amazon\""), 1, 2); // two names, asked for together or one by one
    }

    [Fact]
    public async Task What_is_not_there_is_asked_for_once_and_told_at_each_recipe_that_names_it()
    {
        _repository.Add("web", parent: "{ ssm: /nothing/here }");
        _repository.Add("database", parent: "{ ssm: /nothing/here }");

        var run = await RunAsync("plan", "images/**");

        Assert.Equal(Ending.Usage, run.Ending);
        Assert.Equal(1, _asked!.Count("GetParameter"));
        Assert.Contains($"images/web/golden-ami.yaml(6,16): error {ErrorCode.ParentNotFound}: ", run.Output, StringComparison.Ordinal);
        Assert.Contains($"images/database/golden-ami.yaml(6,16): error {ErrorCode.ParentNotFound}: ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_read_that_is_denied_is_asked_for_once_and_told_of_each_image()
    {
        _repository.Add("web");
        _repository.Add("database");
        _asked!.Denied = "GetParameter";

        var run = await RunAsync("plan", "images/**");

        AssertDone(run);
        Assert.Equal(1, _asked.Count("GetParameter"));
        Assert.Contains("what a build of 'web' would do was not seen", run.Output, StringComparison.Ordinal);
        Assert.Contains("what a build of 'database' would do was not seen", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_images_are_told_in_groups_and_one_by_one_in_the_report()
    {
        RecipeRepository.Write(_repository.Root, recipes: 50, regions: 2, seed: 1);

        var run = await RunAsync("plan", "images/**");

        // Two teams' images by their platforms' image are refused, for those were not built
        Assert.Equal(Ending.Usage, run.Ending);
        var summary = run.Output[run.Output.IndexOf("\n52 images: ", StringComparison.Ordinal)..].Split('\n');
        Assert.InRange(summary.Length, 10, 40);
        Assert.Contains(summary, line => line.EndsWith(" more", StringComparison.Ordinal));
        Assert.Contains("Image by image: .golden-ami/report.md, and --json.", summary);
        var report = _repository.Read(".golden-ami/report.md");
        Assert.Contains("<details><summary>team-02-queue-16: ", report, StringComparison.Ordinal);
        Assert.True(report.IndexOf("**Next:**", StringComparison.Ordinal) < report.IndexOf("<details>", StringComparison.Ordinal));
    }

    private Task<ProgramRun> RunAsync(params string[] arguments)
    {
        _repository.Commit();
        return ProgramRun.StartAsync(_repository.Root, [.. arguments, "--role", "arn:aws:iam::111122223333:role/golden"],
            new Dictionary<string, string> { ["ACTIONS_ID_TOKEN_REQUEST_URL"] = "https://token.example/?job=1", ["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] = "bearer" },
            new Edges { Aws = _asked }, new FastTime());
    }

    private static void AssertDone(ProgramRun run) => Assert.True(run.Ending == Ending.Done, $"ended {run.Ending}: {run.Output}{run.Error}");

    /// <summary>Keeps what was asked.</summary>
    private sealed class Asked(HttpMessageHandler cloud) : HttpMessageHandler
    {
        private static readonly string Token =
            $"{Part("""{"alg":"RS256"}""")}.{Part("""{"iss":"https://token.actions.githubusercontent.com","aud":"sts.amazonaws.com","sub":"repo:acme/images","exp":4102444800}""")}.{Part("x")}";

        private readonly HttpMessageInvoker _cloud = new(cloud, disposeHandler: false);

        public ConcurrentQueue<(string Operation, string Body)> Calls { get; } = new();

        /// <summary>An operation that the caller may not.</summary>
        public string? Denied { get; set; }

        public int Count(string operation, string part = "") =>
            Calls.Count(call => call.Operation == operation && Uri.UnescapeDataString(call.Body).Contains(part, StringComparison.Ordinal));

        private static string Part(string text) => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

        [SuppressMessage("Reliability", "CA2000", Justification = "The client disposes the answer.")]
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri!.Host == "token.example")
            {
                return new HttpResponseMessage(System.Net.HttpStatusCode.OK) { RequestMessage = request, Content = new StringContent($"{{\"value\":\"{Token}\"}}") };
            }

            var operation = await Wire.NameAsync(request, cancellationToken);
            Calls.Enqueue((operation, request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken)));
            return operation == Denied
                ? new HttpResponseMessage(System.Net.HttpStatusCode.BadRequest)
                {
                    RequestMessage = request,
                    Content = new StringContent("{\"__type\":\"AccessDeniedException\",\"message\":\"User: x is not authorized to perform: ssm:GetParameter\"}"),
                }
                : await _cloud.SendAsync(request, cancellationToken);
        }

        protected override void Dispose(bool disposing)
        {
            _cloud.Dispose();
            base.Dispose(disposing);
        }
    }
}
