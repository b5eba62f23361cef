using System.Text.Json.Serialization;
using GoldenAmi.Components.Running;

namespace GoldenAmi.Components.Guest;

/// <summary>JSON of the guest's work, events and saved state.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(GuestWork))]
[JsonSerializable(typeof(GuestEvent))]
[JsonSerializable(typeof(SavedRun))]
internal sealed partial class GuestJson : JsonSerializerContext;
