using System.Net;
using Amazon.EC2.Model;
using GoldenAmi.Aws.Credentials;
using GoldenAmi.Aws.Tests.Fakes;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Aws.Tests.Credentials;

public sealed class RoleCredentialsSpecs
{
    private const string Role = "arn:aws:iam::111122223333:role/golden";

    private readonly VirtualTime _time = new();
    private readonly List<string> _secrets = [];

    [Fact]
    public async Task A_build_of_three_hours_lives_on_credentials_of_fifteen_minutes()
    {
        using var aws = new FakeIssuer(_time);
        using var credentials = GitHub(aws, new RoleOrder { Role = Role, Region = "eu-west-1", Duration = TimeSpan.FromMinutes(15) });
        using var clients = Clients(aws, credentials);

        // A poll every half minute, as a build is followed
        var end = _time.GetUtcNow().AddHours(3);
        var polls = 0;
        for (; _time.GetUtcNow() < end; _time.Advance(TimeSpan.FromSeconds(30)))
        {
            await clients.Ec2("eu-west-1").DescribeImagesAsync(new DescribeImagesRequest());
            polls++;
        }

        // Renewed five minutes before the end of each fifteen: every ten minutes
        Assert.Equal(18, credentials.Renewals);
        Assert.Equal(360, polls);
        Assert.Equal(polls, aws.Admitted);
        Assert.Equal(polls, aws.Requests.Count(request => request.Address.Host.StartsWith("ec2.", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Credentials_that_aws_ends_early_are_renewed_at_once_and_the_call_succeeds()
    {
        using var aws = new FakeIssuer(_time);
        using var credentials = GitHub(aws, new RoleOrder { Role = Role, Region = "eu-west-1" });
        using var clients = Clients(aws, credentials);
        await clients.Ec2("eu-west-1").DescribeImagesAsync(new DescribeImagesRequest());

        aws.EndAllSessions();
        await clients.Ec2("eu-west-1").DescribeImagesAsync(new DescribeImagesRequest());

        Assert.Equal(2, credentials.Renewals);
        Assert.Equal(2, aws.Admitted);
    }

    [Fact]
    public async Task A_renewal_that_fails_is_forgiven_while_the_old_credentials_live()
    {
        using var aws = new FakeIssuer(_time);
        using var credentials = GitHub(aws, new RoleOrder { Role = Role, Region = "eu-west-1", Duration = TimeSpan.FromMinutes(15) });
        using var clients = Clients(aws, credentials);
        await clients.Ec2("eu-west-1").DescribeImagesAsync(new DescribeImagesRequest());

        _time.Advance(TimeSpan.FromMinutes(11));
        aws.TokenFailures.Enqueue(HttpStatusCode.Forbidden);
        await clients.Ec2("eu-west-1").DescribeImagesAsync(new DescribeImagesRequest());
        Assert.Equal(1, credentials.Renewals);

        _time.Advance(TimeSpan.FromMinutes(2));
        await clients.Ec2("eu-west-1").DescribeImagesAsync(new DescribeImagesRequest());
        Assert.Equal(2, credentials.Renewals);
    }

    [Fact]
    public async Task Many_calls_at_once_share_one_renewal()
    {
        using var aws = new FakeIssuer(_time);
        using var credentials = GitHub(aws, new RoleOrder { Role = Role, Region = "eu-west-1" });

        var keys = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => credentials.GetCredentialsAsync()));

        Assert.Single(keys.Select(key => key.AccessKey).Distinct());
        Assert.Equal(1, credentials.Renewals);
    }

    [Fact]
    public async Task Roles_are_assumed_one_from_the_other_with_session_name_and_tags()
    {
        using var aws = new FakeIssuer(_time);
        using var credentials = GitHub(aws, new RoleOrder
        {
            Role = Role,
            ChainedRoles = ["arn:aws:iam::444455556666:role/publish"],
            Region = "eu-west-1",
            SessionName = "nightly",
            Duration = TimeSpan.FromHours(4),
            SessionTags = new Dictionary<string, string> { ["team"] = "images", ["env"] = "prod" },
        });

        var keys = await credentials.GetCredentialsAsync();

        Assert.Equal("ASIA000000000001", keys.AccessKey);
        var first = Assert.Single(aws.Sts("AssumeRoleWithWebIdentity")).Form;
        Assert.Equal(("nightly", "14400", Role), (first["RoleSessionName"], first["DurationSeconds"], first["RoleArn"]));
        var second = Assert.Single(aws.Sts("AssumeRole")).Form;
        Assert.Equal(("nightly", "3600"), (second["RoleSessionName"], second["DurationSeconds"]));
        Assert.Equal(("env", "prod", "team", "images"),
            (second["Tags.member.1.Key"], second["Tags.member.1.Value"], second["Tags.member.2.Key"], second["Tags.member.2.Value"]));
    }

    [Theory]
    [InlineData("eu-west-1", "arn:aws:iam::111122223333:role/golden", "sts.eu-west-1.amazonaws.com")]
    [InlineData("cn-north-1", "arn:aws-cn:iam::111122223333:role/golden", "sts.cn-north-1.amazonaws.com.cn")]
    [InlineData("us-gov-west-1", "arn:aws-us-gov:iam::111122223333:role/golden", "sts.us-gov-west-1.amazonaws.com")]
    public async Task Sts_is_called_in_the_region_of_the_run(string region, string role, string host)
    {
        using var aws = new FakeIssuer(_time);
        using var credentials = GitHub(aws, new RoleOrder { Role = role, Region = region });

        await credentials.GetCredentialsAsync();

        Assert.Equal(host, Assert.Single(aws.Sts("AssumeRoleWithWebIdentity")).Address.Host);
    }

    [Fact]
    public void A_role_of_another_partition_is_refused_before_anything_is_sent()
    {
        using var aws = new FakeIssuer(_time);
        var refused = Assert.Throws<UserErrorException>(() => GitHub(aws, new RoleOrder { Role = "arn:aws-cn:iam::111122223333:role/golden", Region = "eu-west-1" }));

        Assert.Equal(Ending.Usage, refused.Ending);
        Assert.Equal(
            $"error {ErrorCode.RolePartition}: The role 'arn:aws-cn:iam::111122223333:role/golden' is of the partition aws-cn, and the region 'eu-west-1' of the partition aws: "
            + "credentials of one are unknown in the other. Fix: name a role whose ARN begins with arn:aws:iam, or a region of aws-cn.",
            refused.Diagnostics.Single().ToString());
        Assert.Empty(aws.Requests);
    }

    [Fact]
    public void A_role_of_an_account_that_is_not_allowed_is_refused_before_anything_is_sent()
    {
        using var aws = new FakeIssuer(_time);
        var refused = Assert.Throws<UserErrorException>(() => GitHub(aws, new RoleOrder
        {
            Role = Role,
            ChainedRoles = ["arn:aws:iam::999900001111:role/wrong"],
            Region = "eu-west-1",
            AllowedAccounts = ["444455556666", "111122223333"],
        }));

        Assert.Equal(
            $"error {ErrorCode.AccountNotAllowed}: This run would act in the account 999900001111; allowed-accounts names 111122223333, 444455556666. "
            + "Fix: correct the role or the credentials, or add the account to allowed-accounts.",
            refused.Diagnostics.Single().ToString());
        Assert.Empty(aws.Requests);
    }

    [Theory]
    [InlineData("123456789012", false)]
    [InlineData("111122223333", true)]
    public async Task Credentials_without_a_role_are_asked_whose_they_are(string allowed, bool refused)
    {
        const string Identity = "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><GetCallerIdentityResult><Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>";
        var aws = new FakeAws(Answer.Ok(Identity));
        using var clients = aws.Connect();

        var error = await Record.ExceptionAsync(() => AllowedAccounts.CheckAsync(clients, "eu-west-1", [allowed], CancellationToken.None));

        Assert.Equal(refused ? ErrorCode.AccountNotAllowed : null, (error as UserErrorException)?.Diagnostics.Single().Code);
        Assert.Single(aws.Requests);
    }

    [Fact]
    public async Task A_refused_token_is_explained_by_its_claims_and_the_policy_that_would_admit_it()
    {
        using var aws = new FakeIssuer(_time);
        aws.Refusals.Enqueue((403, "AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity"));
        using var credentials = GitHub(aws, new RoleOrder { Role = Role, Region = "eu-west-1" });

        var refused = await Assert.ThrowsAsync<UserErrorException>(credentials.GetCredentialsAsync);

        Assert.Equal(Ending.Refused, refused.Ending);
        Assert.Equal(
            $$"""
            error {{ErrorCode.AwsIdentityTokenRefused}}: AWS in eu-west-1 did not let the identity token become '{{Role}}': AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity. The token says iss=https://token.actions.githubusercontent.com, aud=sts.amazonaws.com, sub=repo:acme-1/images-2:ref:refs/heads/main. Request id request-9. Fix: let the role's trust policy admit this token:
            {
              "Version": "2012-10-17",
              "Statement": [
                {
                  "Effect": "Allow",
                  "Principal": {
                    "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"
                  },
                  "Action": "sts:AssumeRoleWithWebIdentity",
                  "Condition": {
                    "StringEquals": {
                      "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
                      "token.actions.githubusercontent.com:sub": "repo:acme-1/images-2:ref:refs/heads/main"
                    }
                  }
                }
              ]
            }
            """,
            refused.Diagnostics.Single().ToString());
    }

    [Theory]
    [InlineData("No OpenIDConnect provider found in your account for https://token.actions.githubusercontent.com", "aws iam create-open-id-connect-provider --url https://token.actions.githubusercontent.com --client-id-list sts.amazonaws.com")]
    [InlineData("Incorrect token audience", "aws iam add-client-id-to-open-id-connect-provider --client-id sts.amazonaws.com --open-id-connect-provider-arn arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com")]
    public async Task A_token_of_an_unknown_provider_is_answered_with_the_command_that_makes_it_known(string message, string command)
    {
        using var aws = new FakeIssuer(_time);
        aws.Refusals.Enqueue((400, "InvalidIdentityToken", message));
        using var credentials = GitHub(aws, new RoleOrder { Role = Role, Region = "eu-west-1" });

        var refused = await Assert.ThrowsAsync<UserErrorException>(credentials.GetCredentialsAsync);

        Assert.Contains(command, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_issuer_that_sts_cannot_reach_is_tried_again_with_a_new_token()
    {
        using var aws = new FakeIssuer(_time);
        aws.Refusals.Enqueue((400, "IDPCommunicationError", "later"));
        aws.Refusals.Enqueue((400, "IDPCommunicationError", "later"));
        using var credentials = GitHub(aws, new RoleOrder { Role = Role, Region = "eu-west-1" });

        await credentials.GetCredentialsAsync();

        Assert.Equal(3, aws.Sts("AssumeRoleWithWebIdentity").Select(sent => sent.Form["WebIdentityToken"]).Distinct().Count());
    }

    [Fact]
    public async Task Secrets_are_masked_the_moment_they_are_known_and_no_error_holds_one()
    {
        using var aws = new FakeIssuer(_time);
        aws.Refusals.Enqueue((403, "AccessDenied", "no"));
        using var credentials = GitHub(aws, new RoleOrder { Role = Role, Region = "eu-west-1" });
        var refused = await Assert.ThrowsAsync<UserErrorException>(credentials.GetCredentialsAsync);
        var keys = await credentials.GetCredentialsAsync();

        Assert.Equal(FakeIssuer.Bearer, _secrets[0]);
        Assert.Contains(keys.SecretKey, _secrets);
        Assert.Contains(keys.Token, _secrets);
        Assert.Contains(Assert.Single(aws.Sts("AssumeRoleWithWebIdentity").Skip(1)).Form["WebIdentityToken"], _secrets);
        Assert.All(_secrets, secret => Assert.DoesNotContain(secret, refused.ToString(), StringComparison.Ordinal));
    }

    private RoleCredentials GitHub(FakeIssuer aws, RoleOrder order)
    {
        var tokens = IdentityTokens.Find(new IdentityTokenOrder
        {
            Environment = new Dictionary<string, string>
            {
                ["ACTIONS_ID_TOKEN_REQUEST_URL"] = "https://token.example/request?job=1",
                ["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] = FakeIssuer.Bearer,
            },
            Handler = aws,
            Time = _time,
            OnSecret = _secrets.Add,
        });
        return new RoleCredentials(order, tokens, new AwsConnection { Handler = aws, Time = _time }, _secrets.Add);
    }

    private AwsClients Clients(FakeIssuer aws, RoleCredentials credentials) => new(new AwsConnection { Handler = aws, Time = _time, Credentials = credentials });
}
