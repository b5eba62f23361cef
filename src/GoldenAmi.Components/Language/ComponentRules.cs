using GoldenAmi.Diagnostics;

namespace GoldenAmi.Components.Language;

/// <summary>The bounds and codes of component documents.</summary>
internal static class ComponentRules
{
    public static DocumentRules Rules { get; } = new()
    {
        Name = "component document",
        Holds = "component",

        // Image Builder's quota for a component's data: 64 KB (https://docs.aws.amazon.com/general/latest/gr/imagebuilder.html)
        MaxBytes = 64 * 1024,
        MaxBytesReason = "the most that Image Builder takes",
        TooLargeFix = "split the component into several, or download large files in a step.",

        // Our own bound: a condition nested as deep as is allowed reaches 14
        MaxDepth = 32,
        EmptyFix = "write a component with schemaVersion and phases.",
        Codes = new DocumentCodes
        {
            TooLarge = ErrorCode.ComponentTooLarge,
            NotText = ErrorCode.ComponentNotText,
            Empty = ErrorCode.ComponentEmpty,
            NotYaml = ErrorCode.ComponentNotYaml,
            TooDeep = ErrorCode.ComponentTooDeep,
            Alias = ErrorCode.ComponentAlias,
            DuplicateKey = ErrorCode.ComponentDuplicateKey,
            UnknownKey = ErrorCode.ComponentUnknownKey,
            MissingKey = ErrorCode.ComponentMissingKey,
            WrongKind = ErrorCode.ComponentWrongKind,
            Number = ErrorCode.ComponentNumber,
            Word = ErrorCode.ComponentWord,
        },
    };
}
