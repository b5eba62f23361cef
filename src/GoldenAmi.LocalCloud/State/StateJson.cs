using System.Text.Json.Serialization;

namespace GoldenAmi.LocalCloud.State;

/// <summary>JSON of the state's document.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(CloudRecords))]
internal sealed partial class StateJson : JsonSerializerContext;
