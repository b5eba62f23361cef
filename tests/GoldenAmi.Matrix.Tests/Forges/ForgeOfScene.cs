using GoldenAmi.Tests.Forges;

namespace GoldenAmi.Matrix.Tests.Forges;

/// <summary>A forge, and a job whose repository is there.</summary>
/// <param name="Open">A new one, without branches.</param>
/// <param name="Opening">The request that opens a pull request.</param>
/// <param name="Variables">The job's, beside those of its identity.</param>
internal sealed record ForgeOfScene(string Name, Func<FakeForge> Open, string Opening, IReadOnlyDictionary<string, string> Variables)
{
    public static ForgeOfScene GitHub { get; } = new("GitHub", () => new FakeGitHub(), "POST /repos/acme/platform/pulls", new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["GITHUB_ACTIONS"] = "true", ["GITHUB_REPOSITORY"] = "acme/platform", ["GITHUB_SERVER_URL"] = "https://github.com", ["GITHUB_API_URL"] = "https://api.github.com",
        ["GITHUB_TOKEN"] = "ghs_0123456789abcdef",
    });

    public static ForgeOfScene Azure { get; } = new("Azure Repos", () => new FakeAzure(), "POST /acme/shop/_apis/git/repositories/r-1/pullrequests", new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["TF_BUILD"] = "True", ["BUILD_REPOSITORY_PROVIDER"] = "TfsGit", ["BUILD_REPOSITORY_NAME"] = "platform", ["BUILD_REPOSITORY_URI"] = "https://dev.azure.com/acme/shop/_git/platform",
        ["BUILD_BUILDID"] = "7", ["SYSTEM_COLLECTIONURI"] = "https://dev.azure.com/acme/", ["SYSTEM_TEAMPROJECT"] = "shop", ["SYSTEM_ACCESSTOKEN"] = "secret",
    });
}
