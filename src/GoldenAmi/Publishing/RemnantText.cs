using GoldenAmi.Diagnostics;
using GoldenAmi.Recipes;

namespace GoldenAmi.Publishing;

/// <summary>Remnants as warnings on the region's line of the recipe, with the command that takes them away.</summary>
internal static class RemnantText
{
    public static Diagnostic Tell(Recipe recipe, Remnant remnant) => new(
        ErrorCode.NotRemoved, $"Not removed: {What(remnant)}.", RegionPlace.Of(recipe, remnant.Region.Value), How(remnant)) { Severity = Severity.Warning };

    private static string What(Remnant remnant) => remnant switch
    {
        Remnant.Permissions shared => $"{shared.Id} in {shared.Region} may be started by {string.Join(", ", shared.Members.Select(NameOf))}, and the recipe does not share it with {(shared.Members.Count == 1 ? "it" : "them")}",
        Remnant.Copy copy => $"{copy.Id} was made in {copy.Region} of the account {copy.Account}, and the recipe does not copy there; whether it is still there was not looked at",
        Remnant.Elsewhere image => $"{image.Id} is in {image.Region}, and the recipe does not name the region",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string How(Remnant remnant) => remnant switch
    {
        Remnant.Permissions shared => $"name {(shared.Members.Count == 1 ? "it" : "them")} in 'share', or take the permission away: aws ec2 modify-image-attribute --region {shared.Region} --image-id {shared.Id} --launch-permission \"Remove=[{string.Join(",", shared.Members.Select(Permission))}]\"",
        Remnant.Copy copy => $"name the account in 'copyTo', or remove the copy there when nothing uses it: aws ec2 deregister-image --region {copy.Region} --image-id {copy.Id} --delete-associated-snapshots",
        _ => $"name the region in 'distribution', or remove the AMI when nothing uses it: aws ec2 deregister-image --region {remnant.Region} --image-id {remnant.Id} --delete-associated-snapshots",
    };

    private static string NameOf(string member) => member == "all" ? "everybody" : member;

    private static string Permission(string member) => member switch
    {
        "all" => "{Group=all}",
        _ when !member.StartsWith("arn:", StringComparison.Ordinal) => $"{{UserId={member}}}",
        _ when member.Contains(":ou/", StringComparison.Ordinal) => $"{{OrganizationalUnitArn={member}}}",
        _ => $"{{OrganizationArn={member}}}",
    };
}
