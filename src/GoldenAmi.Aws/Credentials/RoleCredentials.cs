using Amazon.Runtime;
using Amazon.SecurityToken.Model;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Aws.Credentials;

/// <summary>
/// Credentials of a role that is assumed with the CI's identity token and, if asked, of roles behind it. They are renewed with a new token before they end, on a clock of
/// ours, so that a build may take longer than any session; a renewal that fails is tried again as long as the old ones live.
/// </summary>
public sealed class RoleCredentials : AWSCredentials, IRenewable, IDisposable
{
    /// <summary>AWS reaches the issuer for its keys; when that fails it says so and asks for another attempt.</summary>
    private const string IssuerNotReached = "IDPCommunicationError";
    private const int MaxAttempts = 4;

    private static readonly TimeSpan LongestMargin = TimeSpan.FromMinutes(5);

    private readonly RoleOrder _order;
    private readonly IIdentityTokenSource _tokens;
    private readonly AwsConnection _connection;
    private readonly Action<string> _onSecret;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private Session? _session;

    /// <param name="connection">How STS is reached; its credentials are not used.</param>
    /// <param name="onSecret">Called with each secret key and session token the moment it is known.</param>
    /// <exception cref="UserErrorException">GA0614, GA0615.</exception>
    public RoleCredentials(RoleOrder order, IIdentityTokenSource tokens, AwsConnection connection, Action<string> onSecret)
    {
        var problems = RoleRules.Check(order).ToList();
        if (problems.Count > 0)
        {
            throw new UserErrorException(Ending.Usage, problems);
        }

        (_order, _tokens, _connection, _onSecret) = (order, tokens, connection, onSecret);
    }

    /// <summary>How often credentials were asked for; the first time counts.</summary>
    public int Renewals { get; private set; }

    /// <summary>The SDK signs with this one even in asynchronous calls; on a thread of the pool nothing that it waits for can be waiting for it.</summary>
    public override ImmutableCredentials GetCredentials() => Task.Run(GetCredentialsAsync).GetAwaiter().GetResult();

    /// <exception cref="UserErrorException">GA0611, GA0613, GA0658 and what STS refuses.</exception>
    public override async Task<ImmutableCredentials> GetCredentialsAsync()
    {
        await _gate.WaitAsync();
        try
        {
            var now = _connection.Time.GetUtcNow();
            if (_session is { } session && now < session.RenewAt)
            {
                return session.Keys;
            }

            try
            {
                _session = await AssumeAsync();
            }
            catch (UserErrorException) when (_session is { } old && now < old.End)
            {
                // The margin is there for this: the old ones still hold, and the next try comes after a part of what is left
                _session = old with { RenewAt = now + ((old.End - now) / 3) };
            }

            return _session.Keys;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Expire() => _session = null;

    public void Dispose() => _gate.Dispose();

    private async Task<Session> AssumeAsync()
    {
        var asked = _connection.Time.GetUtcNow();
        var given = await AssumeWithTokenAsync(_order.Role);
        foreach (var role in _order.ChainedRoles)
        {
            given = await AssumeFromAsync(given, role);
        }

        Renewals++;
        var end = new DateTimeOffset(DateTime.SpecifyKind(given.Expiration!.Value.ToUniversalTime(), DateTimeKind.Utc));
        var third = (end - asked) / 3;
        var margin = third < LongestMargin ? third : LongestMargin;
        return new Session(new ImmutableCredentials(given.AccessKeyId, given.SecretAccessKey, given.SessionToken), end - margin, end);
    }

    private async Task<Amazon.SecurityToken.Model.Credentials> AssumeWithTokenAsync(string role)
    {
        using var clients = new AwsClients(_connection with { Credentials = new AnonymousAWSCredentials() });
        for (var attempt = 1; ; attempt++)
        {
            var token = await _tokens.RequestAsync(CancellationToken.None);
            try
            {
                var answer = await clients.Sts(_order.Region).AssumeRoleWithWebIdentityAsync(new AssumeRoleWithWebIdentityRequest
                {
                    RoleArn = role,
                    RoleSessionName = _order.SessionName,
                    WebIdentityToken = token.Value,
                    DurationSeconds = (int)_order.Duration.TotalSeconds,
                });
                return Mask(answer.Credentials);
            }
            catch (AmazonServiceException error) when (error.ErrorCode == IssuerNotReached && attempt < MaxAttempts)
            {
                await Task.Delay(TimeSpan.FromSeconds(1 << attempt), _connection.Time);
            }
            catch (AmazonServiceException error)
            {
                throw new UserErrorException(Ending.Refused, RefusedToken.Explain(error, token, role, _order.Region), WithoutSecrets(error));
            }
        }
    }

    private async Task<Amazon.SecurityToken.Model.Credentials> AssumeFromAsync(Amazon.SecurityToken.Model.Credentials from, string role)
    {
        using var clients = new AwsClients(_connection with { Credentials = new SessionAWSCredentials(from.AccessKeyId, from.SecretAccessKey, from.SessionToken) });
        var request = new AssumeRoleRequest
        {
            RoleArn = role,
            RoleSessionName = _order.SessionName,
            DurationSeconds = (int)Math.Min(_order.Duration.TotalSeconds, TimeSpan.FromHours(1).TotalSeconds),
            Tags = [.. _order.SessionTags.OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => new Tag { Key = tag.Key, Value = tag.Value })],
        };
        return Mask((await clients.Sts(_order.Region).AssumeRoleAsync(request).ExplainAsync("sts:AssumeRole", _order.Region)).Credentials);
    }

    private Amazon.SecurityToken.Model.Credentials Mask(Amazon.SecurityToken.Model.Credentials given)
    {
        _onSecret(given.SecretAccessKey);
        _onSecret(given.SessionToken);
        return given;
    }

    // The SDK's exceptions name the request's type only, but what is behind them may quote the request
    private static InvalidOperationException WithoutSecrets(AmazonServiceException error) => new($"{error.ErrorCode}, HTTP status {(int)error.StatusCode}");

    /// <param name="RenewAt">From here on the next call asks for new ones.</param>
    /// <param name="End">When AWS ends them.</param>
    private sealed record Session(ImmutableCredentials Keys, DateTimeOffset RenewAt, DateTimeOffset End);
}
