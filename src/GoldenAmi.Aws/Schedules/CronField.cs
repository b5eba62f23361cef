using System.Globalization;

namespace GoldenAmi.Aws.Schedules;

/// <summary>
/// One field of a cron expression: the numbers that it admits, and of days also <c>L</c> (the last), <c>15W</c> (the weekday nearest to the 15th) and <c>mon#1</c> (the first Monday).
/// </summary>
internal sealed class CronField
{
    private readonly HashSet<int> _numbers = [];
    private readonly List<(int Weekday, int Which)> _nth = [];
    private readonly List<int> _lastWeekdays = [];
    private readonly List<int> _nearestWorkdays = [];
    private bool _isLast;
    private bool _isLastWorkday;

    private CronField()
    {
    }

    /// <summary>The field is <c>?</c>: the other one of the two day fields speaks.</summary>
    public bool IsOpen { get; private init; }

    /// <summary>The field is <c>*</c>.</summary>
    public bool IsAny { get; private init; }

    /// <summary>Null when the text is none of the field's, and then why.</summary>
    public static CronField? TryParse(string text, CronFieldKind kind, out string problem)
    {
        problem = "";
        if (text == "?")
        {
            problem = kind.IsDay ? "" : $"'?' is only for the day of the month or of the week, not for the {kind.Name}";
            return problem.Length == 0 ? new CronField { IsOpen = true } : null;
        }

        var field = new CronField { IsAny = text == "*" };
        foreach (var part in text.Split(','))
        {
            if (!field.TryAdd(part, kind))
            {
                problem = $"'{part}' is nothing that the {kind.Name} can be; allowed are {kind.Rule}";
                return null;
            }
        }

        return field;
    }

    public bool Admits(int number) => _numbers.Contains(number);

    /// <summary>As the day of a month.</summary>
    public bool AdmitsDay(DateOnly day)
    {
        var last = DateTime.DaysInMonth(day.Year, day.Month);
        return _numbers.Contains(day.Day)
            || (_isLast && day.Day == last)
            || (_isLastWorkday && day == NearestWorkday(day, last))
            || _nearestWorkdays.Exists(wanted => wanted <= last && day == NearestWorkday(day, wanted));
    }

    /// <summary>As the day of a week, 1 for Sunday.</summary>
    public bool AdmitsWeekday(DateOnly day)
    {
        var weekday = (int)day.DayOfWeek + 1;
        return _numbers.Contains(weekday)
            || _nth.Contains((weekday, ((day.Day - 1) / 7) + 1))
            || (_lastWeekdays.Contains(weekday) && day.Day + 7 > DateTime.DaysInMonth(day.Year, day.Month));
    }

    private bool TryAdd(string part, CronFieldKind kind)
    {
        if (kind.IsDayOfMonth && TryAddDayOfMonth(part))
        {
            return true;
        }

        if (kind.IsDayOfWeek && TryAddDayOfWeek(part, kind))
        {
            return true;
        }

        var slash = part.Split('/');
        if (slash.Length > 2 || (slash.Length == 2 && !(Number(slash[1]) is > 0)))
        {
            return false;
        }

        var step = slash.Length == 2 ? Number(slash[1])!.Value : 1;
        var (from, to) = Range(slash[0], kind, isOpenEnded: slash.Length == 2);
        if (from is not { } first || to is not { } last || first < kind.Least || last > kind.Most || first > last)
        {
            return false;
        }

        for (var number = first; number <= last; number += step)
        {
            _numbers.Add(number);
        }

        return true;
    }

    private bool TryAddDayOfMonth(string part)
    {
        switch (part)
        {
            case "L":
                return _isLast = true;
            case "LW":
                return _isLastWorkday = true;
        }

        if (part.EndsWith('W') && Number(part[..^1]) is >= 1 and <= 31 and var day)
        {
            _nearestWorkdays.Add(day);
            return true;
        }

        return false;
    }

    private bool TryAddDayOfWeek(string part, CronFieldKind kind)
    {
        if (part == "L")
        {
            return _numbers.Add(7) || true;
        }

        if (part.EndsWith('L') && kind.Find(part[..^1]) is { } weekday)
        {
            _lastWeekdays.Add(weekday);
            return true;
        }

        if (part.Split('#') is [var name, var which] && kind.Find(name) is { } day && Number(which) is >= 1 and <= 5 and var nth)
        {
            _nth.Add((day, nth));
            return true;
        }

        return false;
    }

    private static (int? From, int? To) Range(string text, CronFieldKind kind, bool isOpenEnded) => text.Split('-') switch
    {
        ["*"] => (kind.Least, kind.Most),
        [var only] => (kind.Find(only), isOpenEnded ? kind.Most : kind.Find(only)),
        [var first, var last] => (kind.Find(first), kind.Find(last)),
        _ => (null, null),
    };

    /// <summary>Monday to Friday nearest to a day, without leaving the month.</summary>
    private static DateOnly NearestWorkday(DateOnly month, int day)
    {
        var wanted = new DateOnly(month.Year, month.Month, day);
        return (wanted.DayOfWeek, day) switch
        {
            (DayOfWeek.Saturday, 1) => wanted.AddDays(2),
            (DayOfWeek.Saturday, _) => wanted.AddDays(-1),
            (DayOfWeek.Sunday, _) when day == DateTime.DaysInMonth(month.Year, month.Month) => wanted.AddDays(-2),
            (DayOfWeek.Sunday, _) => wanted.AddDays(1),
            _ => wanted,
        };
    }

    internal static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>Which of the six fields it is.</summary>
/// <param name="Names">Words for the numbers from <paramref name="Least"/> on; empty when there are none.</param>
/// <param name="Rule">For messages, after "allowed are".</param>
internal sealed record CronFieldKind(string Name, int Least, int Most, IReadOnlyList<string> Names, string Rule)
{
    private static readonly string[] MonthNames = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    private static readonly string[] DayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    /// <summary>In the order of an expression.</summary>
    public static IReadOnlyList<CronFieldKind> All { get; } =
    [
        new("minute", 0, 59, [], "0 to 59 with , - * /"),
        new("hour", 0, 23, [], "0 to 23 with , - * /"),
        new("day of the month", 1, 31, [], "1 to 31 with , - * / ? L W") { IsDayOfMonth = true },
        new("month", 1, 12, MonthNames, "1 to 12 or jan to dec with , - * /"),
        new("day of the week", 1, 7, DayNames, "1 (Sunday) to 7 or sun to sat with , - * / ? L #") { IsDayOfWeek = true },
        new("year", 1970, 2199, [], "1970 to 2199 with , - * /"),
    ];

    public bool IsDayOfMonth { get; private init; }

    public bool IsDayOfWeek { get; private init; }

    public bool IsDay => IsDayOfMonth || IsDayOfWeek;

    /// <summary>The number of a number's or a name's text, or null.</summary>
    public int? Find(string text)
    {
        if (CronField.Number(text) is { } number)
        {
            return number >= Least && number <= Most ? number : null;
        }

        for (var index = 0; index < Names.Count; index++)
        {
            if (Names[index].Equals(text, StringComparison.OrdinalIgnoreCase))
            {
                return index + Least;
            }
        }

        return null;
    }
}
