using System.Globalization;
using GoldenAmi.Benchmarks.Bump;

// Makes a repository of 100,000 files and 1 GB, and compares a bump of it with `git grep -F -l` for the same ids, both warm. tests/benchmarks/Bump/run publishes and starts it.
//   run [FILES [FOLDER]]
// The bump runs in a process of its own (this program again), so that its start and its memory count. FOLDER keeps the repository for the next time.
const int Rounds = 7;

if (args is ["bump", var root])
{
    return await OneBump.RunAsync(root);
}

var files = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 100_000;
var kept = args.Length > 1 ? args[1] : null;
var folder = kept ?? Directory.CreateTempSubdirectory("golden-ami-benchmark-").FullName;
try
{
    if (!Directory.Exists(Path.Combine(folder, ".git")))
    {
        Console.WriteLine($"making {files} files in {folder}");
        LargeRepository.Make(folder, files);
    }

    var (grep, bump, again) = (new List<Measured>(), new List<Measured>(), new List<Measured>());
    for (var round = 0; round <= Rounds; round++)
    {
        // The first round warms the caches
        var search = Measured.Run(folder, "git", ["grep", "-F", "-l", .. OneBump.Olds.SelectMany(id => new[] { "-e", id })]);
        Measured.Run(folder, "git", ["branch", "-q", "-D", "golden-ami/web"]);
        var first = Measured.Run(folder, Environment.ProcessPath!, ["bump", folder]);
        var second = Measured.Run(folder, Environment.ProcessPath!, ["bump", folder]);
        Console.WriteLine($"round {round}: git grep {search}; bump {first}, {first.Output}; again {second}, {second.Output}");
        if (round > 0)
        {
            grep.Add(search);
            bump.Add(first);
            again.Add(second);
        }
    }

    Tell("bump", bump, grep);
    Tell("again, nothing changed", again, grep);
    return 0;
}
finally
{
    if (kept is null)
    {
        Directory.Delete(folder, recursive: true);
    }
}

static void Tell(string what, List<Measured> ours, List<Measured> theirs)
{
    var (wall, theirWall) = (Median(ours, run => run.WallSeconds), Median(theirs, run => run.WallSeconds));
    var (processor, theirProcessor) = (Median(ours, run => run.ProcessorSeconds), Median(theirs, run => run.ProcessorSeconds));
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{what}, median of {ours.Count}: {wall:0.00} s, git grep -F -l {theirWall:0.00} s, ratio {wall / theirWall:0.00}; processor {processor:0.00} s, git grep {theirProcessor:0.00} s, ratio {processor / theirProcessor:0.00}; peak {ours.Max(run => run.PeakMib):0} MiB resident"));
}

static double Median(List<Measured> runs, Func<Measured, double> of) => runs.Select(of).Order().ElementAt(runs.Count / 2);
