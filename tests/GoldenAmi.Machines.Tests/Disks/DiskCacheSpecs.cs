using System.Security.Cryptography;
using GoldenAmi.Diagnostics;
using GoldenAmi.Machines.Disks;

namespace GoldenAmi.Machines.Tests.Disks;

/// <summary>Disks that somebody else made, from files and from a server on loopback.</summary>
public sealed class DiskCacheSpecs : IDisposable
{
    private static readonly byte[] Disk = SmallDisk.Raw(3 * 1024 * 1024, content: 7);

    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _progress = [];

    private string Cache => _folder.File("disks");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_disk_of_the_web_is_fetched_once_and_kept_under_its_digest()
    {
        await using var server = LoopbackServer.Of(Disk);
        var source = new DiskSource.Url(server.Address, DigestOf(Disk));

        var files = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => PrepareAsync(source)));
        var again = await PrepareAsync(source with { Address = new Uri("https://mirror.example/disk.qcow2") });

        Assert.All(files, file => Assert.Equal(again, file));
        Assert.Equal(Disk, await File.ReadAllBytesAsync(again));
        Assert.Equal(1, server.Requests);
        Assert.Equal([$"fetching {server.Address}"], _progress);
        Assert.Contains(DigestOf(Disk), again, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disk_with_another_digest_is_never_used_and_not_kept()
    {
        await using var server = LoopbackServer.Of(Disk);

        var refused = await RefusedAsync(new DiskSource.Url(server.Address, DigestOf([1])));

        Assert.Equal(
            $"error {ErrorCode.DiskDigestDiffers}: The SHA-256 of '{server.Address}' is {DigestOf(Disk)}; it must be {DigestOf([1])}. It was not used. "
            + "Fix: find out which of the two is right: when its maker published another disk, write that one's digest into local.yaml.",
            refused.Diagnostics[0].ToString());
        Assert.Equal(Ending.Refused, refused.Ending);
        AssertNothingKept();
    }

    [Fact]
    public async Task A_download_that_breaks_off_is_not_kept_and_the_next_one_begins_anew()
    {
        await using (var broken = LoopbackServer.Of(Disk[..^1], Disk.Length))
        {
            var refused = await RefusedAsync(new DiskSource.Url(broken.Address, DigestOf(Disk)));

            Assert.StartsWith($"error {ErrorCode.DiskNotFetched}: '{broken.Address}' could not be fetched: ", refused.Diagnostics[0].ToString(), StringComparison.Ordinal);
            AssertNothingKept();
        }

        await using var server = LoopbackServer.Of(Disk);

        Assert.Equal(Disk, await File.ReadAllBytesAsync(await PrepareAsync(new DiskSource.Url(server.Address, DigestOf(Disk)))));
    }

    [Fact]
    public async Task What_a_killed_run_had_fetched_does_not_count()
    {
        Directory.CreateDirectory(Cache);
        await File.WriteAllBytesAsync(Path.Combine(Cache, DigestOf(Disk) + ".disk.partial"), Disk);
        await using var server = LoopbackServer.Of(Disk);

        await PrepareAsync(new DiskSource.Url(server.Address, DigestOf(Disk)));

        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public async Task A_server_that_refuses_or_falls_silent_is_told()
    {
        await using var refusing = LoopbackServer.Of([], status: "404 Not Found");
        await using var silent = LoopbackServer.Of(Disk[..1024], Disk.Length, hangs: true);

        var refused = await RefusedAsync(new DiskSource.Url(refusing.Address, DigestOf(Disk)));
        var silenced = await RefusedAsync(new DiskSource.Url(silent.Address, DigestOf(Disk)), TimeSpan.FromMilliseconds(300));

        Assert.Contains("could not be fetched: the server answered 404 Not Found.", refused.Message, StringComparison.Ordinal);
        Assert.Contains("could not be fetched: nothing came for 0.3 s.", silenced.Message, StringComparison.Ordinal);
        AssertNothingKept();
    }

    [Fact]
    public async Task Somebody_who_cancels_a_download_leaves_nothing()
    {
        await using var server = LoopbackServer.Of(Disk[..1024], Disk.Length, hangs: true);
        using var cancelled = new CancellationTokenSource();

        var work = Make().PrepareAsync(new DiskSource.Url(server.Address, DigestOf(Disk)), _ => cancelled.Cancel(), cancelled.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work);
        AssertNothingKept();
    }

    [Fact]
    public async Task What_was_fetched_and_is_no_disk_is_refused()
    {
        byte[] page = [.. "<html>"u8, .. new byte[600]];
        await using var server = LoopbackServer.Of(page);

        var refused = await RefusedAsync(new DiskSource.Url(server.Address, DigestOf(page)));

        Assert.StartsWith($"error {ErrorCode.ParentDiskUnusable}: Machines cannot start from '{server.Address}': it is a page of text; ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_is_used_where_it_is_when_its_digest_is_right_or_none_is_given()
    {
        var file = _folder.File("own.raw");
        await File.WriteAllBytesAsync(file, Disk);

        Assert.Equal(file, await PrepareAsync(new DiskSource.File(file, Sha256: null)));
        Assert.Equal(file, await PrepareAsync(new DiskSource.File(file, DigestOf(Disk))));
        Assert.StartsWith($"error {ErrorCode.DiskDigestDiffers}: The SHA-256 of '{file}' is ", (await RefusedAsync(new DiskSource.File(file, DigestOf([1])))).Message, StringComparison.Ordinal);
        Assert.Contains("there is no such file", (await RefusedAsync(new DiskSource.File(file + ".no", Sha256: null))).Message, StringComparison.Ordinal);
        Assert.Equal([$"checking the digest of {file}", $"checking the digest of {file}"], _progress);
    }

    private DiskCache Make(TimeSpan? patience = null) => new(Cache, web: null, TimeProvider.System) { Patience = patience ?? TimeSpan.FromMinutes(1) };

    private Task<string> PrepareAsync(DiskSource source, TimeSpan? patience = null) => Make(patience).PrepareAsync(source, Tell, CancellationToken.None);

    private Task<UserErrorException> RefusedAsync(DiskSource source, TimeSpan? patience = null) => Assert.ThrowsAsync<UserErrorException>(() => PrepareAsync(source, patience));

    private void AssertNothingKept() => Assert.All(Directory.EnumerateFiles(Cache), file => Assert.EndsWith(".lock", file, StringComparison.Ordinal));

    private static string DigestOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private void Tell(string line)
    {
        lock (_progress)
        {
            _progress.Add(line);
        }
    }
}
