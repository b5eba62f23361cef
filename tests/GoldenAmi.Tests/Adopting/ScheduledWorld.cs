using Amazon.Imagebuilder.Model;
using Amazon.SimpleSystemsManagement.Model;
using GoldenAmi.Adopting;
using GoldenAmi.Builds;
using GoldenAmi.Recipes;
using GoldenAmi.Tests.Builds.Running;

namespace GoldenAmi.Tests.Adopting;

/// <summary>A recipe with a pipeline, and what people and the service do with it.</summary>
internal static class ScheduledWorld
{
    public const string PipelineArn = "arn:aws:imagebuilder:us-east-1:000000000000:image-pipeline/golden-ami-web";

    /// <summary>Holds the AMI that the image is built upon: somebody moves it.</summary>
    public const string Parent = "/golden/base";

    public static Recipe Scheduled(string page = "hello", bool gated = false, params string[] elsewhere) => CloudWorld.Web(page, elsewhere: elsewhere) with
    {
        Parent = new Parent.Ssm(Parent, CloudWorld.Here),
        Pipeline = new Pipeline(CloudWorld.Here) { Schedule = "cron(0 6 ? * mon#1 *)", Start = PipelineStart.Always, DisableAfterFailures = 2, Scan = gated },
        Gates = gated ? new() { Vulnerabilities = new VulnerabilityRule(FindingSeverity.High, FixableOnly: false, [], CloudWorld.Here) } : new(),
    };

    /// <summary>The parameter of the parent names an AMI, the pipeline is there and has built once.</summary>
    /// <returns>The image's ARN.</returns>
    public static async Task<string> BeginAsync(CloudWorld world, Recipe recipe)
    {
        await PointParentAsync(world, "/aws/service/debian/release/12/latest/amd64");
        await world.Run().ApplyAsync(recipe);
        return await BuildAsync(world);
    }

    /// <summary>The schedule's time has come: the image is built to its end.</summary>
    public static async Task<string> BuildAsync(CloudWorld world)
    {
        var run = world.Run();
        var arn = (await run.ByHandAsync(clients => clients.ImageBuilder("us-east-1").StartImagePipelineExecutionAsync(new StartImagePipelineExecutionRequest { ImagePipelineArn = PipelineArn }))).ImageBuildVersionArn!;
        while ((await ImageAsync(run, arn)).State!.Status!.Value is not ("AVAILABLE" or "FAILED"))
        {
            await Task.Delay(TimeSpan.FromSeconds(1), run.Time);
        }

        return arn;
    }

    public static async Task<Image> ImageAsync(ProgramUnderTest run, string arn) =>
        (await run.ByHandAsync(clients => clients.ImageBuilder("us-east-1").GetImageAsync(new GetImageRequest { ImageBuildVersionArn = arn }))).Image!;

    /// <summary>What the parent's parameter holds.</summary>
    public static async Task<string> ParentAsync(CloudWorld world) =>
        (await world.Run().ByHandAsync(clients => clients.Ssm("us-east-1").GetParameterAsync(new GetParameterRequest { Name = Parent }))).Parameter!.Value!;

    /// <param name="to">Another parameter, or an AMI's id.</param>
    public static Task<PutParameterResponse> PointParentAsync(CloudWorld world, string to) => world.Run().ByHandAsync(async clients =>
    {
        var ssm = clients.Ssm("us-east-1");
        var value = to.StartsWith('/') ? (await ssm.GetParameterAsync(new GetParameterRequest { Name = to })).Parameter!.Value : to;
        return await ssm.PutParameterAsync(new PutParameterRequest { Name = Parent, Value = value, Type = "String", Overwrite = true });
    });

    public static async Task<Adoption> AdoptAsync(this ProgramUnderTest run, Recipe recipe)
    {
        using var clients = run.Connect();
        return await new Adopter(clients, run.Time, run.Report).AdoptAsync(recipe, ProgramUnderTest.Options(), CancellationToken.None);
    }

    /// <summary>All of it, as the program does when the consumers are moved.</summary>
    public static async Task<BuildResult> AdoptAndSettleAsync(this ProgramUnderTest run, Recipe recipe) =>
        await run.TryAdoptAsync(recipe) ?? throw new InvalidOperationException("There was nothing to adopt.");

    /// <summary>As <see cref="AdoptAndSettleAsync"/>; null when there is nothing to adopt.</summary>
    public static async Task<BuildResult?> TryAdoptAsync(this ProgramUnderTest run, Recipe recipe)
    {
        using var clients = run.Connect();
        var adopter = new Adopter(clients, run.Time, run.Report);
        if ((await adopter.AdoptAsync(recipe, ProgramUnderTest.Options(), CancellationToken.None)).End is not { } end)
        {
            return null;
        }

        var result = Assert.IsType<BuildEnd.Released>(end).Result;
        await adopter.SettleAsync(result, CancellationToken.None);
        return result;
    }
}
