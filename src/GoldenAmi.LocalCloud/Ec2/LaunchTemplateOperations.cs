using System.Globalization;
using System.Text.Json.Nodes;
using GoldenAmi.LocalCloud.Protocol;
using GoldenAmi.LocalCloud.State;

namespace GoldenAmi.LocalCloud.Ec2;

/// <summary>Operations on launch templates: what a distribution points at its AMIs. Nothing is started from them.</summary>
internal static class LaunchTemplateOperations
{
    private static readonly string[] ServedData = ["ImageId", "InstanceType", "KeyName", "UserData", "SecurityGroupIds", "EbsOptimized", "DisableApiTermination"];

    private static readonly Dictionary<string, Func<LaunchTemplateRecord, IEnumerable<string?>>> Filters = new(StringComparer.Ordinal)
    {
        ["launch-template-name"] = template => [template.Name],
    };

    public static JsonObject Create(Call call)
    {
        var name = call.Input.RequiredText("LaunchTemplateName");
        if (Own(call).Any(each => each.Name == name))
        {
            throw new AwsErrorException("InvalidLaunchTemplateName.AlreadyExistsException", "Launch template name already in use.");
        }

        var template = new LaunchTemplateRecord(Ids.Ec2("lt"), call.Account, call.Region, name, call.Now)
        {
            Versions = [new LaunchTemplateVersionRecord(1, Data(call), call.Input.Text("VersionDescription"), call.Now)],
            Tags = Ec2Tags.OfNew(call, "launch-template", inherited: null),
        };
        call.State.Records = call.State.Records with { LaunchTemplates = call.State.Records.LaunchTemplates.Add(template) };
        return new JsonObject { ["LaunchTemplate"] = Template(template) };
    }

    public static JsonObject CreateVersion(Call call)
    {
        var template = Named(call);
        var source = call.Input.Text("SourceVersion") is { } text ? Version(template, text).Number : (long?)null;
        var (records, made) = LaunchTemplates.AddVersion(call.State.Records, template, Data(call), source, call.Input.Text("VersionDescription"), call.Now);
        call.State.Records = records;
        return new JsonObject { ["LaunchTemplateVersion"] = VersionOf(template, made) };
    }

    public static JsonObject Describe(Call call)
    {
        var named = Ec2Ids.Pick(Own(call), call.Input.Texts("LaunchTemplateIds"), "lt", "InvalidLaunchTemplateId", "launch template id", each => each.Id);
        var names = call.Input.Texts("LaunchTemplateNames");
        if (names.FirstOrDefault(name => named.TrueForAll(each => each.Name != name)) is { } missing)
        {
            throw NoName(missing);
        }

        var page = Ec2Filters.Page(call, Ec2Filters.Apply(call, named.Where(each => names.Count == 0 || names.Contains(each.Name)), Filters, each => each.Tags));
        return new JsonObject { ["LaunchTemplates"] = Values.List(page.Items.Select(Template)), ["NextToken"] = page.NextToken };
    }

    public static JsonObject DescribeVersions(Call call)
    {
        if (call.Input["Filters"] is not null || call.Input["MinVersion"] is not null || call.Input["MaxVersion"] is not null)
        {
            throw new AwsErrorException("UnsupportedOperation", "LocalCloud does not serve Filters, MinVersion and MaxVersion of DescribeLaunchTemplateVersions.");
        }

        var template = Named(call);
        var wanted = call.Input.Texts("Versions");
        List<LaunchTemplateVersionRecord> versions = wanted.Count == 0 ? [.. template.Versions.Reverse()] : [.. wanted.Select(text => Version(template, text))];
        var page = Ec2Filters.Page(call, versions);
        return new JsonObject { ["LaunchTemplateVersions"] = Values.List(page.Items.Select(each => VersionOf(template, each))), ["NextToken"] = page.NextToken };
    }

    public static JsonObject Modify(Call call)
    {
        var template = Named(call);
        if (call.Input.Text("DefaultVersion") is { } text)
        {
            template = template with { DefaultVersion = Version(template, text).Number };
            call.State.Records = LaunchTemplates.With(call.State.Records, template);
        }

        return new JsonObject { ["LaunchTemplate"] = Template(template) };
    }

    private static IEnumerable<LaunchTemplateRecord> Own(Call call) => call.State.Records.LaunchTemplates.Where(each => each.Account == call.Account && each.Region == call.Region);

    private static LaunchTemplateRecord Named(Call call)
    {
        if (call.Input.Text("LaunchTemplateId") is { } id)
        {
            return Ec2Ids.Pick(Own(call), [id], "lt", "InvalidLaunchTemplateId", "launch template id", each => each.Id)[0];
        }

        var name = call.Input.Text("LaunchTemplateName")
            ?? throw new AwsErrorException("MissingParameter", "The request must contain the parameter LaunchTemplateId or LaunchTemplateName");
        return Own(call).FirstOrDefault(each => each.Name == name) ?? throw NoName(name);
    }

    private static AwsErrorException NoName(string name) =>
        new("InvalidLaunchTemplateName.NotFoundException", $"At least one of the launch templates specified in the request does not exist: {name}.");

    private static LaunchTemplateVersionRecord Version(LaunchTemplateRecord template, string text)
    {
        var number = text switch
        {
            "$Latest" => template.Versions.Max(each => each.Number),
            "$Default" => template.DefaultVersion,
            _ => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : -1,
        };
        return template.Versions.FirstOrDefault(each => each.Number == number)
            ?? throw new AwsErrorException("InvalidLaunchTemplateId.VersionNotFound", $"Could not find launch template version '{text}' of {template.Id}.");
    }

    private static JsonObject Data(Call call)
    {
        var data = call.Input.Structure("LaunchTemplateData") ?? [];
        return data.FirstOrDefault(each => !ServedData.Contains(each.Key)) is { Key: { } other }
            ? throw new AwsErrorException("UnsupportedOperation", $"LocalCloud does not serve '{other}' of launch templates; it serves {string.Join(", ", ServedData)}.")
            : data.DeepClone().AsObject();
    }

    private static JsonObject Template(LaunchTemplateRecord template) => new()
    {
        ["LaunchTemplateId"] = template.Id,
        ["LaunchTemplateName"] = template.Name,
        ["CreateTime"] = Values.Time(template.Created),
        ["CreatedBy"] = $"arn:aws:iam::{template.Account}:root",
        ["DefaultVersionNumber"] = template.DefaultVersion,
        ["LatestVersionNumber"] = template.Versions.Max(each => each.Number),
        ["Tags"] = Ec2Tags.Write(template.Tags),
    };

    private static JsonObject VersionOf(LaunchTemplateRecord template, LaunchTemplateVersionRecord version) => new()
    {
        ["LaunchTemplateId"] = template.Id,
        ["LaunchTemplateName"] = template.Name,
        ["VersionNumber"] = version.Number,
        ["VersionDescription"] = version.Description,
        ["CreateTime"] = Values.Time(version.Created),
        ["CreatedBy"] = $"arn:aws:iam::{template.Account}:root",
        ["DefaultVersion"] = version.Number == template.DefaultVersion,
        ["LaunchTemplateData"] = version.Data.DeepClone(),
    };
}
