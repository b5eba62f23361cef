using GoldenAmi.Identifiers;
using GoldenAmi.Recipes;
using GoldenAmi.Tests.Builds.Running;

namespace GoldenAmi.Tests.Applying;

/// <summary>The recipe <c>web</c> with a pipeline and with pointers that only a pipeline moves.</summary>
internal static class ScheduledRecipe
{
    public static Pipeline Daily() => new(CloudWorld.Here) { Schedule = "cron(0 6 ? * mon#1 *)", Timezone = "Europe/Berlin", DisableAfterFailures = 3, Scan = true };

    public static Recipe Of(string page = "hello")
    {
        var recipe = CloudWorld.Web(page);
        return recipe with
        {
            Pipeline = Daily(),
            Distribution = recipe.Distribution with
            {
                Regions = [.. recipe.Distribution.Regions.Select(region => region.Region.Value == Region.Parse("us-east-1")
                    ? region with
                    {
                        CopyTo = [AccountId.Parse("111122223333")],
                        Parameters = [new ParameterPointer("/golden/web/latest", null, IsImageType: true)],
                        LaunchTemplates = [new LaunchTemplatePointer("lt-0abcdef1234567890", null, SetDefault: true)],
                    }
                    : region)],
            },
        };
    }
}
