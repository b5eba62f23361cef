using Amazon.Imagebuilder.Model;
using GoldenAmi.Aws;
using GoldenAmi.Builds.Images;
using GoldenAmi.Identifiers;
using GoldenAmi.Recipes;

namespace GoldenAmi.Gates;

/// <summary>Reads the findings of an image: one call for each 25.</summary>
internal sealed class FindingsReader(AwsClients clients, Region home)
{
    public async Task<IReadOnlyList<Finding>> ReadAsync(ImageArn image, CancellationToken ct)
    {
        var request = new ListImageScanFindingsRequest { Filters = [new ImageScanFindingsFilter { Name = "imageBuildVersionArn", Values = [image.Value] }], MaxResults = 25 };
        var findings = new List<Finding>();
        do
        {
            var page = await clients.ImageBuilder(home.Value).ListImageScanFindingsAsync(request, ct).ExplainAsync("imagebuilder:ListImageScanFindings", home.Value);
            findings.AddRange((page.Findings ?? []).Select(Read));
            request.NextToken = page.NextToken;
        }
        while (request.NextToken is { Length: > 0 });
        return findings;
    }

    private static Finding Read(ImageScanFinding found)
    {
        var details = found.PackageVulnerabilityDetails;
        var packages = details?.VulnerablePackages ?? [];
        var fixes = packages.Select(each => each.FixedInVersion).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return new Finding(
            details?.VulnerabilityId ?? found.Title ?? "a finding without an id",
            SeverityOf(found.Severity),
            string.Join(", ", packages.Select(each => $"{each.Name} {each.Version}".Trim()).Distinct(StringComparer.Ordinal)))
        {
            HasFix = found.FixAvailable is "YES" or "PARTIAL" || (found.FixAvailable is null && fixes.Count > 0),
            FixedIn = fixes.Count == 0 ? null : string.Join(", ", fixes),
            Title = found.Title ?? "",
        };
    }

    /// <summary>Inspector's words; one that is not known counts as one that was not judged.</summary>
    private static FindingSeverity SeverityOf(string? word) => word?.ToUpperInvariant() switch
    {
        "CRITICAL" => FindingSeverity.Critical,
        "HIGH" => FindingSeverity.High,
        "MEDIUM" => FindingSeverity.Medium,
        "LOW" => FindingSeverity.Low,
        "INFORMATIONAL" => FindingSeverity.Informational,
        _ => FindingSeverity.Untriaged,
    };
}
