using System.Net;
using GoldenAmi.LocalCloud;
using GoldenAmi.LocalCloud.Serving;
using GoldenAmi.Machines.Scripted;
using GoldenAmi.Tests.Builds.Running;

namespace GoldenAmi.Benchmarks.Plan;

/// <summary>What <c>local serve --machines scripted --pace 0s</c> serves, on a free port of loopback, with every request kept.</summary>
internal sealed class CountedCloud : IAsyncDisposable
{
    private readonly Cloud _cloud;
    private readonly Recorder _recorder;
    private readonly CloudServer _server;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _serving;

    private CountedCloud(Cloud cloud)
    {
        _cloud = cloud;
        _recorder = new Recorder(cloud.Handler);
        _server = CloudServer.Listen(_recorder, 0);
        _serving = _server.RunAsync(_end.Token);
    }

    public Uri Address => _server.Address;

    /// <param name="folder">Of the state; disks lie beside it.</param>
    public static async Task<CountedCloud> OpenAsync(string folder) => new(await Cloud.OpenAsync(
        new CloudOptions
        {
            StateFolder = Path.Combine(folder, "cloud"),
            Machines = new ScriptedMachines(new UnexecutedWork(TimeProvider.System, TimeSpan.Zero).PlayAsync, Path.Combine(folder, "bases"), TimeProvider.System),
            Time = TimeProvider.System,
        },
        CancellationToken.None));

    /// <summary>What was asked since the last time.</summary>
    public IReadOnlyList<RecordedCall> Take() => _recorder.Take();

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _serving;
        await _server.DisposeAsync();
        _recorder.Dispose();
        await _cloud.DisposeAsync();
        _end.Dispose();
    }

    private sealed class Recorder(HttpMessageHandler cloud) : HttpMessageHandler
    {
        private readonly HttpMessageInvoker _cloud = new(cloud, disposeHandler: false);
        private readonly Lock _lock = new();
        private List<RecordedCall> _calls = [];

        public List<RecordedCall> Take()
        {
            lock (_lock)
            {
                var taken = _calls;
                _calls = [];
                return taken;
            }
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var call = await RecordedCall.OfAsync(request, cancellationToken);
            var answer = await _cloud.SendAsync(request, cancellationToken);
            lock (_lock)
            {
                _calls.Add(call with { Refused = answer.StatusCode >= HttpStatusCode.BadRequest });
            }

            return answer;
        }

        protected override void Dispose(bool disposing)
        {
            _cloud.Dispose();
            base.Dispose(disposing);
        }
    }
}

/// <summary>A request as it came, to be counted and to be sent again.</summary>
/// <param name="Headers">But those of the connection.</param>
internal sealed record RecordedCall(string Operation, string Region, string Method, string Path, IReadOnlyList<(string Name, string Value)> Headers, byte[] Body)
{
    public bool Refused { get; init; }

    /// <summary>Two calls of one question have the same.</summary>
    public string Question { get; } = $"{Region} {Method} {Path} {Headers.FirstOrDefault(header => header.Name == "X-Amz-Target").Value} {Convert.ToBase64String(Body)}";

    public static async Task<RecordedCall> OfAsync(HttpRequestMessage request, CancellationToken ct)
    {
        var headers = request.Headers.Concat(request.Content!.Headers)
            .Where(header => header.Key is not ("Host" or "Connection" or "Content-Length" or "Transfer-Encoding" or "Expect"))
            .Select(header => (header.Key, string.Join(", ", header.Value))).ToList();
        var scope = headers.Find(header => header.Key == "Authorization").Item2?.Split('/');
        return new RecordedCall(await Calls.NameAsync(request, ct), scope is [_, _, var region, ..] ? region : "", request.Method.Method, request.RequestUri!.PathAndQuery, headers, await request.Content.ReadAsByteArrayAsync(ct));
    }

    public HttpRequestMessage ToRequest(Uri address)
    {
        var request = new HttpRequestMessage(new HttpMethod(Method), new Uri(address, Path)) { Content = new ByteArrayContent(Body) };
        foreach (var (name, value) in Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return request;
    }
}
