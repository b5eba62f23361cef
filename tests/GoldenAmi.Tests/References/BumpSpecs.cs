using GoldenAmi.Diagnostics;
using GoldenAmi.Identifiers;
using GoldenAmi.Processes;
using static GoldenAmi.Tests.References.TestRepository;

namespace GoldenAmi.Tests.References;

public sealed class BumpSpecs
{
    private const string Map = $"""
        regions:
          us-east-1: {OldUs}
          eu-west-1: {OldEu}

        """;

    [Fact]
    public async Task Ids_of_the_lineage_become_the_new_ones_of_their_regions()
    {
        using var repository = new TestRepository(("map.yaml", Map), ("main.tf", $"ami = \"{OldUs}\" # web\n"), ("other.txt", "nothing\n"));

        var commit = await repository.CommittedAsync();

        Assert.Equal(Map.Replace(OldUs, NewUs, StringComparison.Ordinal).Replace(OldEu, NewEu, StringComparison.Ordinal), repository.TextOnBranch("map.yaml"));
        Assert.Equal($"ami = \"{NewUs}\" # web\n", repository.TextOnBranch("main.tf"));
        Assert.Equal(["main.tf", "map.yaml"], commit.Files.Select(file => file.Path));
        Assert.Equal(["main.tf(1,8)", "map.yaml(2,14)", "map.yaml(3,14)"], commit.Files.SelectMany(file => file.Ids).Select(id => id.Place.ToString()));
        Assert.Equal("main.tf\nmap.yaml\n", repository.Git("diff", "--name-only", "main", Branch));
        Assert.Equal(repository.Git("rev-parse", "main"), repository.Git("rev-parse", Branch + "^"));
        Assert.Null(commit.Remote);
    }

    [Fact]
    public async Task An_id_of_another_account_becomes_that_accounts_new_copy()
    {
        var (oldOther, newOther) = ("ami-0aaaaaaaaaaaaaaa3", "ami-0bbbbbbbbbbbbbbb3");
        using var repository = new TestRepository(("main.tf", $"ours = \"{OldUs}\"\ntheirs = \"{oldOther}\"\n"));
        repository.Lineage.Add(Image("web", "us-east-1", oldOther, account: "444455556666"));
        repository.Copies.Add(new(Region.Parse("us-east-1"), AccountId.Parse("444455556666"), "x86_64", AmiId.Parse(newOther), NewName));

        await repository.CommittedAsync();

        Assert.Equal($"ours = \"{NewUs}\"\ntheirs = \"{newOther}\"\n", repository.TextOnBranch("main.tf"));
    }

    [Fact]
    public async Task Work_tree_index_and_the_users_branch_stay_as_they_are()
    {
        using var repository = new TestRepository(("map.yaml", Map), ("staged.txt", "1"), ("dirty.txt", "1"));
        repository.Write("staged.txt", "2");
        repository.Git("add", "staged.txt");
        repository.Write("dirty.txt", "2");
        repository.Write("map.yaml", "the user is editing");
        repository.Write("untracked.txt", OldUs);
        var before = repository.UsersState();

        await repository.CommittedAsync();

        Assert.Equal(before, repository.UsersState());
        Assert.Equal("1", repository.TextOnBranch("staged.txt"));
        Assert.Contains(NewUs, repository.TextOnBranch("map.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_run_changes_nothing()
    {
        using var repository = new TestRepository(("map.yaml", Map));
        var first = await repository.CommittedAsync();
        var references = repository.Git("for-each-ref");
        repository.Now = repository.Now.AddHours(3);

        var second = Assert.IsType<BumpResult.AlreadyCommitted>(await repository.BumpAsync());

        Assert.Equal(first.Id, second.Commit.Id);
        Assert.Equal(references, repository.Git("for-each-ref"));
    }

    [Fact]
    public async Task A_base_that_moved_moves_the_branch_along()
    {
        using var repository = new TestRepository(("map.yaml", Map));
        var first = await repository.CommittedAsync();
        repository.Write("more.txt", "more");
        repository.Commit();

        var second = await repository.CommittedAsync();

        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(repository.Git("rev-parse", "main"), repository.Git("rev-parse", Branch + "^"));
        Assert.Equal("1\n", repository.Git("rev-list", "--count", $"main..{Branch}"));
    }

    [Fact]
    public async Task After_the_merge_the_branch_is_withdrawn()
    {
        using var repository = new TestRepository(("map.yaml", Map));
        await repository.CommittedAsync();
        repository.Git("merge", "--quiet", "--no-ff", "--no-edit", Branch);

        var result = Assert.IsType<BumpResult.NothingToChange>(await repository.BumpAsync());

        Assert.Equal(Branch, result.WithdrawnBranch);
        Assert.Equal("refs/heads/main\n", repository.Git("for-each-ref", "--format=%(refname)"));
        Assert.Null(Assert.IsType<BumpResult.NothingToChange>(await repository.BumpAsync()).WithdrawnBranch);
    }

    [Theory]
    [InlineData("on top")]
    [InlineData("amended")]
    [InlineData("rebased")]
    public async Task Somebody_elses_commit_is_never_lost(string how)
    {
        using var repository = new TestRepository(("map.yaml", Map));
        await repository.CommittedAsync();
        repository.Git("switch", "--quiet", Branch);
        switch (how)
        {
            case "on top":
                repository.Write("mine.txt", "mine");
                repository.Commit();
                break;
            case "amended":
                repository.Write("map.yaml", "amended");
                repository.Git("commit", "--quiet", "--all", "--amend", "--no-edit");
                break;
            default:
                repository.Git("switch", "--quiet", "main");
                repository.Write("more.txt", "more");
                repository.Commit();
                repository.Git("rebase", "--quiet", "main", Branch);
                break;
        }

        repository.Git("switch", "--quiet", "main");
        var tip = repository.Git("rev-parse", Branch);
        repository.Write("later.txt", OldUs);
        repository.Commit();

        var refusal = await repository.RefusedAsync();

        Assert.Equal(ErrorCode.ReferenceForeignCommit, refusal.Code);
        Assert.Equal(tip, repository.Git("rev-parse", Branch));
        Assert.Contains(tip[..12], refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_branch_that_is_checked_out_is_refused()
    {
        using var repository = new TestRepository(("map.yaml", Map));
        await repository.CommittedAsync();
        repository.Git("switch", "--quiet", Branch);
        repository.Write("map.yaml", Map + "# more\n");
        repository.Git("switch", "--quiet", "--force", "main");
        using var elsewhere = new TestRepository();
        repository.Git("worktree", "add", "--quiet", Path.Combine(elsewhere.Folder, "tree"), Branch);
        repository.Write("more.txt", "more");
        repository.Commit();

        var refusal = await repository.RefusedAsync();

        Assert.Equal(ErrorCode.ReferenceBranchCheckedOut, refusal.Code);
        Assert.Contains(elsewhere.Folder, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_a_commit_is_refused()
    {
        using var repository = new TestRepository();

        var refusal = await repository.RefusedAsync();

        Assert.Equal(ErrorCode.ReferenceNoRepository, refusal.Code);
        Assert.Contains(repository.Folder, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_branch_in_the_way_is_explained()
    {
        using var repository = new TestRepository(("map.yaml", Map));
        repository.Git("branch", "golden-ami");

        var refusal = await repository.RefusedAsync();

        Assert.Equal(ErrorCode.ReferenceBranchNotMoved, refusal.Code);
        Assert.Contains("'refs/heads/golden-ami' exists", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Git_s_own_words_come_through_when_it_fails()
    {
        using var repository = new TestRepository(("map.yaml", Map));
        var blob = repository.Git("rev-parse", "HEAD:map.yaml").Trim();
        var file = Path.Combine(repository.Folder, ".git/objects", blob[..2], blob[2..]);
        File.SetAttributes(file, FileAttributes.Normal);
        await File.WriteAllTextAsync(file, "broken");

        var refusal = await repository.RefusedAsync();

        Assert.Equal(ErrorCode.GitRefused, refusal.Code);
        Assert.StartsWith("'git cat-file' cannot read the committed file 'map.yaml'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_of_the_repositorys_configuration_is_executed()
    {
        using var repository = new TestRepository(("map.yaml", Map), (".gitattributes", "* filter=evil diff=evil\n"));
        var ran = Path.Combine(repository.Folder, "ran");
        var script = Path.Combine(repository.Folder, ".git/evil");
        await File.WriteAllTextAsync(script, $"#!/bin/sh\necho \"$0 $*\" >> {ran}\ncat\n");
        repository.Run("chmod", "+x", script);
        foreach (var hook in new[] { "reference-transaction", "pre-push", "post-index-change", "pre-auto-gc", "post-rewrite" })
        {
            File.Copy(script, Path.Combine(repository.Folder, ".git/hooks", hook));
        }

        foreach (var setting in new[] { "core.fsmonitor", "filter.evil.clean", "filter.evil.smudge", "diff.evil.textconv", "diff.external", "core.pager", "core.editor", "gpg.program" })
        {
            repository.Git("config", setting, script);
        }

        repository.Git("config", "commit.gpgSign", "true");

        await repository.CommittedAsync();

        Assert.False(File.Exists(ran), File.Exists(ran) ? await File.ReadAllTextAsync(ran) : "");
    }

    [Fact]
    public async Task The_commit_is_the_users_at_the_given_time()
    {
        using var repository = new TestRepository(("map.yaml", Map));

        var commit = await repository.CommittedAsync();

        Assert.Equal(
            "Repository Owner <owner@example.com> 2026-11-22T12:00:00+00:00 Repository Owner 2026-11-22T12:00:00+00:00\n",
            repository.Git("log", "-1", "--format=%an <%ae> %aI %cn %cI", Branch));
        Assert.Equal(commit.Message, repository.Git("log", "-1", "--format=%B", Branch)[..^1]);
        Assert.StartsWith($"""
            Move web to 1.4.0

            2 places in 1 file now name the image arn:aws:imagebuilder:us-east-1:111122223333:image/web/1.4.0/1.

            eu-west-1  {NewEu}  x86_64
            us-east-1  {NewUs}  x86_64

            map.yaml:2:14  {NewUs} was {OldUs}
            map.yaml:3:14  {NewEu} was {OldEu}

            Golden-AMI-Search: sha256:
            """, commit.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Killed_at_any_moment_the_next_run_ends_well()
    {
        for (var allowed = 0; ; allowed++)
        {
            using var repository = new TestRepository(("map.yaml", Map));
            var before = repository.UsersState();
            var dying = new DyingProcesses(allowed);
            try
            {
                await repository.BumpAsync(processes: dying);
            }
            catch (OperationCanceledException)
            {
                // killed
            }

            Assert.Equal(before, repository.UsersState());
            var result = await repository.BumpAsync();
            Assert.True(result is BumpResult.Committed or BumpResult.AlreadyCommitted, $"after {allowed} commands: {result}");
            Assert.Contains(NewEu, repository.TextOnBranch("map.yaml"), StringComparison.Ordinal);
            if (!dying.Died)
            {
                Assert.True(allowed > 5);
                return;
            }
        }
    }

    /// <summary>Lets so many commands pass, and dies after the next has done its work.</summary>
    private sealed class DyingProcesses(int allowed) : IProcessRunner
    {
        private readonly ProcessRunner _real = new(TimeProvider.System);
        private int _count;

        public bool Died { get; private set; }

        public async Task<ProcessResult> RunAsync(ProcessSpec spec, CancellationToken ct)
        {
            var result = await _real.RunAsync(spec, ct);
            var dies = Interlocked.Increment(ref _count) > allowed;
            Died |= dies;
            return dies ? throw new OperationCanceledException() : result;
        }
    }
}
