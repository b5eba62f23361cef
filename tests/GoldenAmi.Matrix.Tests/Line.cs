using GoldenAmi.Tests.Builds.Running;

namespace GoldenAmi.Matrix.Tests;

/// <summary>The line between one run and the cloud: counts calls, and at one of them kills the run or has it cancelled.</summary>
internal sealed class Line(HttpMessageHandler cloud, Gate gate) : DelegatingHandler(cloud)
{
    private readonly Lock _lock = new();
    private readonly PointCounter _points = new();
    private readonly List<Point> _seen = [];
    private bool _isDead;

    /// <summary>Before this call the run is killed; null: before none.</summary>
    public Point? KillBefore { get; init; }

    /// <summary>This call is carried out and its answer finds the run dead; null: none does.</summary>
    public Point? KillAfter { get; init; }

    /// <summary>Told of each call before it is sent.</summary>
    public Action<Point> OnCall { get; init; } = _ => { };

    public IReadOnlyList<Point> Seen
    {
        get
        {
            lock (_lock)
            {
                return [.. _seen];
            }
        }
    }

    public bool IsDead
    {
        get
        {
            lock (_lock)
            {
                return _isDead;
            }
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Identity.Answer(request) is { } token)
        {
            return token;
        }

        var operation = await Calls.NameAsync(request, cancellationToken);
        Point point;
        lock (_lock)
        {
            point = _points.Next(operation);
            _isDead |= point == KillBefore;
            if (_isDead)
            {
                throw new KilledException();
            }

            _seen.Add(point);
        }

        OnCall(point);
        cancellationToken.ThrowIfCancellationRequested();
        if (operation == "GetImage")
        {
            gate.Look();
        }

        var answer = await base.SendAsync(request, cancellationToken);
        lock (_lock)
        {
            _isDead |= point == KillAfter;
            return _isDead ? throw new KilledException() : answer;
        }
    }
}
