using Amazon.EC2.Model;
using GoldenAmi.Aws;
using GoldenAmi.Builds.Resolving;
using GoldenAmi.Diagnostics;
using GoldenAmi.Reports;

namespace GoldenAmi.Publishing;

/// <summary>
/// Looks at the copies in other accounts through the recipe's <c>distribution.role</c>: one AssumeRole for each account, one DescribeImages for each of its regions. Without the role it says
/// what it could not see, and assumes nothing.
/// </summary>
internal sealed class AccountCheck(AwsClients clients, IReport report)
{
    /// <returns>False while a copy is pending.</returns>
    /// <exception cref="UserErrorException">GA0315 with every copy that is not as it is to be.</exception>
    public async Task<bool> LookAsync(ResolvedRecipe resolved, IReadOnlyList<AccountCopy> copies, CancellationToken ct)
    {
        var recipe = resolved.Recipe;
        if (recipe.Distribution.Role is not { } role)
        {
            var places = string.Join(", ", copies.Select(copy => $"{copy.Id} of {copy.Account} in {copy.Region}"));
            report.Problem(new Diagnostic(
                ErrorCode.CopyNotSeen, $"Image Builder says that it made {places}; whether they are there was not looked at, because the recipe names no role of those accounts.",
                recipe.Distribution.Name.Place, "name one: role: arn:aws:iam::{account}:role/<name>, which this run may assume and which may call ec2:DescribeImages.") { Severity = Severity.Warning });
            return true;
        }

        var (problems, isSettled) = (new List<Diagnostic>(), true);
        foreach (var account in copies.GroupBy(copy => copy.Account).OrderBy(group => group.Key))
        {
            using var there = await clients.AssumeAsync(role.Value.Replace("{account}", account.Key.Value, StringComparison.Ordinal), recipe.Region.Value.Value, ct);
            foreach (var copy in account)
            {
                var state = await StateAsync(there, copy, ct);
                isSettled &= state != "pending";
                if (state is not ("available" or "pending"))
                {
                    problems.Add(new Diagnostic(
                        ErrorCode.ReleaseNotVerified, $"{copy.Id} of the account {copy.Account} in {copy.Region} is {state ?? "not there"}.", recipe.Distribution.Name.Place,
                        "see in that account who changed the AMI, then run again."));
                }
            }
        }

        if (problems.Count > 0)
        {
            throw new UserErrorException(Ending.Refused, problems);
        }

        if (isSettled)
        {
            foreach (var copy in copies)
            {
                report.Say($"{copy.Id}", $"is in {copy.Region} of the account {copy.Account}");
            }
        }

        return isSettled;
    }

    /// <summary>The AMI's state, or null when the account has none of this id.</summary>
    private static async Task<string?> StateAsync(AwsClients there, AccountCopy copy, CancellationToken ct)
    {
        // By filter and not by id: EC2 answers an unknown id with an error, and a copy that was just made may not be seen yet.
        var request = new DescribeImagesRequest { Owners = ["self"], Filters = [new Filter { Name = "image-id", Values = [copy.Id.Value] }], IncludeDeprecated = true };
        var answer = await there.Ec2(copy.Region.Value).DescribeImagesAsync(request, ct).ExplainAsync("ec2:DescribeImages", copy.Region.Value);
        return (answer.Images ?? []).FirstOrDefault(image => image.ImageId == copy.Id.Value)?.State?.Value;
    }
}
