using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Action.Tests.Road;

/// <summary>Builds upon disks that <c>local.yaml</c> names, by the whole program; only the machines and the web are played.</summary>
public sealed class LocalParentSpecs : IDisposable
{
    private const string Address = "https://disks.example/al2023.raw";

    private readonly ImageRepository _repository = new();
    private readonly TemporaryFolder _machines = new();

    public LocalParentSpecs()
    {
        Directory.CreateDirectory(_repository.At("disks"));
        File.WriteAllBytes(_repository.At("disks/own.raw"), Disk(1));
    }

    public void Dispose()
    {
        _repository.Dispose();
        _machines.Dispose();
    }

    [Theory]
    [InlineData("{ image: amazon/amazon-linux-2023-x86@x.x.x }", "image: amazon/amazon-linux-2023-x86@x.x.x")]
    [InlineData("{ ssm: /aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64 }", "ssm: /aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64")]
    [InlineData("{ find: { owner: amazon, name: \"al2023-ami-2023.*-x86_64\" } }", "ami: { owner: amazon, name: al2023-ami-2023.9-x86_64 }")]
    public async Task An_image_is_built_upon_the_named_disk_and_again_when_that_is_another(string parent, string name)
    {
        _repository.Add("web", parent: parent);
        _repository.Write("local.yaml", $"schema: 1\nparents:\n  - {name}\n    disk: disks/own.raw\n");
        var machines = new PlayedDocuments();

        var first = await RunAsync(machines, "build", "images/web", "--json");
        var same = await RunAsync(machines, "build", "images/web", "--json");
        File.WriteAllBytes(_repository.At("disks/own.raw"), [.. Disk(2), 0]);
        var other = await RunAsync(machines, "build", "images/web", "--json");

        Assert.All([first, same, other], run => Assert.True(run.Ending == Ending.Done, run.Output + run.Error));
        Assert.Equal(["built", "reused", "built"], new[] { first, same, other }.Select(run => Json(run).GetProperty("outcome").GetString()));
        Assert.NotEqual(Json(first).GetProperty("fingerprint").GetString(), Json(other).GetProperty("fingerprint").GetString());
    }

    [Fact]
    public async Task A_disk_of_the_web_is_fetched_by_the_first_build_and_told()
    {
        _repository.Add("web", parent: "{ image: amazon/amazon-linux-2023-x86@x.x.x }");
        _repository.Write("local.yaml", $"schema: 1\nparents:\n  - image: amazon/amazon-linux-2023-x86@2026.1.5\n    disk: {Address}\n    sha256: {DigestOf(Disk(1))}\n");
        using var web = new Web(Disk(1));

        var plan = await RunAsync(new PlayedDocuments(), web, "plan", "images/web");
        var asked = web.Requests;
        var built = await RunAsync(new PlayedDocuments(), web, "build", "images/web");
        var forced = await RunAsync(new PlayedDocuments(), web, "build", "images/web", "--force");

        Assert.All([plan, built, forced], run => Assert.True(run.Ending == Ending.Done, run.Output + run.Error));
        Assert.Equal((0, 1), (asked, web.Requests));
        Assert.Contains($"amazon-linux-2023-x86 2026.1.5 fetching {Address}", built.Output, StringComparison.Ordinal);
        Assert.Equal(Disk(1), await File.ReadAllBytesAsync(_machines.At($"cache/golden-ami/disks/{DigestOf(Disk(1))}.disk")));
    }

    [Fact]
    public async Task A_disk_of_the_web_that_is_another_fails_the_build()
    {
        _repository.Add("web", parent: "{ image: amazon/amazon-linux-2023-x86@x.x.x }");
        _repository.Write("local.yaml", $"schema: 1\nparents:\n  - image: amazon/amazon-linux-2023-x86@2026.1.5\n    disk: {Address}\n    sha256: {DigestOf(Disk(1))}\n");
        using var web = new Web(Disk(2));
        var machines = new PlayedDocuments();

        var run = await RunAsync(machines, web, "build", "images/web");

        Assert.Equal(Ending.Refused, run.Ending);
        Assert.Contains($"{ErrorCode.DiskDigestDiffers}: The SHA-256 of '{Address}' is {DigestOf(Disk(2))}; it must be {DigestOf(Disk(1))}.", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, machines.Starts);
    }

    [Theory]
    [InlineData("{ image: amazon/amazon-linux-2023-x86@x.x.x }")]
    [InlineData("{ ssm: /aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64 }")]
    [InlineData("{ find: { owner: amazon, name: \"al2023-*\" } }")]
    public async Task Without_the_file_a_parent_is_refused_and_the_file_named(string parent)
    {
        _repository.Add("web", parent: parent);

        var run = await RunAsync(new PlayedDocuments(), "build", "images/web");

        Assert.Equal(Ending.Usage, run.Ending);
        Assert.Contains($"images/web/golden-ami.yaml(6,", run.Output, StringComparison.Ordinal);
        Assert.Contains($"error {ErrorCode.ParentNotFound}: ", run.Output, StringComparison.Ordinal);
        Assert.Contains("Fix: name a disk for it in local.yaml (docs/local-parents.md), or another parent; without --local: ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_with_problems_ends_the_run_before_anything_is_made()
    {
        _repository.Add("web");
        _repository.Write("local.yaml", "schema: 1\nparents:\n  - ssm: /aws/service/one\n    disk: disks/none.raw\n    arch: arm64\n");

        var run = await RunAsync(new PlayedDocuments(), "build", "images/web");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"local.yaml(4,11): error {ErrorCode.ParentDiskUnusable}: ", run.Output, StringComparison.Ordinal);
        Assert.Contains($"local.yaml(5,5): error {ErrorCode.ParentsFileInvalid}: 'arch' is not a key of a parent; ", run.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_repository.At(".golden-ami/cloud")));
    }

    private Task<ProgramRun> RunAsync(PlayedDocuments machines, params string[] arguments) => RunAsync(machines, web: null, arguments);

    private Task<ProgramRun> RunAsync(PlayedDocuments machines, HttpMessageHandler? web, params string[] arguments) => ProgramRun.StartAsync(
        _repository.Root, [.. arguments, "--local"], new Dictionary<string, string> { ["XDG_CACHE_HOME"] = _machines.At("cache") },
        new Edges { Machines = machines.Machines(_machines.Path), Disks = web }, new FastTime());

    private static JsonElement Json(ProgramRun run) => JsonDocument.Parse(run.Output).RootElement;

    private static string DigestOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static byte[] Disk(byte content)
    {
        var disk = new byte[1024];
        disk[0] = content;
        disk[510] = 0x55;
        disk[511] = 0xAA;
        return disk;
    }

    /// <summary>The web with one disk at one address.</summary>
    private sealed class Web(byte[] disk) : HttpMessageHandler
    {
        public int Requests { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Assert.Equal(Address, request.RequestUri?.AbsoluteUri);
            Requests++;
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(disk) });
        }
    }
}
