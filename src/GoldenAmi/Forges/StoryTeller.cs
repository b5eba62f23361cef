using System.Globalization;
using GoldenAmi.Aws;
using GoldenAmi.Builds;
using GoldenAmi.Builds.Images;
using GoldenAmi.Processes;
using GoldenAmi.Publishing;
using GoldenAmi.Recipes;
using GoldenAmi.References;

namespace GoldenAmi.Forges;

/// <summary>Finds out what is different between the release that the files name and the one they are moved to. What cannot be known stays null.</summary>
public sealed class StoryTeller(AwsClients clients, IProcessRunner processes)
{
    // A reader wants the last ones; Git would give thousands for an image that was left alone for years.
    private const int MostCommits = 100;

    private RecipeHistory? _history;

    /// <param name="known">What the run knows by itself.</param>
    /// <param name="moved">The ids that the files name now.</param>
    public async Task<ReleaseStory> TellAsync(Recipe recipe, Release release, ReleaseStory known, IReadOnlyList<MovedId> moved, CancellationToken ct)
    {
        // Several pull requests of a run tell of the same releases
        var history = _history ??= await new ReleaseHistory(clients).ReadAsync(recipe, ct);
        // Of several the oldest: since then everything is new to somebody
        var before = history.Releases.LastOrDefault(past => moved.Any(id => past.Has(id.Old)));
        var now = history.Releases.FirstOrDefault(past => past.Arn.Value == release.ImageArn);
        if (before is null || now is null)
        {
            return known;
        }

        return known with
        {
            PreviousVersion = before.Version,
            Commits = await FindCommitsAsync(recipe, before, now, ct),
            Components = await CompareComponentsAsync(recipe, before, now, ct),
            SizeBytes = now.RootGib is { } gib ? (before.RootGib is { } old ? Bytes(old) : null, Bytes(gib)) : known.SizeBytes,
        };
    }

    private static long Bytes(int gib) => (long)gib << 30;

    /// <summary>Commits that changed the recipe or its documents; null when this clone does not reach back so far, or no run noted the commits.</summary>
    private async Task<IReadOnlyList<RecipeCommit>?> FindCommitsAsync(Recipe recipe, PastRelease before, PastRelease now, CancellationToken ct)
    {
        if (before.Commit is not { } from || !IsId(from))
        {
            return null;
        }

        var git = new Git(processes, recipe.RepositoryRoot);
        var to = now.Commit is { } tagged && IsId(tagged) ? tagged : "HEAD";
        // In a shallow clone history ends before it meets the older commit
        if (!(await git.TryAsync(new GitCall(["merge-base", "--is-ancestor", from, to]), ct)).Succeeded)
        {
            return null;
        }

        var files = recipe.Components.Concat(recipe.Tests).OfType<ComponentUse.Document>().Select(document => document.File).Prepend(recipe.File).Distinct(StringComparer.Ordinal);
        var log = await git.TryAsync(new GitCall(
            ["log", string.Create(CultureInfo.InvariantCulture, $"--max-count={MostCommits}"), "--format=%H %s", "--no-show-signature", "--no-color", $"{from}..{to}", "--", .. files.Select(file => $":(top,literal){file}")]), ct);
        return log.Succeeded
            ? [.. TrackedFileText(log.Output).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ', 2)).Select(words => new RecipeCommit(words[0], words.Length > 1 ? words[1] : ""))]
            : null;
    }

    private static string TrackedFileText(string output) => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.Latin1.GetBytes(output));

    private static bool IsId(string text) => text.Length is 40 or 64 && text.All(char.IsAsciiHexDigit);

    private async Task<IReadOnlyList<string>> CompareComponentsAsync(Recipe recipe, PastRelease before, PastRelease now, CancellationToken ct)
    {
        var reader = new ImageReader(clients, recipe.Region.Value);
        var (old, current) = (await reader.GetAsync(before.Arn, ct), await reader.GetAsync(now.Arn, ct));
        return ComponentDifference.Of(old.ComponentArns, current.ComponentArns);
    }
}
