using System.Net;
using System.Net.Sockets;
using GoldenAmi.LocalCloud.Serving;
using GoldenAmi.LocalCloud.Tests.Fakes;

namespace GoldenAmi.LocalCloud.Tests.Serving;

/// <summary>The cloud on a loopback port.</summary>
public sealed class CloudServerSpecs
{
    [Fact]
    public async Task It_answers_until_it_is_stopped_and_its_port_may_have_another_owner_then()
    {
        await using var cloud = await TestCloud.OpenAsync();
        var server = CloudServer.Listen(cloud.Cloud.Handler, 0);
        using var stop = new CancellationTokenSource();
        var serving = server.RunAsync(stop.Token);
        using (var client = new HttpClient())
        {
            using var answer = await client.GetAsync(server.Address);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }

        await stop.CancelAsync();
        await serving;
        using var other = new TcpListener(IPAddress.Loopback, server.Address.Port);
        other.Start();

        await server.DisposeAsync();
        Assert.True(other.Server.IsBound);
    }
}
