using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using GoldenAmi.Machines.Qemu;

namespace GoldenAmi.Machines.Disks;

/// <summary>Disks of somebody else, looked at before a machine starts from one. Fetched ones are kept by their digest, whole or not at all.</summary>
/// <param name="folder">Where fetched disks are kept; made when one is.</param>
/// <param name="web">Where requests go; null: the network.</param>
/// <param name="time">Of locks, and of how often progress is told.</param>
public sealed class DiskCache(string folder, HttpMessageHandler? web, TimeProvider time)
{
    private const int MiB = 1024 * 1024;

    private static readonly TimeSpan Told = TimeSpan.FromSeconds(5);

    // Files whose bytes were read and come to their digest: they are not read again by this process.
    private readonly ConcurrentDictionary<string, string> _proven = new(StringComparer.Ordinal);

    /// <summary>After this time without a byte a download is given up; real time.</summary>
    internal TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The file that machines start from, fetched when it is not there yet.</summary>
    /// <param name="onProgress">Takes a line now and then: <c>120 of 600 MiB of https://example.com/disk.qcow2</c>.</param>
    /// <exception cref="Diagnostics.UserErrorException">GA0415: no disk that machines start from. GA0457: no room. GA0458: not fetched. GA0459: another digest.</exception>
    public async Task<string> PrepareAsync(DiskSource source, Action<string> onProgress, CancellationToken ct)
    {
        var file = source switch
        {
            DiskSource.File local => await ProveAsync(local, onProgress, ct),
            DiskSource.Url url => await FolderGuard.InAsync(folder, () => FetchOnceAsync(url, onProgress, ct)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        return DiskHeader.Read(file).Problem is { } problem ? throw MachineProblems.DiskUnusable(NameOf(source), problem) : file;
    }

    /// <summary>What the disk says of itself; null for one that is not here yet, or is no disk.</summary>
    public DiskHeader? Find(DiskSource source)
    {
        var file = source is DiskSource.Url url ? PathOf(url) : ((DiskSource.File)source).Path;
        return File.Exists(file) ? DiskHeader.Read(file).Header : null;
    }

    private static string NameOf(DiskSource source) => source is DiskSource.Url url ? url.Address.AbsoluteUri : ((DiskSource.File)source).Path;

    private string PathOf(DiskSource.Url url) => Path.Combine(folder, url.Sha256 + ".disk");

    private async Task<string> ProveAsync(DiskSource.File local, Action<string> onProgress, CancellationToken ct)
    {
        if (!File.Exists(local.Path))
        {
            throw MachineProblems.DiskUnusable(local.Path, "there is no such file");
        }

        if (local.Sha256 is { } wanted && (!_proven.TryGetValue(local.Path, out var proven) || proven != wanted))
        {
            onProgress($"checking the digest of {local.Path}");
            await using var stream = File.OpenRead(local.Path);
            var found = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, ct));
            _proven[local.Path] = found == wanted ? wanted : throw MachineProblems.DigestDiffers(local.Path, wanted, found);
        }

        return local.Path;
    }

    private async Task<string> FetchOnceAsync(DiskSource.Url url, Action<string> onProgress, CancellationToken ct)
    {
        var disk = PathOf(url);
        if (File.Exists(disk))
        {
            return disk;
        }

        Directory.CreateDirectory(folder);
        using var one = await FileLock.TakeAsync(disk + ".lock", time, ct);
        if (!File.Exists(disk))
        {
            // The lock is ours: what stands under this name is of a run that was killed.
            var partial = disk + ".partial";
            try
            {
                var found = await FetchAsync(url, partial, onProgress, ct);
                if (found != url.Sha256)
                {
                    throw MachineProblems.DigestDiffers(url.Address.AbsoluteUri, url.Sha256, found);
                }

                DiskFile.MoveDurably(partial, disk);
            }
            finally
            {
                File.Delete(partial);
            }
        }

        return disk;
    }

    /// <returns>The digest of what came.</returns>
    private async Task<string> FetchAsync(DiskSource.Url url, string partial, Action<string> onProgress, CancellationToken ct)
    {
        // Real time: what is waited for is the network.
        using var silence = new CancellationTokenSource(Patience, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, silence.Token);
        try
        {
            using var client = new HttpClient(web ?? new SocketsHttpHandler(), disposeHandler: web is null) { Timeout = Timeout.InfiniteTimeSpan };
            using var answer = await client.GetAsync(url.Address, HttpCompletionOption.ResponseHeadersRead, either.Token);
            if (!answer.IsSuccessStatusCode)
            {
                throw MachineProblems.NotFetched(url.Address, string.Create(CultureInfo.InvariantCulture, $"the server answered {(int)answer.StatusCode} {answer.ReasonPhrase}"));
            }

            await using var from = await answer.Content.ReadAsStreamAsync(either.Token);
            await using var to = new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.None);
            return await CopyAsync(new Download(url.Address, from), to, Teller(url.Address, answer.Content.Headers.ContentLength, onProgress), () => silence.CancelAfter(Patience), either.Token);
        }
        catch (OperationCanceledException) when (silence.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            throw MachineProblems.NotFetched(url.Address, string.Create(CultureInfo.InvariantCulture, $"nothing came for {Patience.TotalSeconds} s"));
        }
        catch (HttpRequestException failure)
        {
            throw MachineProblems.NotFetched(url.Address, failure.Message, failure);
        }
    }

    private static async Task<string> CopyAsync(Download from, FileStream to, Action<long> tell, Action onBytes, CancellationToken ct)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[MiB];
        long copied = 0;
        while (await from.ReadAsync(buffer, ct) is var read and > 0)
        {
            onBytes();
            digest.AppendData(buffer, 0, read);
            await to.WriteAsync(buffer.AsMemory(0, read), ct);
            copied += read;
            tell(copied);
        }

        return Convert.ToHexStringLower(digest.GetHashAndReset());
    }

    /// <summary>A body on its way: what breaks is the network, and not the disk that it is written to.</summary>
    private sealed record Download(Uri Address, Stream Body)
    {
        public async Task<int> ReadAsync(Memory<byte> buffer, CancellationToken ct)
        {
            try
            {
                return await Body.ReadAsync(buffer, ct);
            }
            catch (IOException failure)
            {
                throw MachineProblems.NotFetched(Address, failure.Message, failure);
            }
        }
    }

    /// <summary>Tells at the beginning and then every few seconds.</summary>
    private Action<long> Teller(Uri address, long? length, Action<string> onProgress)
    {
        var whole = length is { } bytes ? string.Create(CultureInfo.InvariantCulture, $" of {bytes / MiB}") : "";
        onProgress($"fetching {address.AbsoluteUri}");
        var last = time.GetTimestamp();
        return copied =>
        {
            if (time.GetElapsedTime(last) >= Told)
            {
                last = time.GetTimestamp();
                onProgress(string.Create(CultureInfo.InvariantCulture, $"{copied / MiB}{whole} MiB of {address.AbsoluteUri}"));
            }
        };
    }
}
