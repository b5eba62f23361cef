using System.Text;
using GoldenAmi.Builds;
using GoldenAmi.Diagnostics;
using GoldenAmi.Identifiers;
using GoldenAmi.Processes;
using GoldenAmi.Recipes;
using GoldenAmi.References;

namespace GoldenAmi.Tests.References;

/// <summary>A real repository in a folder of its own, with a recipe 'web' that is released in two regions.</summary>
internal sealed class TestRepository : IDisposable
{
    public const string OldUs = "ami-0aaaaaaaaaaaaaaa1";
    public const string OldEu = "ami-0aaaaaaaaaaaaaaa2";
    public const string NewUs = "ami-0bbbbbbbbbbbbbbb1";
    public const string NewEu = "ami-0bbbbbbbbbbbbbbb2";
    public const string NewName = "web 1.4.0 2026-11-22T12-00-00.000Z";
    public const string NewArn = "arn:aws:imagebuilder:us-east-1:111122223333:image/web/1.4.0/1";
    public const string Branch = "golden-ami/web";
    public static readonly AccountId Account = AccountId.Parse("111122223333");

    private readonly ProcessRunner _processes = new(TimeProvider.System);

    public TestRepository(params (string Path, string Content)[] files)
    {
        Git("init", "--quiet", "--initial-branch=main");
        File.AppendAllText(Path.Combine(Folder, ".git/config"), "[user]\nname = Repository Owner\nemail = owner@example.com\n[core]\nautocrlf = false\n");
        foreach (var (path, content) in files)
        {
            Write(path, content);
        }

        if (files.Length > 0)
        {
            Commit();
        }
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("golden-ami-").FullName;

    /// <summary>The clock of the bumps.</summary>
    public DateTimeOffset Now { get; set; } = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    public IReadOnlyList<string> Paths { get; init; } = [];

    public List<LineageImage> Lineage { get; } = [Image("web", "us-east-1", OldUs), Image("web", "eu-west-1", OldEu)];

    public List<ReleasedImage> Released { get; } = [New("us-east-1", NewUs), New("eu-west-1", NewEu)];

    /// <summary>The release's AMIs of other accounts.</summary>
    public List<CopiedImage> Copies { get; } = [];

    /// <summary>What the deeper look would say, or null for none.</summary>
    public LineageHistory? History { get; set; }

    public static LineageImage Image(string recipe, string region, string id, string account = "111122223333", string architecture = "x86_64") =>
        new(recipe, Region.Parse(region), AccountId.Parse(account), architecture, AmiId.Parse(id), DateTimeOffset.UnixEpoch);

    public static ReleasedImage New(string region, string id, string account = "111122223333", string architecture = "x86_64") =>
        new(Region.Parse(region), AccountId.Parse(account), architecture, AmiId.Parse(id), NewName, "snap-0abcdef1234567890");

    public BumpOrder Order() => new(Recipe(), new Release
    {
        ImageArn = NewArn,
        Version = "1.4.0",
        Fingerprint = "sha256:0123",
        Images = Released,
        Copies = Copies,
    }, Lineage)
    { History = History };

    public Task<BumpResult> BumpAsync(bool push = false, IProcessRunner? processes = null) =>
        BumpResult.MoveAsync(Order(), push, processes ?? _processes, new StoppedClock(Now));

    /// <summary>The commit of a bump that must have made one.</summary>
    public async Task<BumpCommit> CommittedAsync(bool push = false) => Assert.IsType<BumpResult.Committed>(await BumpAsync(push)).Commit;

    /// <summary>The one refusal of a bump that must be refused.</summary>
    public async Task<Diagnostic> RefusedAsync(bool push = false) => Assert.Single(Assert.IsType<BumpResult.Refused>(await BumpAsync(push)).Diagnostics);

    public void Write(string path, string content) => Write(path, Encoding.UTF8.GetBytes(content));

    public void Write(string path, byte[] content)
    {
        var file = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, content);
    }

    public void Commit()
    {
        Git("add", "--all");
        Git("commit", "--quiet", "--message", "files");
    }

    public string Git(params string[] arguments) => GitIn(Folder, arguments);

    public string GitIn(string folder, params string[] arguments) => RunIn(folder, "git", arguments);

    public string Run(string program, params string[] arguments) => RunIn(Folder, program, arguments);

    /// <summary>The bytes of a file on the bump's branch.</summary>
    public byte[] OnBranch(string path) => Encoding.Latin1.GetBytes(Git("cat-file", "blob", $"{Branch}:{path}"));

    public string TextOnBranch(string path) => Encoding.UTF8.GetString(OnBranch(path));

    /// <summary>Everything that a bump must leave as it is.</summary>
    public string UsersState() =>
        Git("rev-parse", "HEAD") + Git("symbolic-ref", "HEAD") + Git("--no-optional-locks", "status", "--porcelain=v2") + Git("stash", "list")
        + Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(Path.Combine(Folder, ".git/index"))));

    public void Dispose()
    {
        foreach (var file in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories))
        {
            File.SetAttributes(file, FileAttributes.Normal);
        }

        Directory.Delete(Folder, recursive: true);
    }

    private string RunIn(string folder, string program, string[] arguments)
    {
        var result = _processes.RunAsync(
            new ProcessSpec(program, arguments) { WorkingDirectory = folder, Encoding = Encoding.Latin1, MaxCapturedBytes = 64 * 1024 * 1024 },
            CancellationToken.None).GetAwaiter().GetResult();
        Assert.True(result.Succeeded, $"{program} {string.Join(' ', arguments)}: {result.Error}");
        return result.Output;
    }

    private Recipe Recipe()
    {
        var place = new SourcePlace("golden-ami.yaml", 1, 1);
        return new Recipe
        {
            File = "golden-ami.yaml",
            RepositoryRoot = Folder,
            Name = new Placed<string>("web", place),
            Version = new Placed<RecipeVersion>(new RecipeVersion(1, 4), place),
            Platform = Platform.Linux,
            Region = new Placed<Region>(Region.Parse("us-east-1"), place),
            Parent = new Parent.Ami(AmiId.Parse("ami-0cccccccccccccccc"), place),
            Infrastructure = new Infrastructure { InstanceProfile = new Placed<string>("build", place) },
            Distribution = new Distribution { Name = new Placed<string>("web {{ version }} {{ date }}", place), Regions = [] },
            References = [new ReferenceScope(Paths, new SourcePlace("golden-ami.yaml", 40, 5))],
        };
    }

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
