using System.Text.Json.Nodes;
using GoldenAmi.LocalCloud.ImageBuilder;
using GoldenAmi.LocalCloud.Protocol;
using GoldenAmi.LocalCloud.State;

namespace GoldenAmi.LocalCloud.Ec2;

/// <summary>Regions, instance types, and the default network that each account has in each region.</summary>
internal static class PlaceOperations
{
    private static readonly Dictionary<string, Func<string, IEnumerable<string?>>> RegionFilters = new(StringComparer.Ordinal)
    {
        ["region-name"] = name => [name],
        ["endpoint"] = name => [$"ec2.{name}.amazonaws.com"],
        ["opt-in-status"] = _ => ["opt-in-not-required"],
    };

    private static readonly Dictionary<string, Func<string, IEnumerable<string?>>> InstanceTypeFilters = new(StringComparer.Ordinal)
    {
        ["instance-type"] = type => [type],
        ["processor-info.supported-architecture"] = type => [Regions.ArchitectureOf(type)],
    };

    public static JsonObject DescribeRegions(Call call)
    {
        var names = call.Input.Texts("RegionNames");
        if (names.FirstOrDefault(name => !Regions.Names.Contains(name)) is { } unknown)
        {
            throw new AwsErrorException("InvalidParameterValue", $"Invalid region provided: {unknown}");
        }

        var kept = Ec2Filters.Apply(call, names.Count == 0 ? Regions.Names : names, RegionFilters, tags: null);
        return new JsonObject
        {
            ["Regions"] = Values.List(kept.Select(name => new JsonObject
            {
                ["RegionName"] = name,
                ["Endpoint"] = $"ec2.{name}.amazonaws.com",
                ["OptInStatus"] = "opt-in-not-required",
            })),
        };
    }

    public static JsonObject DescribeInstanceTypes(Call call)
    {
        var types = call.Input.Texts("InstanceTypes");
        var unknown = types.Where(type => !Regions.InstanceTypes.Contains(type)).ToList();
        if (unknown.Count > 0)
        {
            throw new AwsErrorException("InvalidInstanceType", $"The following supplied instance types do not exist: [{string.Join(", ", unknown)}]");
        }

        var page = Ec2Filters.Page(call, Ec2Filters.Apply(call, types.Count == 0 ? Regions.InstanceTypes : types, InstanceTypeFilters, tags: null));
        return new JsonObject
        {
            ["InstanceTypes"] = Values.List(page.Items.Select(type => new JsonObject
            {
                ["InstanceType"] = type,
                ["CurrentGeneration"] = true,
                ["BareMetal"] = false,
                ["SupportedRootDeviceTypes"] = Values.TextList(["ebs"]),
                ["SupportedVirtualizationTypes"] = Values.TextList(["hvm"]),
                ["ProcessorInfo"] = new JsonObject { ["SupportedArchitectures"] = Values.TextList([Regions.ArchitectureOf(type)]) },
                ["SupportedBootModes"] = Values.TextList(["uefi"]),
            })),
            ["NextToken"] = page.NextToken,
        };
    }

    public static JsonObject DescribeSubnets(Call call)
    {
        var network = Network(call);
        var picked = Ec2Ids.Pick(network.Subnets, call.Input.Texts("SubnetIds"), "subnet", "InvalidSubnetID", "subnet ID", id => id);
        var filters = new Dictionary<string, Func<string, IEnumerable<string?>>>(StringComparer.Ordinal)
        {
            ["subnet-id"] = id => [id],
            ["vpc-id"] = _ => [network.Vpc],
            ["availability-zone"] = id => [Zone(call, network, id)],
            ["default-for-az"] = _ => ["true"],
            ["state"] = _ => ["available"],
        };
        var page = Ec2Filters.Page(call, Ec2Filters.Apply(call, picked, filters, _ => new Dictionary<string, string>()));
        return new JsonObject
        {
            ["Subnets"] = Values.List(page.Items.Select(id => new JsonObject
            {
                ["SubnetId"] = id,
                ["VpcId"] = network.Vpc,
                ["State"] = "available",
                ["CidrBlock"] = $"172.31.{Index(network, id) * 16}.0/20",
                ["AvailableIpAddressCount"] = 4091,
                ["AvailabilityZone"] = Zone(call, network, id),
                ["DefaultForAz"] = true,
                ["MapPublicIpOnLaunch"] = true,
                ["OwnerId"] = call.Account,
                ["SubnetArn"] = $"arn:{Arns.Partition(call.Region)}:ec2:{call.Region}:{call.Account}:subnet/{id}",
            })),
            ["NextToken"] = page.NextToken,
        };
    }

    public static JsonObject DescribeSecurityGroups(Call call)
    {
        var network = Network(call);
        var picked = Ec2Ids.Pick([network.SecurityGroup], call.Input.Texts("GroupIds"), "sg", "InvalidGroup", "security group", id => id);
        if (call.Input.Texts("GroupNames").FirstOrDefault(name => name != "default") is { } unknown)
        {
            throw new AwsErrorException("InvalidGroup.NotFound", $"The security group '{unknown}' does not exist in default VPC '{network.Vpc}'");
        }

        var filters = new Dictionary<string, Func<string, IEnumerable<string?>>>(StringComparer.Ordinal)
        {
            ["group-id"] = id => [id],
            ["group-name"] = _ => ["default"],
            ["vpc-id"] = _ => [network.Vpc],
        };
        var page = Ec2Filters.Page(call, Ec2Filters.Apply(call, picked, filters, _ => new Dictionary<string, string>()));
        return new JsonObject
        {
            ["SecurityGroups"] = Values.List(page.Items.Select(id => new JsonObject
            {
                ["GroupId"] = id,
                ["GroupName"] = "default",
                ["Description"] = "default VPC security group",
                ["VpcId"] = network.Vpc,
                ["OwnerId"] = call.Account,
            })),
            ["NextToken"] = page.NextToken,
        };
    }

    // Made with the first look.
    private static NetworkRecord Network(Call call)
    {
        if (call.State.Records.Networks.Find(each => each.Account == call.Account && each.Region == call.Region) is { } known)
        {
            return known;
        }

        var network = new NetworkRecord(call.Account, call.Region, Ids.Ec2("vpc"), [Ids.Ec2("subnet"), Ids.Ec2("subnet")], Ids.Ec2("sg"));
        call.State.Records = call.State.Records with { Networks = call.State.Records.Networks.Add(network) };
        return network;
    }

    private static int Index(NetworkRecord network, string subnet) => network.Subnets[0] == subnet ? 0 : 1;

    private static string Zone(Call call, NetworkRecord network, string subnet) => call.Region + (char)('a' + Index(network, subnet));
}
