using System.Net;
using System.Security.Cryptography;
using System.Text;
using Amazon.S3;
using Amazon.S3.Model;
using GoldenAmi.Aws;
using GoldenAmi.Diagnostics;
using GoldenAmi.Recipes;
using GoldenAmi.Recipes.Reading;

namespace GoldenAmi.Builds.Resources;

/// <summary>
/// Puts documents that are too long for a request into the recipe's bucket, from which Image Builder reads them. An object is named by its content's digest, so that one that is there is right;
/// and it is looked at before it is used, so that one that somebody changed is not.
/// </summary>
internal sealed class DocumentBucket(AwsClients clients, Recipe recipe)
{
    private Placed<BucketFolder> Folder => recipe.Infrastructure.ComponentBucket ?? throw new UserErrorException(Ending.Usage, new Diagnostic(
        ErrorCode.RecipeDocumentLong, $"A document of '{recipe.ResourceName}' has more than {DocumentLength.Inline} characters and the recipe names no bucket for it.", recipe.Name.Place, "add 'infrastructure.componentBucket'."));

    private string Home => recipe.Region.Value.Value;

    /// <returns>The address of a document that is too long for a request, or null for one that is not.</returns>
    public async Task<string?> PutLongAsync(string text, CancellationToken ct) => text.Length > DocumentLength.Inline ? await PutAsync(text, ct) : null;

    /// <returns>The object's address, <c>s3://bucket/prefix/….yaml</c>.</returns>
    /// <exception cref="UserErrorException">The bucket is not there, is in another region or may not be used, or the object was changed.</exception>
    private async Task<string> PutAsync(string text, CancellationToken ct)
    {
        var (bytes, folder) = (Encoding.UTF8.GetBytes(text), Folder.Value);
        var hash = SHA256.HashData(bytes);
        var (key, checksum) = ($"{folder.Prefix}{Convert.ToHexStringLower(hash)}.yaml", Convert.ToBase64String(hash));
        var there = await FindChecksumAsync(folder.Bucket, key, ct);
        if (there is not null && there != checksum)
        {
            throw Refuse($"s3://{folder.Bucket}/{key} holds another content than its name says: somebody changed it.", "see who did and what else was changed; delete the object, and run again.");
        }

        if (there is null)
        {
            await UploadAsync(folder.Bucket, key, bytes, checksum, ct);
            var seen = await FindChecksumAsync(folder.Bucket, key, ct);
            if (seen is not null && seen != checksum)
            {
                throw Refuse($"s3://{folder.Bucket}/{key} was changed while it was uploaded.", "see who writes into this folder, and run again.");
            }
        }

        return $"s3://{folder.Bucket}/{key}";
    }

    private async Task UploadAsync(string bucket, string key, byte[] bytes, string checksum, CancellationToken ct)
    {
        using var content = new MemoryStream(bytes);
        var request = new PutObjectRequest
        {
            BucketName = bucket, Key = key, InputStream = content, ContentType = "application/yaml", UseChunkEncoding = false, ChecksumAlgorithm = ChecksumAlgorithm.SHA256, ChecksumSHA256 = checksum,
        };
        try
        {
            await clients.S3(Home).PutObjectAsync(request, ct);
        }
        catch (AmazonS3Exception error) when (Explain(error, bucket, "s3:PutObject") is { } explained)
        {
            throw explained;
        }
        catch (Exception error) when (AwsErrors.TryTranslate(error, "s3:PutObject", Home, out var diagnostic))
        {
            throw new UserErrorException(Ending.Refused, diagnostic, error);
        }
    }

    /// <summary>SHA-256 of an object's bytes in Base64, or null when there is none, or the role may not look (then S3 says 403 of what is not there too).</summary>
    private async Task<string?> FindChecksumAsync(string bucket, string key, CancellationToken ct)
    {
        try
        {
            var answer = await clients.S3(Home).GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = bucket, Key = key, ChecksumMode = ChecksumMode.ENABLED }, ct);
            return answer.ChecksumSHA256 ?? "an object without a checksum";
        }
        catch (AmazonS3Exception error) when (error.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Forbidden)
        {
            return null;
        }
        catch (AmazonS3Exception error) when (Explain(error, bucket, "s3:GetObject") is { } explained)
        {
            throw explained;
        }
        catch (Exception error) when (AwsErrors.TryTranslate(error, "s3:GetObject", Home, out var diagnostic))
        {
            throw new UserErrorException(Ending.Refused, diagnostic, error);
        }
    }

    private UserErrorException? Explain(AmazonS3Exception error, string bucket, string operation) => error switch
    {
        { ErrorCode: "NoSuchBucket" } => Refuse($"There is no bucket '{bucket}'.", $"make it in {Home}, or correct 'componentBucket'."),
        { StatusCode: HttpStatusCode.MovedPermanently } or { ErrorCode: "PermanentRedirect" or "AuthorizationHeaderMalformed" or "IllegalLocationConstraintException" } =>
            Refuse($"The bucket '{bucket}' is in another region than {Home}, where Image Builder is to read from it.", $"name a bucket in {Home}."),
        { StatusCode: HttpStatusCode.Forbidden } => Refuse(
            $"{operation} on the bucket '{bucket}' was denied: {error.Message}", $"allow s3:PutObject and s3:GetObject on it to the role of this run, and s3:GetObject to Image Builder's instance profile; see whether the bucket is yours."),
        _ => null,
    };

    private UserErrorException Refuse(string message, string fix) => new(Ending.Refused, new Diagnostic(ErrorCode.ComponentBucket, message, Folder.Place, fix));
}
