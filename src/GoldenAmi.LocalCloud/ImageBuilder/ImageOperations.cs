using System.Text.Json.Nodes;
using GoldenAmi.LocalCloud.ImageBuilder.Building;
using GoldenAmi.LocalCloud.ImageBuilder.Sharing;
using GoldenAmi.LocalCloud.Protocol;
using GoldenAmi.LocalCloud.State;

namespace GoldenAmi.LocalCloud.ImageBuilder;

/// <summary>Operations on images; builds themselves are the crew's.</summary>
internal sealed class ImageOperations(Crew crew, Scans scans)
{
    private static readonly Dictionary<string, Func<ImageRecord, IEnumerable<string?>>> Filters = new(StringComparer.Ordinal)
    {
        ["name"] = image => [image.Name],
        ["osVersion"] = _ => [null],
        ["platform"] = _ => ["Linux"],
        ["type"] = _ => ["AMI"],
        ["version"] = image => [image.Version],
    };

    private static readonly string[] NotKept = ["clientToken", "tags"];

    public JsonObject Create(Call call)
    {
        if (call.Input.Text("imageRecipeArn") is not { } recipeArn)
        {
            throw call.Input["containerRecipeArn"] is null
                ? BuilderErrors.Value("imageRecipeArn", "An image recipe is needed.")
                : BuilderErrors.NotServed("container recipes");
        }

        var recipe = Catalog.Get(call, ResourceKinds.ImageRecipe, recipeArn);
        UserDataScripts.Check(recipe);

        var image = NewImage(call, recipe.Name, recipe.Version!) with
        {
            Recipe = recipe,
            Infrastructure = Catalog.Get(call, ResourceKinds.Infrastructure, call.Input.RequiredText("infrastructureConfigurationArn")),
            Distribution = call.Input.Text("distributionConfigurationArn") is { } arn ? Catalog.Get(call, ResourceKinds.Distribution, arn) : null,
            Components = [.. recipe.Given.Structures("components").Select(each => Catalog.Get(call, ResourceKinds.Component, each.RequiredText("componentArn")))],
            Workflows = ChosenWorkflows.Read(call),
            SourceAmi = ParentImage.Find(call, recipe.Given.RequiredText("parentImage")).Id,
        };
        var answer = Start(call, image);
        answer["latestVersionReferences"] = ResourceOperations.LatestReferences(call.Region, call.Account, "image", image.Name, image.Version);
        return answer;
    }

    public JsonObject Distribute(Call call)
    {
        var source = ParentImage.Find(call, call.Input.RequiredText("sourceImage"));
        var distribution = Catalog.Get(call, ResourceKinds.Distribution, call.Input.RequiredText("distributionConfigurationArn"));
        var origin = call.State.Records.Images.Find(each => each.Ami == source.Id && each.Region == call.Region && each.Account == call.Account);
        var (name, version) = DistributedAs(source, origin);
        var answer = Start(call, NewImage(call, name, version) with
        {
            Distribution = distribution,
            SourceAmi = source.Id,
            Ami = source.Id,
            Outputs = [new OutputRecord(call.Region, call.Account, source.Id)],
        });
        answer.Remove("requestId");
        return answer;
    }

    public JsonObject Get(Call call) => new()
    {
        ["requestId"] = call.RequestId,
        ["image"] = ImageAnswers.Image(call.State.Records, Existing(call), scans.StateOf(Existing(call), call.Now)),
    };

    public static JsonObject List(Call call)
    {
        var owned = call.Input.Text("owner") switch
        {
            null or "Self" => Catalog.OwnImages(call),
            "Shared" => Shared.Images(call),
            "Amazon" => ManagedImages.All(call),
            _ => [],
        };
        var versions = ListFilters.Apply(call, owned, Filters)
            .GroupBy(each => (each.Name, Version: call.Input.Flag("byName") == true ? null : each.Version))
            .Select(group => group.OrderBy(each => Versions.Key(each.Version)).ThenBy(each => each.Build).Last())
            .ToList();
        return ListFilters.Answer(call, "imageVersionList", ListFilters.Page(call, versions), image => ImageAnswers.Version(call.State.Records, image));
    }

    public static JsonObject ListBuilds(Call call)
    {
        var arn = call.Input.Text("imageVersionArn");
        var builds = ListFilters.Apply(call, Catalog.OwnImages(call).Concat(arn is null ? [] : Shared.Images(call).Concat(ManagedImages.All(call))).Where(each => arn is null || each.Arn[..each.Arn.LastIndexOf('/')] == arn), Filters);
        return ListFilters.Answer(call, "imageSummaryList", ListFilters.Page(call, builds), image => ImageAnswers.Summary(call.State.Records, image));
    }

    public JsonObject Cancel(Call call)
    {
        var image = Own(call);
        if (ImageStatus.IsFinal(image.Status))
        {
            throw new AwsErrorException("InvalidRequestException", $"The image '{image.Arn}' cannot be cancelled: its state is {image.Status}.");
        }

        call.State.Records = call.State.Records.WithImage(image.Arn, each => each with { Status = ImageStatus.Cancelled, Reason = "The image creation was cancelled.", Owner = null });
        call.State.Records = WorkflowRecords.Stop(call.State.Records, image.Arn, "CANCELLED", "The image creation was cancelled.", call.Now);
        call.State.Afterwards(() => crew.Stop(image.Arn));
        return ResourceOperations.Created(call, "imageBuildVersionArn", image.Arn);
    }

    public JsonObject Retry(Call call)
    {
        var image = Own(call);
        if (image is not { Status: ImageStatus.Failed, Ami: not null, FailedIn: { } stage } || stage is not (ImageStatus.Testing or ImageStatus.Distributing or ImageStatus.Integrating))
        {
            throw new AwsErrorException(
                "InvalidRequestException",
                $"The image '{image.Arn}' cannot be retried: only an image that failed in testing, distribution or integration can; this one is {image.Status}{(image.FailedIn is { } in_ ? $" in {in_}" : "")}.");
        }

        call.State.Records = WorkflowRecords.MarkRetried(call.State.Records, image.Arn)
            .WithImage(image.Arn, each => each with { Status = stage, Reason = null, Failure = null, FailedIn = null, Owner = Environment.ProcessId });
        call.State.Afterwards(() => crew.Start(image.Arn));
        var answer = ResourceOperations.Created(call, "imageBuildVersionArn", image.Arn);
        answer.Remove("requestId");
        return answer;
    }

    public static JsonObject Delete(Call call)
    {
        var image = Own(call);
        if (!ImageStatus.IsFinal(image.Status))
        {
            throw new AwsErrorException("ResourceDependencyException", $"The image '{image.Arn}' is being built: its state is {image.Status}.");
        }

        if (Catalog.Own(call, ResourceKinds.ImageRecipe).FirstOrDefault(recipe => recipe.Given.Text("parentImage") == image.Arn) is { } child)
        {
            throw new AwsErrorException("ResourceDependencyException", $"Resource dependency error: The resource ARN '{image.Arn}' has other resources depended on it: {child.Arn}.");
        }

        // The AMIs and their snapshots stay, as on AWS.
        call.State.Records = call.State.Records.WithoutPolicy(image.Arn) with
        {
            Images = call.State.Records.Images.RemoveAll(each => each.Arn == image.Arn),
            Workflows = call.State.Records.Workflows.RemoveAll(each => each.ImageArn == image.Arn),
        };
        return new JsonObject { ["requestId"] = call.RequestId, ["imageBuildVersionArn"] = image.Arn };
    }

    /// <summary>A guess: which image a distribution counts as. One built here gets a further build of its version; another AMI an image named for its id.</summary>
    private static (string Name, string Version) DistributedAs(AmiRecord source, ImageRecord? origin) =>
        origin is null ? (source.Id, "1.0.0") : (origin.Name, origin.Version);

    private static ImageRecord NewImage(Call call, string name, string version)
    {
        var build = (Catalog.OwnImages(call).Where(each => Arns.Slug(each.Name) == Arns.Slug(name) && each.Version == version).Max(each => (int?)each.Build) ?? 0) + 1;
        return new ImageRecord
        {
            Arn = Arns.Make(call.Region, call.Account, "image", name, version, build),
            Account = call.Account,
            Region = call.Region,
            Name = name,
            Version = version,
            Build = build,
            Created = call.Now,
            Status = ImageStatus.Pending,
            Given = new JsonObject(call.Input.Where(each => !NotKept.Contains(each.Key)).Select(each => KeyValuePair.Create(each.Key, each.Value?.DeepClone()))),
            SourceAmi = "",
            Tags = call.Input.TextMap("tags"),
            Owner = Environment.ProcessId,
        };
    }

    private JsonObject Start(Call call, ImageRecord image)
    {
        Quotas.CheckBuilds(call);
        call.State.Records = call.State.Records with { Images = call.State.Records.Images.Add(image) };
        call.State.Afterwards(() => crew.Start(image.Arn));
        return ResourceOperations.Created(call, "imageBuildVersionArn", image.Arn);
    }

    private static ImageRecord Existing(Call call)
    {
        var arn = call.Input.RequiredText("imageBuildVersionArn");
        return Catalog.FindImage(call, arn) ?? throw (ManagedImages.IsManaged(arn)
            ? new AwsErrorException("ResourceNotFoundException", $"The resource with ARN '{arn}' does not exist. {ManagedImages.Hint(call)}")
            : BuilderErrors.NotFound(arn));
    }

    /// <summary>What is shared is there to be read and built upon, not to be changed.</summary>
    private static ImageRecord Own(Call call) => Existing(call) is var image && image.Account == call.Account ? image : throw BuilderErrors.NotFound(image.Arn);
}
