using GoldenAmi.Diagnostics;
using GoldenAmi.Machines.Qemu;

namespace GoldenAmi.Machines.Tests.Qemu;

/// <summary>With scripts that stand for the one that makes Debian's disk.</summary>
public sealed class BaseImageCacheSpecs : IDisposable
{
    // RELEASE FOLDER GUEST SOURCES: see BaseImages/debian.sh
    private const string Making = """
        echo "I: making it of $1" >&2
        test -s "$3/guest.service" && test -s "$4" || exit 9
        echo made >> "$(dirname "$0")/../../count"
        echo disk > "$2/disk.qcow2"
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _progress = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_disk_is_made_once_however_many_ask_for_it_and_however_often()
    {
        var disks = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => PrepareAsync(Making)));
        var again = await PrepareAsync(Making);

        Assert.All(disks, disk => Assert.Equal(again, disk));
        Assert.Equal("disk\n", await File.ReadAllTextAsync(again));
        Assert.Single(await File.ReadAllLinesAsync(_folder.File("count")));
        Assert.Equal(["making the base disk, once", "making it of 12"], _progress);
    }

    [Fact]
    public async Task Another_recipe_is_another_disk()
    {
        Assert.NotEqual(await PrepareAsync(Making), await PrepareAsync(Making + "\n# changed"));
    }

    [Fact]
    public async Task What_a_killed_run_left_does_not_count()
    {
        var disk = await PrepareAsync(Making);
        File.Delete(disk);
        Directory.CreateDirectory(disk + ".making/made");
        await File.WriteAllTextAsync(disk + ".making/made/disk.qcow2", "half");

        Assert.Equal(disk, await PrepareAsync(Making));

        Assert.Equal("disk\n", await File.ReadAllTextAsync(disk));
        Assert.False(Directory.Exists(disk + ".making"));
    }

    [Fact]
    public async Task A_disk_that_could_not_be_made_is_told_with_the_last_lines_and_leaves_nothing()
    {
        var refused = await Assert.ThrowsAsync<UserErrorException>(() => PrepareAsync("echo 'E: Unable to locate package' >&2; echo 'E: apt-get failed' >&2; exit 25"));

        Assert.Equal(
            "error GA0452: The base image 'debian 12 x86_64' could not be made: E: Unable to locate package / E: apt-get failed. Fix: check that this machine reaches "
            + "its package archive ('apt-get update') and that the disk has 3 GiB of room, then try again.",
            refused.Diagnostics[0].ToString());
        Assert.Equal(Ending.Refused, refused.Ending);
        Assert.Empty(Directory.EnumerateDirectories(_folder.File("base")));
    }

    [Fact]
    public async Task A_system_that_is_not_known_is_refused_with_the_one_that_is()
    {
        var refused = await Assert.ThrowsAsync<UserErrorException>(
            () => new BaseImageCache(OwnerProcess.Options(_folder.Path)).PrepareAsync(new BaseImage("plan9", "4", "arm64"), _progress.Add, CancellationToken.None));

        Assert.Equal(
            "error GA0451: There is no base image 'plan9 4 arm64'; the one that is there is 'debian 12 x86_64'. Fix: name that one as the parent, or a disk file of your own.",
            refused.Diagnostics[0].ToString());
        Assert.Equal(Ending.Usage, refused.Ending);
    }

    [Fact]
    public async Task Another_user_than_root_is_told_how_to_have_it_made()
    {
        var refused = await Assert.ThrowsAsync<UserErrorException>(() => PrepareAsync(Making, isRoot: false));

        Assert.StartsWith("error GA0453: Making the base image 'debian 12 x86_64' needs root: its files belong to many users. Fix: run this once as root", refused.Diagnostics[0].ToString(), StringComparison.Ordinal);
        Assert.Equal(Ending.Refused, refused.Ending);
        Assert.Empty(_progress);
    }

    [Fact]
    public async Task A_disk_that_is_there_needs_no_root()
    {
        Assert.Equal(await PrepareAsync(Making), await PrepareAsync(Making, isRoot: false));
    }

    [Fact]
    public async Task A_cache_folder_that_cannot_be_written_to_is_named_with_the_systems_words()
    {
        var file = _folder.Write("base", "a file where the folder should be");

        var refused = await Assert.ThrowsAsync<UserErrorException>(() => PrepareAsync(Making));

        Assert.StartsWith($"error GA0457: Virtual machines cannot keep their files in '{file}': ", refused.Diagnostics[0].ToString(), StringComparison.Ordinal);
    }

    private Task<string> PrepareAsync(string script, bool isRoot = true) =>
        new BaseImageCache(OwnerProcess.Options(_folder.Path)) { Script = script, IsRoot = isRoot }.PrepareAsync(BaseImage.Debian12, Tell, CancellationToken.None);

    private void Tell(string line)
    {
        lock (_progress)
        {
            _progress.Add(line);
        }
    }
}
