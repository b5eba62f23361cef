using System.Globalization;
using System.Text;

namespace GoldenAmi.Benchmarks.Plan;

/// <summary>
/// Writes a repository of many recipes as a company has them: teams with a folder each, parents by parameter, by search, by Image Builder image and by recipe, chains of
/// three, variants, documents of their own and shared ones, components of Amazon, shared sections. The same numbers give the same bytes.
/// </summary>
internal static class RecipeRepository
{
    /// <summary>Recipes of one team: families do not reach beyond it.</summary>
    public const int TeamSize = 25;

    /// <summary>The home region of all; the first of <see cref="Regions"/>.</summary>
    public const string Home = "us-east-1";

    private const string Debian = "136693071363";

    private static readonly string[] Regions =
    [
        Home, "us-east-2", "us-west-1", "us-west-2", "ca-central-1", "sa-east-1", "eu-west-1", "eu-west-2", "eu-west-3", "eu-central-1", "eu-central-2", "eu-north-1",
        "eu-south-1", "ap-south-1", "ap-southeast-1", "ap-southeast-2", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "me-south-1",
    ];

    private static readonly string[] Kinds = ["api", "batch", "cache", "gateway", "index", "queue", "report", "search", "store", "web"];

    /// <summary>Names of the teams' folders below <c>images</c>.</summary>
    public static IEnumerable<string> Teams(int recipes) => Enumerable.Range(1, (recipes + TeamSize - 1) / TeamSize).Select(Team);

    /// <summary>A recipe outside <c>images</c> that a team's parents by Image Builder image name; it goes nowhere but home.</summary>
    public static string PlatformOf(string team) => $"platforms/{team}";

    /// <param name="folder">Made when missing.</param>
    /// <param name="regions">1 to 20: where each image goes.</param>
    public static void Write(string folder, int recipes, int regions, int seed)
    {
        var random = new Random(seed);
        Put(folder, "shared/infrastructure.yaml", "instanceProfile: golden-ami-build\ninstanceTypes: [m7i.large, m6i.large]\n");
        for (var number = 0; number < 8; number++)
        {
            Put(folder, $"shared/components/baseline-{number}.yaml", Document($"baseline-{number}", "build", random));
        }

        foreach (var team in Teams(recipes))
        {
            Put(folder, $"{PlatformOf(team)}/golden-ami.yaml", Recipe($"{team}-platform", Parameter("amd64"), ["path: ../../shared/components/baseline-0.yaml"], [Home], ""));
        }

        for (var number = 0; number < recipes; number++)
        {
            var (team, at) = (Team((number / TeamSize) + 1), number % TeamSize);
            var name = NameOf(team, at);
            var place = $"images/{team}/{name}";
            Put(folder, $"{place}/components/{name}.yaml", Document(name, "build", random));
            Put(folder, $"{place}/tests/{name}.yaml", Document(name, "test", random));
            Put(folder, $"{place}/golden-ami.yaml", Recipe(name, ParentOf(team, at), ComponentsOf(name, random), Regions[..regions], VariantsOf(at)));
        }
    }

    /// <summary>The first three of a team are a chain; of the others a fifth is upon the chain's end, and the rest divides itself among the other kinds of parents.</summary>
    private static string ParentOf(string team, int at) => at switch
    {
        0 => Parameter("amd64"),
        1 or 2 => $"recipe: ../{NameOf(team, at - 1)}",
        _ when at % 5 == 3 => $"recipe: ../{NameOf(team, 2)}",
        _ when at % 5 == 4 => $"find: {{ owner: \"{Debian}\", name: \"debian-12-*\", architecture: x86_64 }}",
        _ when at % 10 == 5 => $"image: self/{team}-platform@1.x.x",
        _ => Parameter("amd64"),
    };

    private static string VariantsOf(int at) => at % TeamSize == 7
        ? $"variants:\n  arm64:\n    parent: {{ {Parameter("arm64")} }}\n    infrastructure: {{ instanceTypes: [m7g.large] }}\n"
        : "";

    private static string Parameter(string architecture) => $"ssm: /aws/service/debian/release/12/latest/{architecture}";

    private static List<string> ComponentsOf(string name, Random random) =>
    [
        random.Next(2) == 0 ? "uses: amazon/update-linux@x.x.x" : "uses: amazon/update-linux@1.0.0",
        $"path: ../../../shared/components/baseline-{random.Next(8)}.yaml",
        $"path: components/{name}.yaml",
    ];

    private static string Recipe(string name, string parent, List<string> components, string[] regions, string more)
    {
        var isTeams = regions.Length > 1 || components.Count > 1;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"schema: 1\nname: {name}\nversion: \"1.0\"\nplatform: linux\nregion: {Home}\n");
        text.Append(regions.Length > 1 ? "executionRole: golden-ami-execution\n" : "");
        text.Append(CultureInfo.InvariantCulture, $"parent:\n  {parent}\ncomponents:\n{string.Concat(components.Select(component => $"  - {component}\n"))}");
        text.Append(isTeams ? $"tests:\n  - path: tests/{name}.yaml\n  - uses: amazon/simple-boot-test-linux@1.x.x\n" : "");
        text.Append(CultureInfo.InvariantCulture, $"infrastructure: {(isTeams ? "../../../" : "../../")}shared/infrastructure.yaml\n");
        text.Append(CultureInfo.InvariantCulture, $"distribution:\n  name: \"{name} {{{{ version }}}} {{{{ date }}}}\"\n  regions:\n{string.Concat(regions.Select(region => $"    {region}: {{}}\n"))}");
        return text.Append(more).ToString();
    }

    private static string Document(string name, string phase, Random random)
    {
        var steps = Enumerable.Range(1, 3).Select(step => string.Create(CultureInfo.InvariantCulture, $$"""
                  - name: Step{{step}}
                    action: ExecuteBash
                    timeoutSeconds: {{random.Next(60, 600)}}
                    inputs:
                      commands:
                        - set -eu
                        - echo "{{name}} {{random.Next()}}" >> /etc/built-from

            """));
        return $"name: {name}\nschemaVersion: 1.0\nphases:\n  - name: {phase}\n    steps:\n{string.Concat(steps)}";
    }

    private static string NameOf(string team, int at) => string.Create(CultureInfo.InvariantCulture, $"{team}-{Kinds[at % Kinds.Length]}-{at + 1}");

    private static string Team(int number) => string.Create(CultureInfo.InvariantCulture, $"team-{number:00}");

    private static void Put(string folder, string file, string text)
    {
        var path = Path.Combine(folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
