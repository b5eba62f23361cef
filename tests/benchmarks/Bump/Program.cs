using System.Diagnostics;
using System.Globalization;
using System.Text;
using GoldenAmi.Builds;
using GoldenAmi.Diagnostics;
using GoldenAmi.Forges;
using GoldenAmi.Identifiers;
using GoldenAmi.Processes;
using GoldenAmi.Recipes;
using GoldenAmi.References;

// Makes a repository of 100,000 files and 1 GB, and compares a bump of it with `git grep -F -l` for the same ids, both warm.
//   dotnet run -c Release --project tests/benchmarks/Bump [-- FILES [FOLDER]]
// The bump runs in a process of its own (this program again), so that its start and its memory count. FOLDER keeps the repository for the next time.
const string Old = "ami-0aaaaaaaaaaaaaaa1";
const int FileBytes = 10_400;
const int Rounds = 5;

if (args is ["bump", var root])
{
    var forge = new GitForge(new ProcessRunner(TimeProvider.System), root, GitReach.Clone, TimeProvider.System);
    var result = await new Proposer(forge, new ProcessRunner(TimeProvider.System), TimeProvider.System).ProposeAsync(
        new ProposalOrder(Order(root), new ProposalPolicy(), (_, _) => Task.FromResult(new ReleaseStory())) { KnowsClone = true }, CancellationToken.None);
    using var self = Process.GetCurrentProcess();
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{result.GetType().Name} {self.PeakWorkingSet64 / 1048576.0:0}"));
    return result is ProposalEnd.Refused ? 1 : 0;
}

var files = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 100_000;
var kept = args.Length > 1 ? args[1] : null;
var folder = kept ?? Directory.CreateTempSubdirectory("golden-ami-benchmark-").FullName;
try
{
    if (!Directory.Exists(Path.Combine(folder, ".git")))
    {
        Console.WriteLine($"making {files} files in {folder}");
        Make(folder, files);
    }

    var grep = new List<double>();
    var search = new List<double>();
    var bump = new List<double>();
    var memory = 0.0;
    for (var round = 0; round <= Rounds; round++)
    {
        // The first round warms the caches
        var (grepSeconds, _) = Run("git", folder, "grep", "-F", "-l", "-e", Old);
        Run("git", folder, "branch", "-q", "-D", "golden-ami/web");
        var (bumpSeconds, first) = Run(Environment.ProcessPath!, folder, "bump", folder);
        var (againSeconds, said) = Run(Environment.ProcessPath!, folder, "bump", folder);
        memory = Math.Max(memory, Math.Max(Memory(first), Memory(said)));
        if (round > 0)
        {
            grep.Add(grepSeconds);
            bump.Add(bumpSeconds);
            search.Add(againSeconds);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"round {round}: git grep {grepSeconds:0.00} s, bump {bumpSeconds:0.00} s ({first.Trim()}), again {againSeconds:0.00} s ({said.Trim()})"));
    }

    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"median of {Rounds}: git grep -F -l {Median(grep):0.00} s; bump {Median(bump):0.00} s, ratio {Median(bump) / Median(grep):0.00}; again, unchanged {Median(search):0.00} s, ratio {Median(search) / Median(grep):0.00}; peak {memory:0} MB resident"));
    return 0;
}
finally
{
    if (kept is null)
    {
        Directory.Delete(folder, recursive: true);
    }
}

static double Memory(string said) => double.Parse(said.Trim().Split(' ')[^1], CultureInfo.InvariantCulture);

static double Median(List<double> numbers) => numbers.Order().ElementAt(numbers.Count / 2);

static (double Seconds, string Output) Run(string program, string folder, params string[] arguments)
{
    var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
    var watch = Stopwatch.StartNew();
    using var process = Process.Start(start)!;
    _ = process.StandardError.ReadToEndAsync();
    var output = process.StandardOutput.ReadToEnd();
    process.WaitForExit();
    return (watch.Elapsed.TotalSeconds, output);
}

static BumpOrder Order(string root)
{
    var place = new SourcePlace("golden-ami.yaml", 1, 1);
    var (region, account) = (Region.Parse("us-east-1"), AccountId.Parse("111122223333"));
    var recipe = new Recipe
    {
        File = "golden-ami.yaml",
        RepositoryRoot = root,
        Name = new Placed<string>("web", place),
        Version = new Placed<RecipeVersion>(new RecipeVersion(1, 4), place),
        Platform = Platform.Linux,
        Region = new Placed<Region>(region, place),
        Parent = new Parent.Ssm("/aws/service/debian/release/12/latest/amd64", place),
        Infrastructure = new Infrastructure { InstanceProfile = new Placed<string>("build", place) },
        Distribution = new Distribution { Name = new Placed<string>("web {{ version }}", place), Regions = [] },
        References = [new ReferenceScope([], place)],
    };
    var release = new Release
    {
        ImageArn = "arn:aws:imagebuilder:us-east-1:111122223333:image/web/1.4.0/1",
        Version = "1.4.0",
        Fingerprint = "sha256:0123",
        Images = [new ReleasedImage(region, account, "x86_64", AmiId.Parse("ami-0bbbbbbbbbbbbbbb1"), "web 1.4.0", "snap-0abcdef1234567890")],
    };
    return new BumpOrder(recipe, release, [new LineageImage("web", region, account, "x86_64", AmiId.Parse(Old), DateTimeOffset.UnixEpoch)]);
}

// Text of lines that do not repeat soon, so that it packs as code does; every thousandth file names an old id.
static void Make(string folder, int files)
{
    Run("git", folder, "init", "--quiet", "--initial-branch=main");
    Run("git", folder, "config", "core.compression", "1");
    var random = new Random(1);
    string Word() => string.Create(random.Next(2, 12), random, (word, source) => { for (var at = 0; at < word.Length; at++) { word[at] = (char)('a' + source.Next(26)); } });
    var words = Enumerable.Range(0, 5_000).Select(_ => Word()).ToArray();
    string Any() => words[random.Next(words.Length)];
    var lines = Enumerable.Range(0, 20_000).Select(_ => $"  {Any()} = \"{Any()}\" # {Any()} {Any()} {Any()} {Any()}\n").ToArray();
    var start = new ProcessStartInfo("git", ["fast-import", "--quiet", "--done"]) { WorkingDirectory = folder, RedirectStandardInput = true };
    using var import = Process.Start(start)!;
    using (var output = new StreamWriter(import.StandardInput.BaseStream, new UTF8Encoding(false), 1 << 20))
    {
        output.Write("commit refs/heads/main\ncommitter Benchmark <benchmark@example.com> 1700000000 +0000\ndata 1\nx\n");
        var content = new StringBuilder();
        for (var file = 0; file < files; file++)
        {
            content.Clear();
            for (var line = random.Next(lines.Length); content.Length < FileBytes; line += 7_919)
            {
                content.Append(file % 1_000 == 0 && content.Length == 0 ? $"ami = \"{Old}\"\n" : lines[line % lines.Length]);
            }

            output.Write(string.Create(CultureInfo.InvariantCulture, $"M 100644 inline d{file % 100}/e{file / 100 % 10}/f{file}.tf\ndata {content.Length}\n{content}\n"));
        }

        output.Write("done\n");
    }

    import.WaitForExit();
    Run("git", folder, "reset", "--quiet", "--hard", "main");
}
