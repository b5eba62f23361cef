using System.Text.Json.Nodes;
using GoldenAmi.LocalCloud.State;

namespace GoldenAmi.LocalCloud.ImageBuilder;

/// <summary>Open equivalents of components that Amazon manages, under the same names. Their documents are ours; only name, purpose and phases are AWS's.</summary>
internal static class ManagedComponents
{
    public const string Owner = "aws";

    private const string Version = "1.0.0";

    private static readonly DateTimeOffset Since = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Dictionary<string, (string Description, string Document)> Documents = new(StringComparer.Ordinal)
    {
        ["update-linux"] = ("Updates Linux with all available updates.", """
            name: update-linux
            description: Updates Linux with all available updates.
            schemaVersion: 1.0
            phases:
              - name: build
                steps:
                  - name: UpdatePackages
                    action: ExecuteBash
                    maxAttempts: 3
                    timeoutSeconds: 3600
                    inputs:
                      commands:
                        - |
                          set -eu
                          if command -v apt-get > /dev/null; then
                            export DEBIAN_FRONTEND=noninteractive
                            apt-get -q update
                            apt-get -q -y -o Dpkg::Options::=--force-confold dist-upgrade
                          elif command -v dnf > /dev/null; then
                            dnf -q -y upgrade
                          elif command -v yum > /dev/null; then
                            yum -q -y update
                          elif command -v zypper > /dev/null; then
                            zypper -q --non-interactive update
                          else
                            echo "No package manager that update-linux knows: apt-get, dnf, yum, zypper." >&2
                            exit 1
                          fi
            """),
        ["simple-boot-test-linux"] = ("Executes a simple boot test.", """
            name: simple-boot-test-linux
            description: Executes a simple boot test.
            schemaVersion: 1.0
            phases:
              - name: test
                steps:
                  - name: SimpleBootTest
                    action: ExecuteBash
                    inputs:
                      commands:
                        - uptime || cat /proc/uptime
            """),
    };

    /// <summary>Sorted.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Documents.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The component as a region has it, or null.</summary>
    public static ResourceRecord? Find(string region, string name) => Documents.TryGetValue(name, out var found)
        ? new ResourceRecord(
            ResourceKinds.Component,
            Arns.Make(region, Owner, ResourceKinds.Component, name, Version, build: 1),
            Owner, region, name, Version, Build: 1,
            new JsonObject { ["description"] = found.Description, ["platform"] = "Linux", ["data"] = found.Document },
            Since)
        : null;
}
