using System.Security.Cryptography;

namespace GoldenAmi.Action;

/// <summary>The ends of the program that a test replaces: everything else is composed as in the real one.</summary>
internal sealed record Edges
{
    /// <summary>A text that nobody can guess, new at each call.</summary>
    public Func<string> NewToken { get; init; } = () => RandomNumberGenerator.GetHexString(32, lowercase: true);
}
