namespace GoldenAmi.Matrix.Tests.Scenes;

/// <summary>Copies for another account, looked at through its role; launch permissions; a key. Until the tests passed nobody else sees anything.</summary>
internal sealed class ReachScene : Scene
{
    private const string Other = "444455556666";

    public override string Name => "other accounts and a key";

    public override Task SetAsync(SceneWorld world)
    {
        var reach = $"copyTo: [ \"{Other}\" ], share: {{ accounts: [ \"777788889999\" ] }}";
        world.Files.Add("web", regions: $"us-east-1: {{ {reach} }}\neu-west-1: {{ kmsKey: alias/golden, {reach} }}");
        world.Files.Change("web/golden-ami.yaml", "distribution:\n", "distribution:\n  role: \"arn:aws:iam::{account}:role/golden-ami-publish\"\n");
        return Task.CompletedTask;
    }

    public override IEnumerable<string> Problems(SceneWorld world) =>
    [
        .. Verdict.Problems(world.Cloud, world.Lost, new Wanted { Amis = [("eu-west-1", 2), ("us-east-1", 2)] }),
        .. Verdict.Count("AMIs of the other account", Verdict.Amis(world.Cloud).Count(ami => ami.GetProperty("account").GetString() == Other), 2),
        .. Verdict.Count("shared AMIs", Verdict.Amis(world.Cloud).Count(ami => ami.GetProperty("sharedWith").EnumerateArray().Any(each => each.GetString() == "777788889999")), 4),
    ];
}
