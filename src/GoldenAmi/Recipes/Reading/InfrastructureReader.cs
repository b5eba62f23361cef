using GoldenAmi.Diagnostics;

namespace GoldenAmi.Recipes.Reading;

/// <summary>Reads where and on what the image is built.</summary>
internal static class InfrastructureReader
{
    public static Infrastructure? Read(MapNode? map, ProblemList problems)
    {
        if (map is null)
        {
            return null;
        }

        var keys = RecipeMaps.Infrastructure.Open(map, problems);
        var profile = ReadProfile(keys.Text("instanceProfile", required: true), problems);
        var logs = ReadLogs(keys.Map("logs", required: false), problems);
        var metadata = ReadMetadata(keys.Map("metadata", required: false), problems);
        var infrastructure = new Infrastructure
        {
            InstanceProfile = profile ?? new("", map.Place),
            InstanceTypes = ValueForms.InstanceType.CheckList(keys.List("instanceTypes", required: false), problems),
            Subnet = ValueForms.Subnet.Check(keys.Text("subnet", required: false), problems)?.Value,
            SecurityGroups = ValueForms.SecurityGroup.CheckList(keys.List("securityGroups", required: false), problems),
            KeyPair = ValueForms.KeyPair.Check(keys.Text("keyPair", required: false), problems)?.Value,
            Tags = Recipes.Tags.Read(keys, most: 30, problems),
            LogBucket = logs.Bucket,
            LogPrefix = logs.Prefix,
            Topic = ValueForms.Topic.Check(keys.Text("topic", required: false), problems)?.Value,
            KeepOnFailure = keys.Boolean("keepOnFailure", absent: false),
            TokensRequired = metadata.TokensRequired,
            HopLimit = metadata.HopLimit,
            Placement = ReadPlacement(keys.Map("placement", required: false), problems),
            LogGroup = ValueForms.LogGroup.Check(keys.Text("logGroup", required: false), problems)?.Value,
            ComponentBucket = ReadBucket(keys.Text("componentBucket", required: false), problems),
        };
        return profile is null ? null : infrastructure;
    }

    private static Placed<string>? ReadProfile(TextNode? text, ProblemList problems)
    {
        var arnName = text?.Value.StartsWith("arn:", StringComparison.Ordinal) == true ? text.Value[(text.Value.LastIndexOf('/') + 1)..] : null;
        if (text is not null && arnName is not null)
        {
            ValueForms.InstanceProfile.Refuse(text, problems, $"write its name: '{ProblemList.Short(arnName)}'.");
            return null;
        }

        return ValueForms.InstanceProfile.Check(text, problems) is { } name ? new(name.Value, name.Place) : null;
    }

    private static (string? Bucket, string? Prefix) ReadLogs(MapNode? map, ProblemList problems)
    {
        if (map is null)
        {
            return (null, null);
        }

        var keys = RecipeMaps.Logs.Open(map, problems);
        var bucket = ValueForms.Bucket.Check(keys.Text("bucket", required: true), problems);
        return (bucket?.Value, ValueForms.Prefix.Check(keys.Text("prefix", required: false), problems)?.Value);
    }

    private static Placement? ReadPlacement(MapNode? map, ProblemList problems)
    {
        if (map is null)
        {
            return null;
        }

        var keys = RecipeMaps.Placement.Open(map, problems);
        var tenancy = keys.Text("tenancy", required: false);
        if (tenancy is not null && tenancy.Value is not ("default" or "dedicated" or "host"))
        {
            problems.AddUnknownWord(ErrorCode.RecipeWord, tenancy, "a tenancy", ["default", "dedicated", "host"]);
        }

        var (host, group) = (keys.Text("host", required: false), keys.Text("hostResourceGroup", required: false));
        if (host is not null && group is not null)
        {
            problems.Add(ErrorCode.RecipeChoice, group.Place, "The placement has both 'host' and 'hostResourceGroup'; it can have one.", "remove one of the two.");
        }
        else if ((host ?? group) is { } named && tenancy?.Value != "host")
        {
            problems.Add(ErrorCode.RecipeChoice, named.Place, $"'{(host is null ? "hostResourceGroup" : "host")}' needs a dedicated host, and the tenancy is '{tenancy?.Value ?? "default"}'.", "add 'tenancy: host'.");
        }

        return new Placement(
            ValueForms.AvailabilityZone.Check(keys.Text("availabilityZone", required: false), problems)?.Value, tenancy?.Value,
            ValueForms.Host.Check(host, problems)?.Value, ValueForms.ResourceGroup.Check(group, problems)?.Value);
    }

    private static Placed<BucketFolder>? ReadBucket(TextNode? text, ProblemList problems)
    {
        if (ValueForms.BucketFolder.Check(text, problems) is not { } valid)
        {
            return null;
        }

        var (bucket, slash) = (valid.Value["s3://".Length..], valid.Value.IndexOf('/', "s3://".Length));
        var (name, prefix) = slash < 0 ? (bucket, "") : (valid.Value["s3://".Length..slash], valid.Value[(slash + 1)..].TrimEnd('/'));
        return new(new BucketFolder(name, prefix.Length == 0 ? "" : prefix + "/"), valid.Place);
    }

    private static (bool TokensRequired, int HopLimit) ReadMetadata(MapNode? map, ProblemList problems)
    {
        if (map is null)
        {
            return (true, 1);
        }

        var keys = RecipeMaps.Metadata.Open(map, problems);
        var tokens = keys.Text("tokens", required: false);
        if (tokens is not null && tokens.Value is not ("required" or "optional"))
        {
            problems.AddUnknownWord(ErrorCode.RecipeWord, tokens, "a value of tokens", ["required", "optional"]);
        }

        var hops = keys.Integer("hopLimit", 1, number => number is >= 1 and <= 64, "a whole number from 1 to 64");
        return (tokens?.Value != "optional", hops);
    }
}
