using Amazon.EC2.Model;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using GoldenAmi.LocalCloud.Tests.Fakes;

namespace GoldenAmi.LocalCloud.Tests.Ssm;

public sealed class ParameterSpecs
{
    [Fact]
    public async Task The_public_parameter_leads_to_a_public_ami_of_the_region()
    {
        await using var cloud = await TestCloud.OpenAsync();
        var request = new GetParameterRequest { Name = "/aws/service/debian/release/12/latest/amd64" };

        var here = (await cloud.Ssm.GetParameterAsync(request)).Parameter!.Value!;
        var there = (await cloud.Clients.Ssm("us-east-1").GetParameterAsync(request)).Parameter!.Value!;

        Assert.NotEqual(here, there);
        Assert.Equal(here, (await cloud.Ssm.GetParameterAsync(request)).Parameter!.Value);
        Assert.True((await cloud.Ec2.DescribeImagesAsync(new DescribeImagesRequest { ImageIds = [here] })).Images![0].Public);
        Assert.Equal(0, cloud.Machines.BasesMade);
    }

    [Fact]
    public async Task A_parameter_is_overwritten_only_when_asked_and_its_versions_stay()
    {
        await using var cloud = await TestCloud.OpenAsync();
        await cloud.Ssm.PutParameterAsync(new PutParameterRequest { Name = "/golden/web", Value = "ami-1", Type = ParameterType.String });

        await Assert.ThrowsAsync<ParameterAlreadyExistsException>(() => cloud.Ssm.PutParameterAsync(new PutParameterRequest { Name = "/golden/web", Value = "ami-2", Type = ParameterType.String }));
        var second = await cloud.Ssm.PutParameterAsync(new PutParameterRequest { Name = "/golden/web", Value = "ami-2", Overwrite = true });

        Assert.Equal(2, second.Version);
        Assert.Equal("ami-2", (await cloud.Ssm.GetParameterAsync(new GetParameterRequest { Name = "/golden/web" })).Parameter!.Value);
        Assert.Equal("ami-1", (await cloud.Ssm.GetParameterAsync(new GetParameterRequest { Name = "/golden/web:1" })).Parameter!.Value);
        await Assert.ThrowsAsync<ParameterVersionNotFoundException>(() => cloud.Ssm.GetParameterAsync(new GetParameterRequest { Name = "/golden/web:3" }));
    }

    [Fact]
    public async Task Several_are_read_by_name_and_by_path_and_what_is_missing_is_named()
    {
        await using var cloud = await TestCloud.OpenAsync();
        foreach (var name in (string[])["/golden/b", "/golden/a", "/golden/deep/c"])
        {
            await cloud.Ssm.PutParameterAsync(new PutParameterRequest { Name = name, Value = "x", Type = ParameterType.String });
        }

        var byName = await cloud.Ssm.GetParametersAsync(new GetParametersRequest { Names = ["/golden/a", "/none"] });
        var first = await cloud.Ssm.GetParametersByPathAsync(new GetParametersByPathRequest { Path = "/golden", Recursive = true, MaxResults = 2 });
        var rest = await cloud.Ssm.GetParametersByPathAsync(new GetParametersByPathRequest { Path = "/golden", Recursive = true, MaxResults = 2, NextToken = first.NextToken });
        var flat = await cloud.Ssm.GetParametersByPathAsync(new GetParametersByPathRequest { Path = "/golden" });

        Assert.Equal(["/none"], byName.InvalidParameters);
        Assert.Equal(["/golden/a", "/golden/b", "/golden/deep/c"], first.Parameters!.Concat(rest.Parameters!).Select(each => each.Name));
        Assert.Equal(["/golden/a", "/golden/b"], flat.Parameters!.Select(each => each.Name));
        Assert.Null(rest.NextToken);
    }

    [Fact]
    public async Task A_deleted_parameter_is_gone_with_its_versions()
    {
        await using var cloud = await TestCloud.OpenAsync();
        await cloud.Ssm.PutParameterAsync(new PutParameterRequest { Name = "/golden/web", Value = "ami-1", Type = ParameterType.String });

        await cloud.Ssm.DeleteParameterAsync(new DeleteParameterRequest { Name = "/golden/web" });

        await Assert.ThrowsAsync<ParameterNotFoundException>(() => cloud.Ssm.GetParameterAsync(new GetParameterRequest { Name = "/golden/web" }));
        await Assert.ThrowsAsync<ParameterNotFoundException>(() => cloud.Ssm.DeleteParameterAsync(new DeleteParameterRequest { Name = "/golden/web" }));
        Assert.Equal(1, (await cloud.Ssm.PutParameterAsync(new PutParameterRequest { Name = "/golden/web", Value = "ami-1", Type = ParameterType.String })).Version);
    }
}
