using System.Text;
using GoldenAmi.Processes;
using GoldenAmi.References;
using static GoldenAmi.Tests.References.TestRepository;

namespace GoldenAmi.Tests.References;

/// <summary>The commit is what counts. The work tree only makes the search faster, and must never make it miss a file.</summary>
public sealed class WorkTreeSearchSpecs
{
    [Theory]
    [InlineData("edited")]
    [InlineData("deleted")]
    [InlineData("staged")]
    [InlineData("edited with the old size and time")]
    [InlineData("assumed unchanged")]
    [InlineData("not checked out")]
    [InlineData("removed from the index")]
    public async Task A_file_that_only_the_commit_has_is_found(string how)
    {
        using var repository = new TestRepository(("a.tf", OldUs), ("b.tf", "other"));
        var file = Path.Combine(repository.Folder, "a.tf");
        switch (how)
        {
            case "edited":
                repository.Write("a.tf", "nothing");
                break;
            case "deleted":
                File.Delete(file);
                break;
            case "staged":
                repository.Write("a.tf", "nothing");
                repository.Git("add", "a.tf");
                break;
            case "edited with the old size and time":
                var time = File.GetLastWriteTimeUtc(file);
                repository.Write("a.tf", new string('x', OldUs.Length));
                File.SetLastWriteTimeUtc(file, time);
                break;
            case "assumed unchanged":
                repository.Git("update-index", "--assume-unchanged", "a.tf");
                repository.Write("a.tf", "nothing");
                break;
            case "not checked out":
                repository.Git("sparse-checkout", "set", "--no-cone", "b.tf");
                Assert.False(File.Exists(file));
                break;
            default:
                repository.Git("rm", "--quiet", "--cached", "a.tf");
                break;
        }

        Assert.Equal("a.tf", Assert.Single((await repository.CommittedAsync()).Files).Path);
    }

    [Fact]
    public async Task Paths_that_no_argument_can_carry_and_names_that_look_like_patterns_are_found()
    {
        using var repository = new TestRepository((":(top)a.tf", OldUs), ("*.tf", OldUs), ("b.tf", "other"), ("-r", OldUs), ("dir/[x].tf", OldUs), ("dir/x.tf", "other"));
        var blob = repository.Git("rev-parse", "HEAD:-r").Trim();

        // A name in Latin-1: no text that a program of .NET starts another with has such a byte
        repository.Run("sh", "-c", $"printf '100644 {blob}\\tw\\344hl.tf\\0' | git update-index -z --index-info && git checkout-index --all --force");
        repository.Git("commit", "--quiet", "--message", "a name of bytes");

        var commit = await repository.CommittedAsync();

        Assert.Equal(["*.tf", "-r", ":(top)a.tf", "dir/[x].tf", "w\uFFFDhl.tf"], commit.Files.Select(file => file.Path));
        Assert.Equal(5, repository.Git("diff", "--name-only", "main", Branch).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        repository.Run("sh", "-c", "rm w*hl.tf");
    }

    [Fact]
    public async Task More_files_than_a_list_of_arguments_holds_are_found()
    {
        using var repository = new TestRepository([.. Enumerable.Range(0, 450).Select(number => ($"d{number % 7}/f{number}.tf", OldUs))]);

        Assert.Equal(450, (await repository.CommittedAsync()).Files.Count);
    }

    [Fact]
    public async Task Where_filters_are_set_up_every_object_is_read()
    {
        using var repository = new TestRepository(("a.tf", OldUs));
        repository.Git("config", "filter.secret.clean", "cat");

        Assert.Null(await FindAsync(repository));
        await repository.CommittedAsync();
    }

    [Fact]
    public async Task Only_files_that_may_name_an_image_are_read()
    {
        using var repository = new TestRepository(("a.tf", OldUs), ("b.tf", "nothing"), ("c.tf", "# golden-ami: web"));
        repository.Write("d.ps1", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(OldUs)]);
        repository.Write("e.ps1", [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(OldUs)]);
        repository.Write("f.bin", [0x00, .. Encoding.ASCII.GetBytes(OldUs)]);
        repository.Write("g.md", "the ami-based way");
        repository.Commit();

        Assert.Equal(["a.tf", "c.tf", "d.ps1", "e.ps1", "f.bin"], (await FindAsync(repository))!.Order(StringComparer.Ordinal));
    }

    private static Task<HashSet<string>?> FindAsync(TestRepository repository) =>
        WorkTreeSearch.FindAsync(new Git(new ProcessRunner(TimeProvider.System), repository.Folder), repository.Git("rev-parse", "HEAD").Trim(), CancellationToken.None);
}
