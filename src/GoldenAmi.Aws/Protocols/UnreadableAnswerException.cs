namespace GoldenAmi.Aws.Protocols;

/// <summary>The body of an answer is not what the operation answers. Never leaves this folder.</summary>
#pragma warning disable CA1064 // caught by AnswerReader, in the same folder
internal sealed class UnreadableAnswerException(string message, Exception? cause = null) : Exception(message, cause);
#pragma warning restore CA1064
