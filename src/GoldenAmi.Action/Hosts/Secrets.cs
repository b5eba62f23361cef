namespace GoldenAmi.Action.Hosts;

/// <summary>Texts that are never printed. A secret of several lines is as many secrets: logs are read line by line.</summary>
internal sealed class Secrets
{
    private readonly List<string> _secrets = [];

    /// <summary>What is known so far, longest first.</summary>
    public IReadOnlyList<string> All => [.. _secrets];

    /// <summary>The lines of the secret that were not known before.</summary>
    public IReadOnlyList<string> Add(string secret)
    {
        // A mask of one or two characters would blank out half of the log
        var added = secret.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(line => line.Length > 2 && !_secrets.Contains(line))
            .ToList();
        _secrets.AddRange(added);
        _secrets.Sort((left, right) => right.Length.CompareTo(left.Length));
        return added;
    }

    public string Redact(string text) => _secrets.Aggregate(text, (redacted, secret) => redacted.Replace(secret, "***", StringComparison.Ordinal));
}
