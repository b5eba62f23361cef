using System.Text;
using GoldenAmi.Components.Guest;

namespace GoldenAmi.Runner;

/// <summary>Writes each event as a line to the machine's port, at once.</summary>
internal sealed class EventChannel(Stream port) : IDisposable
{
    private readonly Lock _writing = new();

    public void Write(GuestEvent told)
    {
        var line = Encoding.UTF8.GetBytes(told.ToLine() + "\n");
        lock (_writing)
        {
            port.Write(line);
            port.Flush();
        }
    }

    public void Dispose() => port.Dispose();
}
