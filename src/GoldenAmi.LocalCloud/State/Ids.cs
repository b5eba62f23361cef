using System.Security.Cryptography;

namespace GoldenAmi.LocalCloud.State;

/// <summary>Makes ids as AWS does: random, and never telling what they stand for.</summary>
internal static class Ids
{
    /// <summary>For example <c>ami-0a1b2c3d4e5f67890</c>: 17 hexadecimal digits, the first of them 0.</summary>
    public static string Ec2(string prefix) => $"{prefix}-0{RandomNumberGenerator.GetHexString(16, lowercase: true)}";

    /// <summary>For example <c>wf-01234567-89ab-cdef-0123-456789abcdef</c>.</summary>
    public static string Execution(string prefix) => $"{prefix}-{Guid.NewGuid()}";
}
