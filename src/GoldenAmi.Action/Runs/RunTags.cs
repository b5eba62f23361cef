using GoldenAmi.Action.Reports;

namespace GoldenAmi.Action.Runs;

/// <summary>Tags that say which CI run built an image: for people who look at the image in AWS.</summary>
internal static class RunTags
{
    public static IReadOnlyDictionary<string, string> Of(ProgramContext context)
    {
        var tags = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Add("golden-ami:repository", context.Variable("GITHUB_REPOSITORY") ?? context.Variable("BUILD_REPOSITORY_NAME"));
        Add("golden-ami:commit", context.Variable("GITHUB_SHA") ?? context.Variable("BUILD_SOURCEVERSION"));
        Add("golden-ami:run", WebLinks.Run(context));

        return tags;

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                tags[name] = value.Length <= LongestValue ? value : value[..LongestValue];
            }
        }
    }

    /// <summary>Characters in a tag's value (https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html).</summary>
    private const int LongestValue = 256;
}
