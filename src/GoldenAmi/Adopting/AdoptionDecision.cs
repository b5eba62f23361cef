using GoldenAmi.Builds.Images;
using GoldenAmi.Checks;

namespace GoldenAmi.Adopting;

/// <summary>Whether there is something to adopt, with the rows that tell of the schedule.</summary>
internal abstract record AdoptionDecision
{
    private AdoptionDecision(IReadOnlyList<CheckRow> rows) => Rows = rows;

    public IReadOnlyList<CheckRow> Rows { get; }

    /// <summary>Nothing: a row says why.</summary>
    internal sealed record Nothing(IReadOnlyList<CheckRow> Told) : AdoptionDecision(Told);

    /// <summary>This image, when its content is the recipe's and its gates open.</summary>
    internal sealed record Adopt(ImageBuild Image, IReadOnlyList<CheckRow> Told) : AdoptionDecision(Told);
}
