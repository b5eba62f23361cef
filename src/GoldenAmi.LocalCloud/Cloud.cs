using GoldenAmi.Diagnostics;
using GoldenAmi.LocalCloud.ImageBuilder;
using GoldenAmi.LocalCloud.ImageBuilder.Building;
using GoldenAmi.LocalCloud.ImageBuilder.Pipelines;
using GoldenAmi.LocalCloud.Logs;
using GoldenAmi.LocalCloud.Protocol;
using GoldenAmi.LocalCloud.State;

namespace GoldenAmi.LocalCloud;

/// <summary>
/// An AWS of one's own: Image Builder and what a build needs of EC2, Systems Manager, STS and CloudWatch Logs, of all regions and accounts, kept in a folder.
/// What it does and does not: docs/fidelity.md.
/// </summary>
public sealed class Cloud : IAsyncDisposable
{
    internal const string WorkFolder = "work";

    private readonly FolderLock _lock;
    private readonly World _world;
    private readonly Crew _crew;

    private Cloud(FolderLock folderLock, World world)
    {
        _lock = folderLock;
        _world = world;
        _crew = new Crew(world);
        var clock = new PipelineClock(world, _crew);
        Handler = new CloudHandler(OperationTable.For(world, _crew, clock), world.Store, world.Options.Time, world.Options.Faults, world.Parents);
        clock.Begin();
    }

    /// <summary>Answers AWS requests of all regions and accounts; no socket. <see cref="Serving.CloudServer"/> puts it on loopback.</summary>
    public HttpMessageHandler Handler { get; }

    /// <summary>
    /// Opens a state folder, making it when missing. Images that a process was building which is no more become FAILED with "machine lost", and its half-made disks are removed.
    /// </summary>
    /// <exception cref="UserErrorException">GA0400: another process has the folder. GA0401: what is kept in it cannot be read.</exception>
    public static async Task<Cloud> OpenAsync(CloudOptions options, CancellationToken ct)
    {
        var folder = Path.GetFullPath(options.StateFolder);
        Directory.CreateDirectory(folder);
        var folderLock = await FolderLock.TakeAsync(folder, options.LockPatience, options.Time, ct);
        try
        {
            var world = new World(options with { StateFolder = folder }, Read(folder, path => Store.Open(path, options.OnWrite)), DisksOf(folder), new LogFiles(Path.Combine(folder, "logs")));
            Recover(world);
            world.Store.Change(records => world.Parents.Open(records, options.Time.GetUtcNow()));
            return new Cloud(folderLock, world);
        }
        catch
        {
            folderLock.Dispose();
            throw;
        }
    }

    /// <summary>The AMIs that were built or copied here, the oldest first.</summary>
    public IReadOnlyList<CloudImage> Images() => Images(_world.Store.Records, _world.Disks);

    /// <summary>
    /// The same of a state folder that another process may have: its document is replaced as a whole, so it can be read at any moment without the lock.
    /// Empty when there is no such folder; nothing is written.
    /// </summary>
    /// <exception cref="UserErrorException">GA0401: what is kept in it cannot be read.</exception>
    public static IReadOnlyList<CloudImage> ReadImages(string stateFolder)
    {
        var folder = Path.GetFullPath(stateFolder);
        return Images(Read(folder, Store.Read), DisksOf(folder));
    }

    /// <summary>Ends the builds that still run: the next process finds their machines lost.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _crew.DisposeAsync();
        }
        finally
        {
            // Also when a bug comes to light: the folder is free for the next process.
            Handler.Dispose();
            _lock.Dispose();
        }
    }

    private static Disks DisksOf(string folder) => new(Path.Combine(Path.GetDirectoryName(folder) ?? folder, "images"));

    private static IReadOnlyList<CloudImage> Images(CloudRecords records, Disks disks) =>
    [
        .. from ami in records.Amis
           where ami.State == "available"
           let file = records.Snapshots.Find(each => each.Id == ami.Snapshot)?.File
           where file is not null
           select new CloudImage(ami.Region, ami.Id, ami.Name, ami.Created, disks.PathOf(file)),
    ];

    private static T Read<T>(string folder, Func<string, T> read)
    {
        try
        {
            return read(folder);
        }
        catch (InvalidDataException problem)
        {
            throw new UserErrorException(Ending.Refused, new Diagnostic(
                ErrorCode.CloudStateUnreadable,
                $"'{Path.Combine(folder, Store.FileName)}' is not the state of a LocalCloud: {problem.Message}",
                Place: null,
                "restore the file, or remove the state folder to begin anew; images that were built are lost to LocalCloud then."), problem);
        }
    }

    // The lock is ours, so whoever worked on these is no more.
    private static void Recover(World world)
    {
        var now = world.Options.Time.GetUtcNow();
        world.Store.Change(records =>
        {
            foreach (var image in records.Images.Where(each => !ImageStatus.IsFinal(each.Status)))
            {
                records = ImageProgress.Failed(records, image.Arn, new BuildFailedException($"{FailureWords.MachineLost}: the process that ran it ended"), now);
            }

            var halfCopied = records.Amis.Where(each => each.State == "pending").Select(each => each.Snapshot).ToHashSet(StringComparer.Ordinal);
            return halfCopied.Count == 0 ? records : records with
            {
                Amis = CloudRecords.Changed(records.Amis, each => each.State == "pending", each => each with { State = "failed", StateReason = "The process that copied it ended." }),
                Snapshots = CloudRecords.Changed(records.Snapshots, each => halfCopied.Contains(each.Id) && each.State == "pending", each => each with { State = "error", File = null }),
            };
        });
        world.Disks.DeleteOthers(world.Store.Records.Snapshots.Select(each => each.File).OfType<string>());
        var work = Path.Combine(world.Options.StateFolder, WorkFolder);
        if (Directory.Exists(work))
        {
            Directory.Delete(work, recursive: true);
        }
    }
}
