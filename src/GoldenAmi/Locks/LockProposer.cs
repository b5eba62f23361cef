using System.Text;
using GoldenAmi.Builds.Fingerprints;
using GoldenAmi.Checks;
using GoldenAmi.Diagnostics;
using GoldenAmi.Forges;
using GoldenAmi.Processes;
using GoldenAmi.Recipes;
using GoldenAmi.References;

namespace GoldenAmi.Locks;

/// <summary>Proposes a recipe's new lock: a branch <c>golden-ami/NAME-lock</c> with a pull request, or takes it back when the lock pins what is newest.</summary>
public sealed class LockProposer(ForgeAccess access, IProcessRunner processes, TimeProvider time)
{
    /// <summary>What sets the branch apart from those of the references; no channel can have this name.</summary>
    private const string Apart = "lock";

    /// <exception cref="UserErrorException">Git is not there (GA0450).</exception>
    public async Task<GroupMove> ProposeAsync(LockChange change, CancellationToken ct)
    {
        var name = change.Recipe.Name.Value;
        return new GroupMove(new ReferenceGroup(ReferenceScope.Self, Apart, []), ReferenceGroup.BranchOf(name, Apart), await EndAsync(change, ct));
    }

    private async Task<ProposalEnd> EndAsync(LockChange change, CancellationToken ct)
    {
        try
        {
            await using var place = Workplace.OfSelf(access, change.Recipe.RepositoryRoot, processes, time);
            var file = await FindAsync(new Git(place.Processes, place.Root), LockFile.NameOf(change.Recipe), ct);
            return await new Proposer(place.Forge, place.Processes, time).ProposeAsync(Order(change, place.Root, file), ct);
        }
        catch (UserErrorException refusal) when (refusal.Diagnostics[0].Code is not ErrorCode.ProgramNotStarted)
        {
            return new ProposalEnd.Refused(refusal.Diagnostics);
        }
    }

    /// <summary>The lock as HEAD has it, which is what the proposal stands on; null when HEAD has none.</summary>
    private static async Task<TrackedFile?> FindAsync(Git git, string name, CancellationToken ct)
    {
        var raw = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(name));
        var entry = await git.TryAsync(new GitCall(["ls-tree", "-z", "HEAD", "--", raw]), ct);
        return entry.Output.Split(' ', '\t') is [var mode, "blob", var id, ..]
            ? new TrackedFile(raw, mode, await git.RunAsync(new GitCall(["cat-file", "blob", id]), ct))
            : null;
    }

    /// <summary>Pure.</summary>
    internal static EditOrder Order(LockChange change, string root, TrackedFile? head)
    {
        var recipe = change.Recipe;
        var before = head is null ? null : Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(head.Content));
        var text = LockText.Write(Path.GetFileName(recipe.File), change.Images, before);
        var content = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));
        var file = head ?? new TrackedFile(Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(LockFile.NameOf(recipe))), "100644", "");
        var isSame = head is not null && (head.Content == content || LockFile.IsSame(change.Before, change.Images));
        var rows = change.Rows.Where(row => row.Row.IsChange).ToList();
        return new EditOrder
        {
            Root = root,
            Recipe = recipe.Name.Value,
            Branch = ReferenceGroup.BranchOf(recipe.Name.Value, Apart),
            Title = $"Update the lock of {recipe.Name.Value}",
            CommitText = rows.Count == 0 ? "It pins what is newest.\n" : string.Concat(rows.Select(row => $"{row.Image}: {row.Row.Subject} {row.Row.State}{Values(row.Row)}\n")),
            Version = Apart,
            Edits = isSame ? [] : [new FileEdit(file, content, []) { IsNew = head is null }],
            Body =
            [
                new("", [], $"Pins what {MarkdownText.Code(recipe.File)} is built from to what is newest. Builds obey the lock, so merging this builds a new image."),
                new("What is different", ["Image", "Subject", "State", "Old", "New", "Why"], rows.Count == 0 ? "Nothing that is released." : "")
                { Rows = [.. rows.Select(Row)] },
            ],
            Mark = new ProposalMark(Apart, ContentDigest.OfText(text)),
        };
    }

    private static string Values(CheckRow row) => row.New is null ? "" : $": {row.Old ?? "nothing"} -> {row.New}";

    private static string Row((string Image, CheckRow Row) each) => "| " + string.Join(" | ",
        new[] { each.Image, each.Row.Subject, each.Row.State, each.Row.Old ?? "", each.Row.New ?? "", each.Row.Reason }.Select(MarkdownText.Plain)) + " |";
}

/// <summary>What a recipe's lock is to pin.</summary>
/// <param name="Before">The lock as it was read, or null when there is none.</param>
/// <param name="Images">By the names that the images have in AWS.</param>
/// <param name="Rows">What was compared, with the image's name.</param>
public sealed record LockChange(Recipe Recipe, RecipeLock? Before, IReadOnlyDictionary<string, ImageLock> Images, IReadOnlyList<(string Image, CheckRow Row)> Rows);
