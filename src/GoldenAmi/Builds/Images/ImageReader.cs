using System.Globalization;
using Amazon.Imagebuilder.Model;
using GoldenAmi.Aws;
using GoldenAmi.Builds.Resources;
using GoldenAmi.Identifiers;

namespace GoldenAmi.Builds.Images;

/// <summary>Reads images of Image Builder in the home region.</summary>
internal sealed class ImageReader(AwsClients clients, Region home)
{
    /// <summary>Every build and distribution of an image version; none when nothing of that version was ever built.</summary>
    /// <param name="versionArn">For example <c>arn:aws:imagebuilder:us-east-1:111122223333:image/web/1.4.0</c>.</param>
    public async Task<IReadOnlyList<ImageBuild>> ListBuildsAsync(string versionArn, CancellationToken ct)
    {
        // Guess: a version without builds may be an empty list or an unknown resource; both mean the same here.
        var builds = await clients.Shared.AskAsync($"imagebuilder:ListImageBuildVersions in {home}", versionArn, ListBuildsOfAsync, ct).OrMissingAsync()
            .ExplainAsync("imagebuilder:ListImageBuildVersions", home.Value);
        return [.. (builds ?? []).Select(Read).OfType<ImageBuild>()];
    }

    /// <summary>Every image that a pipeline built, by schedule or by hand: one call for each 25.</summary>
    public async Task<IReadOnlyList<ImageBuild>> ListOfPipelineAsync(string pipelineArn, CancellationToken ct)
    {
        var request = new ListImagePipelineImagesRequest { ImagePipelineArn = pipelineArn, MaxResults = 25 };
        var builds = new List<ImageBuild>();
        do
        {
            var page = await clients.ImageBuilder(home.Value).ListImagePipelineImagesAsync(request, ct).ExplainAsync("imagebuilder:ListImagePipelineImages", home.Value);
            builds.AddRange((page.ImageSummaryList ?? []).Select(Read).OfType<ImageBuild>());
            request.NextToken = page.NextToken;
        }
        while (request.NextToken is { Length: > 0 });
        return builds;
    }

    private async Task<List<ImageSummary>> ListBuildsOfAsync(string versionArn, CancellationToken ct) =>
        await clients.ImageBuilder(home.Value).Paginators.ListImageBuildVersions(new ListImageBuildVersionsRequest { ImageVersionArn = versionArn }).ImageSummaryList.ToListAsync(ct);

    /// <summary>ARNs of every version of an image, newest first. Guess: the list names versions (<c>image/web/1.4.0</c>); should it name a build of each (<c>image/web/1.4.0/2</c>), the number behind is left off.</summary>
    /// <param name="name">For example <c>web</c>.</param>
    public async Task<IReadOnlyList<string>> ListVersionsAsync(string name, CancellationToken ct)
    {
        var found = (await new BuilderLists(clients, home).ImagesAsync("self", name, ct))
            .Select(version => ImageRecipeVersion.Find(ResourceReader.VersionArn(version.Arn!))).OfType<ImageRecipeVersion>();
        return [.. found.OrderByDescending(version => version.Version).Select(version => version.Arn).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>One build as it is now.</summary>
    public async Task<ImageView> GetAsync(ImageArn arn, CancellationToken ct)
    {
        var answer = await clients.ImageBuilder(home.Value).GetImageAsync(new GetImageRequest { ImageBuildVersionArn = arn.Value }, ct)
            .ExplainAsync("imagebuilder:GetImage", home.Value);
        return View(arn, answer);
    }

    /// <summary>One build as it is now, or null when there is none.</summary>
    public async Task<ImageBuild?> FindAsync(ImageArn arn, CancellationToken ct)
    {
        var answer = await clients.Shared.AskAsync(
            $"imagebuilder:GetImage in {home}", arn.Value, (wanted, token) => clients.ImageBuilder(home.Value).GetImageAsync(new GetImageRequest { ImageBuildVersionArn = wanted }, token), ct)
            .OrMissingAsync().ExplainAsync("imagebuilder:GetImage", home.Value);
        return answer is null ? null : View(arn, answer).Build;
    }

    private static ImageView View(ImageArn arn, GetImageResponse answer)
    {
        var image = answer.Image.Needed("imagebuilder:GetImage image");
        var build = new ImageBuild(arn, State(image.State?.Status?.Value))
        {
            Reason = image.State?.Reason,
            Failure = ImageFailure.Find(image.State),
            CreatedAt = Answers.FindTime(image.DateCreated),
            Tags = Tags(image.Tags),
            Outputs = Outputs(image.OutputResources),
        };
        return new ImageView(build, [.. (image.ImageRecipe?.Components ?? []).Select(component => component.ComponentArn ?? "")], image.LoggingConfiguration?.LogGroupName)
        {
            Shown = image,
            IsScanned = image.ImageScanningConfiguration?.ImageScanningEnabled == true,
            ScanStatus = image.ScanState?.Status?.Value,
            ScanReason = image.ScanState?.Reason,
        };
    }

    private static ImageBuild? Read(ImageSummary summary) => !ImageArn.TryParse(summary.Arn, out var arn) ? null
        : new ImageBuild(arn, State(summary.State?.Status?.Value))
        {
            Reason = summary.State?.Reason,
            Failure = ImageFailure.Find(summary.State),
            CreatedAt = Answers.FindTime(summary.DateCreated),
            Tags = Tags(summary.Tags),
            Outputs = Outputs(summary.OutputResources),
        };

    private static Dictionary<string, string> Tags(Dictionary<string, string>? tags) => new(tags ?? [], StringComparer.Ordinal);

    private static IReadOnlyList<OutputAmi> Outputs(OutputResources? resources) =>
    [
        .. from ami in resources?.Amis ?? []
           where Region.TryParse(ami.Region, out _) && AmiId.TryParse(ami.Image, out _)
           select new OutputAmi(Region.Parse(ami.Region!), AmiId.Parse(ami.Image!), AccountId.TryParse(ami.AccountId, out var account) ? account : null) { Name = ami.Name ?? "" },
    ];

    /// <summary>A state as the service names it.</summary>
    internal static BuildState State(string? status) =>
        Enum.TryParse<BuildState>(status is null ? "" : CultureInfo.InvariantCulture.TextInfo.ToTitleCase(status.ToLowerInvariant()), out var state) ? state : BuildState.Unknown;
}

/// <summary>A build as GetImage shows it.</summary>
/// <param name="ComponentArns">Of its recipe, in the recipe's order; empty when the answer names no recipe.</param>
/// <param name="LogGroup">Where it logs, or null for the service's own group.</param>
internal sealed record ImageView(ImageBuild Build, IReadOnlyList<string> ComponentArns, string? LogGroup)
{
    /// <summary>The whole answer.</summary>
    public Image? Shown { get; init; }

    /// <summary>A scan for vulnerabilities was asked for.</summary>
    public bool IsScanned { get; init; }

    /// <summary>As in the model's ImageScanStatus; null: the service does not say yet.</summary>
    public string? ScanStatus { get; init; }

    public string? ScanReason { get; init; }
}
