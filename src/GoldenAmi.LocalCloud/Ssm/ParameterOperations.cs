using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GoldenAmi.LocalCloud.ImageBuilder;
using GoldenAmi.LocalCloud.ImageBuilder.Building;
using GoldenAmi.LocalCloud.Parents;
using GoldenAmi.LocalCloud.Protocol;
using GoldenAmi.LocalCloud.State;

namespace GoldenAmi.LocalCloud.Ssm;

/// <summary>Operations on parameters of Systems Manager.</summary>
internal sealed partial class ParameterOperations(World world, Crew crew)
{
    /// <summary>Levels of a name's hierarchy, bytes of a standard parameter's value and versions kept (Systems Manager user guide).</summary>
    private const int MostLevels = 15;
    private const int LargestValue = 4096;
    private const int MostVersions = 100;

    private const string AmiType = "aws:ec2:image";

    public JsonObject Put(Call call)
    {
        var name = call.Input.RequiredText("Name");
        CheckName(name);
        RefuseNotServed(call);
        var value = call.Input.RequiredText("Value");
        if (System.Text.Encoding.UTF8.GetByteCount(value) > LargestValue || value.Length == 0)
        {
            throw new AwsErrorException("ValidationException", $"Standard tier parameters support parameter values of 1 to {LargestValue} characters.");
        }

        var newest = Parameters.Find(call, name);
        if (newest is not null && call.Input.Flag("Overwrite") != true)
        {
            throw new AwsErrorException("ParameterAlreadyExists", "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.");
        }

        if (newest is null && call.Input.Text("Type") is null)
        {
            throw new AwsErrorException("ValidationException", "A parameter type is required when you create a parameter.");
        }

        if (newest is not null && call.Input.Text("Type") is { } type && type != newest.Type)
        {
            throw new AwsErrorException("HierarchyTypeMismatchException", $"The parameter is of the type {newest.Type}, which cannot be changed to {type}.");
        }

        var pattern = call.Input.Text("AllowedPattern") ?? newest?.AllowedPattern;
        CheckPattern(pattern, value);
        var record = new ParameterRecord(
            call.Account, call.Region, name, (newest?.Version ?? 0) + 1, call.Input.Text("Type") ?? newest!.Type,
            DataType(call, newest, value), call.Input.Text("Tier") ?? newest?.Tier ?? "Standard", value, call.Now)
        {
            Description = call.Input.Text("Description") ?? newest?.Description,
            AllowedPattern = pattern,
        };
        if (record.DataType == AmiType)
        {
            call.State.Afterwards(() => crew.Start($"parameter {call.RequestId}", _ => AddWhenAmiExistsAsync(record)));
        }
        else
        {
            call.State.Records = With(call.State.Records, record);
        }

        return new JsonObject { ["Version"] = record.Version, ["Tier"] = record.Tier };
    }

    public static JsonObject Get(Call call)
    {
        var selector = call.Input.RequiredText("Name");
        var (name, version) = Parameters.Split(Bare(selector));
        if (Parameters.Find(call, Bare(selector)) is { } found)
        {
            return new JsonObject { ["Parameter"] = Write(call, found, version) };
        }

        throw version is not null && Parameters.Versions(call, name).Any()
            ? new AwsErrorException("ParameterVersionNotFound", $"Systems Manager could not find version {version} of {name}. Verify the version and try again.")
            : new AwsErrorException("ParameterNotFound", BaseImages.Hint(name));
    }

    public static JsonObject GetSeveral(Call call)
    {
        var names = call.Input.Texts("Names");
        if (names.Distinct(StringComparer.Ordinal).Count() != names.Count)
        {
            throw new AwsErrorException("ValidationException", "Duplicated parameter names in the request.");
        }

        var found = names.Select(name => (Name: name, Parameter: Parameters.Find(call, Bare(name)))).ToList();
        return new JsonObject
        {
            ["Parameters"] = Values.List(found.Where(each => each.Parameter is not null).Select(each => Write(call, each.Parameter!, Parameters.Split(Bare(each.Name)).Version))),
            ["InvalidParameters"] = Values.TextList(found.Where(each => each.Parameter is null).Select(each => each.Name)),
        };
    }

    public static JsonObject GetByPath(Call call)
    {
        var path = call.Input.RequiredText("Path");
        if (!path.StartsWith('/'))
        {
            throw new AwsErrorException("ValidationException", $"The parameter path '{path}' must begin with a slash.");
        }

        if (call.Input["ParameterFilters"] is JsonArray { Count: > 0 })
        {
            throw new AwsErrorException("InvalidFilterKey", "LocalCloud does not serve parameter filters.");
        }

        var prefix = path.TrimEnd('/') + "/";
        var own = call.State.Records.Parameters.Where(each => each.Account == call.Account && each.Region == call.Region).Select(each => each.Name);
        var newest = own.Concat(BaseImages.Names).Concat(ParentAmis.ParameterNames(call))
            .Distinct(StringComparer.Ordinal)
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Where(name => call.Input.Flag("Recursive") == true || !name[prefix.Length..].Contains('/', StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => Parameters.Find(call, name)!)
            .ToList();
        var page = PageOf<ParameterRecord>.Take(call, newest, "NextToken", "MaxResults", 10, "InvalidNextToken");
        return new JsonObject { ["Parameters"] = Values.List(page.Items.Select(each => Write(call, each, version: null))), ["NextToken"] = page.NextToken };
    }

    public static JsonObject? Delete(Call call)
    {
        var name = call.Input.RequiredText("Name");
        if (call.State.Records.Parameters.Find(each => each.Name == name && each.Account == call.Account && each.Region == call.Region) is not { } known)
        {
            throw new AwsErrorException("ParameterNotFound", "");
        }

        call.State.Records = call.State.Records with { Parameters = call.State.Records.Parameters.RemoveAll(each => IsSame(each, known)) };
        return null;
    }

    private static CloudRecords With(CloudRecords records, ParameterRecord record) => records with
    {
        Parameters = records.Parameters.Add(record).RemoveAll(each => IsSame(each, record) && each.Version <= record.Version - MostVersions),
    };

    /// <summary>
    /// As AWS does it: the call is answered first, then it is seen whether there is such an AMI that the account may launch. When there is none the parameter
    /// stays as it was; AWS tells so by an event of EventBridge, which LocalCloud has not.
    /// </summary>
    private Task AddWhenAmiExistsAsync(ParameterRecord record)
    {
        world.Store.Change(records =>
        {
            var mayLaunch = records.Amis.Exists(ami => ami.Id == record.Value && ami.Region == record.Region && ami.State == "available"
                && (ami.Account == record.Account || ami.IsPublic || ami.SharedWith.Contains(record.Account)));
            var newest = records.Parameters.Where(each => IsSame(each, record)).Max(each => (long?)each.Version) ?? 0;
            return mayLaunch ? With(records, record with { Version = newest + 1 }) : records;
        });
        return Task.CompletedTask;
    }

    private static bool IsSame(ParameterRecord one, ParameterRecord other) =>
        one.Name == other.Name && one.Account == other.Account && one.Region == other.Region;

    /// <summary>A guess: the form of an AMI's id is checked at once; that there is such an AMI is checked afterwards.</summary>
    private static string DataType(Call call, ParameterRecord? newest, string value)
    {
        var dataType = call.Input.Text("DataType") ?? newest?.DataType ?? "text";
        if (dataType is not ("text" or AmiType))
        {
            throw new AwsErrorException("ValidationException", $"The following data type is not supported: {dataType} (Data type names are all lowercase.)");
        }

        return dataType == "text" || AmiId().IsMatch(value)
            ? dataType
            : throw new AwsErrorException("ValidationException", $"The value '{value}' is not the id of an AMI, which a parameter of the data type aws:ec2:image holds.");
    }

    private static void CheckName(string name)
    {
        if (!AllowedName().IsMatch(name) || name.StartsWith("aws", StringComparison.OrdinalIgnoreCase) || name.StartsWith("ssm", StringComparison.OrdinalIgnoreCase))
        {
            throw new AwsErrorException("ValidationException", $"Parameter name '{name}' is not valid: it must not begin with 'aws' or 'ssm' and is made of a-zA-Z0-9_.-/ .");
        }

        if (name.StartsWith("/aws/", StringComparison.OrdinalIgnoreCase))
        {
            throw new AwsErrorException("AccessDeniedException", $"No access to reserved parameter name: {name}.");
        }

        if (name.Contains('/', StringComparison.Ordinal) && !name.StartsWith('/'))
        {
            throw new AwsErrorException("ValidationException", $"Parameter name must be a fully qualified name: '{name}' does not begin with a slash.");
        }

        if (name.Count(each => each == '/') > MostLevels)
        {
            throw new AwsErrorException("HierarchyLevelLimitExceededException", $"A hierarchy can have a maximum of {MostLevels} levels.");
        }
    }

    private static void RefuseNotServed(Call call)
    {
        if (call.Input.Text("Type") == "SecureString" || call.Input["KeyId"] is not null)
        {
            throw new AwsErrorException("UnsupportedParameterType", "LocalCloud does not serve SecureString parameters.");
        }

        if (call.Input.Text("Policies") is not null)
        {
            throw new AwsErrorException("InvalidPolicyTypeException", "LocalCloud does not serve parameter policies.");
        }

        if (call.Input["Tags"] is JsonArray { Count: > 0 })
        {
            throw new AwsErrorException("ValidationException", "LocalCloud does not serve tags of parameters.");
        }
    }

    private static void CheckPattern(string? pattern, string value)
    {
        if (string.IsNullOrEmpty(pattern))
        {
            return;
        }

        try
        {
            if (!Regex.IsMatch(value, pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)))
            {
                throw new AwsErrorException("ParameterPatternMismatchException", $"Parameter value, cannot be validated against allowedPattern: {pattern}");
            }
        }
        catch (Exception problem) when (problem is ArgumentException or RegexMatchTimeoutException)
        {
            throw new AwsErrorException("InvalidAllowedPatternException", $"The pattern '{pattern}' is not valid.");
        }
    }

    private static JsonObject Write(Call call, ParameterRecord parameter, long? version) => new()
    {
        ["Name"] = parameter.Name,
        ["Type"] = parameter.Type,
        ["Value"] = parameter.Value,
        ["Version"] = parameter.Version,
        ["Selector"] = version is null ? null : $":{version}",
        ["LastModifiedDate"] = Values.Time(parameter.Modified),
        ["ARN"] = $"arn:{Arns.Partition(call.Region)}:ssm:{call.Region}:{(parameter.Account == "aws" ? "" : parameter.Account)}:parameter/{parameter.Name.TrimStart('/')}",
        ["DataType"] = parameter.DataType,
    };

    // A parameter may be named by its ARN.
    private static string Bare(string nameOrArn)
    {
        var cut = nameOrArn.StartsWith("arn:", StringComparison.Ordinal) ? nameOrArn.IndexOf(":parameter/", StringComparison.Ordinal) : -1;
        return cut < 0 ? nameOrArn : nameOrArn[(cut + ":parameter".Length)..];
    }

    [GeneratedRegex(@"\A[a-zA-Z0-9_.\-/]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex AllowedName();

    [GeneratedRegex(@"\Aami-(?:[0-9a-f]{8}|[0-9a-f]{17})\z", RegexOptions.CultureInvariant)]
    private static partial Regex AmiId();
}
