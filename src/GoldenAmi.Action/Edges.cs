using System.Security.Cryptography;
using GoldenAmi.Machines;

namespace GoldenAmi.Action;

/// <summary>The ends of the program that a test replaces: everything else is composed as in the real one.</summary>
internal sealed record Edges
{
    /// <summary>A text that nobody can guess, new at each call.</summary>
    public Func<string> NewToken { get; init; } = () => RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>The machines of <c>--local</c>; null: real virtual machines.</summary>
    public IMachines? Machines { get; init; }

    /// <summary>Where disks are fetched from that <c>local.yaml</c> names; null: the network.</summary>
    public HttpMessageHandler? Disks { get; init; }

    /// <summary>Where calls of GitHub and Azure Repos go; null: the network.</summary>
    public HttpMessageHandler? Forges { get; init; }

    /// <summary>What git is told to clone in the place of a repository's address; null: the address itself.</summary>
    public Func<string, string>? CloneFrom { get; init; }

    /// <summary>Where AWS calls go without <c>--local</c>; null: the network.</summary>
    public HttpMessageHandler? Aws { get; init; }
}
