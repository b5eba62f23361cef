using GoldenAmi.Identifiers;

namespace GoldenAmi.Adopting;

/// <summary>What a pipeline's own distribution did with an image before anybody judged it. Pure.</summary>
/// <param name="What">A sentence: which AMIs are where, with whom they are shared, what points at them.</param>
/// <param name="TakeBack">What takes it back, as a clause that ends in a semicolon.</param>
internal sealed record AlreadyOut(string What, string TakeBack)
{
    /// <summary>Null when the image is in its home region, shared with nobody, and nothing points at it.</summary>
    public static AlreadyOut? Of(ScheduledImage image, Region home, AccountId owner)
    {
        var away = image.Build.Outputs.Where(output => output.Region != home || (output.Account ?? owner) != owner).ToList();
        var amis = image.Distributions.Select(each => (Region: each.Region ?? "", Ami: each.AmiDistributionConfiguration?.LaunchPermission)).ToList();
        var shared = amis.SelectMany(each => Members(each.Ami).Select(member => $"{member} in {each.Region}")).ToList();
        var pointers = image.Distributions.SelectMany(each => (each.SsmParameterConfigurations ?? []).Select(parameter => $"parameter {parameter.ParameterName}")
            .Concat((each.LaunchTemplateConfigurations ?? []).Select(template => $"launch template {template.LaunchTemplateId}")).Select(pointer => $"{pointer} in {each.Region}")).ToList();
        string[] parts =
        [
            .. One(away.Select(output => $"{output.Id} in {output.Region}{(output.Account is { } account && account != owner ? $" of the account {account}" : "")}"), "brought it to"),
            .. One(shared, "shared it with"),
            .. One(pointers, "pointed at it"),
        ];
        if (parts.Length == 0)
        {
            return null;
        }

        string[] back =
        [
            .. away.Count == 0 ? [] : new[] { $"deregister {string.Join(", ", away.Select(output => output.Id.Value))} (aws ec2 deregister-image, each in its region and account)" },
            .. shared.Count == 0 ? [] : new[] { $"end the sharing of {string.Join(", ", image.Build.Outputs.Select(output => output.Id.Value))} (aws ec2 modify-image-attribute --launch-permission)" },
            .. pointers.Count == 0 ? [] : new[] { "point the parameters and launch templates back at the release" },
        ];
        return new AlreadyOut($"Its pipeline had already {string.Join(", ", parts)}.", $"to take it back, {string.Join(", and ", back)};");
    }

    private static IEnumerable<string> Members(Amazon.Imagebuilder.Model.LaunchPermissionConfiguration? permission) =>
        [.. permission?.UserIds ?? [], .. permission?.UserGroups ?? [], .. permission?.OrganizationArns ?? [], .. permission?.OrganizationalUnitArns ?? []];

    private static IEnumerable<string> One(IEnumerable<string> list, string did) => list.ToList() is { Count: > 0 } found ? [$"{did} {string.Join(", ", found)}"] : [];
}
