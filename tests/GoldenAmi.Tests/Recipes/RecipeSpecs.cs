using GoldenAmi.Recipes;

namespace GoldenAmi.Tests.Recipes;

public sealed class RecipeSpecs : IDisposable
{
    private readonly RecipeFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_recipe_is_read_with_everything_in_it()
    {
        var (recipe, problems) = _folder.Load(RecipeFolder.Valid);

        Assert.Empty(problems);
        Assert.NotNull(recipe);
        Assert.Equal(("golden-ami.yaml", "web", "A web server", "1.4"), (recipe.File, recipe.Name.Value, recipe.Description, recipe.Version.Value.ToString()));
        Assert.Equal((Platform.Linux, "us-east-1", "golden-ami-execution"), (recipe.Platform, recipe.Region.Value.Value, recipe.ExecutionRole?.Value));
        Assert.Equal("golden-ami.yaml(6,9)", recipe.Region.Place.ToString());
        Assert.Equal(TimeSpan.FromDays(30), recipe.Refresh);
        var parent = Assert.IsType<Parent.Ssm>(recipe.Parent);
        Assert.Equal(("/aws/service/debian/release/12/latest/amd64", "golden-ami.yaml(10,8)"), (parent.Name, parent.Place.ToString()));
        var update = Assert.IsType<ComponentUse.Existing>(recipe.Components[0]);
        Assert.Equal(("amazon", "update-linux", "x.x.x"), (update.Owner, update.Name, update.Version));
        var nginx = Assert.IsType<ComponentUse.Document>(recipe.Components[1]);
        Assert.Equal(("components/nginx.yaml", RecipeFolder.Component, "golden-ami.yaml(13,11)"), (nginx.File, nginx.Text, nginx.Place.ToString()));
        Assert.Equal(("Port", "8080"), (nginx.With[0].Name, nginx.With[0].Value));
        Assert.Equal("tests/nginx.yaml", Assert.IsType<ComponentUse.Document>(Assert.Single(recipe.Tests)).File);
        var volume = Assert.Single(recipe.Volumes);
        Assert.Equal(("/dev/xvda", 8, "gp3", 3000, 250, "alias/golden"), (volume.Device.Value, volume.SizeGib, volume.Type, volume.Iops, volume.Throughput, volume.KmsKey));
        Assert.Equal(("golden-ami-build", true, 1), (recipe.Infrastructure.InstanceProfile.Value, recipe.Infrastructure.TokensRequired, recipe.Infrastructure.HopLimit));
        Assert.Equal(["m7i.large", "m6i.large"], recipe.Infrastructure.InstanceTypes);
        Assert.Equal("web {{ version }} {{ date }}", recipe.Distribution.Name.Value);
        Assert.Equal(["eu-west-1", "us-east-1"], recipe.Distribution.Regions.Select(region => region.Region.Value.Value));
        Assert.Equal("alias/golden", recipe.Distribution.Regions[1].KmsKey);
        Assert.Equal(["terraform/**"], Assert.Single(recipe.References).Paths);
    }

    [Fact]
    public void Everything_about_the_build_machine_can_be_said()
    {
        var (recipe, problems) = _folder.Load(RecipeFolder.Valid.Replace(
            "  instanceTypes: [ m7i.large, m6i.large ]\n",
            """
              subnet: subnet-0123456789abcdef0
              securityGroups: [ sg-01234567 ]
              keyPair: debug
              tags: { team: platform, cost: 7 }
              logs: { bucket: my-logs, prefix: builds }
              topic: arn:aws:sns:us-east-1:111122223333:builds
              keepOnFailure: true
              metadata: { tokens: optional, hopLimit: 2 }

            """,
            StringComparison.Ordinal));

        Assert.Empty(problems);
        var machine = recipe!.Infrastructure;
        Assert.Equal(("subnet-0123456789abcdef0", "debug", "my-logs", "builds"), (machine.Subnet, machine.KeyPair, machine.LogBucket, machine.LogPrefix));
        Assert.Equal(["sg-01234567"], machine.SecurityGroups);
        Assert.Equal(("platform", "7"), (machine.Tags["team"], machine.Tags["cost"]));
        Assert.Equal(("arn:aws:sns:us-east-1:111122223333:builds", true, false, 2), (machine.Topic, machine.KeepOnFailure, machine.TokensRequired, machine.HopLimit));
    }

    [Fact]
    public void Six_mistakes_are_told_at_once_in_file_order()
    {
        var recipe = RecipeFolder.Valid
            .Replace("version: \"1.4\"", "version: 1.4", StringComparison.Ordinal)
            .Replace("region: us-east-1", "region: us-est-1", StringComparison.Ordinal)
            .Replace("refresh: 30d", "refresh: monthly", StringComparison.Ordinal)
            .Replace("components/nginx.yaml", "components/ngimx.yaml", StringComparison.Ordinal)
            .Replace("size: 8 GiB", "size: 8GB", StringComparison.Ordinal)
            .Replace("instanceProfile", "instanceProfil", StringComparison.Ordinal);

        var (loaded, problems) = _folder.Load(recipe);

        Assert.Null(loaded);
        Assert.Equal(
            [
                "golden-ami.yaml(4,10): error GA0117: The version 1.4 is not quoted; as a number 1.10 would be the same as 1.1. Fix: write version: \"1.4\".",
                "golden-ami.yaml(6,9): error GA0104: Region 'us-est-1' is not an AWS region. Fix: did you mean 'us-east-1'?",
                "golden-ami.yaml(8,10): error GA0116: 'monthly' is not an age; it must be a whole number and h (hours), d (days) or w (weeks), such as 30d, at most 3650d. Fix: write a whole number and h (hours), d (days) or w (weeks), such as 30d, at most 3650d.",
                "golden-ami.yaml(13,11): error GA0120: There is no file 'components/ngimx.yaml'. Fix: did you mean 'nginx.yaml'?",
                "golden-ami.yaml(18,32): error GA0116: '8GB' is not a size; it must be a whole number and GiB or TiB, such as 8 GiB. Fix: did you mean '8 GiB'?",
                "golden-ami.yaml(20,3): error GA0110: 'instanceProfil' is not a key of the infrastructure; allowed: instanceProfile, instanceTypes, subnet, securityGroups, keyPair, tags, logs, logGroup, topic, keepOnFailure, metadata, placement, componentBucket. Fix: did you mean 'instanceProfile'?",
            ],
            problems.Select(problem => problem.ToString()));
    }

    [Fact]
    public void A_section_can_be_a_file_and_its_problems_have_its_places()
    {
        _folder.Write("shared/infrastructure.yaml", "instanceProfile: golden-ami-build\nhopLimit: 2\n");
        _folder.Write("images/web/golden-ami.yaml", RecipeFolder.Valid
            .Replace("path: components/", "path: ../../components/", StringComparison.Ordinal)
            .Replace("path: tests/", "path: ../../tests/", StringComparison.Ordinal)
            .Replace("infrastructure:\n  instanceProfile: golden-ami-build\n  instanceTypes: [ m7i.large, m6i.large ]", "infrastructure: ../../shared/infrastructure.yaml", StringComparison.Ordinal));

        var problem = Assert.Single(RecipeLoader.Load("images/web", _folder.Root).Problems);
        Assert.StartsWith("shared/infrastructure.yaml(2,1): error GA0110: 'hopLimit' is not a key of the infrastructure", problem.ToString(), StringComparison.Ordinal);

        _folder.Write("shared/infrastructure.yaml", "instanceProfile: other\n");
        var (recipe, problems) = RecipeLoader.Load("images/web/golden-ami.yaml", _folder.Root);
        Assert.Empty(problems);
        Assert.Equal("images/web/golden-ami.yaml", recipe!.File);
        Assert.Equal(("other", "shared/infrastructure.yaml(1,18)"), (recipe.Infrastructure.InstanceProfile.Value, recipe.Infrastructure.InstanceProfile.Place.ToString()));
        Assert.Equal("components/nginx.yaml", Assert.IsType<ComponentUse.Document>(recipe.Components[1]).File);
    }

    [Fact]
    public void Components_of_a_section_file_are_found_beside_that_file()
    {
        _folder.Write("shared/tests.yaml", "- path: nginx.yaml\n");
        _folder.Write("shared/nginx.yaml", RecipeFolder.Test);

        var (recipe, problems) = _folder.Load(RecipeFolder.Valid.Replace("tests:\n  - path: tests/nginx.yaml", "tests: shared/tests.yaml", StringComparison.Ordinal));

        Assert.Empty(problems);
        Assert.Equal("shared/nginx.yaml", Assert.IsType<ComponentUse.Document>(Assert.Single(recipe!.Tests)).File);
    }

    [Fact]
    public void A_component_documents_problems_are_the_recipes_and_come_after_them()
    {
        _folder.Write("components/nginx.yaml", RecipeFolder.Component.Replace("ExecuteBash", "ExecuteBsh", StringComparison.Ordinal));

        var problems = _folder.ProblemsWith("executionRole: golden-ami-execution\n", "");

        Assert.Equal(2, problems.Count);
        Assert.StartsWith("golden-ami.yaml(1,1): error GA0131:", problems[0], StringComparison.Ordinal);
        Assert.StartsWith("components/nginx.yaml(9,17): error GA0220: 'ExecuteBsh' is not an action", problems[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_used_twice_tells_its_problems_once()
    {
        _folder.Write("tests/nginx.yaml", RecipeFolder.Test.Replace("ExecuteBash", "ExecuteBsh", StringComparison.Ordinal));

        Assert.Single(_folder.ProblemsWith("  - path: tests/nginx.yaml\n", "  - path: tests/nginx.yaml\n  - path: tests/../tests/nginx.yaml\n"));
    }

    [Theory]
    [InlineData("with: { Port: \"8080\" }", "with: { Prt: \"8080\", Port: \"1\" }", "golden-ami.yaml(14,18): error GA0240: 'Prt' is not a parameter of components/nginx.yaml; declared: Port. Fix: did you mean 'Port'?")]
    [InlineData("    with: { Port: \"8080\" }\n", "", "golden-ami.yaml(13,11): error GA0241: The parameter 'Port' of components/nginx.yaml has no default and is given no value.")]
    [InlineData("with: { Port: \"8080\" }", "with: { Port: }", "golden-ami.yaml(14,19): error GA0242: The value of 'Port' has 0 characters")]
    public void Values_are_held_against_the_documents_parameters(string piece, string other, string expected) =>
        Assert.StartsWith(expected, Assert.Single(_folder.ProblemsWith(piece, other)), StringComparison.Ordinal);

    [Fact]
    public void Outside_Git_the_recipes_own_folder_is_the_root()
    {
        Directory.Delete(_folder.PathOf(".git"));
        _folder.Write("images/web/golden-ami.yaml", RecipeFolder.Valid);
        _folder.Write("images/web/tests/nginx.yaml", RecipeFolder.Test);
        _folder.Write("images/web/components/nginx.yaml", RecipeFolder.Component);

        var (recipe, problems) = RecipeLoader.Load("images/web", _folder.Root);

        Assert.Empty(problems);
        Assert.Equal((_folder.PathOf("images/web"), "golden-ami.yaml"), (recipe!.RepositoryRoot, recipe.File));
    }

    [Fact]
    public void A_worktrees_git_file_marks_the_root_too()
    {
        Directory.Delete(_folder.PathOf(".git"));
        _folder.Write(".git", "gitdir: elsewhere\n");
        _folder.Write("images/golden-ami.yaml", RecipeFolder.Valid.Replace("path: ", "path: ../", StringComparison.Ordinal));

        var (recipe, problems) = RecipeLoader.Load("images", _folder.Root);

        Assert.Empty(problems);
        Assert.Equal((_folder.Root, "images/golden-ami.yaml"), (recipe!.RepositoryRoot, recipe.File));
    }
}
