using GoldenAmi.LocalCloud.Protocol;

namespace GoldenAmi.LocalCloud.ImageBuilder;

/// <summary>Errors of Image Builder in the words that users report of it.</summary>
internal static class BuilderErrors
{
    /// <summary>As the ListImages family answers a thing that is not there. GetX's models list no ResourceNotFoundException, and AWS answers it nevertheless.</summary>
    public static AwsErrorException NotFound(string arn) => new("ResourceNotFoundException", $"The resource with ARN '{arn}' does not exist.");

    public static AwsErrorException Exists(string kind, string name, string? version) =>
        new("ResourceAlreadyExistsException", $"The following resource '{kind}' already exists: '{name}'{(version is null ? "" : $" with version '{version}'")}.");

    public static AwsErrorException Value(string parameter, string why) =>
        new("InvalidParameterValueException", $"The value supplied for parameter '{parameter}' is not valid. {why}");

    public static AwsErrorException Needed(string arn, string dependent) =>
        new("ResourceDependencyException", $"The resource ARN '{arn}' has other resources depended on it: {dependent}.");

    /// <summary>What AWS can do and LocalCloud cannot.</summary>
    public static AwsErrorException NotServed(string what) => new("InvalidRequestException", $"LocalCloud does not serve {what}.");
}
