using System.Net;
using Amazon.Runtime;
using GoldenAmi.Action.Hosts;
using GoldenAmi.Aws;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Action.Tests.Hosts;

public sealed class PostStepSpecs : IDisposable
{
    private const string Image = "arn:aws:imagebuilder:eu-west-1:111122223333:image/web/1.4.0/1";

    private readonly StringWriter _log = new() { NewLine = "\n" };

    [Fact]
    public async Task A_build_that_was_cancelled_is_confirmed_with_one_call()
    {
        var called = await RunAsync(RunDecision.Cancel, "CANCELLED");

        Assert.Equal(["GetImage"], called);
        Assert.Equal($"{Image} is CANCELLED\n", _log.ToString());
    }

    [Fact]
    public async Task A_build_that_still_runs_is_asked_again_and_followed_to_its_end()
    {
        var called = await RunAsync(RunDecision.Cancel, "BUILDING", "BUILDING", "CANCELLED");

        Assert.Equal(["GetImage", "CancelImageCreation", "GetImage", "GetImage"], called);
        Assert.Equal($"{Image} is BUILDING: asked to be cancelled again\n{Image} is CANCELLED\n", _log.ToString());
    }

    [Fact]
    public async Task A_build_that_does_not_end_is_warned_of_after_two_minutes()
    {
        var called = await RunAsync(RunDecision.Cancel, "BUILDING");

        Assert.Equal(2 + 24, called.Count);
        Assert.Contains($"warning {ErrorCode.CancelNotSeen}: The build {Image} was asked to be cancelled and is still BUILDING after 2m00s.", _log.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Ended", "")]
    [InlineData("Detach", $"{Image} goes on in AWS; the next run attaches to it\n")]
    [InlineData(null, "")]
    public async Task Nothing_is_sent_when_nothing_was_to_be_cancelled(string? decision, string said)
    {
        Assert.Empty(await RunAsync(decision is null ? null : Enum.Parse<RunDecision>(decision), "BUILDING"));
        Assert.Equal(said, _log.ToString());
    }

    public void Dispose() => _log.Dispose();

    private async Task<IReadOnlyList<string>> RunAsync(RunDecision? decision, params string[] states)
    {
        using var handler = new ImageStates(states);
        using var clients = new AwsClients(new AwsConnection { Handler = handler, Credentials = new BasicAWSCredentials("AKIDEXAMPLE", "secret") });
        var step = new PostStep(clients.ImageBuilder("eu-west-1"), new JumpingTime(), new TerminalReport(_log, colour: false));
        await step.RunAsync(decision is { } decided ? new RunState(Image, "eu-west-1", decided) : null, CancellationToken.None);
        return handler.Called;
    }

    /// <summary>Image Builder with one image whose states follow each other, the last one for ever.</summary>
    private sealed class ImageStates(string[] states) : HttpMessageHandler
    {
        private int _asked;

        public List<string> Called { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var operation = request.RequestUri!.AbsolutePath.Trim('/');
            Called.Add(operation);
            var body = operation switch
            {
                "GetImage" => $$$$"""{"requestId":"r","image":{"arn":"{{{{Image}}}}","state":{"status":"{{{{states[Math.Min(_asked++, states.Length - 1)]}}}}"}}}""",
                "CancelImageCreation" => $$"""{"requestId":"r","imageBuildVersionArn":"{{Image}}"}""",
                _ => throw new InvalidOperationException($"Nobody expected {operation}."),
            };
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(body) });
        }
    }

    /// <summary>A clock that jumps over every delay.</summary>
    private sealed class JumpingTime : TimeProvider
    {
        private DateTimeOffset _now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => _now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _now += dueTime;
            return System.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }
}
