using GoldenAmi.References;

namespace GoldenAmi.Forges;

/// <summary>Says of a move to a release what its pull request and commit are to say.</summary>
internal static class ReferenceProposal
{
    public static async Task<EditOrder> MakeAsync(ProposalOrder order, IReadOnlyList<FileEdit> edits, string? search, CancellationToken ct)
    {
        var (bump, recipe) = (order.Bump, order.Bump.Recipe);
        var ids = edits.SelectMany(edit => edit.Ids).ToList();
        var rollback = $"golden-ami rollback {recipe.File}{(bump.Group.Channel is { } channel ? $" --channel {channel}" : "")}";
        return new EditOrder
        {
            Root = bump.Root,
            Recipe = recipe.Name.Value,
            Branch = bump.Branch,
            Title = $"Move {recipe.Name}{(bump.Group.Channel is { } named ? $" ({named})" : "")} {(order.RolledBackFrom is null ? "to" : "back to")} {bump.Release.Version}",
            CommitText = BumpMessage.Text(bump, edits),
            Version = bump.Release.Version,
            Edits = edits,
            Body = edits.Count == 0 ? [] : ProposalBody.Sections(bump, await order.Story(ids, ct), edits, rollback),
            Mark = ProposalMark.OfImage(bump.Release.ImageArn, order.RolledBackFrom),
            Policy = order.Policy,
            Search = search,
        };
    }
}
