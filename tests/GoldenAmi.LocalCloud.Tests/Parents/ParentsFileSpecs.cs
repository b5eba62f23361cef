using GoldenAmi.Diagnostics;
using GoldenAmi.LocalCloud.Parents;
using GoldenAmi.Machines.Disks;

namespace GoldenAmi.LocalCloud.Tests.Parents;

public sealed class ParentsFileSpecs : IDisposable
{
    private static readonly string Digest = new('a', 64);

    private readonly string _folder = Directory.CreateTempSubdirectory("golden-ami-parents-").FullName;

    public ParentsFileSpecs()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "disks"));
        File.WriteAllBytes(Path.Combine(_folder, "disks", "own.raw"), TestDisk.Bytes());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_parent_is_named_as_recipes_name_it_and_has_a_file_beside_or_an_address()
    {
        var parents = Read($$"""
            schema: 1
            parents:
              - ssm: /aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64
                ami: { owner: amazon, name: al2023-ami-2023.9.20260105.0-kernel-6.1-x86_64 }
                image: amazon/amazon-linux-2023-x86@2026.1.x
                disk: disks/own.raw
              - ami: { owner: "136693071363", name: debian-12-arm64-20260101-1 }
                disk: https://cloud.debian.example/debian-12-arm64.qcow2
                sha256: {{Digest.ToUpperInvariant()}}
                architecture: arm64
            """);

        Assert.Equal(
            [
                new NamedParent(new DiskSource.File(Path.Combine(_folder, "disks", "own.raw"), Sha256: null), "x86_64")
                {
                    Parameter = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64",
                    Ami = new OwnedName("amazon", "al2023-ami-2023.9.20260105.0-kernel-6.1-x86_64"),
                    Image = new ManagedName("amazon-linux-2023-x86", "2026.1.0"),
                },
                new NamedParent(new DiskSource.Url(new Uri("https://cloud.debian.example/debian-12-arm64.qcow2"), Digest), "arm64")
                {
                    Ami = new OwnedName("136693071363", "debian-12-arm64-20260101-1"),
                },
            ],
            parents);
    }

    [Fact]
    public void Every_problem_is_told_at_once_with_its_place()
    {
        File.WriteAllBytes(Path.Combine(_folder, "page.qcow2"), [.. "<html>"u8, .. new byte[600]]);

        var problems = Problems($$"""
            schema: 2
            parents:
              - ssm: ssm:/golden/base
                disk: disks/none.raw
              - ami: { owner: self, name: "debian-*" }
                disk: page.qcow2
                architecture: amd64
              - image: acme/base@1.0.0
                disk: http://disks.example/own.raw
              - ssm: /aws/service/one
                disk: https://disks.example/own.raw
              - ssm: /aws/service/one
                disk: https://user:secret@disks.example/own.raw
                sha256: abc
              - disk: disks/own.raw
                sha265: {{Digest}}
            """);

        Assert.Equal(
            [
                ("local.yaml(1,9)", "GA0414", "'2' is not a schema of this file; allowed: 1."),
                ("local.yaml(3,10)", "GA0414", "'ssm:/golden/base' is not the name of a public parameter; it must begin with /aws/service/."),
                ("local.yaml(4,11)", ErrorCode.ParentDiskUnusable, "Machines cannot start from 'disks/none.raw': there is no such file; a disk is a qcow2 or raw file that stands for itself."),
                ("local.yaml(5,19)", "GA0414", "'self' is not the owner of AMIs; it must be the 12 digits of an account, or amazon."),
                ("local.yaml(5,31)", "GA0414", "'debian-*' is not the name of an AMI; it must be 3 to 128 letters, digits, spaces and ()[]./-'@_."),
                ("local.yaml(6,11)", "GA0415", "Machines cannot start from 'page.qcow2': it is a page of text; a disk is a qcow2 or raw file that stands for itself."),
                ("local.yaml(7,19)", "GA0414", "'amd64' is not an architecture; allowed: x86_64, arm64."),
                ("local.yaml(8,12)", "GA0414", "'acme/base@1.0.0' is not an image that Amazon manages; it must be amazon/NAME@VERSION."),
                ("local.yaml(9,11)", ErrorCode.ParentDiskUnproven, "'http://disks.example/own.raw' is not an address that disks are fetched from; it must be https, or http of this computer (127.0.0.1, localhost), without user or password."),
                ("local.yaml(11,11)", "GA0416", "A disk is to be fetched and nothing says what it must hold: the key 'sha256' is missing beside it."),
                ("local.yaml(12,10)", ErrorCode.ParentNamedTwice, "The parameter '/aws/service/one' is named twice, first in line 10; a parent has one disk."),
                ("local.yaml(13,11)", "GA0416", "'https://user:***@disks.example/own.raw' is not an address that disks are fetched from; it must be https, or http of this computer (127.0.0.1, localhost), without user or password."),
                ("local.yaml(14,13)", "GA0416", "'abc' is not a SHA-256; it must be 64 hexadecimal digits."),
                ("local.yaml(15,5)", "GA0414", "The parent has none of 'ssm', 'ami', 'image'; it must have at least one."),
                ("local.yaml(16,5)", "GA0414", "'sha265' is not a key of a parent; allowed: ssm, ami, image, disk, sha256, architecture."),
            ],
            problems.Select(problem => (problem.Place!.ToString(), problem.Code, problem.Message)));
        Assert.All(problems, problem => Assert.DoesNotContain("secret", problem.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void Http_is_allowed_to_this_computer_alone() =>
        Assert.IsType<DiskSource.Url>(Assert.Single(Read($$"""
            schema: 1
            parents: [ { ssm: /aws/service/one, disk: "http://localhost:8000/own.raw", sha256: {{Digest}} } ]
            """)).Disk);

    [Theory]
    [InlineData("", "The file of parents is empty.")]
    [InlineData("- 1", "The file is a list; it must be a map with the keys 'schema' and 'parents'.")]
    [InlineData("schema: 1", "The key 'parents' is missing in the file.")]
    [InlineData("schema: 1\nparents: [ 7 ]", "A parent is a text ('7'); it must be a map with a name (ssm, ami or image) and a 'disk'.")]
    public void A_file_of_another_kind_is_told(string text, string message) =>
        Assert.Equal([(ErrorCode.ParentsFileInvalid, message)], Problems(text).Select(problem => (problem.Code, problem.Message)));

    [Fact]
    public void A_file_that_is_not_there_is_told()
    {
        var refused = Assert.Throws<UserErrorException>(() => ParentsFile.Read(Path.Combine(_folder, "none.yaml"), "none.yaml"));

        Assert.StartsWith($"error {ErrorCode.ParentsFileInvalid}: 'none.yaml' cannot be read: ", refused.Message, StringComparison.Ordinal);
        Assert.Equal(Ending.Usage, refused.Ending);
    }

    private IReadOnlyList<NamedParent> Read(string text)
    {
        var file = Path.Combine(_folder, "local.yaml");
        File.WriteAllText(file, text);
        return ParentsFile.Read(file, "local.yaml");
    }

    private IReadOnlyList<Diagnostic> Problems(string text) => Assert.Throws<UserErrorException>(() => Read(text)).Diagnostics;
}
