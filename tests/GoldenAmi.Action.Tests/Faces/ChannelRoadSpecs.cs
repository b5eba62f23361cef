using GoldenAmi.Diagnostics;
using GoldenAmi.Tests.Forges;

namespace GoldenAmi.Action.Tests.Faces;

/// <summary>Channels, policies and other repositories, from the recipe's keys to pull requests.</summary>
public sealed class ChannelRoadSpecs
{
    private const string Entry = "  - repository: self\n    paths: [\"examples/web/consumers/**\"]";

    [Fact]
    public async Task Each_channel_has_a_pull_request_of_its_own_and_moves_alone()
    {
        using var world = World("""
              - { repository: self, channel: dev, paths: [ "examples/web/consumers/**" ], labels: [ images ] }
              - { repository: self, channel: prod, paths: [ "examples/web/consumers/terraform/**" ], draft: true, commitType: chore(deps) }
            """);

        var dev = (await world.OnGitHubAsync(("channel", "dev"))).Ended(0);

        Assert.Equal(("golden-ami/web-dev", "Move web (dev) to 1.4.0"), (world.Pull.Head, world.Pull.Title));
        Assert.Equal(["images"], world.Pull.Labels);
        Assert.Equal("examples/web/consumers/k8s/regions.yaml", world.Server.Git("diff", "--name-only", "main", "golden-ami/web-dev"));
        Assert.Equal("dev", Assert.Single(dev.PullRequests).GetProperty("channel").GetString());

        var all = (await world.OnGitHubAsync(("command", "bump"))).Ended(0);

        Assert.Equal(["unchanged", "proposed"], all.PullRequests.Select(told => told.GetProperty("state").GetString()));
        var prod = world.Server.Pulls[1];
        Assert.Equal(("golden-ami/web-prod", "chore(deps): move web (prod) to 1.4.0", true), (prod.Head, prod.Title, prod.Draft));
        Assert.Contains("`golden-ami rollback examples/web/golden-ami.yaml --channel prod`", prod.Body, StringComparison.Ordinal);
        Assert.Equal("examples/web/consumers/terraform/main.tf", world.Server.Git("diff", "--name-only", "main", "golden-ami/web-prod"));
        Assert.Contains("has the channel 'prd'", (await world.OnGitHubAsync(("channel", "prd"))).Ended(2).Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_that_soaks_waits_in_its_channel_only()
    {
        using var world = World("""
              - { repository: self, channel: dev, paths: [ "examples/web/consumers/k8s/**" ] }
              - { repository: self, channel: prod, paths: [ "examples/web/consumers/terraform/**" ], soak: 3d }
            """);

        var job = (await world.OnGitHubAsync()).Ended(0);

        Assert.Equal(["proposed", "waits"], job.PullRequests.Select(told => told.GetProperty("state").GetString()));
        Assert.Contains("the image soaks until", job.PullRequests[1].GetProperty("why").GetString(), StringComparison.Ordinal);
        Assert.Equal("golden-ami/web-dev", world.Pull.Head);
    }

    [Fact]
    public async Task A_general_entry_behind_a_special_one_takes_all_and_that_is_said()
    {
        using var world = World("""
              - { repository: self, channel: prod, paths: [ "examples/web/consumers/terraform/**" ] }
              - { repository: self, paths: [ "examples/web/consumers/**" ] }
            """);

        Assert.Contains(ErrorCode.ReferenceScopeShadowed, (await world.OnGitHubAsync()).Ended(0).Said, StringComparison.Ordinal);
        Assert.Equal("golden-ami/web", world.Pull.Head);
    }

    [Fact]
    public async Task Another_repository_is_cloned_edited_and_proposed_and_its_clone_removed()
    {
        using var world = World("""
              - { repository: self, paths: [ "examples/web/consumers/**" ] }
              - { repository: acme/consumers, branch: main, paths: [ "**/*.tfvars" ] }
            """);
        var other = world.Add("acme/consumers", ("live/prod.tfvars", "# golden-ami: web us-east-1\nami = \"ami-0a1b2c3d4e5f60001\"\n"), ("notes.txt", "ami-0a1b2c3d4e5f60001\n"));

        var job = (await world.OnGitHubAsync()).Ended(0);

        Assert.Equal(["self", "acme/consumers"], job.PullRequests.Select(told => told.GetProperty("repository").GetString()));
        var pull = Assert.Single(other.Pulls);
        Assert.Equal(("golden-ami/web", "main", "Move web to 1.4.0"), (pull.Head, pull.Base, pull.Title));
        Assert.Equal($"# golden-ami: web us-east-1\nami = \"{job.Outputs["ami-id"]}\"", other.Git("show", "golden-ami/web:live/prod.tfvars"));
        Assert.Equal("live/prod.tfvars", other.Git("diff", "--name-only", "main", "golden-ami/web"));
        Assert.Single(world.Server.Pulls);
        other.Requests.Clear();
        Assert.Equal(["unchanged", "unchanged"], (await world.OnGitHubAsync()).Ended(0).PullRequests.Select(told => told.GetProperty("state").GetString()));
        Assert.Empty(other.Mutations);
    }

    [Fact]
    public async Task A_repository_that_cannot_be_reached_does_not_keep_back_the_others()
    {
        using var world = World("""
              - { repository: acme/nowhere }
              - { repository: self, paths: [ "examples/web/consumers/**" ] }
            """);

        var job = (await world.OnGitHubAsync()).Ended(1);

        Assert.Equal(["refused", "proposed"], job.PullRequests.Select(told => told.GetProperty("state").GetString()));
        Assert.Contains($"{ErrorCode.ReferenceRepositoryNotCloned}: The repository 'acme/nowhere', which the recipe's references name, cannot be cloned from https://github.com/acme/nowhere.git", job.Said, StringComparison.Ordinal);
        Assert.Equal("built", job.Outputs["outcome"]);
    }

    [Fact]
    public async Task A_clone_commits_to_no_other_repository()
    {
        using var world = World("  - { repository: acme/consumers }");

        var job = (await world.OnGitHubAsync(("bump", "commit"))).Ended(0);

        Assert.Equal("waits", Assert.Single(job.PullRequests).GetProperty("state").GetString());
    }

    private static PullRequestWorld World(string entries)
    {
        var world = new PullRequestWorld(new FakeGitHub());
        world.Repository.Change("examples/web/golden-ami.yaml", Entry, entries);
        world.Repository.Commit("Say where the consumers are");
        world.Push();
        return world;
    }
}
