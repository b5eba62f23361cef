using Amazon.Imagebuilder.Model;
using GoldenAmi.Applying;
using GoldenAmi.Aws;
using GoldenAmi.Builds;
using GoldenAmi.Builds.Comparing;
using GoldenAmi.Builds.Images;
using GoldenAmi.Builds.Resolving;
using GoldenAmi.Builds.Resources;
using GoldenAmi.Identifiers;
using GoldenAmi.Publishing;
using GoldenAmi.Reports;
using ComponentVersion = GoldenAmi.Builds.ComponentVersion;

namespace GoldenAmi.Adopting;

/// <summary>Looks at a recipe's pipeline, at what it built, and at what an image of it was really built from.</summary>
internal sealed class ScheduleReader(AwsClients clients, IReport report, ResolvedRecipe today)
{
    private Region Home => today.Recipe.Region.Value;

    /// <summary>Two calls, one for each 25 images of the pipeline, and one for each AMI that is newer than the newest release.</summary>
    public async Task<AdoptionFacts> ReadAsync(IReadOnlyList<RegionalAmi> amis, CancellationToken ct)
    {
        var pipeline = await new ApplyReader(clients, report).FindPipelineAsync(today, ct);
        ApplyPlanner.CheckOwner(today.Recipe, pipeline);
        return new AdoptionFacts(today.Recipe)
        {
            Pipeline = pipeline,
            Images = pipeline is null ? [] : await new ImageReader(clients, Home).ListOfPipelineAsync(pipeline.Arn, ct),
            Released = pipeline is null ? null : (await new ReleasedContentReader(clients, Home).FindAsync(amis, ct)).Released,
        };
    }

    /// <summary>The recipe's AMIs in the home region: one call.</summary>
    public Task<IReadOnlyList<RegionalAmi>> ReadAmisAsync(CancellationToken ct) =>
        new AmiReader(clients).ReadAsync(today.Recipe.Name.Value, today.Recipe.Variant, today.Account.Id, [Home], ct);

    /// <summary>Three calls, and one for each owner of a component whose version the image does not say.</summary>
    public async Task<ScheduledImage> ReadAsync(ImageBuild build, IReadOnlyList<RegionalAmi> amis, CancellationToken ct)
    {
        var view = await new ImageReader(clients, Home).GetAsync(build.Arn, ct);
        var shown = view.Shown.Needed("imagebuilder:GetImage image");
        var recipe = await ReadRecipeAsync(build.Arn.VersionArn.Replace(":image/", ":image-recipe/", StringComparison.Ordinal), ct);
        var content = new ScheduledContent(
            await new ReleasedContentReader(clients, Home).ReadAsync(recipe, build.Arn.Version, ct), shown.Workflows ?? [], shown.ImageTestsConfiguration?.ImageTestsEnabled != false);
        return new ScheduledImage(view.Build, content)
        {
            Parent = FindParent(view.Build, [recipe.ParentImage, shown.ImageRecipe?.ParentImage], amis),
            Versions = await ReadVersionsAsync(view, ct),
            IsScanned = view.IsScanned,
            Distributions = shown.DistributionConfiguration?.Distributions ?? [],
        };
    }

    /// <summary>What the pipeline would build with now: two calls.</summary>
    public async Task<ScheduledContent> ReadAsync(ExistingPipeline pipeline, CancellationToken ct)
    {
        var shown = pipeline.Shown.Needed("imagebuilder:GetImagePipeline imagePipeline");
        var recipe = await ReadRecipeAsync(shown.ImageRecipeArn.Needed("imagebuilder:GetImagePipeline imageRecipeArn"), ct);
        var content = await new ReleasedContentReader(clients, Home).ReadAsync(recipe, recipe.Version.Needed("imagebuilder:GetImageRecipe version"), ct);
        return new ScheduledContent(content, shown.Workflows ?? [], shown.ImageTestsConfiguration?.ImageTestsEnabled != false);
    }

    /// <summary>Digest of a workflow's document → ARN of the version with that content. No call when the recipe has no document of that kind.</summary>
    public async Task<IReadOnlyDictionary<string, string>> ReadWorkflowsAsync(CancellationToken ct) =>
        (await new WorkflowResources(clients).AddToAsync(new ExistingResources(), today, ct)).Workflows;

    private async Task<ImageRecipe> ReadRecipeAsync(string arn, CancellationToken ct)
    {
        var answer = await clients.ImageBuilder(Home.Value).GetImageRecipeAsync(new GetImageRecipeRequest { ImageRecipeArn = arn }, ct).ExplainAsync("imagebuilder:GetImageRecipe", Home.Value);
        return answer.ImageRecipe.Needed("imagebuilder:GetImageRecipe imageRecipe");
    }

    /// <summary>
    /// A parent that is named by its id is it. Of one by a parameter or a wildcard EC2 knows which it was: the AMI's source is what its instance was started from
    /// (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/identify-source-ami-used-to-create-new-ami.html). An AMI that Image Builder copied in the home region, for its key, is followed to the first.
    /// </summary>
    private AmiId? FindParent(ImageBuild build, IEnumerable<string?> named, IReadOnlyList<RegionalAmi> amis)
    {
        foreach (var text in named)
        {
            if (AmiId.TryParse(text, out var id))
            {
                return id;
            }
        }

        var own = amis.Where(ami => ami.Tags.GetValueOrDefault(ReleasedParents.Origin) == build.Arn.Value).ToDictionary(ami => ami.Id);
        var (source, left) = (build.FindAmi(Home), own.Count);
        while (source is { } at && own.TryGetValue(at, out var ami) && left-- >= 0)
        {
            source = ami.Source;
        }

        return source is { } found && (own.ContainsKey(found) || found == build.FindAmi(Home)) ? null : source;
    }

    /// <summary>
    /// As GetImage names them. A guess stands behind the rest: should GetImage show a wildcard as the image recipe has it, it meant the newest version that there was when the image's build began.
    /// </summary>
    private async Task<IReadOnlyList<string>> ReadVersionsAsync(ImageView view, CancellationToken ct)
    {
        var versions = view.ComponentArns.Select(arn => arn.Split('/') is [_, _, var version, ..] ? version : "").ToList();
        if (versions.TrueForAll(version => ComponentVersion.Find(version) is not null))
        {
            return versions;
        }

        var then = await new ComponentResolver(clients, Home) { At = view.Build.CreatedAt }.ResolveAsync(today.Recipe, ct);
        return [.. versions.Zip(then, (version, resolved) => ComponentVersion.Find(version) is null && resolved is ResolvedComponent.Existing existing ? existing.Version : version)];
    }
}
