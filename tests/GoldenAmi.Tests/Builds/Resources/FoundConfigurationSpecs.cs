using GoldenAmi.Builds.Resources;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Tests.Builds.Resources;

public sealed class FoundConfigurationSpecs
{
    private static readonly IReadOnlyDictionary<string, string> Wanted = new Dictionary<string, string> { ["profile"] = "ours" };
    private static readonly IReadOnlyDictionary<string, string> Changed = new Dictionary<string, string> { ["profile"] = "theirs" };

    [Theory]
    [InlineData("", "golden-ami-web-1", false, 0)]
    [InlineData("ours", "golden-ami-web-1", true, 0)]
    [InlineData("theirs", "golden-ami-web-1-2", false, 1)]
    [InlineData("theirs ours", "golden-ami-web-1-2", true, 1)]
    [InlineData("theirs theirs", "golden-ami-web-1-3", false, 2)]
    public async Task The_first_name_that_is_free_or_right_is_used(string there, string name, bool isThere, int drifts)
    {
        var found = await FindAsync(there.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal((name, isThere, drifts), (found.Name, found.IsThere, found.Drifts.Count));
    }

    [Fact]
    public async Task When_all_were_changed_by_hand_it_is_refused()
    {
        var failure = await Assert.ThrowsAsync<UserErrorException>(() => FindAsync([.. Enumerable.Repeat("theirs", 9)]));

        Assert.Equal((Ending.Refused, ErrorCode.ConfigurationsChanged), (failure.Ending, failure.Diagnostics[0].Code));
        Assert.Contains("golden-ami-web-1 to golden-ami-web-1-9", failure.Diagnostics[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-11-29T12:00:00Z", null, false)]
    [InlineData("2026-11-29T12:00:00Z", "2026-11-29T12:00:00Z", false)]
    [InlineData("2026-11-29T12:00:00Z", "2026-11-29T12:00:01Z", true)]
    public void What_nobody_updated_is_as_it_was_made(string created, string? updated, bool wasUpdated) =>
        Assert.Equal(wasUpdated, FoundConfiguration.WasUpdated(created, updated));

    private static Task<FoundConfiguration> FindAsync(string[] there) => FoundConfiguration.FindAsync("golden-ami-web-1", Wanted, name =>
    {
        var number = name == "golden-ami-web-1" ? 1 : int.Parse(name.Split('-')[^1], System.Globalization.CultureInfo.InvariantCulture);
        return Task.FromResult(number > there.Length ? null : there[number - 1] == "ours" ? Wanted : Changed);
    });
}
