using GoldenAmi.Forges;
using GoldenAmi.Processes;
using GoldenAmi.References;

namespace GoldenAmi.Tests.Forges;

/// <summary>Changes that are not moves to an image, for example of a lock file, are proposed the same way.</summary>
public sealed class EditOrderSpecs
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Any_edits_become_a_pull_request_of_their_own(bool isNew)
    {
        using var world = ProposalSpecs.World("Azure Repos");
        var file = isNew ? "images/golden-ami.lock" : "map.yaml";

        await world.EndsAsync<ProposalEnd.Proposed>();
        Assert.IsType<ProposalEnd.Proposed>(await ProposeAsync(world, file, isNew, "one"));
        Assert.IsType<ProposalEnd.Unchanged>(await ProposeAsync(world, file, isNew, "one"));
        Assert.Equal(["golden-ami/web", "golden-ami/web-lock"], world.Server.Pulls.Select(pull => pull.Head));
        Assert.Equal("one", world.Server.Git("show", $"golden-ami/web-lock:{file}"));

        world.Server.Pulls[1].State = "closed";
        Assert.Contains("closed by hand", Assert.IsType<ProposalEnd.Waits>(await ProposeAsync(world, file, isNew, "one")).Why, StringComparison.Ordinal);
        Assert.IsType<ProposalEnd.Proposed>(await ProposeAsync(world, file, isNew, "two"));
    }

    private static async Task<ProposalEnd> ProposeAsync(ProposalWorld world, string file, bool isNew, string content)
    {
        var order = new EditOrder
        {
            Root = world.Mine.Folder,
            Recipe = "web",
            Branch = ReferenceGroup.BranchOf("web", "lock"),
            Title = "Update the lock of web",
            CommitText = "The parent is newer.\n",
            Version = "1.4",
            Edits = [new FileEdit(new TrackedFile(file, "100644", ""), content, []) { IsNew = isNew }],
            Body = [new BodySection("", [], "The parent is newer.")],
            Mark = new ProposalMark("lock", $"sha256:{content}"),
        };
        return await new Proposer(world.Forge(), new ProcessRunner(TimeProvider.System), world.Time).ProposeAsync(order, CancellationToken.None);
    }
}
