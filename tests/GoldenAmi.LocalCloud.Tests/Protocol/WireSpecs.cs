using System.Net;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using GoldenAmi.LocalCloud.Tests.Fakes;

namespace GoldenAmi.LocalCloud.Tests.Protocol;

public sealed class WireSpecs
{
    [Fact]
    public async Task A_rest_json_request_that_the_model_does_not_allow_is_refused_with_all_that_is_wrong()
    {
        var answer = await SendAsync("imagebuilder", HttpMethod.Put, "/CreateComponent", """{"name":"a","platform":"BeOS","colour":"red","clientToken":"t"}""");

        Assert.Equal((HttpStatusCode.BadRequest, "ValidationException"), (answer.Status, answer.ErrorType));
        Assert.StartsWith("4 validation errors detected: ", answer.Message, StringComparison.Ordinal);
        Assert.Contains("Value null at 'semanticVersion' failed to satisfy constraint: Member must not be null", answer.Message, StringComparison.Ordinal);
        Assert.Contains("Value 'a' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern", answer.Message, StringComparison.Ordinal);
        Assert.Contains("Value 'BeOS' at 'platform' failed to satisfy constraint: Member must satisfy enum value set: [Windows, Linux, macOS]", answer.Message, StringComparison.Ordinal);
        Assert.Contains("'colour' is not a member", answer.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"name\":")]
    [InlineData("[]")]
    [InlineData("{\"name\":5}")]
    public async Task A_body_that_cannot_be_read_is_a_serialization_exception(string body)
    {
        var answer = await SendAsync("imagebuilder", HttpMethod.Put, "/CreateComponent", body);

        Assert.Equal((HttpStatusCode.BadRequest, "SerializationException"), (answer.Status, answer.ErrorType));
    }

    [Fact]
    public async Task An_operation_that_AWS_has_and_the_cloud_has_not_is_an_error_with_its_name()
    {
        var answer = await SendAsync("imagebuilder", HttpMethod.Put, "/CreateLifecyclePolicy", "{}");

        Assert.Equal("UnknownOperationException", answer.ErrorType);
        Assert.Contains("CreateLifecyclePolicy", answer.Message, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync("imagebuilder", HttpMethod.Put, "/Nothing", "{}")).Status);
    }

    [Fact]
    public async Task A_json_request_of_the_wrong_kind_is_refused_with_its_service_s_code()
    {
        var ssm = await SendAsync("ssm", HttpMethod.Post, "/", """{"Name":"/p","Value":"v","Type":"Number"}""", target: "AmazonSSM.PutParameter");
        var logs = await SendAsync("logs", HttpMethod.Post, "/", """{"logGroupName":"g","limit":0}""", target: "Logs_20140328.GetLogEvents");
        var unknown = await SendAsync("ssm", HttpMethod.Post, "/", "{}", target: "AmazonSSM.Nothing");

        Assert.Equal(("ValidationException", "InvalidParameterException", "UnknownOperationException"), (ssm.ErrorType, logs.ErrorType, unknown.ErrorType));
    }

    [Theory]
    [InlineData("Action=DescribeImages&Version=2016-11-15&Colour=red", "UnknownParameter")]
    [InlineData("Action=CopyImage&Version=2016-11-15&Name=a", "MissingParameter")]
    [InlineData("Action=DescribeImages&Version=2016-11-15&MaxResults=many", "InvalidParameterValue")]
    [InlineData("Action=RunInstances&Version=2016-11-15", "InvalidAction")]
    [InlineData("Version=2016-11-15", "MissingAction")]
    [InlineData("Action=DescribeImages&Version=2016-11-15&Filter.1.Name=colour&Filter.1.Value.1=red", "InvalidParameterValue")]
    public async Task An_ec2_request_that_is_wrong_is_refused_as_EC2_does(string form, string code)
    {
        var answer = await SendAsync("ec2", HttpMethod.Post, "/", form, "application/x-www-form-urlencoded");

        Assert.Equal((HttpStatusCode.BadRequest, code), (answer.Status, answer.ErrorType));
    }

    [Fact]
    public async Task A_query_without_a_signature_reaches_STS_by_its_version()
    {
        var token = $"e30.{Convert.ToBase64String(Encoding.UTF8.GetBytes("""{"iss":"https://issuer.example","sub":"repo:acme/web","aud":"sts.amazonaws.com"}""")).TrimEnd('=')}.c2ln";
        var form = $"Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A444455556666%3Arole%2Fbuild&RoleSessionName=run-1&WebIdentityToken={token}";

        var answer = await SendAsync(service: null, HttpMethod.Post, "/", form, "application/x-www-form-urlencoded");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        XNamespace sts = "https://sts.amazonaws.com/doc/2011-06-15/";
        var result = XDocument.Parse(answer.Body).Root!.Element(sts + "AssumeRoleWithWebIdentityResult")!;
        Assert.Equal("arn:aws:sts::444455556666:assumed-role/build/run-1", result.Element(sts + "AssumedRoleUser")!.Element(sts + "Arn")!.Value);
        Assert.Equal("repo:acme/web", result.Element(sts + "SubjectFromWebIdentityToken")!.Value);
    }

    [Fact]
    public async Task A_service_that_is_not_served_is_an_error_with_its_name()
    {
        var answer = await SendAsync("sqs", HttpMethod.Post, "/", "{}", target: "AmazonSQS.SendMessage");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("'sqs'", answer.Message, StringComparison.Ordinal);
    }

    private static async Task<WireAnswer> SendAsync(string? service, HttpMethod method, string path, string body, string type = "application/json", string? target = null)
    {
        await using var cloud = await TestCloud.OpenAsync();
        using var client = new HttpClient(cloud.Cloud.Handler, disposeHandler: false);
        using var request = new HttpRequestMessage(method, $"http://127.0.0.1:4566{path}") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        if (service is not null)
        {
            request.Headers.TryAddWithoutValidation(
                "Authorization", $"AWS4-HMAC-SHA256 Credential={TestCloud.Account}/20260102/eu-west-1/{service}/aws4_request, SignedHeaders=host, Signature=00");
        }

        if (target is not null)
        {
            request.Headers.TryAddWithoutValidation("X-Amz-Target", target);
        }

        using var answer = await client.SendAsync(request);
        return WireAnswer.Read(answer, await answer.Content.ReadAsStringAsync());
    }

    private sealed record WireAnswer(HttpStatusCode Status, string? ErrorType, string Message, string Body)
    {
        public static WireAnswer Read(HttpResponseMessage answer, string body)
        {
            if (body.StartsWith('<'))
            {
                var error = XDocument.Parse(body).Descendants().FirstOrDefault(each => each.Name.LocalName == "Error");
                return new WireAnswer(answer.StatusCode, error?.Elements().First(each => each.Name.LocalName == "Code").Value, error?.Elements().First(each => each.Name.LocalName == "Message").Value ?? "", body);
            }

            using var json = JsonDocument.Parse(body);
            var type = answer.Headers.TryGetValues("x-amzn-ErrorType", out var header) ? header.First() : json.RootElement.TryGetProperty("__type", out var named) ? named.GetString() : null;
            return new WireAnswer(answer.StatusCode, type, json.RootElement.TryGetProperty("message", out var message) ? message.GetString()! : "", body);
        }
    }
}
