using System.Text.RegularExpressions;

namespace GoldenAmi.Aws.Schedules;

/// <summary>
/// When Image Builder starts a pipeline: <c>cron(0 6 ? * mon#1 *)</c> (minute, hour, day of the month, month, day of the week, year), or <c>rate(7 days)</c>
/// (https://docs.aws.amazon.com/imagebuilder/latest/userguide/cron-expressions.html).
/// </summary>
public sealed partial class ScheduleExpression
{
    /// <summary>No day further away is looked for: the longest gap between two 29ths of February that are a given weekday is 40 years.</summary>
    private const int MostDays = 366 * 45;

    private readonly IReadOnlyList<CronField>? _cron;
    private readonly TimeSpan _every;

    private ScheduleExpression(string text, IReadOnlyList<CronField>? cron, TimeSpan every) => (Text, _cron, _every) = (text, cron, every);

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>Null when the text is none, and then why, as a sentence without its end.</summary>
    public static ScheduleExpression? TryParse(string text, out string problem)
    {
        problem = "";
        if (Rate().Match(text) is { Success: true } rate)
        {
            return ReadRate(text, rate, out problem);
        }

        if (!text.StartsWith("cron(", StringComparison.Ordinal) || !text.EndsWith(')'))
        {
            problem = "it must be cron(minute hour day month weekday year) or rate(number unit)";
            return null;
        }

        var parts = text["cron(".Length..^1].Split(' ');
        if (parts.Length != CronFieldKind.All.Count)
        {
            problem = $"cron needs six fields (minute, hour, day of the month, month, day of the week, year) with one blank between them; there are {parts.Length}";
            return null;
        }

        var fields = new List<CronField>();
        foreach (var (kind, part) in CronFieldKind.All.Zip(parts))
        {
            if (CronField.TryParse(part, kind, out problem) is not { } field)
            {
                return null;
            }

            fields.Add(field);
        }

        // One of the two day fields must leave it to the other.
        if (fields[2].IsOpen == fields[4].IsOpen)
        {
            problem = fields[2].IsOpen ? "only one of the day of the month and the day of the week can be '?'" : "one of the day of the month and the day of the week must be '?'";
            return null;
        }

        return new ScheduleExpression(text, fields, default);
    }

    /// <summary>The first time after a moment, or null when there is none.</summary>
    /// <param name="zone">In which the fields of cron are read. A time that the clock jumps over is left out; of a time that is there twice the first counts.</param>
    /// <param name="anchor">From which a rate counts.</param>
    public DateTimeOffset? Next(DateTimeOffset after, TimeZoneInfo zone, DateTimeOffset anchor)
    {
        if (_cron is null)
        {
            var periods = after < anchor ? 0 : ((after - anchor).Ticks / _every.Ticks) + 1;
            return anchor + TimeSpan.FromTicks(_every.Ticks * Math.Max(1, periods));
        }

        var local = TimeZoneInfo.ConvertTime(after, zone).DateTime;
        var day = DateOnly.FromDateTime(local);
        for (var days = 0; days < MostDays; days++, day = day.AddDays(1))
        {
            if (IsDay(day) && TimesOf(day, zone).FirstOrDefault(time => time > after) is { Ticks: > 0 } found)
            {
                return found;
            }
        }

        return null;
    }

    private bool IsDay(DateOnly day) =>
        _cron![5].Admits(day.Year) && _cron[3].Admits(day.Month) && (_cron[2].IsOpen ? _cron[4].AdmitsWeekday(day) : _cron[2].AdmitsDay(day));

    private IEnumerable<DateTimeOffset> TimesOf(DateOnly day, TimeZoneInfo zone)
    {
        for (var minute = 0; minute < 24 * 60; minute++)
        {
            if (_cron![1].Admits(minute / 60) && _cron[0].Admits(minute % 60))
            {
                var local = day.ToDateTime(new TimeOnly(minute / 60, minute % 60));
                if (!zone.IsInvalidTime(local))
                {
                    var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
                    yield return new DateTimeOffset(local, offset).ToUniversalTime();
                }
            }
        }
    }

    private static ScheduleExpression? ReadRate(string text, Match rate, out string problem)
    {
        problem = "";
        var number = CronField.Number(rate.Groups["number"].Value) ?? 0;
        var (unit, isOne) = (rate.Groups["unit"].Value, !rate.Groups["unit"].Value.EndsWith('s'));
        if (number == 0)
        {
            problem = "a rate needs a whole number from 1";
            return null;
        }

        if (isOne != (number == 1))
        {
            problem = $"the unit after {number} is '{unit.TrimEnd('s')}{(number == 1 ? "" : "s")}'";
            return null;
        }

        var every = unit.TrimEnd('s') switch
        {
            "minute" => TimeSpan.FromMinutes(number),
            "hour" => TimeSpan.FromHours(number),
            _ => TimeSpan.FromDays(number),
        };
        return new ScheduleExpression(text, null, every);
    }

    [GeneratedRegex(@"\Arate\((?<number>[0-9]{1,6}) (?<unit>minutes?|hours?|days?)\)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Rate();
}
