namespace GoldenAmi.LocalCloud.Protocol;

/// <summary>The errors that the services answer to values which the model does not allow.</summary>
internal static class Refusals
{
    /// <summary>AWS's services built alike say <c>N validation errors detected: …</c>; a JSON type that does not fit fails earlier, when it is read.</summary>
    /// <param name="code">The service's code for it.</param>
    public static AwsErrorException Json(string code, IReadOnlyList<Violation> violations)
    {
        if (violations.FirstOrDefault(each => each.Kind == ViolationKind.WrongType) is { } mistyped)
        {
            return new AwsErrorException("SerializationException", mistyped.Message);
        }

        var count = violations.Count == 1 ? "1 validation error" : $"{violations.Count} validation errors";
        return new AwsErrorException(code, $"{count} detected: {string.Join("; ", violations.Select(each => each.Message))}");
    }

    /// <summary>A guess: which code each JSON service uses for a violated constraint. The model of Image Builder names no ValidationException.</summary>
    public static string CodeOf(string service) => service switch
    {
        "logs" => "InvalidParameterException",
        "sts" => "ValidationError",
        _ => "ValidationException",
    };

    /// <summary>EC2 names the first wrong parameter by a code of its kind.</summary>
    public static AwsErrorException Ec2(IReadOnlyList<Violation> violations)
    {
        var first = violations.OrderBy(each => each.Kind == ViolationKind.Unknown ? 0 : each.Kind == ViolationKind.Missing ? 1 : 2).First();
        return first.Kind switch
        {
            ViolationKind.Unknown => new AwsErrorException("UnknownParameter", $"The parameter {first.Path} is not recognized"),
            ViolationKind.NotAllowed when first.Path.StartsWith("InstanceTypes.", StringComparison.Ordinal) => new AwsErrorException("InvalidInstanceType", first.Message),
            ViolationKind.Missing => new AwsErrorException("MissingParameter", $"The request must contain the parameter {first.Path}"),
            _ => new AwsErrorException("InvalidParameterValue", first.Message),
        };
    }
}
