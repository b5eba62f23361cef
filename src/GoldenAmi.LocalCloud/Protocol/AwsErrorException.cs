namespace GoldenAmi.LocalCloud.Protocol;

/// <summary>An error that AWS answers; a handler throws it, the protocol writes it. Nothing of the call's changes is kept.</summary>
/// <param name="code">As on the wire: <c>ResourceNotFoundException</c>, <c>InvalidAMIID.NotFound</c>.</param>
#pragma warning disable CA1064 // It is thrown and caught within this assembly and never leaves it.
internal sealed class AwsErrorException(string code, string message) : Exception(message)
{
    public string Code { get; } = code;

    /// <summary>The member <c>Reason</c> of EBS's errors; null for none.</summary>
    public string? Reason { get; init; }

    /// <summary>The HTTP status; null: the model's, or 400.</summary>
    public int? Status { get; init; }
}
