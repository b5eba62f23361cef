using GoldenAmi.Aws.Schedules;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Recipes.Reading;

/// <summary>Reads the pipeline that builds in AWS without a CI system.</summary>
internal static class PipelineReader
{
    /// <param name="scans">Whether the recipe's gates look at findings: then the pipeline's images are scanned too.</param>
    public static Pipeline? Read(MapNode? map, bool scans, ProblemList problems)
    {
        if (map is null)
        {
            return null;
        }

        var keys = RecipeMaps.Pipeline.Open(map, problems);
        var (image, own) = ReadLogGroups(keys.Map("logGroups", required: false), problems);
        return new Pipeline(map.Place)
        {
            Schedule = ReadSchedule(keys.Text("schedule", required: false), problems),
            Timezone = ReadTimezone(keys.Text("timezone", required: false), problems),
            Start = ReadStart(keys.Text("start", required: false), problems),
            DisableAfterFailures = keys.Integer("disableAfterFailures", 0, number => number is >= 1 and <= 10, "a whole number from 1 to 10") is > 0 and var failures ? failures : null,
            Enabled = keys.Boolean("enabled", absent: true),
            StaysHome = ReadReach(keys.Text("distribute", required: false), problems),
            Scan = keys.Boolean("scan", absent: scans),
            ImageLogGroup = image,
            PipelineLogGroup = own,
            Tags = Recipes.Tags.Read(keys, most: 45, problems),
        };
    }

    /// <summary>What must hold between the pipeline and the rest of the recipe.</summary>
    public static void Check(Pipeline pipeline, Parent parent, IEnumerable<ComponentUse> components, TextNode? role, Distribution distribution, ProblemList problems)
    {
        if (pipeline is { Start: PipelineStart.OnUpdates, Schedule: not null } && !CanUpdate(parent) && !components.OfType<ComponentUse.Existing>().Any(use => use.Version.Contains('x', StringComparison.Ordinal)))
        {
            problems.Add(
                ErrorCode.RecipeNothingUpdates, pipeline.Place, "The pipeline starts when the parent or a component has a newer version, but the parent is one AMI (or one version) and each component one version: nothing can ever have a newer one.",
                "name the parent with 'ssm', a component's version with 'x' (x.x.x), or write 'start: always'.");
        }

        if (role is null && distribution.Regions.Any(region => region.Parameters.Count > 0))
        {
            problems.Add(
                ErrorCode.RecipeExecutionRoleMissing, pipeline.Place, "The pipeline writes parameters and the recipe names no executionRole, with which Image Builder does so.", "add 'executionRole: <name of the role>'.");
        }
    }

    private static bool CanUpdate(Parent parent) => parent switch
    {
        Recipes.Parent.Ami or Recipes.Parent.Find => false,
        Recipes.Parent.Image image => image.Version.Contains('x', StringComparison.Ordinal),
        _ => true,
    };

    private static string? ReadSchedule(TextNode? text, ProblemList problems)
    {
        if (text is null)
        {
            return null;
        }

        if (ScheduleExpression.TryParse(text.Value, out var problem) is { } schedule)
        {
            return schedule.Text;
        }

        problems.Add(
            ErrorCode.RecipeSchedule, text.Place, $"'{ProblemList.Short(text.Value)}' is not a schedule of Image Builder: {problem}.",
            text.Value.Split(' ').Length == 6 && !text.Value.Contains('(', StringComparison.Ordinal) ? $"write 'cron({text.Value})'." : "write for example cron(0 6 ? * mon#1 *), the first Monday of each month at six, or rate(7 days).");
        return null;
    }

    private static string ReadTimezone(TextNode? text, ProblemList problems)
    {
        if (text is null || ValueForms.Timezone.Check(text, problems) is null)
        {
            return "UTC";
        }

        // A machine without the time zone database knows UTC only, and then cannot judge.
        var known = TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id).ToList();
        if (known.Count > 10 && !TimeZoneInfo.TryFindSystemTimeZoneById(text.Value, out _))
        {
            problems.Add(
                ErrorCode.RecipeWord, text.Place, $"'{ProblemList.Short(text.Value)}' is not a time zone of the IANA database.",
                NearMiss.Find(text.Value, known) is { } near ? $"did you mean '{near}'?" : "write for example UTC or Europe/Berlin.");
        }

        return text.Value;
    }

    private static PipelineStart ReadStart(TextNode? text, ProblemList problems)
    {
        if (text is not null && text.Value is not ("on-updates" or "always"))
        {
            problems.AddUnknownWord(ErrorCode.RecipeWord, text, "a value of start", ["on-updates", "always"]);
        }

        return text?.Value == "always" ? PipelineStart.Always : PipelineStart.OnUpdates;
    }

    /// <returns>Whether its images stay in the home region.</returns>
    private static bool ReadReach(TextNode? text, ProblemList problems)
    {
        if (text is not null && text.Value is not ("everywhere" or "home"))
        {
            problems.AddUnknownWord(ErrorCode.RecipeWord, text, "a value of distribute", ["everywhere", "home"]);
        }

        return text?.Value == "home";
    }

    private static (string? Image, string? Pipeline) ReadLogGroups(MapNode? map, ProblemList problems)
    {
        if (map is null)
        {
            return (null, null);
        }

        var keys = RecipeMaps.LogGroups.Open(map, problems);
        return (ValueForms.LogGroup.Check(keys.Text("image", required: false), problems)?.Value, ValueForms.LogGroup.Check(keys.Text("pipeline", required: false), problems)?.Value);
    }
}
