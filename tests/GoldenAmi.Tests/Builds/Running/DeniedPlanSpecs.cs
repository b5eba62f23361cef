using System.Net;
using System.Text;

namespace GoldenAmi.Tests.Builds.Running;

/// <summary>Plans of a role that may not read everything.</summary>
public class DeniedPlanSpecs
{
    [Theory]
    [InlineData("GetParameter", "ssm:GetParameter is not allowed")]
    [InlineData("DescribeImages", "ec2:DescribeImages is not allowed")]
    [InlineData("ListImageRecipes", "imagebuilder:ListImageRecipes is not allowed")]
    [InlineData("GetInfrastructureConfiguration", "imagebuilder:GetInfrastructureConfiguration is not allowed")]
    [InlineData("ListComponents", "imagebuilder:ListComponents is not allowed")]
    public async Task A_denied_read_is_a_row_and_a_warning_and_the_plan_goes_on(string operation, string reason)
    {
        await using var world = await CloudWorld.OpenAsync();

        var plan = await world.Run(instead: each => each == operation ? Denied(each) : null).PlanAsync(CloudWorld.Web());

        Assert.Contains(plan.Operations, row => row.Operation == "not seen" && row.Reason == reason);
        Assert.NotEmpty(plan.Warnings);
        Assert.All(plan.Warnings, warning => Assert.Equal(("GA0650", Diagnostics.Severity.Warning), (warning.Code, warning.Severity)));
    }

    [Fact]
    public async Task What_was_seen_is_planned_all_the_same()
    {
        await using var world = await CloudWorld.OpenAsync();

        var plan = await world.Run(instead: each => each == "DescribeImages" ? null : each == "ListImageRecipes" ? Denied(each) : null).PlanAsync(CloudWorld.Web());

        Assert.False(plan.Changed);
        Assert.Contains(plan.Operations, row => row is { Operation: "create" } && row.Resource.StartsWith("infrastructure configuration", StringComparison.Ordinal));
    }

    private static HttpResponseMessage Denied(string operation)
    {
        var message = $"User: arn:aws:sts::111122223333:assumed-role/reader/ci is not authorized to perform: {operation} on resource: *";
        if (operation == "DescribeImages")
        {
            return new HttpResponseMessage(HttpStatusCode.Forbidden)
            {
                Content = new StringContent($"<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>{message}</Message></Error></Errors><RequestID>r</RequestID></Response>", Encoding.UTF8, "text/xml"),
            };
        }

        var answer = new HttpResponseMessage(operation == "GetParameter" ? HttpStatusCode.BadRequest : HttpStatusCode.Forbidden)
        {
            Content = new StringContent($$"""{"__type":"AccessDeniedException","message":"{{message}}"}""", Encoding.UTF8, "application/json"),
        };
        answer.Headers.Add("x-amzn-ErrorType", "AccessDeniedException");
        return answer;
    }
}
