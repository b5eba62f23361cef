using System.Net;
using System.Net.Sockets;
using System.Text;

namespace GoldenAmi.Machines.Tests.Disks;

/// <summary>A web server on this computer that answers every request with the same bytes, head and body, and may break off or hang in the middle.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _work;
    private int _requests;

    private LoopbackServer(byte[] answer, bool hangs)
    {
        _listener.Start();
        _work = ServeAsync(answer, hangs);
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/disk.qcow2");

    public int Requests => _requests;

    /// <param name="body">What is sent.</param>
    /// <param name="length">What the head says that is sent.</param>
    /// <param name="hangs">Whether nothing comes after the body, not even the connection's end.</param>
    public static LoopbackServer Of(byte[] body, int? length = null, string status = "200 OK", bool hangs = false) =>
        new([.. Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: {length ?? body.Length}\r\nConnection: close\r\n\r\n"), .. body], hangs);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync(byte[] answer, bool hangs)
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                Interlocked.Increment(ref _requests);
                var stream = client.GetStream();
                await stream.ReadAtLeastAsync(new byte[4096], 1, throwOnEndOfStream: false, _stop.Token);
                await stream.WriteAsync(answer, _stop.Token);
                if (hangs)
                {
                    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, _stop.Token);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }
}
