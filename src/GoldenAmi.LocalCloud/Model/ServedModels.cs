using GoldenAmi.Aws;

namespace GoldenAmi.LocalCloud.Model;

/// <summary>The models of the services that LocalCloud speaks, each read when it is first asked for.</summary>
internal static class ServedModels
{
    private static readonly Dictionary<string, Lazy<ServiceModel>> Models = ApiModels.Services.ToDictionary(
        name => name, name => new Lazy<ServiceModel>(() => ServiceModel.Read(name, ApiModels.Read(name))), StringComparer.Ordinal);

    /// <summary>Sorted.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Models.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The model of a service as signatures name it, or null.</summary>
    public static ServiceModel? Find(string service) => Models.GetValueOrDefault(service)?.Value;
}
