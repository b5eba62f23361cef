using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using GoldenAmi.LocalCloud.Protocol;
using GoldenAmi.LocalCloud.State;

namespace GoldenAmi.LocalCloud.S3;

/// <summary>
/// The part of S3 that documents need: CreateBucket, HeadBucket, PutObject, GetObject, HeadObject. There is no model of S3 here to hold requests and answers to;
/// <c>tests/contract</c> walks them with the AWS SDK for JavaScript.
/// </summary>
internal static class ObjectOperations
{
    /// <summary>Objects stand in the state's document.</summary>
    private const int LargestBytes = 1024 * 1024;

    private const string Checksum = "x-amz-checksum-sha256";

    /// <summary>The service's name in a credential scope.</summary>
    public const string Service = "s3";

    /// <summary>The operations' names, for faults.</summary>
    public static IReadOnlyList<string> Names { get; } = ["CreateBucket", "GetObject", "HeadBucket", "HeadObject", "PutObject"];

    /// <summary>For example <c>PutObject</c>; of what is not served, method and path.</summary>
    public static string NameOf(WireRequest request) => (request.Method, PlaceOf(request).Key.Length == 0) switch
    {
        ("PUT", true) => "CreateBucket",
        ("HEAD", true) => "HeadBucket",
        ("PUT", false) => "PutObject",
        ("GET", false) => "GetObject",
        ("HEAD", false) => "HeadObject",
        var (method, _) => $"{method} {request.Path}",
    };

    public static HttpResponseMessage Answer(WireRequest request, CallScope scope, Store store, Given given)
    {
        try
        {
            return given.Refusal is { } refusal
                ? throw refusal
                : store.Run(transaction => Answer(new ObjectCall(request, scope.Region, Accounts.Of(transaction.Records, scope.AccessKey), transaction, given.Now)));
        }
        catch (AwsErrorException error)
        {
            return Error(request, error, given.RequestId);
        }
    }

    private static HttpResponseMessage Answer(ObjectCall call)
    {
        var (bucket, key) = call.Place;
        return (call.Request.Method, bucket, key) switch
        {
            (_, "", _) => throw NotServed(call),
            ("PUT", _, "") => CreateBucket(call, bucket),
            ("HEAD", _, "") => Empty(FindBucket(call, bucket)),
            ("PUT", _, _) => Put(call, bucket, key),
            ("GET", _, _) => Read(call, bucket, key),
            ("HEAD", _, _) => Read(call, bucket, key),
            _ => throw NotServed(call),
        };
    }

    private static AwsErrorException NotServed(ObjectCall call) => new("NotImplemented", $"LocalCloud does not serve {call.Request.Method} of '{call.Request.Path}' of S3; it serves CreateBucket, HeadBucket, PutObject, GetObject and HeadObject.") { Status = 501 };

    private static HttpResponseMessage CreateBucket(ObjectCall call, string name)
    {
        if (call.State.Records.Buckets.Find(each => each.Name == name) is { } taken)
        {
            throw taken.Account == call.Account
                ? new AwsErrorException("BucketAlreadyOwnedByYou", "Your previous request to create the named bucket succeeded and you already own it.") { Status = 409 }
                : new AwsErrorException("BucketAlreadyExists", "The requested bucket name is not available.") { Status = 409 };
        }

        var bucket = new BucketRecord(name, call.Account, call.Region, call.Now);
        call.State.Records = call.State.Records with { Buckets = call.State.Records.Buckets.Add(bucket) };
        var answer = Empty(bucket);
        answer.Headers.Add("Location", $"/{name}");
        return answer;
    }

    private static BucketRecord FindBucket(ObjectCall call, string name)
    {
        var bucket = call.State.Records.Buckets.Find(each => each.Name == name)
            ?? throw new AwsErrorException("NoSuchBucket", "The specified bucket does not exist") { Status = 404 };
        return bucket.Account != call.Account ? throw new AwsErrorException("AccessDenied", "Access Denied") { Status = 403 }
            : bucket.Region != call.Region ? throw new AwsErrorException("PermanentRedirect", $"The bucket you are attempting to access must be addressed using the specified endpoint: it is in {bucket.Region}.") { Status = 301 }
            : bucket;
    }

    private static HttpResponseMessage Put(ObjectCall call, string name, string key)
    {
        var bucket = FindBucket(call, name);
        if (call.Request.Header("x-amz-content-sha256")?.StartsWith("STREAMING-", StringComparison.Ordinal) == true)
        {
            throw new AwsErrorException("NotImplemented", "LocalCloud does not serve bodies in signed chunks.") { Status = 501 };
        }

        if (call.Request.Body.Length > LargestBytes)
        {
            throw new AwsErrorException("EntityTooLarge", $"LocalCloud keeps objects of up to {LargestBytes} bytes.");
        }

        var digest = Convert.ToBase64String(SHA256.HashData(call.Request.Body));
        if (call.Request.Header(Checksum) is { } said && said != digest)
        {
            throw new AwsErrorException("BadDigest", "The SHA256 you specified did not match the calculated checksum.");
        }

        var made = new ObjectRecord(name, key, Convert.ToBase64String(call.Request.Body), call.Now) { Sha256 = call.Request.Header(Checksum) };
        call.State.Records = call.State.Records with { Objects = call.State.Records.Objects.RemoveAll(each => each.Bucket == name && each.Key == key).Add(made) };
        var answer = Empty(bucket);
        Describe(answer, made, withChecksum: made.Sha256 is not null);
        return answer;
    }

    private static HttpResponseMessage Read(ObjectCall call, string name, string key)
    {
        _ = FindBucket(call, name);
        var found = call.State.Records.Objects.Find(each => each.Bucket == name && each.Key == key)
            ?? throw new AwsErrorException("NoSuchKey", "The specified key does not exist.") { Status = 404 };
        var bytes = Convert.FromBase64String(found.Content);
        var answer = new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(call.Request.Method == "HEAD" ? [] : bytes) };
        answer.Content.Headers.ContentType = new("application/octet-stream");
        answer.Content.Headers.LastModified = found.Created;
        if (call.Request.Method == "HEAD")
        {
            answer.Content.Headers.ContentLength = bytes.Length;
        }

        Describe(answer, found, string.Equals(call.Request.Header("x-amz-checksum-mode"), "ENABLED", StringComparison.OrdinalIgnoreCase));
        return answer;
    }

#pragma warning disable CA5351 // S3's ETag of an object is its MD5.
    private static void Describe(HttpResponseMessage answer, ObjectRecord found, bool withChecksum)
    {
        answer.Headers.TryAddWithoutValidation("ETag", $"\"{Convert.ToHexStringLower(MD5.HashData(Convert.FromBase64String(found.Content)))}\"");
        if (withChecksum && found.Sha256 is { } digest)
        {
            answer.Headers.TryAddWithoutValidation(Checksum, digest);
            answer.Headers.TryAddWithoutValidation("x-amz-checksum-type", "FULL_OBJECT");
        }
    }
#pragma warning restore CA5351

    private static HttpResponseMessage Empty(BucketRecord bucket)
    {
        var answer = new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent([]) };
        answer.Headers.TryAddWithoutValidation("x-amz-bucket-region", bucket.Region);
        return answer;
    }

    private static HttpResponseMessage Error(WireRequest request, AwsErrorException error, string requestId)
    {
        var text = new XDocument(new XElement("Error", new XElement("Code", error.Code), new XElement("Message", error.Message), new XElement("Resource", request.Path), new XElement("RequestId", requestId))).ToString();

        // An answer to HEAD has no body: the status alone tells.
        return new HttpResponseMessage((HttpStatusCode)(error.Status ?? 400))
        {
            Content = request.Method == "HEAD" ? new ByteArrayContent([]) : new StringContent(text, Encoding.UTF8, "application/xml"),
            Headers = { { "x-amz-request-id", requestId } },
        };
    }

    private sealed record ObjectCall(WireRequest Request, string Region, string Account, Transaction State, DateTimeOffset Now)
    {
        public (string Bucket, string Key) Place => PlaceOf(Request);
    }

    /// <summary>Bucket and key; an empty key for the bucket itself. The bucket is the path's first part, or the host's when the host names one.</summary>
    private static (string Bucket, string Key) PlaceOf(WireRequest request)
    {
        var path = Uri.UnescapeDataString(request.Path.TrimStart('/'));
        var host = request.Host.Split(':')[0];
        if (host.IndexOf(".s3.", StringComparison.Ordinal) is > 0 and var end && host.EndsWith(".amazonaws.com", StringComparison.Ordinal))
        {
            return (host[..end], path);
        }

        var cut = path.IndexOf('/', StringComparison.Ordinal);
        return cut < 0 ? (path, "") : (path[..cut], path[(cut + 1)..]);
    }
}

/// <summary>What a call of S3 is answered with beside the state.</summary>
/// <param name="Refusal">Answered before anything is carried out; null: nothing is refused.</param>
internal sealed record Given(DateTimeOffset Now, string RequestId, AwsErrorException? Refusal);
