using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace GoldenAmi.Builds.Images;

/// <summary>One build of an Image Builder image: <c>arn:aws:imagebuilder:us-east-1:111122223333:image/web/1.4.0/1</c>.</summary>
public readonly partial record struct ImageArn
{
    private readonly string? _value;

    private ImageArn(string value, string version, int build)
    {
        _value = value;
        Version = version;
        Build = build;
    }

    /// <summary>The ARN as AWS writes it.</summary>
    public string Value => _value ?? throw new InvalidOperationException("An image ARN was never given.");

    /// <summary>For example <c>1.4.0</c>.</summary>
    public string Version { get; }

    /// <summary>Counted by the service from 1 within one version.</summary>
    public int Build { get; }

    public static bool TryParse([NotNullWhen(true)] string? text, out ImageArn arn)
    {
        var match = Form().Match(text ?? "");
        if (match.Success && int.TryParse(match.Groups["build"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var build))
        {
            arn = new ImageArn(match.Value, match.Groups["version"].Value, build);
            return true;
        }

        arn = default;
        return false;
    }

    /// <exception cref="FormatException">The text is no ARN of an image build.</exception>
    public static ImageArn Parse(string text) => TryParse(text, out var arn) ? arn : throw new FormatException($"'{text}' is not the ARN of an image build.");

    /// <summary>The image's name: <c>web</c>.</summary>
    public string Name => Value.Split('/')[1];

    /// <summary>ARN of the version, with all its builds: <c>arn:aws:imagebuilder:us-east-1:111122223333:image/web/1.4.0</c>.</summary>
    public string VersionArn => Value[..Value.LastIndexOf('/')];

    public override string ToString() => Value;

    [GeneratedRegex("^arn:aws[a-z-]*:imagebuilder:[a-z0-9-]+:(?:[0-9]{12}|aws):image/[a-z0-9_-]+/(?<version>[0-9]+\\.[0-9]+\\.[0-9]+)/(?<build>[0-9]+)\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
