using GoldenAmi.Diagnostics;
using static GoldenAmi.Tests.References.TestRepository;

namespace GoldenAmi.Tests.References;

public sealed class PushSpecs
{
    [Fact]
    public async Task The_branch_is_pushed_when_that_is_asked_for()
    {
        using var world = new World();

        var commit = await world.Mine.CommittedAsync(push: true);

        Assert.Equal("origin", commit.Remote);
        Assert.Equal(commit.Id, world.AtRemote());
        Assert.Equal(commit.Id, Assert.IsType<BumpResult.AlreadyCommitted>(await world.Mine.BumpAsync(push: true)).Commit.Id);
    }

    [Fact]
    public async Task Without_being_asked_nothing_is_pushed()
    {
        using var world = new World();

        Assert.Null((await world.Mine.CommittedAsync()).Remote);

        Assert.Null(world.AtRemote());
    }

    [Fact]
    public async Task Without_a_remote_the_branch_stays_here()
    {
        using var repository = new TestRepository(("a.tf", OldUs));

        Assert.Null((await repository.CommittedAsync(push: true)).Remote);
    }

    [Fact]
    public async Task A_fresh_clone_finds_its_commit_at_the_remote()
    {
        using var world = new World();
        var first = await world.Mine.CommittedAsync(push: true);
        using var clone = world.Clone();
        clone.Now = clone.Now.AddDays(1);

        Assert.IsType<BumpResult.Committed>(await clone.BumpAsync(push: true));

        Assert.Equal(first.Id, clone.Git("rev-parse", Branch).Trim());
        Assert.Equal(first.Id, world.AtRemote());
        Assert.IsType<BumpResult.AlreadyCommitted>(await clone.BumpAsync(push: true));
    }

    [Fact]
    public async Task A_shallow_clone_replaces_the_branch_on_a_newer_base()
    {
        using var world = new World();
        await world.Mine.CommittedAsync(push: true);
        world.Mine.Write("more.txt", "more");
        world.Mine.Commit();
        world.Mine.Git("push", "--quiet", "origin", "main");
        using var clone = world.Clone("--depth=1");

        var second = await clone.CommittedAsync(push: true);

        Assert.Equal(second.Id, world.AtRemote());
        Assert.Equal("true\n", clone.Git("rev-parse", "--is-shallow-repository"));
    }

    [Fact]
    public async Task Somebody_elses_commit_at_the_remote_is_never_lost()
    {
        using var world = new World();
        await world.Mine.CommittedAsync(push: true);
        using var clone = world.Clone();
        clone.Git("switch", "--quiet", Branch);
        clone.Write("theirs.txt", "theirs");
        clone.Commit();
        clone.Git("push", "--quiet", "origin", Branch);
        var tip = world.AtRemote();
        world.Mine.Write("b.tf", OldEu);
        world.Mine.Commit();

        var refusal = await world.Mine.RefusedAsync(push: true);

        Assert.Equal(ErrorCode.ReferenceForeignCommit, refusal.Code);
        Assert.Contains("at origin", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(tip, world.AtRemote());
    }

    [Fact]
    public async Task When_nothing_is_left_the_branch_goes_here_and_there()
    {
        using var world = new World();
        await world.Mine.CommittedAsync(push: true);
        world.Mine.Write("a.tf", "nothing");
        world.Mine.Commit();

        Assert.Equal(Branch, Assert.IsType<BumpResult.NothingToChange>(await world.Mine.BumpAsync(push: true)).WithdrawnBranch);

        Assert.Null(world.AtRemote());
        Assert.DoesNotContain(Branch, world.Mine.Git("for-each-ref", "refs/heads"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_remote_that_refuses_is_quoted()
    {
        using var world = new World();
        await File.WriteAllTextAsync(Path.Combine(world.Remote.Folder, ".git/hooks/pre-receive"), "#!/bin/sh\necho 'this branch is protected' >&2\nexit 1\n");
        world.Remote.Run("chmod", "+x", ".git/hooks/pre-receive");

        var refusal = await world.Mine.RefusedAsync(push: true);

        Assert.Equal(ErrorCode.ReferencePushRefused, refusal.Code);
        Assert.Contains("this branch is protected", refusal.Message, StringComparison.Ordinal);
        Assert.Null(world.AtRemote());
    }

    [Fact]
    public async Task Of_several_remotes_origin_is_meant_or_nothing_is_done()
    {
        using var world = new World();
        world.Mine.Git("remote", "add", "backup", "/nowhere");

        Assert.Equal("origin", (await world.Mine.CommittedAsync(push: true)).Remote);

        world.Mine.Git("remote", "rename", "origin", "upstream");
        var refusal = await world.Mine.RefusedAsync(push: true);

        Assert.Equal(ErrorCode.ReferenceRemoteUnclear, refusal.Code);
        Assert.Contains("'backup', 'upstream'", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>A repository and the one that it was cloned from.</summary>
    private sealed class World : IDisposable
    {
        public World()
        {
            Remote.Git("config", "receive.denyCurrentBranch", "ignore");
            Mine.Git("remote", "add", "origin", Remote.Folder);
            Mine.Git("push", "--quiet", "origin", "main");
        }

        public TestRepository Remote { get; } = new();

        public TestRepository Mine { get; } = new(("a.tf", OldUs));

        public string? AtRemote()
        {
            var listing = Remote.Git("for-each-ref", "--format=%(objectname)", $"refs/heads/{Branch}").Trim();
            return listing.Length == 0 ? null : listing;
        }

        public TestRepository Clone(params string[] options)
        {
            var clone = new TestRepository();
            Directory.Delete(Path.Combine(clone.Folder, ".git"), recursive: true);
            clone.Git(["clone", "--quiet", "--branch=main", .. options, "file://" + Remote.Folder, "."]);
            clone.Git("config", "user.name", "Somebody");
            clone.Git("config", "user.email", "somebody@example.com");
            return clone;
        }

        public void Dispose()
        {
            Mine.Dispose();
            Remote.Dispose();
        }
    }
}
