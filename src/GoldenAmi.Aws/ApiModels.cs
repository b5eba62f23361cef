namespace GoldenAmi.Aws;

/// <summary>AWS's API models, as they lie in <c>aws-api</c>: LocalCloud checks requests against them, and the clients are made of those in <c>services.json</c>.</summary>
public static class ApiModels
{
    /// <summary>The models' names: <c>ebs</c>, <c>ec2</c>, <c>imagebuilder</c>, <c>kms</c>, <c>logs</c>, <c>ssm</c>, <c>sts</c>.</summary>
    public static IReadOnlyList<string> Services { get; } = ["ebs", "ec2", "imagebuilder", "kms", "logs", "ssm", "sts"];

    /// <summary>Opens the whole JSON text of a model, with what AWS documents beside it (<see cref="ModelAdditions"/>); the caller closes it.</summary>
    /// <param name="service">One of <see cref="Services"/>.</param>
    public static Stream Read(string service)
    {
        var model = Find(service) ?? throw new ArgumentException($"There is no model '{service}'; there are {string.Join(", ", Services)}.", nameof(service));
        if (Find($"{service}.additions") is not { } additions)
        {
            return model;
        }

        using (model)
        using (additions)
        {
            return new MemoryStream(ModelAdditions.Put(model, additions), writable: false);
        }
    }

    private static Stream? Find(string name) => typeof(ApiModels).Assembly.GetManifestResourceStream($"aws-api/{name}.json");
}
