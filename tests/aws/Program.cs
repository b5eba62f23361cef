using GoldenAmi.Account;
using GoldenAmi.Aws;
using GoldenAmi.Diagnostics;

// Builds one image in a real account and records what AWS answers. README.md says what it costs and what it deletes.
string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

if (Variable("GOLDEN_AMI_AWS_REGION") is not { } region || Variable("GOLDEN_AMI_AWS_OTHER_REGION") is not { } other
    || Variable("GOLDEN_AMI_AWS_ROLE") is not { } role || Variable("GOLDEN_AMI_AWS_PROFILE") is not { } profile)
{
    Console.WriteLine("Nothing was done. Set GOLDEN_AMI_AWS_REGION, GOLDEN_AMI_AWS_OTHER_REGION, GOLDEN_AMI_AWS_ROLE (Image Builder's execution role) and GOLDEN_AMI_AWS_PROFILE; see tests/aws/README.md.");
    return 2;
}

var order = new AccountOrder(region, other, role, profile)
{
    Subnet = Variable("GOLDEN_AMI_AWS_SUBNET"),
    Parent = Variable("GOLDEN_AMI_AWS_PARENT") ?? AccountOrder.AmazonLinux,
    Marker = $"{DateTime.UtcNow:yyyyMMddHHmmss}",
};
using var handler = new SocketsHttpHandler();
var connection = new AwsConnection { EndpointUrl = Variable("AWS_ENDPOINT_URL") is { } url ? new Uri(url) : null, Handler = handler };
var file = Path.GetFullPath(Variable("GOLDEN_AMI_AWS_RECORDING") ?? "aws-recording.txt");
try
{
    await AccountRun.RunAsync(order, connection, TimeProvider.System, file, Console.Out, CancellationToken.None);
    return 0;
}
catch (UserErrorException failure)
{
    foreach (var problem in failure.Diagnostics)
    {
        Console.WriteLine(problem);
    }

    return 1;
}
finally
{
    Console.WriteLine($"recorded in {file}");
}
