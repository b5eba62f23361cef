using GoldenAmi.Builds;
using GoldenAmi.Diagnostics;
using GoldenAmi.Forges;
using GoldenAmi.Identifiers;
using GoldenAmi.Processes;
using GoldenAmi.Recipes;
using GoldenAmi.References;

namespace GoldenAmi.Benchmarks.Bump;

/// <summary>One bump of a recipe with images in two regions.</summary>
internal static class OneBump
{
    /// <summary>The ids that the repository's files name.</summary>
    public static IReadOnlyList<string> Olds { get; } = ["ami-0aaaaaaaaaaaaaaa1", "ami-0aaaaaaaaaaaaaaa2"];

    private static readonly string[] News = ["ami-0bbbbbbbbbbbbbbb1", "ami-0bbbbbbbbbbbbbbb2"];
    private static readonly Region[] Regions = [Region.Parse("us-east-1"), Region.Parse("eu-west-1")];
    private static readonly AccountId Account = AccountId.Parse("111122223333");

    public static async Task<int> RunAsync(string root)
    {
        var programs = new ProcessRunner(TimeProvider.System);
        var order = new ProposalOrder(Order(root), new ProposalPolicy(), (_, _) => Task.FromResult(new ReleaseStory())) { KnowsClone = true };
        var end = await new Proposer(new GitForge(programs, root, GitReach.Clone, TimeProvider.System), programs, TimeProvider.System).ProposeAsync(order, CancellationToken.None);
        Console.WriteLine(end.GetType().Name);
        return end is ProposalEnd.Refused ? 1 : 0;
    }

    private static BumpOrder Order(string root)
    {
        var place = new SourcePlace("golden-ami.yaml", 1, 1);
        var recipe = new Recipe
        {
            File = "golden-ami.yaml",
            RepositoryRoot = root,
            Name = new Placed<string>("web", place),
            Version = new Placed<RecipeVersion>(new RecipeVersion(1, 4), place),
            Platform = Platform.Linux,
            Region = new Placed<Region>(Regions[0], place),
            Parent = new Parent.Ssm("/aws/service/debian/release/12/latest/amd64", place),
            Infrastructure = new Infrastructure { InstanceProfile = new Placed<string>("build", place) },
            Distribution = new Distribution { Name = new Placed<string>("web {{ version }} {{ date }}", place), Regions = [] },
            References = [new ReferenceScope([], place)],
        };
        var release = new Release
        {
            ImageArn = "arn:aws:imagebuilder:us-east-1:111122223333:image/web/1.4.0/1",
            Version = "1.4.0",
            Fingerprint = "sha256:0123",
            Images = [.. Regions.Zip(News, (region, id) => new ReleasedImage(region, Account, "x86_64", AmiId.Parse(id), "web 1.4.0 2026", "snap-0abcdef1234567890"))],
        };
        return new BumpOrder(recipe, release, [.. Regions.Zip(Olds, (region, id) => new LineageImage("web", region, Account, "x86_64", AmiId.Parse(id), DateTimeOffset.UnixEpoch))]);
    }
}
