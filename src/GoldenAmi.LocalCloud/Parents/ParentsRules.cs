using GoldenAmi.Diagnostics;
using GoldenAmi.Yaml;

namespace GoldenAmi.LocalCloud.Parents;

/// <summary>The bounds of <c>local.yaml</c>. What is wrong with its form has one code: the file is short, and messages say the rest.</summary>
internal static class ParentsRules
{
    public static DocumentRules Rules { get; } = new()
    {
        Name = "file of parents",
        Holds = "parent",

        // Our own bounds: hundreds of parents fit in, and parents.<n>.ami is the deepest.
        MaxBytes = 64 * 1024,
        MaxBytesReason = "the most that it may have",
        TooLargeFix = "check that this is the file; it names a few disks.",
        MaxDepth = 8,
        EmptyFix = "name a parent as docs/local-parents.md shows, or remove the file.",
        Codes = new DocumentCodes
        {
            TooLarge = ErrorCode.ParentsFileInvalid,
            NotText = ErrorCode.ParentsFileInvalid,
            Empty = ErrorCode.ParentsFileInvalid,
            NotYaml = ErrorCode.ParentsFileInvalid,
            TooDeep = ErrorCode.ParentsFileInvalid,
            Alias = ErrorCode.ParentsFileInvalid,
            DuplicateKey = ErrorCode.ParentsFileInvalid,
            UnknownKey = ErrorCode.ParentsFileInvalid,
            MissingKey = ErrorCode.ParentsFileInvalid,
            WrongKind = ErrorCode.ParentsFileInvalid,
            Number = ErrorCode.ParentsFileInvalid,
            Word = ErrorCode.ParentsFileInvalid,
        },
    };
}
