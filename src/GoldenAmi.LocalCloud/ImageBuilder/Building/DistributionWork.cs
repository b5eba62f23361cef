using System.Text.Json.Nodes;
using GoldenAmi.LocalCloud.Ec2;
using GoldenAmi.LocalCloud.Protocol;
using GoldenAmi.LocalCloud.Ssm;
using GoldenAmi.LocalCloud.State;

namespace GoldenAmi.LocalCloud.ImageBuilder.Building;

/// <summary>Brings an image where its distribution configuration says, and points parameters and launch templates at it.</summary>
internal sealed class DistributionWork(World world, ImageProgress progress)
{
    /// <summary>The distribution of a region, or null.</summary>
    public static JsonObject? EntryOf(ImageRecord image, string region) =>
        image.Distribution?.Given.Structures("distributions").FirstOrDefault(each => each.Text("region") == region);

    /// <summary>The recipe's and the distribution's tags, and the two that Image Builder puts on all that it makes.</summary>
    public static Dictionary<string, string> TagsOf(ImageRecord image, JsonObject? entry, DateTimeOffset now)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in (image.Recipe?.Given.TextMap("amiTags") ?? []).Concat(entry?.TextMap("amiTags") ?? []))
        {
            tags[key] = AmiNames.Fill(value, image, now);
        }

        tags["CreatedBy"] = "EC2 Image Builder";
        tags["Ec2ImageBuilderArn"] = image.Arn;
        return tags;
    }

    public async Task DistributeAsync(CancellationToken stop)
    {
        foreach (var distribution in progress.Image.Distribution?.Given.Structures("distributions") ?? [])
        {
            var region = distribution.RequiredText("region");
            var entry = distribution.Structure("amiDistributionConfiguration");
            string[] accounts = [progress.Image.Account, .. entry?.Texts("targetAccountIds") ?? []];
            foreach (var account in accounts.Distinct(StringComparer.Ordinal))
            {
                try
                {
                    await PlaceAsync(region, account, entry, stop);
                }
                catch (BuildFailedException failure)
                {
                    failure.Place ??= new FailedPlace(region, account);
                    throw;
                }
            }
        }
    }

    /// <summary>Creates or overwrites the parameters, and gives the launch templates a version, that the distributions name.</summary>
    public void Integrate()
    {
        var image = progress.Image;
        foreach (var distribution in image.Distribution?.Given.Structures("distributions") ?? [])
        {
            var region = distribution.RequiredText("region");
            foreach (var parameter in distribution.Structures("ssmParameterConfigurations"))
            {
                var account = parameter.Text("amiAccountId") ?? image.Account;
                var ami = image.Outputs.FirstOrDefault(each => each.Region == region && each.Account == account)
                    ?? throw new BuildFailedException($"The parameter '{parameter.Text("parameterName")}' names the account {account}, to which nothing was distributed in {region}.") { Place = new(region, account, "PUT_SSM_PARAMETERS") };
                var now = world.Options.Time.GetUtcNow();
                progress.Change(records => Parameters.Put(
                    records, image.Account, region, parameter.RequiredText("parameterName"), ami.Ami, parameter.Text("dataType") ?? "text", now));
            }

            foreach (var template in distribution.Structures("launchTemplateConfigurations"))
            {
                PointTemplate(image, region, template);
            }
        }
    }

    /// <summary>
    /// A guess: a new version begins with the default one, holds the account's AMI, and needs the template and, in an account other than the image's, an AMI of that account or one shared with it.
    /// </summary>
    private void PointTemplate(ImageRecord image, string region, JsonObject wanted)
    {
        var (id, account) = (wanted.RequiredText("launchTemplateId"), wanted.Text("accountId") ?? image.Account);
        var place = new FailedPlace(region, account, "UPDATE_LAUNCH_TEMPLATES");
        var ami = image.Outputs.FirstOrDefault(each => each.Region == region && each.Account == account)
            ?? image.Outputs.FirstOrDefault(each => each.Region == region && each.Account == image.Account)
            ?? throw new BuildFailedException($"The launch template '{id}' is in {region}, to which nothing was distributed.") { Place = place };
        var now = world.Options.Time.GetUtcNow();
        progress.Change(records =>
        {
            var template = records.LaunchTemplates.Find(each => each.Id == id && each.Account == account && each.Region == region)
                ?? throw new BuildFailedException($"InvalidLaunchTemplateId.NotFound: The launch template '{id}' does not exist in {region} of the account {account}") { Place = place };
            var (changed, made) = LaunchTemplates.AddVersion(records, template, new JsonObject { ["ImageId"] = ami.Ami }, template.DefaultVersion, $"Image Builder: {image.Arn}", now);
            return wanted.Flag("setDefaultVersion") != true ? changed
                : LaunchTemplates.With(changed, changed.LaunchTemplates.Find(each => each.Id == id)! with { DefaultVersion = made.Number });
        });
    }

    private async Task PlaceAsync(string region, string account, JsonObject? entry, CancellationToken stop)
    {
        var image = progress.Image;
        if (image.Outputs.FirstOrDefault(each => each.Region == region && each.Account == account) is { } present)
        {
            progress.Change(records => records.WithAmi(present.Ami, ami => Configured(ami, image, entry)));
            return;
        }

        await Task.Delay(world.Options.Pace.Copy, world.Options.Time, stop);
        var records = world.Store.Records;
        var source = records.Amis.Find(each => each.Id == image.Ami)
            ?? throw new BuildFailedException($"InvalidAMIID.NotFound: The image id '[{image.Ami}]' does not exist");
        var from = records.Snapshots.Find(each => each.Id == source.Snapshot)?.File
            ?? throw new BuildFailedException($"The image '{source.Id}' has no disk of its own, so it cannot be distributed to {region}.");
        var id = Ids.Ec2("ami");
        var file = Disks.NameOf(region, id);
        await world.Disks.CopyAsync(from, file, stop);
        try
        {
            Register(image, source, new OutputRecord(region, account, id), entry, file);
        }
        catch
        {
            world.Disks.Delete(file);
            throw;
        }
    }

    private void Register(ImageRecord image, AmiRecord source, OutputRecord output, JsonObject? entry, string file)
    {
        var now = world.Options.Time.GetUtcNow();
        var copy = new AmiRecord(output.Ami, output.Account, output.Region, AmiNames.Make(image, entry, now), "available", Ids.Ec2("snap"), now)
        {
            Description = entry?.Text("description") ?? source.Description,
            Architecture = source.Architecture,
            SourceAmi = source.Id,
            SourceRegion = source.Region,
            IsUponNamed = source.ComesOfNamed(),
        };
        var size = world.Disks.SizeGib(file);
        progress.Change(records => AmiRegister.Add(records, Configured(copy, image, entry), file, size, entry?.Text("kmsKeyId"))
            .WithImage(image.Arn, each => each with { Outputs = [.. each.Outputs, output] }));
    }

    /// <summary>A guess: an AMI that is already where it is to be gets tags and permissions, and keeps its name.</summary>
    private AmiRecord Configured(AmiRecord ami, ImageRecord image, JsonObject? entry)
    {
        var tags = new Dictionary<string, string>(ami.Tags, StringComparer.Ordinal);
        foreach (var (key, value) in TagsOf(image, entry, world.Options.Time.GetUtcNow()))
        {
            // The image that built an AMI stays its origin when another distributes it.
            if (key != "Ec2ImageBuilderArn" || !tags.ContainsKey(key))
            {
                tags[key] = value;
            }
        }

        var permission = entry?.Structure("launchPermission");
        return ami with
        {
            Tags = tags,
            IsPublic = ami.IsPublic || permission?.Texts("userGroups").Contains("all") == true,
            SharedWith = [.. ami.SharedWith.Union(permission?.Texts("userIds") ?? []).Where(account => account != ami.Account)],
            SharedWithOrganizations = [.. ami.SharedWithOrganizations.Union([.. permission?.Texts("organizationArns") ?? [], .. permission?.Texts("organizationalUnitArns") ?? []])],
        };
    }
}
