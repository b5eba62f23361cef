using Amazon.EC2.Model;
using Amazon.Imagebuilder.Model;
using Amazon.Runtime;
using Amazon.S3.Model;
using GoldenAmi.Aws;
using GoldenAmi.Diagnostics;
using GoldenAmi.LocalCloud.Faults;
using GoldenAmi.LocalCloud.Tests.Fakes;

namespace GoldenAmi.LocalCloud.Tests.Faults;

/// <summary>What goes wrong on order: what the caller sees, and whether the call was carried out.</summary>
public sealed class FaultSpecs
{
    [Theory]
    [InlineData(FaultKind.Throttle, "CallRateLimitExceededException", false)]
    [InlineData(FaultKind.ServerError, "ServiceException", false)]
    [InlineData(FaultKind.Reset, null, false)]
    [InlineData(FaultKind.Malformed, null, true)]
    [InlineData(FaultKind.AnswerLost, null, true)]
    [InlineData(FaultKind.ExpiredToken, "ExpiredTokenException", false)]
    public async Task A_call_that_meets_a_fault_fails_and_is_carried_out_or_not(FaultKind kind, string? code, bool isCarriedOut)
    {
        await using var world = await Faulty.OpenAsync(new Fault("CreateInfrastructureConfiguration", kind));

        var failure = await Assert.ThrowsAnyAsync<Exception>(world.CreateAsync);

        Assert.Equal(code, (failure as AmazonServiceException)?.ErrorCode is { Length: > 0 } seen && code is not null ? seen : code is null ? null : "none");
        var listed = await world.Clients.ImageBuilder(TestCloud.Home).ListInfrastructureConfigurationsAsync(new ListInfrastructureConfigurationsRequest());
        Assert.Equal(isCarriedOut ? 1 : 0, listed.InfrastructureConfigurationSummaryList!.Count);
        Assert.Equal([kind], world.Plan.Met.Select(fault => fault.Kind));
    }

    [Theory]
    [InlineData(FaultKind.Throttle)]
    [InlineData(FaultKind.ServerError)]
    [InlineData(FaultKind.Reset)]
    [InlineData(FaultKind.Malformed)]
    [InlineData(FaultKind.AnswerLost)]
    public async Task Our_clients_try_again_and_the_token_makes_one_thing_of_it(FaultKind kind)
    {
        await using var world = await Faulty.OpenAsync(attempts: 5, new Fault("imagebuilder:CreateInfrastructureConfiguration", kind) { Times = 3 });

        await world.CreateAsync();

        var listed = await world.Clients.ImageBuilder(TestCloud.Home).ListInfrastructureConfigurationsAsync(new ListInfrastructureConfigurationsRequest());
        Assert.Single(listed.InfrastructureConfigurationSummaryList!);
        Assert.Equal(3, world.Plan.Met.Count);
    }

    [Theory]
    [InlineData(FaultKind.Throttle, "SlowDown", false)]
    [InlineData(FaultKind.ServerError, "InternalError", false)]
    [InlineData(FaultKind.ExpiredToken, "ExpiredToken", false)]
    [InlineData(FaultKind.Reset, null, false)]
    [InlineData(FaultKind.AnswerLost, null, true)]
    public async Task A_call_of_S3_meets_faults_too(FaultKind kind, string? code, bool isCarriedOut)
    {
        await using var world = await Faulty.OpenAsync(FaultPlan.Load(Write($$"""{ "faults": [ { "operation": "s3:PutObject", "fault": "{{Word(kind)}}" } ] }""")).Faults[0]);
        var s3 = world.Clients.S3(TestCloud.Home);
        await s3.PutBucketAsync(new PutBucketRequest { BucketName = "documents" });

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => s3.PutObjectAsync(new PutObjectRequest { BucketName = "documents", Key = "page.yaml", ContentBody = "hello", UseChunkEncoding = false }));

        Assert.Equal(code ?? "", (failure as AmazonServiceException)?.ErrorCode ?? "");
        var there = await Record.ExceptionAsync(() => s3.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = "documents", Key = "page.yaml" }));
        Assert.Equal(isCarriedOut, there is null);
    }

    private static string Word(FaultKind kind) => string.Concat(kind.ToString().Select((letter, at) => char.IsUpper(letter) && at > 0 ? $"-{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));

    [Fact]
    public async Task A_slow_call_is_answered_after_its_time_on_the_clouds_clock()
    {
        await using var world = await Faulty.OpenAsync(new Fault("*", FaultKind.Slow) { Duration = TimeSpan.FromMinutes(3) });
        var start = world.Time.GetUtcNow();

        await world.CreateAsync();

        Assert.True(world.Time.GetUtcNow() - start >= TimeSpan.FromMinutes(3));
    }

    [Fact]
    public async Task A_clock_that_is_ahead_refuses_the_first_call_and_the_client_corrects_itself()
    {
        await using var world = await Faulty.OpenAsync(attempts: 3, new Fault("CreateInfrastructureConfiguration", FaultKind.ClockSkew) { Duration = TimeSpan.FromMinutes(97), Times = 10 });

        await world.CreateAsync();

        Assert.InRange(world.Plan.Met.Count, 2, 10);
    }

    [Fact]
    public async Task Counts_and_the_operation_before_are_obeyed()
    {
        await using var world = await Faulty.OpenAsync(
            new Fault("DescribeRegions", FaultKind.Throttle) { Since = "DescribeImages", After = 1, Times = 2 });
        var ec2 = world.Clients.Ec2(TestCloud.Home);
        async Task<bool> IsAnswered()
        {
            try
            {
                await ec2.DescribeRegionsAsync(new DescribeRegionsRequest());
                return true;
            }
            catch (AmazonServiceException error) when (error.ErrorCode == "RequestLimitExceeded")
            {
                return false;
            }
        }

        var before = new[] { await IsAnswered(), await IsAnswered() };
        await ec2.DescribeImagesAsync(new DescribeImagesRequest { Owners = ["self"] });
        var after = new[] { await IsAnswered(), await IsAnswered(), await IsAnswered(), await IsAnswered() };

        Assert.Equal([true, true], before);
        Assert.Equal([true, false, false, true], after);
    }

    [Fact]
    public void The_example_of_the_documentation_is_read()
    {
        var text = File.ReadAllText(Path.Combine(Root(), "docs", "faults.md"));
        var file = Write(text.Split("```json")[1].Split("```")[0]);

        Assert.Equal(
            [
                new Fault("CreateImage", FaultKind.AnswerLost),
                new Fault("imagebuilder:GetImage", FaultKind.Throttle) { Since = "DistributeImage", After = 2, Times = 3 },
                new Fault("*", FaultKind.Slow) { Duration = TimeSpan.FromSeconds(2), Times = 10 },
            ],
            FaultPlan.Load(file).Faults);
    }

    [Fact]
    public void Every_mistake_of_a_file_is_told_at_once()
    {
        var file = Write("""{ "faults": [ { "operation": "CreateImages", "fault": "throttel", "tims": 2 }, { "fault": "slow", "seconds": -1, "times": 0 }, 7 ] }""");

        var refusal = Assert.Throws<UserErrorException>(() => FaultPlan.Load(file));

        Assert.Equal(Ending.Usage, refusal.Ending);
        Assert.All(refusal.Diagnostics, problem => Assert.Equal(ErrorCode.FaultFileInvalid, problem.Code));
        var said = string.Join('\n', refusal.Diagnostics.Select(problem => problem.Message));
        Assert.Contains("fault 1: 'tims' is no member; there are operation, fault, since, after, times, seconds", said, StringComparison.Ordinal);
        Assert.Contains("fault 1: 'CreateImages' is no operation that LocalCloud knows", said, StringComparison.Ordinal);
        Assert.Contains("fault 1: 'fault' is 'throttel'; there are answer-lost, clock-skew, expired-token, malformed, reset, server-error, slow, throttle", said, StringComparison.Ordinal);
        Assert.Contains("fault 2: 'operation' is missing", said, StringComparison.Ordinal);
        Assert.Contains("fault 2: 'seconds' is -1; allowed is a whole number from 0 to 86400", said, StringComparison.Ordinal);
        Assert.Contains("fault 2: 'times' is 0", said, StringComparison.Ordinal);
        Assert.Contains("fault 3: is no object", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]", "it holds no list 'faults'")]
    [InlineData("{", "Expected depth")]
    [InlineData(null, "Could not find file")]
    public void A_file_that_is_none_is_refused(string? text, string why)
    {
        var file = text is null ? Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():n}.json") : Write(text);

        var refusal = Assert.Throws<UserErrorException>(() => FaultPlan.Load(file));

        Assert.Contains(why, Assert.Single(refusal.Diagnostics).Message, StringComparison.Ordinal);
    }

    private static string Write(string text)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("golden-ami-faults-").FullName, "faults.json");
        File.WriteAllText(file, text);
        return file;
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "GoldenAmi.Action.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }

    /// <summary>A cloud with faults and our own clients for it.</summary>
    private sealed class Faulty(string folder, VirtualTime time, Cloud cloud, FaultPlan plan, int attempts) : IAsyncDisposable
    {
        public VirtualTime Time => time;

        public FaultPlan Plan => plan;

        public AwsClients Clients { get; } = new(new AwsConnection
        {
            Credentials = new BasicAWSCredentials(TestCloud.Account, "secret"), Handler = cloud.Handler, MaxAttempts = attempts, Time = time,
        });

        public static Task<Faulty> OpenAsync(params Fault[] faults) => OpenAsync(attempts: 1, faults);

        public static async Task<Faulty> OpenAsync(int attempts, params Fault[] faults)
        {
            var folder = Directory.CreateTempSubdirectory("golden-ami-cloud-").FullName;
            var (time, plan) = (new VirtualTime(), new FaultPlan(faults));
            var options = TestCloud.Options(folder, new FakeMachines(time, folder), time) with { Faults = plan };
            return new Faulty(folder, time, await Cloud.OpenAsync(options, CancellationToken.None), plan, attempts);
        }

        public async Task CreateAsync() => await Clients.ImageBuilder(TestCloud.Home).CreateInfrastructureConfigurationAsync(
            new CreateInfrastructureConfigurationRequest { Name = "small", InstanceProfileName = "golden-ami-build" });

        public async ValueTask DisposeAsync()
        {
            Clients.Dispose();
            await cloud.DisposeAsync();
            await time.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }
}
