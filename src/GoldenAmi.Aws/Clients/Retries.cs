using System.Net;
using System.Xml;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using GoldenAmi.Aws.Credentials;

namespace GoldenAmi.Aws.Clients;

/// <summary>
/// When and after how long a call is tried again: the SDK's standard rules (throttles, 500, 502, 503, 504, connection errors, an answer that cannot be
/// read) with full jitter, but on a clock of ours and without the SDK's quota, which is one per endpoint for the whole process: after some fifty failures
/// it ends retries in silence.
/// </summary>
internal sealed class Retries : StandardRetryPolicy
{
    private readonly TimeProvider _time;

    private Retries(IClientConfig config, TimeProvider time)
        : base(config)
    {
        _time = time;
        RetryCapacity = null;

        // Image Builder says CallRateLimitExceededException, EC2 adds two of its own (Amazon EC2 API Reference, "Error codes").
        ThrottlingErrorCodes.Add("CallRateLimitExceededException");
        ThrottlingErrorCodes.Add("InsufficientInstanceCapacityThrottled");
        ThrottlingErrorCodes.Add("EC2ThrottledException");
        // A quota that is used up is not a throttle: waiting seconds does not help, and Image Builder, SSM and Logs use this name for quotas.
        ThrottlingErrorCodes.Remove("LimitExceededException");
    }

    /// <summary>What an answer's error is called whose body cannot be read: half a refusal may be a refusal that is none the next time.</summary>
    private const string UnreadableError = "Http400";

    /// <summary>The longest delay before a retry.</summary>
    public static TimeSpan LongestDelay { get; } = TimeSpan.FromSeconds(20);

    /// <summary>Puts this policy into a client's pipeline.</summary>
    public static void Install(RuntimePipeline pipeline, IClientConfig config) =>
        pipeline.ReplaceHandler<RetryHandler>(new RetryHandler(new Retries(config, config is IRetryTime own ? own.Time : TimeProvider.System)));

    /// <summary>The upper bound of the random delay before a retry: 1 s, 2 s, 4 s, … up to <see cref="LongestDelay"/>.</summary>
    /// <param name="retry">The first retry is 1.</param>
    public static TimeSpan Ceiling(int retry) =>
        TimeSpan.FromSeconds(Math.Min(Math.Pow(2, Math.Min(retry, 30) - 1), LongestDelay.TotalSeconds));

    public override async Task<bool> RetryForExceptionAsync(IExecutionContext executionContext, Exception exception) =>
        IsLateAnswer(executionContext, exception) || HasNewCredentials(executionContext, exception) || await base.RetryForExceptionAsync(executionContext, exception);

    public override bool IsTransientError(IExecutionContext executionContext, Exception exception) =>
        base.IsTransientError(executionContext, exception)
        || exception is HttpRequestException
        || exception is XmlException // the package's STS client reads half an answer so
        || exception is AmazonServiceException { StatusCode: HttpStatusCode.BadRequest, ErrorCode: UnreadableError }
        || (exception is AmazonServiceException { StatusCode: HttpStatusCode.OK } and AmazonUnmarshallingException);

    public override Task WaitBeforeRetryAsync(IExecutionContext executionContext)
    {
        var ceiling = Ceiling(executionContext.RequestContext.Retries);
#pragma warning disable CA5394 // jitter is no secret
        var delay = ceiling * Random.Shared.NextDouble();
#pragma warning restore CA5394
        return Task.Delay(delay, _time, executionContext.RequestContext.CancellationToken);
    }

    // A session may end before its date; what can be renewed is, and the next attempt is signed with the new keys.
    private static bool HasNewCredentials(IExecutionContext context, Exception exception)
    {
        if (exception is not AmazonServiceException { ErrorCode: "ExpiredToken" or "ExpiredTokenException" or "RequestExpired" }
            || context.RequestContext.Identity is not IRenewable credentials || context.RequestContext.Retries > 0)
        {
            return false;
        }

        credentials.Expire();
        context.RequestContext.IsSigned = false;
        return true;
    }

    // HttpClient reports its own timeout as a cancellation; only the caller's token is one.
    private static bool IsLateAnswer(IExecutionContext context, Exception exception) =>
        exception is OperationCanceledException && !context.RequestContext.CancellationToken.IsCancellationRequested;
}
