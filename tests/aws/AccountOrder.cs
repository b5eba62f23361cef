using System.Globalization;
using GoldenAmi.Diagnostics;
using GoldenAmi.Recipes;

namespace GoldenAmi.Account;

/// <summary>Where one image is built.</summary>
/// <param name="Region">Home region, for example <c>eu-west-1</c>.</param>
/// <param name="OtherRegion">Where it is distributed to.</param>
/// <param name="Role">Image Builder's execution role, name or ARN.</param>
/// <param name="Profile">Instance profile of the build instance.</param>
internal sealed record AccountOrder(string Region, string OtherRegion, string Role, string Profile)
{
    public const string AmazonLinux = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64";

    /// <summary>The name of the recipe, and of all that is made.</summary>
    public const string Name = "golden-ami-account-test";

    /// <summary>Null: the account's default network.</summary>
    public string? Subnet { get; init; }

    /// <summary>An SSM parameter that names the parent image.</summary>
    public string Parent { get; init; } = AmazonLinux;

    /// <summary>Goes into the component, so that each run builds.</summary>
    public required string Marker { get; init; }

    /// <summary>Writes the recipe's files to a folder and reads them as every recipe is read.</summary>
    public Recipe Write(string folder)
    {
        string Document(string phase, string command) => string.Create(CultureInfo.InvariantCulture,
            $"name: {phase}\nschemaVersion: 1.0\nphases:\n  - name: {phase}\n    steps:\n      - name: Marker\n        action: ExecuteBash\n        inputs:\n          commands:\n            - {command}\n");
        File.WriteAllText(Path.Combine(folder, "build.yaml"), Document("build", $"echo {Marker} > /etc/golden-ami-account-test"));
        File.WriteAllText(Path.Combine(folder, "test.yaml"), Document("test", $"grep {Marker} /etc/golden-ami-account-test"));
        var file = Path.Combine(folder, "golden-ami.yaml");
        File.WriteAllText(file, $$$"""
            schema: 1
            name: {{{Name}}}
            version: "1.0"
            platform: linux
            region: {{{Region}}}
            executionRole: {{{Role}}}
            parent:
              ssm: {{{Parent}}}
            components:
              - path: build.yaml
            tests:
              - path: test.yaml
            infrastructure:
              instanceProfile: {{{Profile}}}
              instanceTypes: [ t3.medium ]
            {{{(Subnet is null ? "" : $"  subnet: {Subnet}\n")}}}distribution:
              name: "{{{Name}}} {{ version }} {{ date }}"
              regions:
                {{{Region}}}: {}
                {{{OtherRegion}}}: {}
            """);
        var loaded = RecipeLoader.Load(file, folder);
        return loaded.Recipe ?? throw new UserErrorException(Ending.Usage, loaded.Problems);
    }
}
