namespace GoldenAmi.LocalCloud.ImageBuilder;

/// <summary>The states of an image, in their order.</summary>
internal static class ImageStatus
{
    public const string Pending = "PENDING";
    public const string Creating = "CREATING";
    public const string Building = "BUILDING";
    public const string Testing = "TESTING";
    public const string Distributing = "DISTRIBUTING";
    public const string Integrating = "INTEGRATING";
    public const string Available = "AVAILABLE";
    public const string Cancelled = "CANCELLED";
    public const string Failed = "FAILED";

    /// <summary>Whether nobody works on such an image.</summary>
    public static bool IsFinal(string status) => status is not (Pending or Creating or Building or Testing or Distributing or Integrating);
}
