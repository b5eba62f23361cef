using System.Text.RegularExpressions;
using GoldenAmi.LocalCloud.Model;

namespace GoldenAmi.LocalCloud.Protocol;

/// <summary>Where a call goes and who calls, as the signature's credential scope says it; LocalCloud does not check the signature itself.</summary>
/// <param name="AccessKey">Null for a call without a signature.</param>
internal sealed partial record CallScope(string Service, string Region, string? AccessKey)
{
    private const string DefaultRegion = "us-east-1";

    /// <summary>By credential scope, else by host, target or the form's action.</summary>
    public static CallScope Find(WireRequest request)
    {
        var signed = Credential().Match(request.Header("Authorization") ?? "");
        if (signed.Success)
        {
            return new CallScope(signed.Groups["service"].Value, signed.Groups["region"].Value, signed.Groups["key"].Value);
        }

        var query = request.Query.FirstOrDefault(each => each.Key == "X-Amz-Credential").Value;
        if (query is not null && Credential().Match($"Credential={query}") is { Success: true } presigned)
        {
            return new CallScope(presigned.Groups["service"].Value, presigned.Groups["region"].Value, presigned.Groups["key"].Value);
        }

        var host = request.Host.Split(':')[0].Split('.');
        var service = ServedModels.Names.FirstOrDefault(name => name == host[0]) ?? FindByTarget(request) ?? FindByForm(request);
        return new CallScope(service ?? host[0], host is [_, var region, "amazonaws", ..] ? region : DefaultRegion, AccessKey: null);
    }

    private static string? FindByTarget(WireRequest request)
    {
        var prefix = request.Header("X-Amz-Target")?.Split('.')[0];
        return prefix is null ? null : ServedModels.Names.FirstOrDefault(name => ServedModels.Find(name)!.TargetPrefix == prefix);
    }

    private static string? FindByForm(WireRequest request)
    {
        if (request.Header("Content-Type")?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) != true)
        {
            return null;
        }

        var version = request.Form().FirstOrDefault(each => each.Key == "Version").Value;
        return ServedModels.Names.FirstOrDefault(name =>
            ServedModels.Find(name) is { Protocol: WireProtocol.Ec2 or WireProtocol.Query } model && model.ApiVersion == version);
    }

    [GeneratedRegex("Credential=(?<key>[^/\\s,]+)/[0-9]{8}/(?<region>[a-z0-9-]+)/(?<service>[A-Za-z0-9-]+)/aws4_request", RegexOptions.CultureInvariant)]
    private static partial Regex Credential();
}
