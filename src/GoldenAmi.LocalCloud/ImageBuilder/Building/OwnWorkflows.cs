using GoldenAmi.LocalCloud.Protocol;
using GoldenAmi.LocalCloud.State;

namespace GoldenAmi.LocalCloud.ImageBuilder.Building;

/// <summary>Runs the workflows of one's own that an image has for a stage.</summary>
internal sealed class OwnWorkflows(World world, ImageProgress progress, StageMachines machines)
{
    /// <summary>How many of a parallel group run at a time (https://docs.aws.amazon.com/imagebuilder/latest/userguide/manage-image-workflows.html).</summary>
    private const int AtATime = 5;

    /// <summary>A guess: a stage without workflows of one's own is done by AWS's.</summary>
    /// <param name="type"><c>BUILD</c> or <c>TEST</c>.</param>
    public bool Has(string type) => Of(type).Any();

    /// <exception cref="BuildFailedException">One failed.</exception>
    public async Task RunAsync(string type, CancellationToken stop)
    {
        foreach (var group in Groups(Of(type)))
        {
            using var seats = new SemaphoreSlim(AtATime);
            await Task.WhenAll(group.Select(async workflow =>
            {
                await seats.WaitAsync(stop);
                try
                {
                    await new WorkflowRun(world, progress, machines, workflow).RunAsync(stop);
                }
                finally
                {
                    seats.Release();
                }
            }));
        }
    }

    private IEnumerable<ChosenWorkflow> Of(string type) => progress.Image.Workflows.Where(each => each.Workflow.Given.RequiredText("type") == type);

    /// <summary>Neighbours of one parallel group together, the others alone.</summary>
    private static IEnumerable<List<ChosenWorkflow>> Groups(IEnumerable<ChosenWorkflow> workflows)
    {
        var group = new List<ChosenWorkflow>();
        foreach (var workflow in workflows)
        {
            if (group.Count > 0 && (workflow.ParallelGroup is null || group[0].ParallelGroup != workflow.ParallelGroup))
            {
                yield return group;
                group = [];
            }

            group.Add(workflow);
        }

        if (group.Count > 0)
        {
            yield return group;
        }
    }
}
