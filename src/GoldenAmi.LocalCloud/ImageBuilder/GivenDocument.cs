using GoldenAmi.LocalCloud.Protocol;

namespace GoldenAmi.LocalCloud.ImageBuilder;

/// <summary>The document that a component or workflow is made of: in the request itself, or in a bucket.</summary>
internal static class GivenDocument
{
    /// <summary>Its text. One that comes from a bucket stands as <c>data</c> in the request afterwards, as AWS shows it.</summary>
    public static string Read(Call call)
    {
        var data = call.Input.Text("data");
        if (data is null == call.Input.Text("uri") is null)
        {
            throw new AwsErrorException("InvalidParameterCombinationException", "You must specify exactly one of the parameters 'data' and 'uri'.");
        }

        return data ?? throw BuilderErrors.NotServed("documents in S3 (the parameter 'uri'); give the document itself as 'data'");
    }
}
