using Amazon;
using GoldenAmi.Identifiers;
using GoldenAmi.Recipes;

namespace GoldenAmi.Tests.Recipes;

public sealed class RegionTableSpecs
{
    // Names such as us-east-1-regional are spellings of the SDK's own. The isolated partitions' regions cannot be reached from the internet and are in no public list of Image Builder's.
    [Fact]
    public void The_table_holds_every_public_region_that_the_SDK_knows()
    {
        var known = RegionEndpoint.EnumerableAllRegions.Select(region => region.SystemName).Where(name => !name.Contains("iso", StringComparison.Ordinal) && char.IsAsciiDigit(name[^1]));

        Assert.Empty(known.Except(AwsRegions.All));
    }

    [Fact]
    public void The_table_is_sorted_without_repetition_and_every_name_has_the_form()
    {
        Assert.Equal(AwsRegions.All.Distinct().Order(StringComparer.Ordinal), AwsRegions.All);
        Assert.All(AwsRegions.All, name => Assert.True(Region.TryParse(name, out _), name));
    }

    [Theory]
    [InlineData("us-east-1", "aws")]
    [InlineData("cn-northwest-1", "aws-cn")]
    [InlineData("us-gov-west-1", "aws-us-gov")]
    [InlineData("eusc-de-east-1", "aws-eusc")]
    public void A_region_is_of_one_partition(string region, string partition) => Assert.Equal(partition, AwsRegions.PartitionOf(Region.Parse(region)));
}
