using GoldenAmi.Matrix.Tests.Forges;

namespace GoldenAmi.Matrix.Tests.Scenes;

/// <summary>Every scene and its rows.</summary>
internal sealed class SceneTable(IReadOnlyList<SceneRowsMade> made) : IAsyncDisposable
{
    private static readonly IReadOnlyList<Scene> Scenes =
    [
        new OpenGateScene(), new ClosedGateScene(), new ResumedTestScene(), new ResumedDistributionScene(), new WorkflowScene(), new LongDocumentScene(), new ReachScene(),
        .. ParentScene.All, new ChainScene(), new BrokenChainScene(), new VariantScene(), .. ApplyScene.All, new CollectScene(), new CheckScene(), new AdoptScene(), new SweepScene(), new LostBuildScene(),
    ];

    public IReadOnlyList<Row> Rows => [.. made.SelectMany(each => each.Rows)];

    /// <summary>Every call of every scene when nothing happens.</summary>
    public IReadOnlyList<Point> Seen => [.. made.SelectMany(each => each.Seen)];

    /// <param name="plain">The points of the plain build.</param>
    /// <exception cref="AggregateException">Every scene that does not end as it is to when nothing happens.</exception>
    public static async Task<SceneTable> MakeAsync(HashSet<Point> plain)
    {
        var made = Task.WhenAll([.. Scenes.Select(scene => Task.Run(() => SceneRows.MakeAsync(scene, plain))), .. PullRequestScene.All.Select(scene => Task.Run(() => ForgeRows.MakeAsync(scene)))]);
        await made.ContinueWith(_ => { }, TaskScheduler.Default);
        return made.Exception is { } wrong ? throw wrong : new SceneTable(await made);
    }

    public ValueTask DisposeAsync()
    {
        foreach (var each in made)
        {
            Directory.Delete(each.Template, recursive: true);
        }

        return ValueTask.CompletedTask;
    }
}
