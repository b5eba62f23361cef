using System.Text;
using GoldenAmi.LocalCloud.Protocol;

namespace GoldenAmi.LocalCloud.ImageBuilder;

/// <summary>The document that a component or workflow is made of: in the request itself, or in a bucket.</summary>
internal static class GivenDocument
{
    /// <summary>Its text. One that comes from a bucket stands as <c>data</c> in the request afterwards: that is what is kept and shown.</summary>
    public static string Read(Call call)
    {
        var (data, uri) = (call.Input.Text("data"), call.Input.Text("uri"));
        if (data is null == uri is null)
        {
            throw new AwsErrorException("InvalidParameterCombinationException", "You must specify exactly one of the parameters 'data' and 'uri'.");
        }

        if (data is not null)
        {
            return data;
        }

        var parts = uri!.Split('/', 4);
        var found = parts is ["s3:", "", var bucket, var key]
            ? call.State.Records.Objects.Find(each => each.Bucket == bucket && each.Key == key && IsReadable(call, bucket))
            : throw BuilderErrors.Value("uri", $"'{uri}' is not s3://bucket/key.");
        var text = found is null
            ? throw BuilderErrors.Value("uri", $"'{uri}' does not exist in {call.Region}, or the account {call.Account} may not read it.")
            : Encoding.UTF8.GetString(Convert.FromBase64String(found.Content));
        call.Input.Remove("uri");
        call.Input["data"] = text;
        return text;
    }

    private static bool IsReadable(Call call, string bucket) => call.State.Records.Buckets.Exists(each => each.Name == bucket && each.Region == call.Region && each.Account == call.Account);
}
