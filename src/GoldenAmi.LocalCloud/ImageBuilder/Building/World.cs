using GoldenAmi.LocalCloud.Logs;
using GoldenAmi.LocalCloud.Parents;
using GoldenAmi.LocalCloud.State;

namespace GoldenAmi.LocalCloud.ImageBuilder.Building;

/// <summary>What builds work with.</summary>
internal sealed record World(CloudOptions Options, Store Store, Disks Disks, LogFiles Logs)
{
    /// <summary>The public AMIs that the user named disks for.</summary>
    public ParentAmis Parents { get; } = new(Options.Parents);
}
