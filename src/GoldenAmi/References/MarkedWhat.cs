namespace GoldenAmi.References;

/// <summary>What a marker keeps up to date.</summary>
internal enum MarkedWhat
{
    /// <summary>An AMI id.</summary>
    Id,

    /// <summary>The AMI's name: <c>web 1.4.0 2026-11-22T12-00-00.000Z</c>.</summary>
    Name,

    /// <summary>The image's version: <c>1.4.0</c>.</summary>
    Version,

    /// <summary>ARN of the Image Builder image: <c>arn:aws:imagebuilder:us-east-1:111122223333:image/web/1.4.0/1</c>.</summary>
    ImageArn,

    /// <summary>The digest that the attestation signs: <c>sha256:…</c>.</summary>
    Digest,

    /// <summary>A Systems Manager parameter's path with the version in it: <c>/golden/web/1.4.0</c>.</summary>
    Ssm,
}

/// <summary>The words that markers and people use.</summary>
internal static class MarkedWhats
{
    private static readonly (MarkedWhat What, string Word, string Noun)[] Table =
    [
        (MarkedWhat.Id, "id", "AMI id"),
        (MarkedWhat.Name, "name", "AMI name of the recipe's form"),
        (MarkedWhat.Version, "version", "version such as 1.4.0"),
        (MarkedWhat.ImageArn, "image-arn", "ARN of an Image Builder image with its build"),
        (MarkedWhat.Digest, "digest", "digest (sha256: and 64 hexadecimal digits)"),
        (MarkedWhat.Ssm, "ssm", "parameter path with a version such as 1.4.0 in it"),
    ];

    /// <summary>All words, in the order in which they are told.</summary>
    public static IEnumerable<string> Words => Table.Select(row => row.Word);

    public static MarkedWhat? Find(string word) => Array.Find(Table, row => row.Word == word) is { Word: not null } row ? row.What : null;

    public static string WordOf(MarkedWhat what) => Row(what).Word;

    /// <summary>For messages, after "a" or "no".</summary>
    public static string NounOf(MarkedWhat what) => Row(what).Noun;

    private static (MarkedWhat What, string Word, string Noun) Row(MarkedWhat what) => Array.Find(Table, row => row.What == what);
}
