using System.Text;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Recipes;

/// <summary>
/// What the build machine runs when it starts. User data of one's own takes the place of Image Builder's, which installs the Systems Manager agent and asks for the clean-up before the
/// snapshot; so both are done before it (https://docs.aws.amazon.com/imagebuilder/latest/userguide/security-best-practices.html, and the API's UserDataOverride).
/// </summary>
/// <param name="File">The file, relative to the repository's root.</param>
/// <param name="Text">What the machine gets: the file's content with what comes before it.</param>
public sealed record UserData(string File, string Text, SourcePlace Place)
{
    /// <summary>Image Builder takes 21,847 characters of Base64, EC2 16 KiB of bytes: the second is less.</summary>
    public const int MostBytes = 16 * 1024;

    /// <summary>As Image Builder takes it.</summary>
    public string Base64 => Convert.ToBase64String(Encoding.UTF8.GetBytes(Text));
}
