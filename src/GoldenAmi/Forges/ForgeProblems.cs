using GoldenAmi.Diagnostics;

namespace GoldenAmi.Forges;

/// <summary>The words for what forges refuse.</summary>
internal static class ForgeProblems
{
    /// <param name="where">Empty, or a place with a space behind it.</param>
    public static Diagnostic ForeignCommit(string branch, string where, ObservedTip tip) => new(
        ErrorCode.ReferenceForeignCommit,
        $"The branch '{branch}' {where}ends in commit {tip.Id[..Math.Min(12, tip.Id.Length)]} ('{Subject(tip.Message)}'), which this program did not make, or which was changed since. It is left as it is.",
        Place: null,
        "merge the pull request, or delete the branch if its commits are not needed, and run again.");

    public static Diagnostic CheckedOut(string branch, string folder) => new(
        ErrorCode.ReferenceBranchCheckedOut,
        $"The branch '{branch}' is checked out in '{folder}', and moving it would change what is seen there.",
        Place: null,
        "check out another branch there ('git switch -'), and run again.");

    public static Diagnostic BaseUnknown(string commit, string baseBranch) => new(
        ErrorCode.ForgeBaseUnknown,
        $"The commit {commit[..Math.Min(12, commit.Length)]} that is checked out here is not in the branch '{baseBranch}' of the repository, so a pull request would carry other people's commits along.",
        Place: null,
        $"run on the branch '{baseBranch}', or push it first.");

    public static Diagnostic NoToken(RepositoryAddress address) => new(
        ErrorCode.ForgeTokenMissing,
        $"A pull request is to be opened in '{address}', and this run has no token for {address.Host}.",
        Place: null,
        address is RepositoryAddress.Azure
            ? "in the task leave 'token' empty, in a script map SYSTEM_ACCESSTOKEN: $(System.AccessToken); or use 'bump: push' or 'bump: commit'."
            : "give 'token' (on GitHub '${{ github.token }}' or that of a GitHub App), or set GITHUB_TOKEN; or use 'bump: push' or 'bump: commit'.");

    public static Diagnostic NotCloned(RepositoryAddress address, string said) => new(
        ErrorCode.ReferenceRepositoryNotCloned,
        $"The repository '{address}', which the recipe's references name, cannot be cloned from {address.CloneUrl}: {said}",
        Place: null,
        "check its name and branch, and give as 'token' one that may read and write it: GITHUB_TOKEN reaches only the run's own repository, the token of a GitHub App reaches all it is installed in.");

    public static Diagnostic NotSeen(string forge, string repository, string said) => new(
        ErrorCode.ForgeNotSeen,
        $"{forge} does not show the repository '{repository}' to this token: {said}",
        Place: null,
        "check the repository's name and that the token may read it.");

    public static Diagnostic BadToken(string forge, string said) => new(
        ErrorCode.ForgeTokenRefused,
        $"{forge} refused the token itself: {said}",
        Place: null,
        "give a token that is valid: 'token' on GitHub is '${{ github.token }}' or an app's, on Azure '$(System.AccessToken)'.");

    public static Diagnostic NotPermitted(string forge, string doing, string said, string fix) => new(
        ErrorCode.ForgeNotPermitted, $"{forge} does not permit {doing}: {said}", Place: null, fix);

    public static Diagnostic PullRequestsNotAllowed(string said) => new(
        ErrorCode.ForgePullRequestsNotAllowed,
        $"GitHub does not let this workflow's token open pull requests: {said} The branch is pushed.",
        Place: null,
        "switch on 'Allow GitHub Actions to create and approve pull requests' in the repository's (or organization's) Actions settings, or give the token of a GitHub App as 'token'.");

    public static Diagnostic Protected(string forge, string branch, string said) => new(
        ErrorCode.ForgeBranchProtected,
        $"{forge} did not take the branch '{branch}', because a rule protects it: {said}",
        Place: null,
        "exclude 'golden-ami/*' from the rule, or let the token's owner bypass it. A rule that requires signed commits is met by GitHub's own signature, which commits of an app or of GITHUB_TOKEN get.");

    public static Diagnostic RateLimited(string forge, string said) => new(
        ErrorCode.ForgeRateLimited,
        $"{forge} asks to wait longer than this run does: {said}",
        Place: null,
        "run again later; what was done so far is found and continued.");

    public static Diagnostic Failed(string forge, string doing, string said) => new(
        ErrorCode.ForgeFailed, $"{forge} failed at {doing}: {said}", Place: null, "run again; what was done so far is found and continued.");

    public static Diagnostic KeepsMoving(string forge, string why) => new(
        ErrorCode.ForgeKeepsMoving,
        $"{forge} showed something else at each of several attempts, last: {why}",
        Place: null,
        "run again when no other run for the same recipe is under way.");

    public static Diagnostic Undressed(string forge, string what, string said) => new(
        ErrorCode.ForgeUndressed, $"{forge} did not take {what}: {said}", Place: null, "correct the name, or allow it in the repository.")
    {
        Severity = Severity.Warning,
    };

    public static Diagnostic ChecksWait() => new(
        ErrorCode.ForgeChecksWait,
        "The pull request was opened with GITHUB_TOKEN, so GitHub does not start its checks by itself: somebody with write access has to approve them, or to close and open it again.",
        Place: null,
        "give the token of a GitHub App as 'token' if checks are to start by themselves.")
    {
        Severity = Severity.Warning,
    };

    private static string Subject(string message)
    {
        var line = new string([.. message.TakeWhile(character => character != '\n').Where(character => !char.IsControl(character))]);
        return line.Length > 60 ? line[..60] + "…" : line;
    }
}
