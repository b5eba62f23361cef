using GoldenAmi.LocalCloud.Protocol;

namespace GoldenAmi.LocalCloud.Ebs;

/// <summary>Errors of EBS direct. Which reason goes with which mistake follows the names of the model's enumeration, and is a guess where AWS does not say.</summary>
internal static class EbsErrors
{
    /// <param name="reason">One of the model's ValidationExceptionReason.</param>
    public static AwsErrorException Wrong(string reason, string message) => new("ValidationException", message) { Reason = reason };

    public static AwsErrorException NotFound(string snapshot) =>
        new("ResourceNotFoundException", $"The snapshot '{snapshot}' does not exist.") { Reason = "SNAPSHOT_NOT_FOUND" };
}
