namespace GoldenAmi.Aws.Sharing;

/// <summary>How questions of one kind are asked.</summary>
/// <param name="Most">So many names go into one call.</param>
/// <param name="AtOnce">So many calls are under way at a time: AWS throttles each operation by itself.</param>
public sealed record QuestionRules(int Most, int AtOnce)
{
    /// <summary>Image Builder's lists take ten values in a filter (its model's <c>FilterValues</c>).</summary>
    public static readonly QuestionRules ImageBuilderLists = new(Most: 10, AtOnce: 4);

    /// <summary>What has no list: asked about one by one.</summary>
    public static readonly QuestionRules OneByOne = new(Most: 1, AtOnce: 8);

    /// <summary>
    /// Answers stay true as long as the run lasts, so that each name is asked about once. Only for what the run does not change itself: never for images, recipes and
    /// components of the account that it builds in.
    /// </summary>
    public bool IsKept { get; init; }
}
