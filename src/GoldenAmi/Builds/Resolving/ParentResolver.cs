using Amazon.EC2.Model;
using Amazon.SimpleSystemsManagement.Model;
using GoldenAmi.Aws;
using GoldenAmi.Builds.Fingerprints;
using GoldenAmi.Diagnostics;
using GoldenAmi.Identifiers;
using GoldenAmi.Recipes;
using Region = GoldenAmi.Identifiers.Region;

namespace GoldenAmi.Builds.Resolving;

/// <summary>Finds the AMI that an image is built upon and looks whether it can be.</summary>
internal sealed class ParentResolver(AwsClients clients, Region home)
{
    public async Task<ResolvedParent> ResolveAsync(Recipe recipe, CancellationToken ct)
    {
        var id = recipe.Parent switch
        {
            Parent.Ami ami => ami.Id,
            Parent.Ssm parameter => await ReadParameterAsync(parameter, ct),
            Parent.Image image => await new BuilderImages(clients, home).FindAsync(image, ct),
            Parent.Recipe other => await new ReleasedParents(clients, home).FindAsync(other, ct),
            Parent.Find wanted => await new FoundParents(clients, home).FindAsync(wanted, ct),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        var found = await FindImageAsync(id, ct) ?? throw NotFound($"The parent {id} is not an AMI that this account can use in {home}.", recipe.Parent);
        if (found.State?.Value is { } state && state != "available")
        {
            throw Unusable($"The parent {id} is '{state}'; a parent must be 'available'.", recipe.Parent);
        }

        var architecture = (found.Architecture?.Value).Needed("ec2:DescribeImages architecture");
        if (FindMismatch(recipe.Platform, found.Platform?.Value, architecture) is { } mismatch)
        {
            throw Unusable($"The parent {id} is {mismatch}; the recipe's platform is '{Fingerprint.Word(recipe.Platform)}'.", recipe.Parent);
        }

        return new ResolvedParent(id, architecture);
    }

    /// <summary>EC2 names a platform for Windows only; macOS shows in the architecture (<c>arm64_mac</c>).</summary>
    private static string? FindMismatch(Platform wanted, string? platform, string architecture)
    {
        var found = string.Equals(platform, "windows", StringComparison.OrdinalIgnoreCase) ? Platform.Windows
            : architecture.EndsWith("_mac", StringComparison.Ordinal) ? Platform.MacOS
            : Platform.Linux;
        return found == wanted ? null : $"a {Fingerprint.Word(found)} image";
    }

    private async Task<AmiId> ReadParameterAsync(Parent.Ssm parameter, CancellationToken ct)
    {
        var answer = await ReadAsync(parameter.Name, ct) ?? throw NotFound($"There is no Systems Manager parameter '{parameter.Name}' in {home}.", parameter);
        return AmiId.TryParse(answer.Parameter?.Value, out var id)
            ? id
            : throw NotFound($"The Systems Manager parameter '{parameter.Name}' holds '{answer.Parameter?.Value}', which is not an AMI id.", parameter);
    }

    private async Task<GetParameterResponse?> ReadAsync(string name, CancellationToken ct)
    {
        try
        {
            return await clients.Shared.OnceAsync(
                $"ssm:GetParameter in {home}", name, (wanted, token) => clients.Ssm(home.Value).GetParameterAsync(new GetParameterRequest { Name = wanted }, token), ct);
        }
        catch (ParameterNotFoundException)
        {
            return null;
        }
        catch (Exception error) when (AwsErrors.TryTranslate(error, "ssm:GetParameter", home.Value, out _))
        {
            return await Task.FromException<GetParameterResponse>(error).ExplainAsync("ssm:GetParameter", home.Value);
        }
    }

    private async Task<Image?> FindImageAsync(AmiId id, CancellationToken ct)
    {
        try
        {
            // A parent that its maker deprecated is still one that can be built upon.
            var answer = await clients.Shared.OnceAsync($"ec2:DescribeImages by id in {home}", id.Value,
                (wanted, token) => clients.Ec2(home.Value).DescribeImagesAsync(new DescribeImagesRequest { ImageIds = [wanted], IncludeDeprecated = true }, token), ct);
            return answer.Images?.FirstOrDefault(image => image.ImageId == id.Value);
        }
        catch (Amazon.EC2.AmazonEC2Exception error) when (error.ErrorCode is "InvalidAMIID.NotFound" or "InvalidAMIID.Unavailable" or "InvalidAMIID.Malformed")
        {
            return null;
        }
        catch (Exception error) when (AwsErrors.TryTranslate(error, "ec2:DescribeImages", home.Value, out _))
        {
            return await Task.FromException<Image>(error).ExplainAsync("ec2:DescribeImages", home.Value);
        }
    }

    private static UserErrorException NotFound(string message, Parent parent) => new(Ending.Usage, new Diagnostic(
        ErrorCode.ParentNotFound, message, parent.Place, "name an AMI of the home region, or a Systems Manager parameter there that holds one."));

    private static UserErrorException Unusable(string message, Parent parent) => new(Ending.Usage, new Diagnostic(
        ErrorCode.ParentUnusable, message, parent.Place, "name another parent, or change the recipe's platform."));
}
