using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Amazon.Imagebuilder.Model;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Builds;

/// <summary>What an answer of AWS may leave out, and what that means here.</summary>
internal static class Answers
{
    /// <summary>Null instead of the error when Image Builder does not know the resource.</summary>
    public static async Task<T?> OrMissingAsync<T>(this Task<T> call)
        where T : class
    {
        try
        {
            return await call;
        }
        catch (ResourceNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Null instead of the error when EC2 does not know the AMI any more: another run came first, or the answer to this call was lost and it was sent again.</summary>
    public static async Task<T?> OrGoneAsync<T>(this Task<T> call)
        where T : class
    {
        try
        {
            return await call;
        }
        catch (Amazon.EC2.AmazonEC2Exception error) when (error.ErrorCode is "InvalidAMIID.NotFound" or "InvalidAMIID.Unavailable")
        {
            return null;
        }
    }

    /// <summary>
    /// Null instead of the error when a resource of this name, or a request with this token, is there already: another run came first.
    /// </summary>
    public static async Task<T?> OrTakenAsync<T>(this Task<T> call)
        where T : class
    {
        try
        {
            return await call;
        }
        catch (Exception error) when (error is ResourceAlreadyExistsException or IdempotentParameterMismatchException)
        {
            return null;
        }
    }

    /// <summary>A member without which nothing can go on.</summary>
    /// <param name="member">For example <c>imagebuilder:CreateImage imageBuildVersionArn</c>.</param>
    [return: NotNull]
    public static T Needed<T>(this T? value, string member) => value ?? throw new UserErrorException(Ending.Refused, new Diagnostic(
        ErrorCode.AnswerIncomplete, $"The answer of AWS has no '{member}'.", null, "run again; if it lasts, see whether AWS_ENDPOINT_URL leads to AWS."));

    /// <summary>A time as Image Builder and EC2 write it (ISO 8601), or null.</summary>
    public static DateTimeOffset? FindTime(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
