using GoldenAmi.LocalCloud;
using GoldenAmi.LocalCloud.Findings;

namespace GoldenAmi.Matrix.Tests.Scenes;

/// <summary>Something that the whole program is asked to do: what is there before, the command, and how it is to end. Its rows are made from its points (<see cref="SceneRows"/>).</summary>
internal abstract class Scene
{
    /// <summary>Line of the table.</summary>
    public abstract string Name { get; }

    /// <summary>Arguments of the run, and of the one that goes on after it.</summary>
    public virtual IReadOnlyList<string> Command => ["build", "--recipe", "web"];

    /// <summary>How the command ends when nothing happens to it.</summary>
    public virtual int Exit => 0;

    /// <summary>What scans find; null: scanning is not enabled.</summary>
    public virtual IReadOnlyList<Finding>? Findings => null;

    public virtual CloudPace Pace => new();

    /// <summary>By how long the run is later than what was there before.</summary>
    public virtual TimeSpan Later => TimeSpan.Zero;

    /// <summary>The environment of its runs.</summary>
    public virtual IReadOnlyDictionary<string, string> Variables => Identity.Variables;

    /// <summary>What is there before, once for all rows: files of the repository, earlier runs.</summary>
    public abstract Task SetAsync(SceneWorld world);

    /// <summary>What is there before, as no run can make it: an edit of the cloud's state.</summary>
    public virtual string Edit(string state) => state;

    /// <summary>What is there before and cannot be kept in a folder, for each row: a build that runs.</summary>
    public virtual Task BeginAsync(SceneWorld world) => Task.CompletedTask;

    /// <summary>Told of each call before it is sent: the outside world mends itself.</summary>
    public virtual void OnCall(SceneWorld world, Point point)
    {
    }

    /// <summary>What is wrong when the runs are over.</summary>
    public abstract IEnumerable<string> Problems(SceneWorld world);

    /// <summary>Whether its command can complete what it is about when the cloud dies; false: it is about a build that runs, whose machine dies too.</summary>
    public virtual bool OutlivesItsCloud => true;

    /// <summary>How many runs may follow until its work is complete, when run and cloud died.</summary>
    public virtual int RunsAfterDeath => 1;
}
