using System.Globalization;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Builds.Resources;

/// <summary>A configuration that is named by its content's digest, as it was found.</summary>
/// <param name="Name">The one to use: with the wanted content when it is there, else free.</param>
/// <param name="IsThere">It is there with the wanted content.</param>
/// <param name="Drifts">Those of the name that somebody changed by hand. They are left alone: something may use them.</param>
internal sealed record FoundConfiguration(string Name, bool IsThere, IReadOnlyList<ChangedConfiguration> Drifts)
{
    /// <summary>So many numbers are tried behind a name.</summary>
    private const int Most = 9;

    /// <summary>
    /// Whether somebody changed a configuration since it was made. Nobody did while its two times are the same, whatever form the service gives back what was asked for.
    /// </summary>
    public static bool WasUpdated(string? created, string? updated) => updated is { Length: > 0 } && updated != created;

    /// <param name="name">With the content's digest.</param>
    /// <param name="wanted">Its content as names and texts.</param>
    /// <param name="read">What is there under a name, in the same form, or null.</param>
    public static async Task<FoundConfiguration> FindAsync(string name, IReadOnlyDictionary<string, string> wanted, Func<string, Task<IReadOnlyDictionary<string, string>?>> read)
    {
        var drifts = new List<ChangedConfiguration>();
        for (var number = 1; number <= Most; number++)
        {
            var numbered = number == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}-{number}");
            if (await read(numbered) is not { } there)
            {
                return new FoundConfiguration(numbered, IsThere: false, drifts);
            }

            var changes = ValueChange.Between(there, wanted);
            if (changes.Count == 0)
            {
                return new FoundConfiguration(numbered, IsThere: true, drifts);
            }

            drifts.Add(new ChangedConfiguration(numbered, changes));
        }

        throw new UserErrorException(Ending.Refused, new Diagnostic(
            ErrorCode.ConfigurationsChanged, $"All {Most} configurations {name} to {name}-{Most} were changed by hand.", null, "delete those that nothing uses, then run again."));
    }
}

/// <summary>A configuration that was changed by hand.</summary>
/// <param name="Changes">What is there, and what its name says.</param>
internal sealed record ChangedConfiguration(string Name, IReadOnlyList<ValueChange> Changes);
