namespace GoldenAmi.LocalCloud;

/// <summary>An AMI of a LocalCloud that was built or copied here.</summary>
/// <param name="AmiId">For example <c>ami-0a1b2c3d4e5f67890</c>.</param>
/// <param name="File">The disk's absolute path, a standalone qcow2.</param>
public sealed record CloudImage(string Region, string AmiId, string Name, DateTimeOffset Created, string File);
