using GoldenAmi.Aws.Schedules;

namespace GoldenAmi.Aws.Tests.Schedules;

public sealed class ScheduleSpecs
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);

    // 29 November 2026 is a Sunday.
    [Theory]
    [InlineData("cron(0 6 ? * mon#1 *)", "2026-12-07T06:00")]
    [InlineData("cron(0 6 ? * 2#1 *)", "2026-12-07T06:00")]
    [InlineData("cron(30 12 * * ? *)", "2026-11-29T12:30")]
    [InlineData("cron(0 12 * * ? *)", "2026-11-30T12:00")]
    [InlineData("cron(0 0 1 jan ? *)", "2027-01-01T00:00")]
    [InlineData("cron(0 0 L * ? *)", "2026-11-30T00:00")]
    [InlineData("cron(0 0 LW 1 ? *)", "2027-01-29T00:00")]
    [InlineData("cron(0 0 15W 8 ? *)", "2027-08-16T00:00")]
    [InlineData("cron(0 0 ? * 6L *)", "2026-12-25T00:00")]
    [InlineData("cron(0 0 ? * mon-fri *)", "2026-11-30T00:00")]
    [InlineData("cron(0/15 13 * * ? *)", "2026-11-29T13:00")]
    [InlineData("cron(5,50 12 * * ? 2026-2027)", "2026-11-29T12:05")]
    [InlineData("cron(0 0 29 2 ? *)", "2028-02-29T00:00")]
    [InlineData("rate(7 days)", "2026-12-06T12:00")]
    [InlineData("rate(1 hour)", "2026-11-29T13:00")]
    public void A_schedule_comes_next_at(string text, string next)
    {
        var schedule = ScheduleExpression.TryParse(text, out var problem);

        Assert.Equal("", problem);
        Assert.Equal(DateTimeOffset.Parse($"{next}Z", System.Globalization.CultureInfo.InvariantCulture), schedule!.Next(Noon, TimeZoneInfo.Utc, Noon));
    }

    [Theory]
    [InlineData("0 6 * * ? *", "it must be cron(")]
    [InlineData("cron(0 6 * * ?)", "cron needs six fields")]
    [InlineData("cron(0 6 * * * *)", "must be '?'")]
    [InlineData("cron(0 6 ? * ? *)", "only one of")]
    [InlineData("cron(60 6 * * ? *)", "'60' is nothing that the minute can be")]
    [InlineData("cron(0 6 * foo ? *)", "'foo' is nothing that the month can be")]
    [InlineData("cron(? 6 * * ? *)", "'?' is only for")]
    [InlineData("cron(0 6 ? * mon#6 *)", "the day of the week")]
    [InlineData("rate(1 days)", "the unit after 1 is 'day'")]
    [InlineData("rate(2 day)", "the unit after 2 is 'days'")]
    [InlineData("rate(0 days)", "from 1")]
    public void What_is_no_schedule_is_told(string text, string why)
    {
        Assert.Null(ScheduleExpression.TryParse(text, out var problem));
        Assert.Contains(why, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void The_time_zone_decides_the_hour_and_a_time_that_is_jumped_over_is_left_out()
    {
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var six = ScheduleExpression.TryParse("cron(0 6 * * ? *)", out _)!;
        var jumped = ScheduleExpression.TryParse("cron(30 2 28 3 ? *)", out _)!;

        Assert.Equal(new DateTimeOffset(2026, 11, 30, 5, 0, 0, TimeSpan.Zero), six.Next(Noon, berlin, Noon));
        Assert.Equal(new DateTimeOffset(2027, 7, 1, 4, 0, 0, TimeSpan.Zero), six.Next(new DateTimeOffset(2027, 7, 1, 0, 0, 0, TimeSpan.Zero), berlin, Noon));

        // Summer time begins on 28 March 2027 at two.
        Assert.Equal(new DateTimeOffset(2028, 3, 28, 0, 30, 0, TimeSpan.Zero), jumped.Next(Noon, berlin, Noon));
    }

    [Fact]
    public void A_schedule_of_the_past_never_comes() =>
        Assert.Null(ScheduleExpression.TryParse("cron(0 6 * * ? 2025)", out _)!.Next(Noon, TimeZoneInfo.Utc, Noon));
}
