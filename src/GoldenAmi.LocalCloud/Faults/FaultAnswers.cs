using System.Globalization;
using GoldenAmi.LocalCloud.Protocol;

namespace GoldenAmi.LocalCloud.Faults;

/// <summary>What a call is answered that meets a fault: the errors that each service itself has for it.</summary>
internal static class FaultAnswers
{
    /// <summary>The most by which a call's date may differ from the service's (Signature Version 4).</summary>
    private static readonly TimeSpan SkewAllowed = TimeSpan.FromMinutes(5);

    /// <summary>The error before anything is carried out, or null when the fault is another kind or does not strike this call.</summary>
    public static AwsErrorException? Refuse(Fault? fault, string service, WireRequest request) => fault?.Kind switch
    {
        FaultKind.Throttle => Throttled(service),
        FaultKind.ServerError => Broken(service),
        FaultKind.ExpiredToken => Expired(service),
        FaultKind.ClockSkew when IsSkewed(fault, request) => Skewed(service, request),
        _ => null,
    };

    /// <summary>The service's date, by the machine's clock as signatures are.</summary>
    public static DateTimeOffset ClockOf(Fault fault) => TimeProvider.System.GetUtcNow() + fault.Duration;

    /// <summary>The first half of the answer's body; a body too short for that becomes one that is no answer of any protocol.</summary>
    public static async Task<HttpResponseMessage> HalveAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        var body = await answer.Content.ReadAsByteArrayAsync(ct);
        var half = new ByteArrayContent(body.Length < 4 ? "<"u8.ToArray() : body[..(body.Length / 2)]);
        foreach (var header in answer.Content.Headers.NonValidated.Where(each => each.Key != "Content-Length"))
        {
            half.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        answer.Content.Dispose();
        answer.Content = half;
        return answer;
    }

    private static AwsErrorException Throttled(string service) => service switch
    {
        "imagebuilder" => new("CallRateLimitExceededException", "You have exceeded the permitted request rate for the specific operation.") { Status = 429 },
        "ec2" => new("RequestLimitExceeded", "Request limit exceeded.") { Status = 503 },
        "s3" => new("SlowDown", "Please reduce your request rate.") { Status = 503 },
        "sts" => new("Throttling", "Rate exceeded") { Status = 400 },
        _ => new("ThrottlingException", "Rate exceeded") { Status = 400 },
    };

    private static AwsErrorException Broken(string service) => service switch
    {
        "imagebuilder" => new("ServiceException", "An internal error has occurred.") { Status = 500 },
        "ec2" => new("InternalError", "An internal error has occurred") { Status = 500 },
        "s3" => new("InternalError", "We encountered an internal error. Please try again.") { Status = 500 },
        "ssm" => new("InternalServerError", "An internal error has occurred.") { Status = 500 },
        "logs" => new("ServiceUnavailableException", "The service cannot complete the request.") { Status = 503 },
        _ => new("InternalFailure", "An internal error has occurred.") { Status = 500 },
    };

    private static AwsErrorException Expired(string service) => service switch
    {
        "ec2" => new("RequestExpired", "Request has expired.") { Status = 400 },
        "s3" => new("ExpiredToken", "The provided token has expired.") { Status = 400 },
        "sts" => new("ExpiredToken", "The security token included in the request is expired") { Status = 403 },
        "imagebuilder" => new("ExpiredTokenException", "The security token included in the request is expired") { Status = 403 },
        _ => new("ExpiredTokenException", "The security token included in the request is expired") { Status = 400 },
    };

    private static AwsErrorException Skewed(string service, WireRequest request)
    {
        var message = $"Signature expired: {request.Header("X-Amz-Date")} is not within {SkewAllowed.TotalMinutes:0} minutes of the service's time.";
        return service switch
        {
            "ec2" => new("AuthFailure", "AWS was not able to validate the provided access credentials") { Status = 401 },
            "s3" => new("RequestTimeTooSkewed", "The difference between the request time and the server's time is too large.") { Status = 403 },
            "sts" => new("SignatureDoesNotMatch", message) { Status = 403 },
            "imagebuilder" => new("InvalidSignatureException", message) { Status = 403 },
            _ => new("InvalidSignatureException", message) { Status = 400 },
        };
    }

    private static bool IsSkewed(Fault fault, WireRequest request) =>
        !DateTimeOffset.TryParseExact(
            request.Header("X-Amz-Date"), "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var dated)
        || (dated - ClockOf(fault)).Duration() > SkewAllowed;
}
