using Amazon.EC2.Model;
using GoldenAmi.Aws;
using GoldenAmi.Builds;
using GoldenAmi.Builds.Comparing;
using GoldenAmi.Builds.Images;
using GoldenAmi.Builds.Resolving;
using GoldenAmi.Diagnostics;
using GoldenAmi.Gates;
using GoldenAmi.Identifiers;
using GoldenAmi.Locks;
using GoldenAmi.Publishing;
using GoldenAmi.Recipes;
using Region = GoldenAmi.Identifiers.Region;

namespace GoldenAmi.Checks;

/// <summary>Looks whether an image is to be built again, and why. Only reads; a read that is denied is told and the rest goes on.</summary>
public sealed class Checker(AwsClients clients, TimeProvider time)
{
    /// <param name="recipe">As it stands, without its pins.</param>
    /// <param name="pins">What the lock file says; null when there is none.</param>
    /// <exception cref="UserErrorException">What cannot be checked at all: a parent or component that is not there, AWS not reached.</exception>
    public async Task<CheckResult> CheckAsync(Recipe recipe, RecipeLock? pins, CancellationToken ct)
    {
        var home = recipe.Region.Value;
        var own = pins is null ? null : pins.Images.GetValueOrDefault(recipe.ResourceName) ?? new ImageLock(null, new Dictionary<string, string>());
        var newest = await new Resolver(clients).ResolveAsync(recipe, ct).OrNotSeenAsync();
        var pinned = own is null ? newest : await ResolvePinnedAsync(LockPins.Apply(recipe with { Lock = pins, Variants = [] }).Recipe, newest, ct);
        var images = await new AmiReader(clients).ReadAsync(recipe.Name.Value, recipe.Variant, newest.Value?.Account.Id, [home], ct).OrNotSeenAsync();
        var reader = new ReleasedContentReader(clients, home);
        var line = images.Value is { } found ? await reader.FindAsync(found, ct).OrNotSeenAsync() : new Seen<ReleaseLine>(null, []);
        var released = line.Value?.Released;
        var content = released is { } image ? await reader.ReadAsync(image, ct).OrNotSeenAsync() : new Seen<ImageContent?>(null, []);
        var parents = await ReadParentsAsync(home, [.. Parents(newest.Value, own, content.Value)], ct).OrNotSeenAsync();
        var scan = released is { } scanned ? await ReadFindingsAsync(scanned, ct).OrNotSeenAsync() : new Seen<IReadOnlyList<Finding>?>(null, []);
        var facts = new CheckFacts(recipe, time.GetUtcNow())
        {
            Lock = own,
            Newest = newest.Value,
            Pinned = pinned.Value,
            SawReleased = images.Denials.Count == 0 && line.Denials.Count == 0,
            Released = released,
            Held = line.Value?.Held,
            Content = content.Value,
            Parents = parents.Value,
            Findings = scan.Value,
            NotSeen =
            [
                .. Reasons("what is newest", newest.Denials), .. Reasons("the pins", pinned.Denials), .. Reasons("the released image", [.. images.Denials, .. line.Denials, .. content.Denials]),
                .. Reasons("the parents' state", parents.Denials), .. Reasons("findings", scan.Denials),
                .. recipe.Gates.Vulnerabilities is not null && released is not null && scan is { Value: null, Denials.Count: 0 } ? new[] { ("findings", "the released image has no scan that was completed") } : [],
            ],
        };
        List<Diagnostic> denials = [.. newest.Denials, .. pinned.Denials, .. images.Denials, .. line.Denials, .. content.Denials, .. parents.Denials, .. scan.Denials];
        return new CheckResult(CheckPlanner.Rows(facts), CheckPlanner.NewLock(facts), [.. denials.Distinct().Select(NotSeen.Warning)]);
    }

    private async Task<IReadOnlyList<Finding>?> ReadFindingsAsync(ReleasedBuild released, CancellationToken ct)
    {
        var home = released.Ami.Region;
        var view = await new ImageReader(clients, home).GetAsync(released.Arn, ct);
        return view.ScanStatus == Gatekeeper.ScanDone ? await new FindingsReader(clients, home).ReadAsync(released.Arn, ct) : null;
    }

    /// <summary>A pinned parent that is gone is a finding of the check, not its end.</summary>
    private async Task<Seen<ResolvedRecipe>> ResolvePinnedAsync(Recipe recipe, Seen<ResolvedRecipe> newest, CancellationToken ct)
    {
        try
        {
            return await new Resolver(clients).ResolveAsync(recipe, ct).OrNotSeenAsync();
        }
        catch (UserErrorException failure) when (failure.Diagnostics.All(problem => problem.Code is ErrorCode.ParentNotFound or ErrorCode.ParentUnusable or ErrorCode.ExistingComponentNotFound))
        {
            return newest with { Value = null };
        }
    }

    private static IEnumerable<AmiId> Parents(ResolvedRecipe? newest, ImageLock? pins, ImageContent? content)
    {
        if (newest is not null)
        {
            yield return newest.Parent.Id;
        }

        if (pins?.Parent is { } pinned)
        {
            yield return pinned.Id;
        }

        if (AmiId.TryParse(content?.Parent, out var released))
        {
            yield return released;
        }
    }

    private async Task<IReadOnlyDictionary<AmiId, ParentFacts>> ReadParentsAsync(Region home, List<AmiId> ids, CancellationToken ct)
    {
        var found = new Dictionary<AmiId, ParentFacts>();
        if (ids.Count == 0)
        {
            return found;
        }

        // By a filter: with ImageIds one id that is gone would be an error for all
        var request = new DescribeImagesRequest
        {
            Filters = [new Filter { Name = "image-id", Values = [.. ids.Distinct().Select(id => id.Value)] }],
            IncludeDeprecated = true,
            IncludeDisabled = true,
        };
        var answer = await clients.Ec2(home.Value).DescribeImagesAsync(request, ct).ExplainAsync("ec2:DescribeImages", home.Value);
        foreach (var image in answer.Images ?? [])
        {
            if (AmiId.TryParse(image.ImageId, out var id))
            {
                found[id] = new ParentFacts(Answers.FindTime(image.CreationDate), Answers.FindTime(image.DeprecationTime), image.State?.Value == "disabled");
            }
        }

        return found;
    }

    private static IEnumerable<(string, string)> Reasons(string subject, IReadOnlyList<Diagnostic> denials) =>
        denials.Select(denial => (subject, NotSeen.Describe(denial))).Distinct();
}
