using GoldenAmi.Diagnostics;
using GoldenAmi.Identifiers;

namespace GoldenAmi.Publishing;

/// <summary>The same work in several regions at once.</summary>
internal static class EachRegion
{
    /// <summary>EC2 counts calls per region: the limit is for this machine's sake.</summary>
    private const int AtOnce = 32;

    /// <returns>One result per region, in the order given.</returns>
    /// <exception cref="UserErrorException">Every region's problems together, after all of them ended.</exception>
    public static async Task<IReadOnlyList<T>> DoAsync<T>(IReadOnlyList<Region> regions, Func<Region, CancellationToken, Task<T>> work, CancellationToken ct)
    {
        using var places = new SemaphoreSlim(AtOnce);
        var endings = await Task.WhenAll(regions.Select(async region =>
        {
            await places.WaitAsync(ct);
            try
            {
                return (Result: await work(region, ct), Failure: (UserErrorException?)null);
            }
            catch (UserErrorException failure)
            {
                return (Result: default(T)!, Failure: failure);
            }
            finally
            {
                places.Release();
            }
        }));
        var failures = endings.Select(ending => ending.Failure).OfType<UserErrorException>().ToList();
        return failures.Count == 0
            ? [.. endings.Select(ending => ending.Result)]
            : throw new UserErrorException(failures[0].Ending, [.. failures.SelectMany(failure => failure.Diagnostics)], failures[0]);
    }
}
