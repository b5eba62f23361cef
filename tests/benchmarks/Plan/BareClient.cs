using System.Diagnostics;

namespace GoldenAmi.Benchmarks.Plan;

/// <summary>The least that these questions cost: an HTTP client that neither signs, reads nor decides.</summary>
internal static class BareClient
{
    private const int AtOnce = 16;

    /// <returns>Seconds that it took to send each distinct question once.</returns>
    public static async Task<double> SendAsync(IReadOnlyList<RecordedCall> calls, Uri address)
    {
        var questions = calls.DistinctBy(call => call.Question).ToList();
        using var client = new HttpClient();
        var start = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(questions, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (call, ct) =>
        {
            using var request = call.ToRequest(address);
            using var answer = await client.SendAsync(request, ct);
            await answer.Content.ReadAsByteArrayAsync(ct);
        });
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
