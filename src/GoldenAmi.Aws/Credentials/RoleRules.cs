using Amazon;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Aws.Credentials;

/// <summary>What can be wrong with a <see cref="RoleOrder"/> before anything is sent.</summary>
public static class RoleRules
{
    /// <summary>GA0614 and GA0615, in the order of the roles.</summary>
    public static IEnumerable<Diagnostic> Check(RoleOrder order)
    {
        var partition = RegionEndpoint.GetBySystemName(order.Region).PartitionName;
        foreach (var role in order.Roles)
        {
            if (Part(role, 1) != partition)
            {
                yield return new Diagnostic(ErrorCode.RolePartition,
                    $"The role '{role}' is of the partition {Part(role, 1)}, and the region '{order.Region}' of the partition {partition}: credentials of one are unknown in the other.",
                    null, $"name a role whose ARN begins with arn:{partition}:iam, or a region of {Part(role, 1)}.");
            }

            if (FindForeignAccount(Part(role, 4), order.AllowedAccounts) is { } foreign)
            {
                yield return foreign;
            }
        }
    }

    /// <summary>GA0615 when the account is none of those allowed; null when it is, or when none are named.</summary>
    public static Diagnostic? FindForeignAccount(string account, IReadOnlyList<string> allowed) =>
        allowed.Count == 0 || allowed.Contains(account)
            ? null
            : new Diagnostic(ErrorCode.AccountNotAllowed, $"This run would act in the account {account}; allowed-accounts names {string.Join(", ", allowed.Order(StringComparer.Ordinal))}.",
                null, "correct the role or the credentials, or add the account to allowed-accounts.");

    /// <summary>A part of an ARN: 1 is the partition, 4 the account.</summary>
    internal static string Part(string arn, int index) => arn.Split(':') is var parts && index < parts.Length ? parts[index] : "";
}
