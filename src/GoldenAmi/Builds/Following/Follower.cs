using GoldenAmi.Aws;
using GoldenAmi.Builds.Images;
using GoldenAmi.Builds.Resolving;
using GoldenAmi.Components.Logs;
using GoldenAmi.Reports;

namespace GoldenAmi.Builds.Following;

/// <summary>Follows a build or a distribution to its end and shows what happens on the way.</summary>
internal sealed class Follower(AwsClients clients, TimeProvider time, IReport report)
{
    /// <summary>Guess: after RetryImage the old FAILED may be seen for a moment.</summary>
    private const int StaleLooks = 3;

    public async Task<Followed> FollowAsync(FollowOrder order, CancellationToken ct)
    {
        var recipe = order.Resolved.Recipe;
        var home = recipe.Region.Value;
        var (images, workflows, phases) = (new ImageReader(clients, home), new WorkflowLog(clients, home, report), new PhaseClock(time));
        LiveLog? log = null;
        var files = new ComponentFiles(order.Resolved.Components, []);
        var looks = 0;
        ImageBuild? last = null;

        async Task<ImageView> LookAsync(CancellationToken token)
        {
            looks++;
            var view = await images.GetAsync(order.Image, token);
            order.OnSeen(last = view.Build);
            phases.See(view.Build.State);
            files = new ComponentFiles(order.Resolved.Components, view.ComponentArns);
            log ??= new LiveLog(LogStream.Of(clients, home, recipe.ResourceName, order.Image, view.LogGroup), report);
            // The log first: what components wrote came before the end of the workflow's step
            await log.ReadOnAsync(files, token);
            await workflows.ReadOnAsync(order.Image, token);
            return view;
        }

        bool IsDone(ImageView view) => view.Build.IsTerminal && !(order.IsRetried && view.Build.State == BuildState.Failed && looks <= StaleLooks);

        try
        {
            var subject = $"{recipe.ResourceName} {order.Image.Version}/{order.Image.Build}";
            var wait = new WaitOrder<ImageView>(subject, LookAsync, IsDone, view => Word(view.Build.State), order.Deadline);
            var end = await new Waiter(time, WaitPolicy.Build, report).WaitAsync(wait, ct);
            return new Followed(end.Build, files, log?.Reader ?? new AwstoeLogReader(), phases.Phases);
        }
        finally
        {
            log?.Close();
            var reader = log?.Reader ?? new AwstoeLogReader();
            order.OnSteps?.Invoke(CheckedSteps.Of(files, reader, FailureExplainer.FindStep(last, reader), endedWell: last?.State == BuildState.Available));
        }
    }

    private static string Word(BuildState state) => state == BuildState.Unknown ? "in a state that this program does not know" : state.ToString().ToLowerInvariant();
}

/// <summary>What is to be followed.</summary>
/// <param name="IsRetried">RetryImage was just called on it.</param>
/// <param name="OnSeen">Told each time that the build was looked at.</param>
internal sealed record FollowOrder(ResolvedRecipe Resolved, ImageArn Image, bool IsRetried, DateTimeOffset Deadline, Action<ImageBuild> OnSeen)
{
    /// <summary>Told once the steps that check the image, however the following ends; null: nobody is told.</summary>
    public Action<IReadOnlyList<CheckedStep>>? OnSteps { get; init; }
}

/// <summary>An image in a state that does not change any more, and what was seen on the way.</summary>
internal sealed record Followed(ImageBuild Build, ComponentFiles Files, AwstoeLogReader Log, IReadOnlyList<PhaseTime> Phases);
