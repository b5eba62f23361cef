namespace GoldenAmi.Recipes;

/// <summary>A pipeline of Image Builder that builds in AWS without a CI system.</summary>
/// <param name="Place">Where the recipe says <c>pipeline</c>.</param>
public sealed record Pipeline(Diagnostics.SourcePlace Place)
{
    /// <summary>For example <c>cron(0 6 ? * mon#1 *)</c> or <c>rate(7 days)</c>; null: it is started by hand only.</summary>
    public string? Schedule { get; init; }

    /// <summary>The time zone of the schedule, for example <c>Europe/Berlin</c>.</summary>
    public string Timezone { get; init; } = "UTC";

    public PipelineStart Start { get; init; } = PipelineStart.OnUpdates;

    /// <summary>After so many failed runs in a row the service disables it, 1 to 10; null: never.</summary>
    public int? DisableAfterFailures { get; init; }

    /// <summary>False: it is there and does not run.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>True: its images stay in the home region, shared with nobody and pointed at by nothing, until <c>check --adopt</c> has judged them and brings them on. False: it distributes them itself.</summary>
    public bool StaysHome { get; init; }

    /// <summary>Whether its images are scanned for vulnerabilities.</summary>
    public bool Scan { get; init; }

    /// <summary>CloudWatch log group of its images, or null for the service's own.</summary>
    public string? ImageLogGroup { get; init; }

    /// <summary>CloudWatch log group of the pipeline itself, or null for the service's own.</summary>
    public string? PipelineLogGroup { get; init; }

    /// <summary>Tags of its Image Builder images.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);
}

/// <summary>When a schedule's time comes.</summary>
public enum PipelineStart
{
    /// <summary>Build when the parent or a component has a newer version.</summary>
    OnUpdates,

    /// <summary>Build.</summary>
    Always,
}
