using System.Text.Json.Nodes;
using GoldenAmi.LocalCloud.Protocol;
using GoldenAmi.LocalCloud.State;

namespace GoldenAmi.LocalCloud.ImageBuilder.Pipelines;

/// <summary>Operations on image pipelines; their clock is <see cref="PipelineClock"/>.</summary>
internal sealed class PipelineOperations(ImageOperations images, Action onScheduleChanged)
{
    private static readonly Dictionary<string, Func<ResourceRecord, IEnumerable<string?>>> Filters = new(StringComparer.Ordinal)
    {
        ["name"] = pipeline => [pipeline.Name],
        ["description"] = pipeline => [pipeline.Given.Text("description")],
        ["status"] = pipeline => [pipeline.Given.Text("status")],
        ["imageRecipeArn"] = pipeline => [pipeline.Given.Text("imageRecipeArn")],
        ["infrastructureConfigurationArn"] = pipeline => [pipeline.Given.Text("infrastructureConfigurationArn")],
        ["distributionConfigurationArn"] = pipeline => [pipeline.Given.Text("distributionConfigurationArn")],
    };

    private static readonly Dictionary<string, Func<ImageRecord, IEnumerable<string?>>> ImageFilters = new(StringComparer.Ordinal)
    {
        ["name"] = image => [image.Name],
        ["version"] = image => [image.Version],
    };

    public JsonObject Create(Call call)
    {
        var name = call.Input.RequiredText("name");
        if (Catalog.Own(call, ResourceKinds.Pipeline).Any(each => Arns.Slug(each.Name) == Arns.Slug(name)))
        {
            throw BuilderErrors.Exists(ResourceKinds.Pipeline, name, version: null);
        }

        Check(call);
        var pipeline = ResourceOperations.Add(call, ResourceKinds.Pipeline);
        pipeline.Given["status"] ??= "ENABLED";
        call.State.Records = PipelineRecords.Scheduled(
            call.State.Records with { Pipelines = call.State.Records.Pipelines.Add(new PipelineRecord(pipeline.Arn, pipeline.Account, pipeline.Region)) }, pipeline, call.Now);
        call.State.Afterwards(onScheduleChanged);
        return ResourceOperations.Created(call, "imagePipelineArn", pipeline.Arn);
    }

    public static JsonObject Get(Call call) => new() { ["requestId"] = call.RequestId, ["imagePipeline"] = Answer(call, Existing(call)) };

    public static JsonObject List(Call call) => ListFilters.Answer(
        call, "imagePipelineList", ListFilters.Page(call, ListFilters.Apply(call, Catalog.Own(call, ResourceKinds.Pipeline), Filters)), pipeline => Answer(call, pipeline));

    public static JsonObject ListImages(Call call)
    {
        var pipeline = Existing(call);
        var made = ListFilters.Apply(call, call.State.Records.Images.Where(each => each.Pipeline == pipeline.Arn), ImageFilters);
        return ListFilters.Answer(call, "imageSummaryList", ListFilters.Page(call, made), image => ImageAnswers.Summary(call.State.Records, image));
    }

    /// <summary>
    /// The request's members take the place of all that were there. A guess: enabling a pipeline that was disabled begins its count of failures anew.
    /// </summary>
    public JsonObject Update(Call call)
    {
        var old = Existing(call);
        Check(call);
        var given = ResourceOperations.GivenOf(call, "imagePipelineArn");
        given["status"] ??= "ENABLED";
        var updated = old with { Given = given, Updated = call.Now };
        var wasDisabled = old.Given.Text("status") == "DISABLED";
        call.State.Records = call.State.Records with { Resources = CloudRecords.Changed(call.State.Records.Resources, each => ReferenceEquals(each, old), _ => updated) };
        call.State.Records = PipelineRecords.Scheduled(
            PipelineRecords.With(call.State.Records, old.Arn, each => each with { ConsecutiveFailures = wasDisabled ? 0 : each.ConsecutiveFailures }), updated, call.Now);
        call.State.Afterwards(onScheduleChanged);
        return ResourceOperations.Created(call, "imagePipelineArn", old.Arn);
    }

    /// <summary>A guess: a pipeline can be deleted while an image of it is being made, which goes on.</summary>
    public JsonObject Delete(Call call)
    {
        var pipeline = Existing(call);
        call.State.Records = call.State.Records with
        {
            Resources = call.State.Records.Resources.RemoveAll(each => each.Arn == pipeline.Arn),
            Pipelines = call.State.Records.Pipelines.RemoveAll(each => each.Arn == pipeline.Arn),
        };
        call.State.Afterwards(onScheduleChanged);
        return new JsonObject { ["requestId"] = call.RequestId, ["imagePipelineArn"] = pipeline.Arn };
    }

    /// <summary>A guess: a disabled pipeline can be started by hand.</summary>
    public JsonObject Start(Call call)
    {
        var arn = Start(call, Existing(call), call.Input.TextMap("tags"), isScheduled: false);
        return ResourceOperations.Created(call, "imageBuildVersionArn", arn);
    }

    /// <summary>Starts an image as the pipeline says, and gives its ARN.</summary>
    public string Start(Call call, ResourceRecord pipeline, IReadOnlyDictionary<string, string> tags, bool isScheduled)
    {
        var input = new JsonObject();
        foreach (var member in (string[])["imageRecipeArn", "infrastructureConfigurationArn", "distributionConfigurationArn", "imageTestsConfiguration", "enhancedImageMetadataEnabled", "imageScanningConfiguration", "workflows", "executionRole"])
        {
            if (pipeline.Given[member] is { } value)
            {
                input[member] = value.DeepClone();
            }
        }

        if (pipeline.Given.Structure("loggingConfiguration")?.Text("imageLogGroupName") is { } group)
        {
            input["loggingConfiguration"] = new JsonObject { ["logGroupName"] = group };
        }

        var given = pipeline.Given.TextMap("imageTags");
        foreach (var (key, value) in tags)
        {
            given[key] = value;
        }

        input["tags"] = Values.Map(given);
        var arn = images.Create(call with { Input = input }).RequiredText("imageBuildVersionArn");
        call.State.Records = PipelineRecords.With(
            call.State.Records.WithImage(arn, image => image with { Pipeline = pipeline.Arn, PipelineName = pipeline.Name, IsScheduled = isScheduled }),
            pipeline.Arn,
            each => each with { LastRun = call.Now, LastRunStatus = ImageStatus.Pending });
        return arn;
    }

    private static ResourceRecord Existing(Call call) => Catalog.Get(call, ResourceKinds.Pipeline, call.Input.RequiredText("imagePipelineArn"));

    private static void Check(Call call)
    {
        if (call.Input.Text("imageRecipeArn") is not { } recipe)
        {
            throw call.Input["containerRecipeArn"] is null ? BuilderErrors.Value("imageRecipeArn", "An image recipe is needed.") : BuilderErrors.NotServed("container recipes");
        }

        Catalog.Get(call, ResourceKinds.ImageRecipe, recipe);
        Catalog.Get(call, ResourceKinds.Infrastructure, call.Input.RequiredText("infrastructureConfigurationArn"));
        if (call.Input.Text("distributionConfigurationArn") is { } distribution)
        {
            Catalog.Get(call, ResourceKinds.Distribution, distribution);
        }

        PipelineSchedule.Read(call.Input);
    }

    private static JsonObject Answer(Call call, ResourceRecord pipeline)
    {
        var state = call.State.Records.Pipelines.Find(each => each.Arn == pipeline.Arn);
        var answer = pipeline.Given.DeepClone().AsObject();
        answer["arn"] = pipeline.Arn;
        answer["name"] = pipeline.Name;
        answer["platform"] = "Linux";
        answer["enhancedImageMetadataEnabled"] ??= true;
        answer["dateCreated"] = Values.Time(pipeline.Created);
        answer["dateUpdated"] = pipeline.Updated is { } updated ? Values.Time(updated) : null;
        answer["dateLastRun"] = state?.LastRun is { } last ? Values.Time(last) : null;
        answer["lastRunStatus"] = state?.LastRunStatus;
        answer["dateNextRun"] = state?.NextRun is { } next ? Values.Time(next) : null;
        answer["consecutiveFailures"] = state?.ConsecutiveFailures ?? 0;
        answer["tags"] = Values.Map(pipeline.Tags);
        return answer;
    }
}
