using GoldenAmi.Builds.Images;
using GoldenAmi.Builds.Resolving;
using GoldenAmi.Diagnostics;
using GoldenAmi.Identifiers;
using GoldenAmi.Publishing;
using GoldenAmi.Tests.Builds;

namespace GoldenAmi.Tests.Publishing;

public sealed class ReleaseSpecs
{
    private static readonly ResolvedRecipe Web = SmallRecipe.Resolved(("images/web/a.yaml", "a: 1"));

    [Fact]
    public void Every_problem_of_every_region_is_told()
    {
        var good = Tagged(Worlds.Ami(Worlds.Home, Worlds.Id(0, 1)));

        var failure = Assert.Throws<UserErrorException>(() => ReleaseCheck.Verify(Web,
        [
            good,
            good with { Region = Region.Parse("eu-west-1"), Tags = new Dictionary<string, string>() },
            good with { Region = Region.Parse("us-west-2"), Name = "", RootSnapshot = null },
        ]));

        Assert.Equal(Ending.Refused, failure.Ending);
        Assert.All(failure.Diagnostics, problem => Assert.Equal(ErrorCode.ReleaseNotVerified, problem.Code));
        Assert.Equal(3, failure.Diagnostics.Count);
        Assert.Contains("eu-west-1", failure.Diagnostics[0].Message, StringComparison.Ordinal);
        ReleaseCheck.Verify(Web, [good]);
    }

    [Fact]
    public void A_distribution_has_the_regions_settings_and_a_name_that_its_content_decides()
    {
        var one = DistributionResource.Of(Web, "1.4.0", [Region.Parse("eu-west-1")]);
        var asked = Assert.Single(one.ToRequest(Web.Recipe).Distributions!);

        Assert.Equal(("eu-west-1", "web 1.4.0 {{ imagebuilder:buildDate }}", "alias/k"), (asked.Region, asked.AmiDistributionConfiguration!.Name, asked.AmiDistributionConfiguration.KmsKeyId));
        Assert.Equal(Web.Fingerprint.Value, asked.AmiDistributionConfiguration.AmiTags![ImageTags.Fingerprint]);
        Assert.Equal(one.Name, DistributionResource.Of(Web, "1.4.0", [Region.Parse("eu-west-1")]).Name);
        Assert.NotEqual(one.Name, DistributionResource.Of(Web, "1.4.1", [Region.Parse("eu-west-1")]).Name);
    }

    [Theory]
    [InlineData("web {{version}} {{ build }}", "web 1.4.0 {{ imagebuilder:buildVersion }}")]
    [InlineData("plain", "plain")]
    [InlineData("{{ other }}", "{{ other }}")]
    public void Placeholders_of_a_name_become_the_services_own(string template, string text) => Assert.Equal(text, DistributionResource.NameText(template, "1.4.0"));

    private static RegionalAmi Tagged(RegionalAmi image) =>
        image with { IsEncrypted = true, Tags = new Dictionary<string, string> { [ImageTags.Recipe] = "web", [ImageTags.Fingerprint] = Web.Fingerprint.Value } };
}
