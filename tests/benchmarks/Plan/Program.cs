using System.Globalization;
using GoldenAmi.Benchmarks.Bump;
using GoldenAmi.Benchmarks.Plan;

// Plans a repository of many recipes with the published program against a cloud on loopback: when nothing was built, and when everything was built and released.
//   tests/benchmarks/Plan/run [RECIPES [REGIONS [FOLDER]]]
// Beside it: `validate` of the same recipes, and a bare HTTP client that sends each distinct question of the plan once. FOLDER keeps repository and clouds for the next time.
const int Rounds = 5;
const int Seed = 1;

if (args is not [var program, ..])
{
    Console.WriteLine("usage: tests/benchmarks/Plan/run [RECIPES [REGIONS [FOLDER]]]");
    return 2;
}

var recipes = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 500;
var regions = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 20;
var kept = args.Length > 3 ? Path.GetFullPath(args[3]) : null;
var folder = kept ?? Directory.CreateTempSubdirectory("golden-ami-benchmark-").FullName;
try
{
    var world = new PlanWorld(program, folder, recipes, regions);
    world.WriteRecipes(Seed);
    foreach (var (name, prepare) in new (string, Func<Task<string>>)[] { ("nothing built", world.PrepareBareAsync), ("all built and released", world.PrepareReleasedAsync) })
    {
        var state = await prepare();
        await using var cloud = await CountedCloud.OpenAsync(state);
        var (validate, plan, bare) = (new List<Measured>(), new List<Measured>(), new List<double>());
        IReadOnlyList<RecordedCall> calls = [];
        for (var round = 0; round <= Rounds; round++)
        {
            // The first round warms the caches
            var checkedOnly = world.Run(cloud, "validate", "images/**");
            cloud.Take();
            var planned = world.Run(cloud, "plan", "images/**");
            calls = cloud.Take();
            var sent = await BareClient.SendAsync(calls, cloud.Address);
            cloud.Take();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"round {round}: validate {checkedOnly}; plan {planned}, {calls.Count} calls; bare client {sent:0.00} s"));
            if (round > 0)
            {
                validate.Add(checkedOnly);
                plan.Add(planned);
                bare.Add(sent);
            }
        }

        Tell(name, plan, validate, bare, calls);
    }

    return 0;
}
finally
{
    if (kept is null)
    {
        Directory.Delete(folder, recursive: true);
    }
}

void Tell(string name, List<Measured> plan, List<Measured> validate, List<double> bare, IReadOnlyList<RecordedCall> calls)
{
    var (wall, least) = (Median(plan.Select(run => run.WallSeconds)), Median(validate.Select(run => run.WallSeconds)) + Median(bare));
    Console.WriteLine(plan[^1].Output.Split('\n').First(line => line.Contains(" images: ", StringComparison.Ordinal)));
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{name}, {recipes} recipes x {regions} regions, median of {Rounds}: {wall:0.00} s (budget 5 s, {wall / 5:0.00}), processor {Median(plan.Select(run => run.ProcessorSeconds)):0.00} s, peak {plan.Max(run => run.PeakMib):0} MiB (budget 300, {plan.Max(run => run.PeakMib) / 300:0.00}); validate and the bare client together {least:0.00} s, ratio {wall / least:0.00}; {calls.Count} calls, {calls.DistinctBy(call => call.Question).Count()} distinct"));
    Console.WriteLine(string.Join(", ", calls.GroupBy(call => call.Operation).OrderByDescending(calls => calls.Count()).Select(calls => $"{calls.Key} {calls.Count()}")));
    Console.WriteLine(calls.Count(call => call.Refused) is var refused and > 0 ? $"{refused} refused" : "none refused");
}

static double Median(IEnumerable<double> numbers) => numbers.Order().ToList() is var sorted ? sorted[sorted.Count / 2] : 0;
