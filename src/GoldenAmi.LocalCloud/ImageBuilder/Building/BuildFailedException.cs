namespace GoldenAmi.LocalCloud.ImageBuilder.Building;

/// <summary>The image fails, for a reason that AWS would give.</summary>
#pragma warning disable CA1064 // It is thrown and caught within this assembly and never leaves it.
internal sealed class BuildFailedException(string reason) : Exception(reason);
