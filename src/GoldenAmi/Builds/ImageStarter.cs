using Amazon.Imagebuilder.Model;
using GoldenAmi.Aws;
using GoldenAmi.Builds.Images;
using GoldenAmi.Builds.Resolving;
using GoldenAmi.Builds.Resources;
using GoldenAmi.Diagnostics;
using GoldenAmi.Identifiers;
using GoldenAmi.Publishing;
using GoldenAmi.Reports;

namespace GoldenAmi.Builds;

/// <summary>Starts, resumes and marks builds.</summary>
internal sealed class ImageStarter(AwsClients clients, IReport report)
{
    /// <summary>Starts a build; two runs that do it at once get the same one.</summary>
    public async Task<ImageArn> CreateAsync(ResolvedRecipe resolved, ImageRecipeVersion? imageRecipe, int attempt, CancellationToken ct)
    {
        var (recipe, home) = (resolved.Recipe, resolved.Recipe.Region.Value);
        var ready = await new Reconciler(clients, report).ReconcileAsync(resolved, imageRecipe, ct);

        // Only the home region: the image leaves it when its tests have passed.
        var distribution = DistributionResource.OfBuild(resolved, ready.ImageRecipe.Version.ToString());
        var distributionArn = await new DistributionConfigurations(clients, report).EnsureAsync(resolved, distribution, ct);
        var isScanned = recipe.Gates.Vulnerabilities is not null;
        var request = new CreateImageRequest
        {
            ImageRecipeArn = ready.ImageRecipe.Arn,
            InfrastructureConfigurationArn = ready.InfrastructureArn,
            DistributionConfigurationArn = distributionArn,
            ImageTestsConfiguration = new ImageTestsConfiguration { ImageTestsEnabled = true },
            ImageScanningConfiguration = isScanned ? new ImageScanningConfiguration { ImageScanningEnabled = true } : null,

            Workflows = ready.Workflows is { } workflows ? [.. workflows] : null,

            // Image Builder's own workflows run with its service-linked role.
            ExecutionRole = ready.Workflows is null ? null : recipe.ExecutionRole?.Value,
            LoggingConfiguration = recipe.Infrastructure.LogGroup is { } group ? new ImageLoggingConfiguration { LogGroupName = group } : null,

            // Only what does not differ between two runs: the same token must come with the same request.
            Tags = new(ImageTags.Of(recipe), StringComparer.Ordinal) { [ImageTags.Fingerprint] = resolved.Fingerprint.Value },
            ClientToken = ClientToken.For("CreateImage", $"{ready.ImageRecipe.Arn} {resolved.Fingerprint.Value}{(isScanned ? " scan" : "")}", attempt),
        };
        if (isScanned)
        {
            request.Tags[ImageTags.Scan] = "true";
        }

        var answer = await clients.ImageBuilder(home.Value).CreateImageAsync(request, ct).OrTakenAsync().ExplainAsync("imagebuilder:CreateImage", home.Value);
        return answer is null
            ? await FindTakenAsync(ready.ImageRecipe, home, ct)
            : Read(answer.ImageBuildVersionArn, "imagebuilder:CreateImage imageBuildVersionArn");
    }

    /// <summary>Goes on with a failed image. Two runs that do it at once, and one that does it again after it died, do it once: the token is the same.</summary>
    /// <returns>False when the service does not resume what failed: it is marked now, and the next plan begins anew.</returns>
    public async Task<bool> TryResumeAsync(ImageArn image, Region home, CancellationToken ct)
    {
        var request = new RetryImageRequest { ImageBuildVersionArn = image.Value, ClientToken = ClientToken.For("RetryImage", image.Value, 0) };
        try
        {
            await clients.ImageBuilder(home.Value).RetryImageAsync(request, ct).ExplainAsync("imagebuilder:RetryImage", home.Value);
        }
        catch (UserErrorException refusal) when (refusal.Diagnostics.All(problem => problem.Code == ErrorCode.AwsRefused))
        {
            // What another run resumed a moment ago is refused too.
            if ((await new ImageReader(clients, home).GetAsync(image, ct)).Build.State == BuildState.Failed)
            {
                report.Say(image.Value, $"cannot be resumed: {refusal.Diagnostics[0].Message}");
                await GiveUpAsync(image, home, ct);
                return false;
            }
        }

        report.Say(image.Value, "failed before, is resumed");
        return true;
    }

    /// <summary>Marks an image that failed and is not to be resumed again. The mark comes last: a run that sees an image failed and without it resumes it with the same token, which changes nothing.</summary>
    public Task GiveUpAsync(ImageArn image, Region home, CancellationToken ct) => MarkAsync(image, home, new Dictionary<string, string> { [ImageTags.Retried] = "true" }, ct);

    /// <summary>Puts tags on an image that are good to have: without them the run goes on.</summary>
    public async Task MarkAsync(ImageArn image, Region home, IReadOnlyDictionary<string, string> tags, CancellationToken ct)
    {
        try
        {
            await TagAsync(image, home, new(tags, StringComparer.Ordinal), ct);
        }
        catch (UserErrorException failure)
        {
            foreach (var problem in failure.Diagnostics)
            {
                report.Problem(problem with { Severity = Severity.Warning });
            }
        }
    }

    public static ImageArn Read(string? arn, string member)
    {
        ImageArn? found = ImageArn.TryParse(arn, out var read) ? read : null;
        _ = found.Needed(member);
        return read;
    }

    private async Task TagAsync(ImageArn image, Region home, Dictionary<string, string> tags, CancellationToken ct) =>
        await clients.ImageBuilder(home.Value).TagResourceAsync(new TagResourceRequest { ResourceArn = image.Value, Tags = tags }, ct)
            .ExplainAsync("imagebuilder:TagResource", home.Value);

    /// <summary>Another run used the token with another infrastructure a moment ago: its build is the one.</summary>
    private async Task<ImageArn> FindTakenAsync(ImageRecipeVersion version, Region home, CancellationToken ct)
    {
        var builds = await new ImageReader(clients, home).ListBuildsAsync(version.ImageVersionArn, ct);
        return Read(builds.Where(build => !build.IsDistribution).MaxBy(build => build.Arn.Build)?.Arn.Value, "imagebuilder:ListImageBuildVersions imageSummaryList");
    }
}
