using GoldenAmi.LocalCloud.Protocol;
using GoldenAmi.LocalCloud.Ssm;
using GoldenAmi.LocalCloud.State;

namespace GoldenAmi.LocalCloud.ImageBuilder;

/// <summary>Finds the AMI that a recipe's parent image, or the source of a distribution, means.</summary>
internal static class ParentImage
{
    private const string ParameterPrefix = "ssm:";

    /// <param name="parent">An AMI id, <c>ssm:</c> with a parameter's name or ARN, or the ARN of an image, with wildcards.</param>
    public static AmiRecord Find(Call call, string parent)
    {
        if (parent.StartsWith("ami-", StringComparison.Ordinal))
        {
            return FindAmi(call, parent, parent);
        }

        if (parent.StartsWith(ParameterPrefix, StringComparison.Ordinal))
        {
            var name = ParameterName(parent[ParameterPrefix.Length..]);
            var value = Parameters.Find(call, name)?.Value ?? throw BuilderErrors.Value("parentImage", $"The parameter '{name}' does not exist. {BaseImages.Hint(name)}".TrimEnd());
            return FindAmi(call, value, parent);
        }

        var image = Catalog.FindImage(call, parent, each => each is { Status: "AVAILABLE", Ami: not null })
            ?? throw BuilderErrors.Value("parentImage", $"'{parent}' is no AMI id, no 'ssm:' parameter, and no image that is available.{(ManagedImages.IsManaged(parent) ? " " + ManagedImages.Hint(call) : "")}");
        return FindAmi(call, image.Ami!, parent);
    }

    private static string ParameterName(string nameOrArn)
    {
        var cut = nameOrArn.StartsWith("arn:", StringComparison.Ordinal) ? nameOrArn.IndexOf(":parameter", StringComparison.Ordinal) : -1;
        return cut < 0 ? nameOrArn : nameOrArn[(cut + ":parameter".Length)..];
    }

    private static AmiRecord FindAmi(Call call, string id, string parent) =>
        call.State.Records.Amis.Find(each => each.Id == id && each.Region == call.Region && each.State == "available"
            && (each.Account == call.Account || each.IsPublic || each.SharedWith.Contains(call.Account)))
        ?? throw BuilderErrors.Value("parentImage", $"The image '{id}'{(id == parent ? "" : $" of '{parent}'")} does not exist in {call.Region}, or the account {call.Account} may not launch it.");
}
