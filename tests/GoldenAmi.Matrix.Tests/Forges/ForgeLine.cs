using System.Net;
using GoldenAmi.Tests.Builds.Running;

namespace GoldenAmi.Matrix.Tests.Forges;

/// <summary>What happens to one request of a forge.</summary>
internal enum ForgeMishap
{
    KilledBefore,
    KilledAfter,
    AnswerLost,

    /// <summary>502, each time that it is asked.</summary>
    Broken,
}

/// <summary>The line between one run and a forge: counts requests, and does something to one of them.</summary>
internal sealed class ForgeLine(HttpMessageHandler forge) : HttpMessageHandler
{
    private readonly HttpMessageInvoker _forge = new(forge, disposeHandler: false);
    private readonly Lock _lock = new();
    private readonly List<(string Request, bool IsWrite)> _seen = [];
    private string? _broken;

    /// <summary>Which request, from 0, and what; null: nothing happens.</summary>
    public (int Number, ForgeMishap What)? Mishap { get; init; }

    public bool IsDead { get; private set; }

    public IReadOnlyList<(string Request, bool IsWrite)> Seen
    {
        get
        {
            lock (_lock)
            {
                return [.. _seen];
            }
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var line = $"{request.Method} {request.RequestUri!.PathAndQuery}";
        ForgeMishap? mishap;
        lock (_lock)
        {
            mishap = _seen.Count == Mishap?.Number ? Mishap.Value.What : null;
            _seen.Add((line, request.Method != HttpMethod.Get));
            _broken = mishap == ForgeMishap.Broken ? line : _broken;
            IsDead |= mishap == ForgeMishap.KilledBefore;
            if (IsDead)
            {
                throw new KilledException();
            }
        }

        if (line == _broken)
        {
            return new HttpResponseMessage(HttpStatusCode.BadGateway) { Content = new StringContent("<html>502</html>") };
        }

        var answer = await _forge.SendAsync(request, cancellationToken);
        IsDead |= mishap == ForgeMishap.KilledAfter;
        return IsDead ? throw new KilledException()
            : mishap == ForgeMishap.AnswerLost ? throw new HttpRequestException(HttpRequestError.ResponseEnded, "The connection was reset.")
            : answer;
    }

    protected override void Dispose(bool disposing)
    {
        _forge.Dispose();
        base.Dispose(disposing);
    }
}
