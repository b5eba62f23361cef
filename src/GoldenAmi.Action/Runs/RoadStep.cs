using GoldenAmi.Action.Hosts;
using GoldenAmi.Action.Reports;
using GoldenAmi.Graphs;
using GoldenAmi.Locks;
using GoldenAmi.Recipes;
using GoldenAmi.Reports;

namespace GoldenAmi.Action.Runs;

/// <summary>One image of a run on its way.</summary>
/// <param name="Node">Its recipe; the parent is an AMI when the run knows it already.</param>
/// <param name="Report">Where this image's events are said.</param>
/// <param name="Notes">What the post step is to find of this image.</param>
/// <param name="Summary">To be given back with what came of the walk.</param>
/// <param name="Timeout">What is left of the time of the whole run.</param>
internal sealed record RoadStep(GraphNode Node, World World, IReport Report, PostNoteBook Notes, RunSummary Summary, TimeSpan Timeout)
{
    /// <summary>The recipe as its file has it, whatever this run made of the parent.</summary>
    public required Recipe Written { get; init; }

    /// <summary>Of a plan: the name of the parent of this run that would be built anew first; null when it is there, or is none of this run's.</summary>
    public string? NewParent { get; init; }
}

/// <summary>What a command does on the road.</summary>
/// <param name="Walk">Brings one image to where the command wants it.</param>
/// <param name="Arrive">Given the summary of a recipe whose images all arrived, does what is done once per recipe; null: nothing is.</param>
internal sealed record RoadCommand(
    string Name, Func<RoadStep, CancellationToken, Task<RunSummary>> Walk, Func<RecipeArrival, CancellationToken, Task<RunSummary>>? Arrive = null)
{
    /// <summary>How many images are walked at a time when nothing is built; null: as many as <c>parallel</c> says.</summary>
    public int? AtOnce { get; init; }

    /// <summary>
    /// For a command that only reads. Recipes that ask at the same time share their calls and AWS is asked by few at a time whatever waits (<see cref="Aws.Sharing.Questions{T}"/>),
    /// so many make few calls; it ends for the sake of memory.
    /// </summary>
    public const int Readers = 256;

    /// <summary>What becomes of locks.</summary>
    public Pins Pins { get; init; }
}

/// <summary>What a command does with the locks of its recipes.</summary>
internal enum Pins
{
    /// <summary>Recipes are upon the parents and component versions that their locks name.</summary>
    Obeyed,

    /// <summary>Recipes float; the locks are what they are compared with.</summary>
    Ignored,
}

/// <summary>A recipe whose images all arrived.</summary>
/// <param name="Images">One for each variant; their roads ended well.</param>
/// <param name="Summary">Of the recipe: the only image's own, or one that has them as its parts.</param>
internal sealed record RecipeArrival(IReadOnlyList<RunSummary> Images, World World, IReport Report, RunSummary Summary)
{
    /// <summary>The recipe's lock; null when there is none.</summary>
    public RecipeLock? Lock { get; init; }
}
