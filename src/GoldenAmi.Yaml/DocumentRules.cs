namespace GoldenAmi.Yaml;

/// <summary>How large and deep one kind of document may be, and the words and codes of what is wrong with one.</summary>
internal sealed record DocumentRules
{
    /// <summary>The kind of document with its article's noun: <c>component document</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What one document is: <c>component</c>, <c>recipe</c>.</summary>
    public required string Holds { get; init; }

    /// <summary>Bytes of UTF-8.</summary>
    public required int MaxBytes { get; init; }

    /// <summary>Whose bound <see cref="MaxBytes"/> is, after a comma: <c>the most that Image Builder takes</c>.</summary>
    public required string MaxBytesReason { get; init; }

    /// <summary>What to do about a document that is too large.</summary>
    public required string TooLargeFix { get; init; }

    /// <summary>Levels of maps and lists.</summary>
    public required int MaxDepth { get; init; }

    /// <summary>What to do about an empty document.</summary>
    public required string EmptyFix { get; init; }

    public required DocumentCodes Codes { get; init; }
}

/// <summary>The error codes of one kind of document.</summary>
internal sealed record DocumentCodes
{
    public required string TooLarge { get; init; }

    public required string NotText { get; init; }

    public required string Empty { get; init; }

    public required string NotYaml { get; init; }

    public required string TooDeep { get; init; }

    public required string Alias { get; init; }

    public required string DuplicateKey { get; init; }

    public required string UnknownKey { get; init; }

    public required string MissingKey { get; init; }

    public required string WrongKind { get; init; }

    /// <summary>A number is none, or outside its range.</summary>
    public required string Number { get; init; }

    /// <summary>A value is not one of the allowed ones.</summary>
    public required string Word { get; init; }
}
