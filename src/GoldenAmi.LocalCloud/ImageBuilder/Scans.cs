using System.Text.Json.Nodes;
using GoldenAmi.LocalCloud.Findings;
using GoldenAmi.LocalCloud.Protocol;
using GoldenAmi.LocalCloud.State;

namespace GoldenAmi.LocalCloud.ImageBuilder;

/// <summary>Scans of images. Nothing is looked at: the findings are those that the cloud was given (docs/findings.md).</summary>
internal sealed class Scans(CloudOptions options)
{
    private static readonly Dictionary<string, Func<(ImageRecord Image, Finding Finding), IEnumerable<string?>>> Filters = new(StringComparer.Ordinal)
    {
        ["imageBuildVersionArn"] = found => [found.Image.Arn],
        ["imagePipelineArn"] = found => [found.Image.Pipeline],
        ["vulnerabilityId"] = found => [found.Finding.Vulnerability],
        ["severity"] = found => [found.Finding.Severity],
    };

    /// <summary>
    /// A guess: the states' order and the words. The scan begins when the image is available; without Inspector in the account (here: without a file of findings) it is ABANDONED at once; of an image that
    /// failed or was cancelled too.
    /// </summary>
    public JsonObject? StateOf(ImageRecord image, DateTimeOffset now)
    {
        if (!IsAsked(image))
        {
            return null;
        }

        var (status, reason) = image.Status switch
        {
            ImageStatus.Failed or ImageStatus.Cancelled => ("ABANDONED", "The image was not made."),
            ImageStatus.Available when options.Findings is null => ("ABANDONED", "Amazon Inspector is not enabled for EC2 in this account and region. (LocalCloud: no file of findings was given)"),
            ImageStatus.Available when IsDone(image, now) => ("COMPLETED", null),
            ImageStatus.Available => ("SCANNING", null),
            _ => ("PENDING", (string?)null),
        };
        return new JsonObject { ["status"] = status, ["reason"] = reason };
    }

    public JsonObject List(Call call) =>
        ListFilters.Answer(call, "findings", ListFilters.Page(call, ListFilters.Apply(call, Found(call), Filters)), found => Answer(found.Image, found.Finding));

    /// <summary>Counts by what the filter names; without a filter by account.</summary>
    public JsonObject Aggregate(Call call)
    {
        var filter = call.Input.Structure("filter");
        var name = filter?.Text("name");
        if (name is not null && !Filters.ContainsKey(name))
        {
            throw BuilderErrors.Value("filter", $"The filter '{name}' is not one of {call.Operation.Name}; allowed are {string.Join(", ", Filters.Keys.Order(StringComparer.Ordinal))}.");
        }

        var values = filter?.Texts("values") ?? [];
        var kept = Found(call).Where(found => name is null || Filters[name](found).Any(value => value is not null && values.Contains(value))).ToList();
        JsonObject Row(string member, string idMember, string id, IEnumerable<Finding> findings, JsonObject? more = null)
        {
            var row = more ?? [];
            row[idMember] = id;
            row["severityCounts"] = Counts([.. findings]);
            return new JsonObject { [member] = row };
        }

        var (type, rows) = name switch
        {
            "imageBuildVersionArn" => ("imageAggregation", kept.GroupBy(each => each.Image.Arn, StringComparer.Ordinal).Select(group => Row("imageAggregation", "imageBuildVersionArn", group.Key, group.Select(each => each.Finding)))),
            "imagePipelineArn" => ("imagePipelineAggregation", kept.GroupBy(each => each.Image.Pipeline ?? "", StringComparer.Ordinal).Select(group => Row("imagePipelineAggregation", "imagePipelineArn", group.Key, group.Select(each => each.Finding)))),
            "vulnerabilityId" => ("vulnerabilityIdAggregation", kept.GroupBy(each => each.Finding.Vulnerability, StringComparer.Ordinal).Select(group => Row("vulnerabilityIdAggregation", "vulnerabilityId", group.Key, group.Select(each => each.Finding)))),
            _ => ("accountAggregation", kept.Count == 0 ? [] : (IEnumerable<JsonObject>)[Row("accountAggregation", "accountId", call.Account, kept.Select(each => each.Finding))]),
        };
        return new JsonObject { ["requestId"] = call.RequestId, ["aggregationType"] = type, ["responses"] = Values.List(rows) };
    }

    private IEnumerable<(ImageRecord Image, Finding Finding)> Found(Call call) =>
        from image in call.State.Records.Images
        where image.Account == call.Account && image.Region == call.Region && image.Status == ImageStatus.Available && IsAsked(image) && IsDone(image, call.Now)
        from finding in options.Findings ?? []
        where finding.Image == "*" || finding.Image == image.Name
        select (image, finding);

    private static bool IsAsked(ImageRecord image) => image.Given.Structure("imageScanningConfiguration")?.Flag("imageScanningEnabled") == true;

    private bool IsDone(ImageRecord image, DateTimeOffset now) => (image.Ended ?? image.Created) + options.Pace.Scan <= now;

    private static JsonObject Counts(IReadOnlyList<Finding> findings) => new()
    {
        ["all"] = findings.Count,
        ["critical"] = findings.Count(each => each.Severity == "CRITICAL"),
        ["high"] = findings.Count(each => each.Severity == "HIGH"),
        ["medium"] = findings.Count(each => each.Severity == "MEDIUM"),
    };

    private static JsonObject Answer(ImageRecord image, Finding finding) => new()
    {
        ["awsAccountId"] = image.Account,
        ["imageBuildVersionArn"] = image.Arn,
        ["imagePipelineArn"] = image.Pipeline,
        ["type"] = "PACKAGE_VULNERABILITY",
        ["title"] = finding.Title ?? $"{finding.Vulnerability} - {finding.Package}",
        ["description"] = finding.Title ?? $"{finding.Vulnerability} in {finding.Package} {finding.Version}.",
        ["remediation"] = new JsonObject { ["recommendation"] = new JsonObject { ["text"] = finding.FixedIn is null ? "None Provided" : $"Update {finding.Package} to {finding.FixedIn}." } },
        ["severity"] = finding.Severity,
        ["inspectorScore"] = finding.Score,
        ["fixAvailable"] = finding.FixedIn is null ? "NO" : "YES",
        ["packageVulnerabilityDetails"] = new JsonObject
        {
            ["vulnerabilityId"] = finding.Vulnerability,
            ["vulnerablePackages"] = Values.List(
            [
                new JsonObject { ["name"] = finding.Package, ["version"] = finding.Version, ["fixedInVersion"] = finding.FixedIn, ["packageManager"] = "OS" },
            ]),
            ["source"] = "LocalCloud",
            ["vendorSeverity"] = finding.Severity,
        },
    };
}
