using GoldenAmi.Processes;

namespace GoldenAmi.Machines.Qemu;

/// <summary>What virtual machines need from around them.</summary>
public sealed record QemuOptions
{
    /// <summary>Where base disks are kept and machines work: <c>$XDG_CACHE_HOME/golden-ami</c> or <c>~/.cache/golden-ami</c>; made when missing.</summary>
    public required string CacheFolder { get; init; }

    /// <summary>Where machines have their working copies while they run; null: <c>machines</c> in <see cref="CacheFolder"/>.</summary>
    public string? MachinesFolder { get; init; }

    /// <summary>The program <c>golden-ami-runner</c>, which is carried into machines.</summary>
    public required string RunnerFile { get; init; }

    /// <summary>Our environment: PATH, and the proxies (<c>http_proxy</c>, …) that the guest is to use too.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    public required IProcessRunner Processes { get; init; }

    /// <summary>Real time: virtual machines do not follow a virtual clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>The folder for base disks and machines below the user's cache, from the variables XDG_CACHE_HOME and HOME.</summary>
    public static string DefaultCacheFolder(IReadOnlyDictionary<string, string> environment) =>
        Path.Combine(
            environment.TryGetValue("XDG_CACHE_HOME", out var cache) && Path.IsPathRooted(cache) ? cache
            : environment.TryGetValue("HOME", out var home) && Path.IsPathRooted(home) ? Path.Combine(home, ".cache")
            : Path.Combine(Path.GetTempPath(), "cache"),
            "golden-ami");
}
