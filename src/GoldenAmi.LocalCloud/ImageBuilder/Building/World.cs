using GoldenAmi.LocalCloud.Logs;
using GoldenAmi.LocalCloud.State;

namespace GoldenAmi.LocalCloud.ImageBuilder.Building;

/// <summary>What builds work with.</summary>
internal sealed record World(CloudOptions Options, Store Store, Disks Disks, LogFiles Logs);
