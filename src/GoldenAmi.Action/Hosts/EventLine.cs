using System.Globalization;

namespace GoldenAmi.Action.Hosts;

/// <summary>The one form of an event: subject first, then the fact, then how long it took.</summary>
internal static class EventLine
{
    /// <summary><c>us-west-2       ami-0abc available  4m12s</c>: subjects are padded so that the facts of neighbouring lines stand in a column.</summary>
    public static string Of(string subject, string fact, TimeSpan? duration)
    {
        var line = $"{subject,-16} {fact}";
        return UntrustedText.OneLine(duration is { } taken ? $"{line}  {Show(taken)}" : line);
    }

    /// <summary><c>0.4s</c>, <c>42s</c>, <c>4m12s</c>, <c>1h04m</c>.</summary>
    public static string Show(TimeSpan duration)
    {
        var whole = TimeSpan.FromSeconds(Math.Round(duration.TotalSeconds));
        return duration.TotalSeconds switch
        {
            < 9.95 => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0.0}s"),
            < 59.5 => $"{whole.Seconds}s",
            < 3599.5 => $"{whole.Minutes}m{whole.Seconds:00}s",
            _ => $"{(int)whole.TotalHours}h{whole.Minutes:00}m",
        };
    }
}
