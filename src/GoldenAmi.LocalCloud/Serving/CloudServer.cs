using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace GoldenAmi.LocalCloud.Serving;

/// <summary>
/// Puts a LocalCloud on a loopback port, so that the AWS CLI, Terraform or anybody's SDK can point at it
/// (<c>AWS_ENDPOINT_URL=http://127.0.0.1:4566</c>). It only carries requests and answers: what they mean is the handler's.
/// </summary>
public sealed class CloudServer : IAsyncDisposable
{
    /// <summary>No AWS request of the served operations is larger; EBS direct's blocks are 512 KiB.</summary>
    private const long LargestBody = 16 * 1024 * 1024;

    /// <summary>So many answers are made at once; further requests wait for their turn.</summary>
    private const int AnswersAtOnce = 32;

    private static readonly HashSet<string> AddedByTheListener =
        new(["Transfer-Encoding", "Keep-Alive", "Connection", "Content-Length"], StringComparer.OrdinalIgnoreCase);

    private readonly HttpListener _listener;
    private readonly HttpMessageInvoker _cloud;
    private readonly SemaphoreSlim _turns = new(AnswersAtOnce);

    private CloudServer(HttpListener listener, HttpMessageHandler cloud, int port)
    {
        _listener = listener;
        _cloud = new HttpMessageInvoker(cloud, disposeHandler: false);
        Address = new Uri($"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}/");
    }

    /// <summary>Where it listens, for example <c>http://127.0.0.1:4566/</c>.</summary>
    public Uri Address { get; }

    /// <summary>Starts to listen on loopback; requests are answered once <see cref="RunAsync"/> runs.</summary>
    /// <param name="cloud">The cloud's handler; it stays the caller's.</param>
    /// <param name="port">1 to 65535, or 0 for any free port.</param>
    /// <exception cref="HttpListenerException">The port is taken.</exception>
    public static CloudServer Listen(HttpMessageHandler cloud, int port)
    {
        var chosen = port == 0 ? FreePort() : port;
        var listener = new HttpListener();
        listener.Prefixes.Add($"http://127.0.0.1:{chosen.ToString(CultureInfo.InvariantCulture)}/");
        listener.Prefixes.Add($"http://localhost:{chosen.ToString(CultureInfo.InvariantCulture)}/");
        listener.Start();
        return new CloudServer(listener, cloud, chosen);
    }

    /// <summary>Answers until cancelled; returns when the answers under way are sent.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var stop = cancellationToken.Register(_listener.Stop);
        while (!cancellationToken.IsCancellationRequested)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception exception) when (cancellationToken.IsCancellationRequested
                && exception is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                break;
            }

            await _turns.WaitAsync(CancellationToken.None);
            _ = AnswerAsync(context, cancellationToken);
        }

        for (var turn = 0; turn < AnswersAtOnce; turn++)
        {
            await _turns.WaitAsync(CancellationToken.None);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        // Not Close: of a listener that was stopped it binds the port anew to let go of it, and fails when somebody has it by then.
        _listener.Abort();
        _cloud.Dispose();
        _turns.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task AnswerAsync(HttpListenerContext context, CancellationToken cancellationToken)
    {
        try
        {
            using var request = await ReadAsync(context.Request, cancellationToken);
            using var answer = await _cloud.SendAsync(request, cancellationToken);
            await WriteAsync(answer, context.Response, hasBody: context.Request.HttpMethod != "HEAD", cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException or HttpListenerException
            or OperationCanceledException or InvalidDataException)
        {
            // A reset that was asked for as a fault, a caller that went away, or a body too large: the connection ends without an answer.
            context.Response.Abort();
        }
        finally
        {
            _turns.Release();
        }
    }

    private async Task<HttpRequestMessage> ReadAsync(HttpListenerRequest incoming, CancellationToken cancellationToken)
    {
        if (incoming.ContentLength64 > LargestBody)
        {
            throw new InvalidDataException("The request's body is too large.");
        }

        var request = new HttpRequestMessage(new HttpMethod(incoming.HttpMethod), new Uri(Address, incoming.RawUrl));
        using var body = new MemoryStream();
        await incoming.InputStream.CopyToAsync(body, cancellationToken);
        request.Content = new ByteArrayContent(body.ToArray());
        foreach (var name in incoming.Headers.AllKeys.OfType<string>())
        {
            var values = incoming.Headers.GetValues(name) ?? [];
            if (!request.Headers.TryAddWithoutValidation(name, values))
            {
                request.Content.Headers.TryAddWithoutValidation(name, values);
            }
        }

        return request;
    }

    private static async Task WriteAsync(HttpResponseMessage answer, HttpListenerResponse outgoing, bool hasBody, CancellationToken cancellationToken)
    {
        var body = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        outgoing.StatusCode = (int)answer.StatusCode;
        Copy(answer.Headers, outgoing);
        Copy(answer.Content.Headers, outgoing);
        if (hasBody)
        {
            outgoing.ContentLength64 = body.Length;
            await outgoing.OutputStream.WriteAsync(body, cancellationToken);
        }
        else
        {
            // HEAD tells how long the body would be.
            outgoing.ContentLength64 = answer.Content.Headers.ContentLength ?? 0;
        }

        outgoing.Close();
    }

    private static void Copy(HttpHeaders headers, HttpListenerResponse outgoing)
    {
        foreach (var header in headers.Where(header => !AddedByTheListener.Contains(header.Key)))
        {
            outgoing.Headers[header.Key] = string.Join(",", header.Value);
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
