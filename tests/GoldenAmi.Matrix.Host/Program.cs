using Amazon.Runtime;
using GoldenAmi.Aws;
using GoldenAmi.Builds;
using GoldenAmi.Diagnostics;
using GoldenAmi.LocalCloud;
using GoldenAmi.Matrix.Host;
using GoldenAmi.Recipes;
using GoldenAmi.Tests.Builds.Running;

// One run of the builder in a process of its own, so that it can really be killed:
//   GoldenAmi.Matrix.Host RUN RECIPE local FOLDER     with a local cloud in FOLDER, whose machines take 40 ms each
//   GoldenAmi.Matrix.Host RUN RECIPE remote URL       against a cloud that another process serves
// It prints a line before each call, and as its last line "end" with the outcome, or with what was wrong.
var (run, recipeFile, place, where) = (args[0], args[1], args[2], args[3]);
var loaded = RecipeLoader.Load(recipeFile, Path.GetDirectoryName(recipeFile)!);
if (loaded.Recipe is not { } recipe)
{
    Console.WriteLine($"end {string.Join(' ', loaded.Problems)}");
    return 2;
}

await using var cloud = place == "local"
    ? await Cloud.OpenAsync(
        new CloudOptions
        {
            StateFolder = Path.Combine(where, "cloud"),
            Machines = new PlayedMachines(Play.Steps((_, ct) => Task.Delay(TimeSpan.FromMilliseconds(40), TimeProvider.System, ct)), where),
            Time = TimeProvider.System,
        },
        CancellationToken.None)
    : null;
using var told = new ToldCalls(cloud?.Handler ?? new SocketsHttpHandler());
using var clients = new AwsClients(new AwsConnection
{
    Handler = told, Credentials = new BasicAWSCredentials("111122223333", "secret"), EndpointUrl = cloud is null ? new Uri(where) : null, Time = new HastyTime(),
});
try
{
    var end = await new Builder(clients, new HastyTime(), new SilentReport()).BuildAsync(
        recipe,
        new BuildOptions { Timeout = TimeSpan.FromDays(10), RunTags = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["golden-ami:run"] = run } },
        CancellationToken.None);
    Console.WriteLine($"end {(end as BuildEnd.Released)?.Result.Outcome} {string.Join(' ', (end as BuildEnd.Released)?.Result.Release.Images.Select(image => image.Id.Value) ?? [])}");
    return 0;
}
catch (UserErrorException refusal)
{
    Console.WriteLine($"end {refusal.Ending} {string.Join(' ', refusal.Diagnostics)}");
    return 1;
}
