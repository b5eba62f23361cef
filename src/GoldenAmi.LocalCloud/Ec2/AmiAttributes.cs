using System.Text.Json.Nodes;
using GoldenAmi.LocalCloud.Protocol;
using GoldenAmi.LocalCloud.State;

namespace GoldenAmi.LocalCloud.Ec2;

/// <summary>Attributes of AMIs: who may launch one, and its description.</summary>
internal static class AmiAttributes
{
    private static readonly string[] NotServedMembers = ["ProductCodes", "Value", "ImdsSupport"];

    private static readonly string[] ChangeWords = ["add", "remove"];

    public static JsonObject Describe(Call call)
    {
        var ami = AmiOperations.Own(call, call.Input.RequiredText("ImageId"));
        var answer = new JsonObject { ["ImageId"] = ami.Id };
        switch (call.Input.RequiredText("Attribute"))
        {
            case "launchPermission":
                answer["LaunchPermissions"] = Values.List(
                [
                    .. ami.IsPublic ? [new JsonObject { ["Group"] = "all" }] : Array.Empty<JsonObject>(),
                    .. ami.SharedWith.Select(account => new JsonObject { ["UserId"] = account }),
                    .. ami.SharedWithOrganizations.Select(arn => new JsonObject { [IsUnit(arn) ? "OrganizationalUnitArn" : "OrganizationArn"] = arn }),
                ]);
                return answer;
            case "description":
                answer["Description"] = new JsonObject { ["Value"] = ami.Description ?? "" };
                return answer;
            case var other:
                throw NotServed(other);
        }
    }

    public static JsonObject? Modify(Call call)
    {
        var ami = AmiOperations.Own(call, call.Input.RequiredText("ImageId"));
        if (NotServedMembers.FirstOrDefault(name => call.Input[name] is not null) is { } other)
        {
            throw NotServed(other);
        }

        var changed = ami with { Description = call.Input.Structure("Description")?.Text("Value") ?? ami.Description };
        var permission = call.Input.Structure("LaunchPermission");
        changed = With(changed, permission?.Structures("Add") ?? [], isAdded: true);
        changed = With(changed, permission?.Structures("Remove") ?? [], isAdded: false);
        var flat = Flat(call);
        if (flat.Count > 0)
        {
            var word = call.Input.Text("OperationType");
            if (!ChangeWords.Contains(word))
            {
                throw new AwsErrorException("MissingParameter", "The request must contain the parameter OperationType");
            }

            changed = With(changed, flat, isAdded: word == "add");
        }

        call.State.Records = call.State.Records.WithAmi(ami.Id, _ => changed);
        return null;
    }

    /// <summary>The older form: lists of a kind each, and whether they are added or removed.</summary>
    private static List<JsonObject> Flat(Call call) =>
    [
        .. call.Input.Texts("UserIds").Select(id => new JsonObject { ["UserId"] = id }),
        .. call.Input.Texts("UserGroups").Select(group => new JsonObject { ["Group"] = group }),
        .. call.Input.Texts("OrganizationArns").Select(arn => new JsonObject { ["OrganizationArn"] = arn }),
        .. call.Input.Texts("OrganizationalUnitArns").Select(arn => new JsonObject { ["OrganizationalUnitArn"] = arn }),
    ];

    private static AmiRecord With(AmiRecord ami, IEnumerable<JsonObject> members, bool isAdded)
    {
        foreach (var member in members)
        {
            if (member.Text("Group") is not null)
            {
                ami = ami with { IsPublic = isAdded };
            }
            else if (member.Text("UserId") is { } account)
            {
                if (account.Length != 12 || !account.All(char.IsAsciiDigit))
                {
                    throw new AwsErrorException("InvalidAMIAttributeItemValue", $"Invalid attribute item value \"{account}\" for userId item type.");
                }

                ami = ami with { SharedWith = isAdded ? [.. ami.SharedWith.Union([account])] : [.. ami.SharedWith.Where(each => each != account)] };
            }
            else if ((member.Text("OrganizationArn") ?? member.Text("OrganizationalUnitArn")) is { } arn)
            {
                ami = ami with { SharedWithOrganizations = isAdded ? [.. ami.SharedWithOrganizations.Union([arn])] : [.. ami.SharedWithOrganizations.Where(each => each != arn)] };
            }
        }

        return ami;
    }

    private static bool IsUnit(string arn) => arn.Contains(":ou/", StringComparison.Ordinal);

    private static AwsErrorException NotServed(string attribute) => new("UnsupportedOperation", $"LocalCloud does not serve the attribute '{attribute}' of AMIs.");
}
