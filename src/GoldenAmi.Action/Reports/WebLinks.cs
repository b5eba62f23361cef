namespace GoldenAmi.Action.Reports;

/// <summary>Addresses of pages that a summary links to. They come from the environment, so that GitHub Enterprise Server and Azure DevOps Server are right too.</summary>
/// <param name="Repository">The repository's page without a slash at its end, or null when it is not known.</param>
/// <param name="IsAzure">Whether the repository is one of Azure Repos.</param>
internal sealed record WebLinks(string? Repository, bool IsAzure)
{
    public static WebLinks None { get; } = new(null, IsAzure: false);

    public static WebLinks Of(ProgramContext context)
    {
        if (context.Variable("GITHUB_SERVER_URL") is { } server && context.Variable("GITHUB_REPOSITORY") is { } repository)
        {
            return new WebLinks($"{server.TrimEnd('/')}/{repository}", IsAzure: false);
        }

        return context.Variable("BUILD_REPOSITORY_PROVIDER") == "TfsGit" && context.Variable("BUILD_REPOSITORY_URI") is { } uri
            ? new WebLinks(WithoutUser(uri), IsAzure: true)
            : None;
    }

    /// <summary>The page of the CI run, or null.</summary>
    public static string? Run(ProgramContext context) =>
        context.Variable("GITHUB_RUN_ID") is { } run ? $"{context.Variable("GITHUB_SERVER_URL")}/{context.Variable("GITHUB_REPOSITORY")}/actions/runs/{run}"
        : context.Variable("BUILD_BUILDID") is { } build && context.Variable("SYSTEM_COLLECTIONURI") is { } organization && context.Variable("SYSTEM_TEAMPROJECT") is { } project
            ? $"{organization.TrimEnd('/')}/{Uri.EscapeDataString(project)}/_build/results?buildId={build}"
        : null;

    /// <summary>The page on which a pull request from the branch is opened.</summary>
    public string? NewPullRequest(string branch) => Repository is null ? null
        : IsAzure ? $"{Repository}/pullrequestcreate?sourceRef={Uri.EscapeDataString(branch)}"
        : $"{Repository}/compare/{string.Join('/', branch.Split('/').Select(Uri.EscapeDataString))}?expand=1";

    /// <summary>The console's page of an image.</summary>
    public static string Image(string region, string id)
    {
        var console = region.StartsWith("cn-", StringComparison.Ordinal) ? "console.amazonaws.cn"
            : region.StartsWith("us-gov-", StringComparison.Ordinal) ? "console.amazonaws-us-gov.com"
            : "console.aws.amazon.com";
        return $"https://{region}.{console}/ec2/home?region={region}#ImageDetails:imageId={id}";
    }

    // https://acme@dev.azure.com/acme/project/_git/images
    private static string WithoutUser(string uri) =>
        Uri.TryCreate(uri, UriKind.Absolute, out var address) ? $"{address.Scheme}://{address.Authority}{address.AbsolutePath}".TrimEnd('/') : uri.TrimEnd('/');
}
