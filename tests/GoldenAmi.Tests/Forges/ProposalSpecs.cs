using GoldenAmi.Diagnostics;
using GoldenAmi.Forges;
using static GoldenAmi.Tests.References.TestRepository;

namespace GoldenAmi.Tests.Forges;

/// <summary>What holds at GitHub holds at Azure Repos: both carry out the same plan.</summary>
public sealed class ProposalSpecs
{
    public static TheoryData<string> Forges { get; } = ["GitHub", "Azure Repos"];

    [Theory]
    [MemberData(nameof(Forges))]
    public async Task A_difference_becomes_a_branch_and_a_pull_request(string forge)
    {
        using var world = World(forge);

        var end = await world.EndsAsync<ProposalEnd.Proposed>();

        Assert.Equal(1, end.Change.Number);
        Assert.EndsWith("/1", end.Change.Url, StringComparison.Ordinal);
        Assert.Equal(("Move web to 1.4.0", "main", Branch), (world.Pull.Title, world.Pull.Base, world.Pull.Head));
        Assert.Equal(world.Mine.Git("rev-parse", "main").Trim(), world.Server.Git("rev-parse", Branch + "^"));
        Assert.Equal($"us: {NewUs}\neu: {NewEu}", world.Server.Git("show", Branch + ":map.yaml"));
        Assert.Equal(
            ["100644 100644 M map.yaml", "100755 100755 M run.sh"],
            world.Server.Git("diff", "--raw", "main", Branch).Split('\n').Select(line => line.Split(' ', '\t')).Select(words => $"{words[0][1..]} {words[1]} {words[4]} {words[5]}"));
        Assert.Equal("golden-ami/web\nmain", world.Server.Git("for-each-ref", "--format=%(refname:short)"));
    }

    [Theory]
    [MemberData(nameof(Forges))]
    public async Task A_second_run_changes_nothing(string forge)
    {
        using var world = World(forge);
        world.Policy = new ProposalPolicy { Labels = ["images"], Reviewers = ["octavia"], Assignees = ["oscar"], AutoMerge = MergeMethod.Squash, Draft = true };
        await world.EndsAsync<ProposalEnd.Proposed>();
        world.Server.Requests.Clear();

        Assert.Equal(1, (await world.EndsAsync<ProposalEnd.Unchanged>()).Change.Number);

        Assert.Empty(world.Server.Mutations);
    }

    [Theory]
    [MemberData(nameof(Forges))]
    public async Task The_pull_request_wears_what_the_policy_says(string forge)
    {
        using var world = World(forge);
        world.Policy = new ProposalPolicy
        {
            Labels = ["images", "automated"], Reviewers = ["octavia"], TeamReviewers = ["ops"], Assignees = ["oscar"], AutoMerge = MergeMethod.Squash, Draft = true,
            ConventionalType = "chore(deps)", TitleTemplate = "[{{ recipe }} {{ version }}] {{ title }}", BodyTemplate = "Hello {{ recipe }}\n\n{{ body }}\nBye {{ nobody }}",
        };

        await world.EndsAsync<ProposalEnd.Proposed>();

        var pull = world.Pull;
        Assert.Equal("[web 1.4.0] chore(deps): move web to 1.4.0", pull.Title);
        Assert.StartsWith("chore(deps): move web to 1.4.0\n", world.Server.Git("log", "-1", "--format=%B", Branch), StringComparison.Ordinal);
        Assert.Contains("\nHello web\n", pull.Body, StringComparison.Ordinal);
        Assert.EndsWith("Bye {{ nobody }}", pull.Body, StringComparison.Ordinal);
        Assert.Equal(["automated", "images"], pull.Labels);
        Assert.Equal(["octavia", "ops"], pull.Reviewers);
        Assert.Equal(forge == "GitHub" ? ["oscar"] : [], pull.Assignees);
        Assert.Equal("squash", pull.AutoMerge, ignoreCase: true);
        Assert.True(pull.Draft);
    }

    [Theory]
    [MemberData(nameof(Forges))]
    public async Task A_newer_image_updates_the_pull_request_in_place(string forge)
    {
        using var world = World(forge);
        await world.EndsAsync<ProposalEnd.Proposed>();
        world.Release("1.4.1", "ami-0ddddddddddddddd1", "ami-0ddddddddddddddd2");

        Assert.Equal(1, (await world.EndsAsync<ProposalEnd.Proposed>()).Change.Number);

        Assert.Equal("Move web to 1.4.1", world.Pull.Title);
        Assert.Equal("us: ami-0ddddddddddddddd1\neu: ami-0ddddddddddddddd2", world.Server.Git("show", Branch + ":map.yaml"));
        Assert.Equal("1", world.Server.Git("rev-list", "--count", $"main..{Branch}"));
    }

    [Theory]
    [MemberData(nameof(Forges))]
    public async Task A_base_that_moved_takes_the_branch_along(string forge)
    {
        using var world = World(forge);
        await world.EndsAsync<ProposalEnd.Proposed>();
        world.CommitAndPush();

        Assert.Equal(1, (await world.EndsAsync<ProposalEnd.Proposed>()).Change.Number);

        Assert.Equal(world.Server.Git("rev-parse", "main"), world.Server.Git("rev-parse", Branch + "^"));
        Assert.Single(world.Server.Pulls);
    }

    [Theory]
    [MemberData(nameof(Forges))]
    public async Task When_the_difference_vanishes_the_pull_request_is_closed_and_its_branch_deleted(string forge)
    {
        using var world = World(forge);
        await world.EndsAsync<ProposalEnd.Proposed>();
        world.Mine.Write("map.yaml", "nothing");
        world.Mine.Write("run.sh", "nothing");
        world.CommitAndPush();

        Assert.True((await world.EndsAsync<ProposalEnd.NothingToPropose>()).Withdrawn);

        Assert.Null(world.Tip);
        Assert.Equal("closed", Assert.Single(world.Server.Pulls).State);
        Assert.False((await world.EndsAsync<ProposalEnd.NothingToPropose>()).Withdrawn);
        world.Mine.Write("map.yaml", ProposalWorld.Map);
        world.CommitAndPush();
        Assert.Equal(2, (await world.EndsAsync<ProposalEnd.Proposed>()).Change.Number);
    }

    [Theory]
    [MemberData(nameof(Forges))]
    public async Task Somebody_elses_commit_is_refused_and_never_lost(string forge)
    {
        using var world = World(forge);
        await world.EndsAsync<ProposalEnd.Proposed>();
        var theirs = world.CommitForeign();
        world.Release("1.4.1", "ami-0ddddddddddddddd1", "ami-0ddddddddddddddd2");

        var refusal = await world.RefusedAsync();

        Assert.Equal(ErrorCode.ReferenceForeignCommit, refusal.Code);
        Assert.Contains("somebody's fix", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(theirs, world.Tip);
    }

    [Theory]
    [MemberData(nameof(Forges))]
    public async Task A_commit_between_looking_and_doing_is_not_lost_either(string forge)
    {
        using var world = World(forge);
        await world.EndsAsync<ProposalEnd.Proposed>();
        world.Release("1.4.1", "ami-0ddddddddddddddd1", "ami-0ddddddddddddddd2");
        var theirs = "";
        world.Server.Meanwhile = (forge == "GitHub" ? "POST /graphql" : "POST /acme/shop/_apis/git/repositories/r-1/refs", () => theirs = world.CommitForeign());

        var refusal = await world.RefusedAsync();

        Assert.Equal(ErrorCode.ReferenceForeignCommit, refusal.Code);
        Assert.Equal(theirs, world.Tip);
        Assert.DoesNotContain("workbench", world.Server.Git("for-each-ref"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Forges))]
    public async Task Closed_by_hand_it_is_replaced_only_for_a_newer_image(string forge)
    {
        using var world = World(forge);
        await world.EndsAsync<ProposalEnd.Proposed>();
        world.Pull.State = "closed";
        world.CommitAndPush();

        Assert.Contains("closed by hand", (await world.EndsAsync<ProposalEnd.Waits>()).Why, StringComparison.Ordinal);

        world.Release("1.4.1", "ami-0ddddddddddddddd1", "ami-0ddddddddddddddd2");
        Assert.Equal(2, (await world.EndsAsync<ProposalEnd.Proposed>()).Change.Number);
    }

    [Theory]
    [MemberData(nameof(Forges))]
    public async Task A_rollback_goes_back_and_is_not_undone_by_the_next_run(string forge)
    {
        using var world = World(forge);
        world.Mine.Released.Clear();
        world.Mine.Released.AddRange([New("us-east-1", NewUs), New("eu-west-1", NewEu)]);
        await world.EndsAsync<ProposalEnd.Proposed>();
        world.Merge();
        world.Release("1.3.0", OldUs, OldEu);
        world.RolledBackFrom = ProposalWorld.Arn("1.4.0");

        var back = await world.EndsAsync<ProposalEnd.Proposed>();

        Assert.Equal("Move web back to 1.3.0", world.Pull.Title);
        Assert.Equal($"us: {OldUs}\neu: {OldEu}", world.Server.Git("show", Branch + ":map.yaml"));
        Assert.Equal(back.Change.Number, (await world.EndsAsync<ProposalEnd.Unchanged>()).Change.Number);
        world.Merge();
        world.Release("1.4.0", NewUs, NewEu);
        world.RolledBackFrom = null;
        Assert.Contains("rolled back", (await world.EndsAsync<ProposalEnd.Waits>()).Why, StringComparison.Ordinal);
        world.Release("1.4.1", "ami-0ddddddddddddddd1", "ami-0ddddddddddddddd2");
        await world.EndsAsync<ProposalEnd.Proposed>();
    }

    [Theory]
    [MemberData(nameof(Forges))]
    public async Task Soak_time_and_the_limit_hold_a_proposal_back(string forge)
    {
        using var world = World(forge);
        world.Policy = new ProposalPolicy { NotBefore = world.Time.GetUtcNow().AddHours(1) };
        Assert.Contains("soaks until 2026-11-22 13:00:00Z", (await world.EndsAsync<ProposalEnd.Waits>()).Why, StringComparison.Ordinal);

        world.Policy = new ProposalPolicy { MostOpen = 1, NotBefore = world.Time.GetUtcNow() };
        world.Server.Pulls.Add(new FakePull { Number = 1, Head = "golden-ami/api", Base = "main", Title = "", Body = "" });
        Assert.Contains("the limit is 1", (await world.EndsAsync<ProposalEnd.Waits>()).Why, StringComparison.Ordinal);

        Assert.Empty(world.Server.Mutations);
        world.Policy = new ProposalPolicy { MostOpen = 2 };
        await world.EndsAsync<ProposalEnd.Proposed>();
    }

    [Theory]
    [MemberData(nameof(Forges))]
    public async Task A_commit_that_the_base_branch_lacks_is_refused(string forge)
    {
        using var world = World(forge);
        world.Mine.Git("commit", "--quiet", "--allow-empty", "--message", "not pushed");

        Assert.Equal(ErrorCode.ForgeBaseUnknown, (await world.RefusedAsync()).Code);
        Assert.Empty(world.Server.Mutations);
    }

    [Theory]
    [MemberData(nameof(Forges))]
    public async Task Killed_before_any_change_the_next_run_ends_well(string forge)
    {
        for (var at = 0; ; at++)
        {
            using var world = World(forge);
            world.Policy = new ProposalPolicy { Labels = ["images"], Reviewers = ["octavia"], AutoMerge = MergeMethod.Merge };
            var allowed = at;
            world.Server.OnMutation = () => allowed-- > 0 ? null : new OperationCanceledException("killed");
            var died = false;
            try
            {
                await world.ProposeAsync();
            }
            catch (OperationCanceledException)
            {
                died = true;
            }

            world.Server.OnMutation = null;
            var end = await world.ProposeAsync();
            Assert.True(end is ProposalEnd.Proposed or ProposalEnd.Unchanged, $"after {at} changes: {end}");
            Assert.Equal(["images"], world.Pull.Labels);
            Assert.Single(world.Server.Pulls);
            Assert.Equal("golden-ami/web\nmain", world.Server.Git("for-each-ref", "--format=%(refname:short)"));
            if (!died)
            {
                Assert.True(at > 5);
                return;
            }
        }
    }

    [Fact]
    public async Task Plain_Git_carries_out_the_same_plan_without_pull_requests()
    {
        using var world = new ProposalWorld(new PlainRemote());

        var end = await world.EndsAsync<ProposalEnd.Proposed>();

        Assert.Null(end.Change.Number);
        Assert.Equal($"us: {NewUs}\neu: {NewEu}", world.Server.Git("show", Branch + ":map.yaml"));
        Assert.Contains("map.yaml", end.Change.Body, StringComparison.Ordinal);
        await world.EndsAsync<ProposalEnd.Unchanged>();
        world.CommitAndPush();
        await world.EndsAsync<ProposalEnd.Proposed>();
        var theirs = world.CommitForeign();
        world.CommitAndPush();
        Assert.Equal(ErrorCode.ReferenceForeignCommit, (await world.RefusedAsync()).Code);
        Assert.Equal(theirs, world.Tip);
        world.Merge(Branch);
        Assert.True((await world.EndsAsync<ProposalEnd.NothingToPropose>()).Withdrawn);
        Assert.Null(world.Tip);
    }

    internal static ProposalWorld World(string forge) => new(forge == "GitHub" ? new FakeGitHub() : new FakeAzure());
}
