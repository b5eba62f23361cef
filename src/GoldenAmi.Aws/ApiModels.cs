namespace GoldenAmi.Aws;

/// <summary>The API models that the clients are made of, as they lie in <c>aws-api</c>; LocalCloud checks requests against them.</summary>
public static class ApiModels
{
    /// <summary>The models' names: <c>ec2</c>, <c>imagebuilder</c>, <c>logs</c>, <c>ssm</c>, <c>sts</c>.</summary>
    public static IReadOnlyList<string> Services { get; } = ["ec2", "imagebuilder", "logs", "ssm", "sts"];

    /// <summary>Opens the whole JSON file of a model; the caller closes it.</summary>
    /// <param name="service">One of <see cref="Services"/>.</param>
    public static Stream Read(string service) =>
        typeof(ApiModels).Assembly.GetManifestResourceStream($"aws-api/{service}.json")
        ?? throw new ArgumentException($"There is no model '{service}'; there are {string.Join(", ", Services)}.", nameof(service));
}
