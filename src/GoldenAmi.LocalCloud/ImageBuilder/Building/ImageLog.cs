using System.Globalization;
using GoldenAmi.Components.Guest;
using GoldenAmi.Components.Logs;
using GoldenAmi.LocalCloud.Logs;
using GoldenAmi.LocalCloud.Protocol;
using GoldenAmi.LocalCloud.State;

namespace GoldenAmi.LocalCloud.ImageBuilder.Building;

/// <summary>Writes what a build machine tells into the image's log stream, and remembers how the work ended.</summary>
internal sealed class ImageLog(LogFiles logs, ImageRecord image, TimeProvider time)
{
    /// <summary>The machine's last event; null while it works, or when it was lost.</summary>
    public GuestEvent.Finished? End { get; private set; }

    /// <summary>For example <c>/aws/imagebuilder/web</c>.</summary>
    public static string Group(ImageRecord image) =>
        image.Given.Structure("loggingConfiguration")?.Text("logGroupName") ?? $"/aws/imagebuilder/{Arns.Slug(image.Name)}";

    /// <summary>For example <c>1.4.0/1</c>.</summary>
    public static string Stream(ImageRecord image) => string.Create(CultureInfo.InvariantCulture, $"{image.Version}/{image.Build}");

    /// <summary>A line of the machine's channel. One that is no event is output.</summary>
    public void Take(string line)
    {
        var happened = GuestEvent.TryParse(line) ?? new GuestEvent.Output(StreamName.Stdout, line);
        End = happened as GuestEvent.Finished ?? End;
        var now = time.GetUtcNow();
        logs.Append(image.Account, image.Region, Group(image), Stream(image), AwstoeLog.Lines(happened).Select(text => new LogLine(now, text)));
    }
}
