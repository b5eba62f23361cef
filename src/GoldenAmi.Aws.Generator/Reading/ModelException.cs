namespace GoldenAmi.Aws.Generator.Reading;

/// <summary>A model or <c>services.json</c> asks for something that is not there, or that the generator cannot write yet. Ends the build.</summary>
internal sealed class ModelException(string message) : Exception(message);
