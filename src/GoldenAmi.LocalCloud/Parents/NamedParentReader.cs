using System.Text.RegularExpressions;
using GoldenAmi.Diagnostics;
using GoldenAmi.Yaml;

namespace GoldenAmi.LocalCloud.Parents;

/// <summary>Reads one entry of <c>parents</c> after the other, and sees when two of them name the same.</summary>
/// <param name="folder">That paths are relative to, absolute.</param>
internal sealed partial class NamedParentReader(string folder, ProblemList problems)
{
    private static readonly string[] Names = ["ssm", "ami", "image"];

    private readonly Dictionary<string, SourcePlace> _seen = new(StringComparer.Ordinal);

    /// <returns>Null when something of it is wrong, which is noted.</returns>
    public NamedParent? Read(Node node)
    {
        if (node is not MapNode map)
        {
            problems.AddWrongKind(node, "a parent", "a map with a name (ssm, ami or image) and a 'disk'");
            return null;
        }

        var keys = new MapReader(map, "a parent", problems);
        keys.RefuseOthers([.. Names, "disk", "sha256", "architecture"]);
        if (!Names.Any(name => map.Find(name) is not (null or TextNode { IsNull: true }) || keys.IsMisspelt(name)))
        {
            problems.Add(problems.Codes.MissingKey, map.Place, "The parent has none of 'ssm', 'ami', 'image'; it must have at least one.", "name it as a recipe's parent does.");
        }

        var architecture = keys.Text("architecture", required: false);
        if (architecture is { Value: not ("x86_64" or "arm64") })
        {
            problems.AddUnknownWord(problems.Codes.Word, architecture, "an architecture", ["x86_64", "arm64"]);
        }

        var parameter = ReadParameter(keys.Text("ssm", required: false));
        var ami = keys.Map("ami", required: false) is { } owned ? ReadAmi(owned) : null;
        var image = ReadImage(keys.Text("image", required: false));
        return new DiskReader(folder, problems).Read(keys) is { } disk
            ? new NamedParent(disk, architecture?.Value ?? "x86_64") { Parameter = parameter, Ami = ami, Image = image }
            : null;
    }

    private string? ReadParameter(TextNode? text)
    {
        if (text is not null && !PublicParameter().IsMatch(text.Value))
        {
            problems.Add(
                problems.Codes.Word, text.Place, $"'{ProblemList.Short(text.Value)}' is not the name of a public parameter; it must begin with /aws/service/.",
                "write the whole name without 'ssm:'; a parameter of your own is made with 'aws ssm put-parameter'.");
            return null;
        }

        return Once(text, $"The parameter '{text?.Value}'")?.Value;
    }

    private OwnedName? ReadAmi(MapNode map)
    {
        var keys = new MapReader(map, "an AMI", problems);
        keys.RefuseOthers("owner", "name");
        var (owner, name) = (keys.Text("owner", required: true), keys.Text("name", required: true));
        if (owner is not null && !Owner().IsMatch(owner.Value))
        {
            problems.Add(problems.Codes.Word, owner.Place, $"'{ProblemList.Short(owner.Value)}' is not the owner of AMIs; it must be the 12 digits of an account, or amazon.", "write the account id of the maker, quoted.");
        }

        if (name is not null && !AmiName().IsMatch(name.Value))
        {
            problems.Add(
                problems.Codes.Word, name.Place, $"'{ProblemList.Short(name.Value)}' is not the name of an AMI; it must be 3 to 128 letters, digits, spaces and ()[]./-'@_.",
                "write one name without * and ?; recipes find it by their pattern.");
        }

        return owner is null || name is null || Once(name, $"The AMI '{name.Value}' of '{owner.Value}'", $"{owner.Value} {name.Value}") is null ? null : new OwnedName(owner.Value, name.Value);
    }

    private ManagedName? ReadImage(TextNode? text)
    {
        if (text is null)
        {
            return null;
        }

        if (ManagedImage().Match(text.Value) is not { Success: true } match)
        {
            problems.Add(
                problems.Codes.Word, text.Place, $"'{ProblemList.Short(text.Value)}' is not an image that Amazon manages; it must be amazon/NAME@VERSION.",
                "write it as a recipe does: amazon/amazon-linux-2023-x86@x.x.x, or with the version that stands for.");
            return null;
        }

        // As at creation in Image Builder: the first version of a wildcard is 0 here
        var image = new ManagedName(match.Groups["name"].Value, match.Groups["version"].Value.Replace('x', '0'));
        return Once(text, $"The image '{image.Name}' of the version {image.Version}", $"{image.Name} {image.Version}") is null ? null : image;
    }

    /// <summary>Notes a name that an earlier entry has.</summary>
    private TextNode? Once(TextNode? text, string what, string? key = null)
    {
        if (text is null || _seen.TryAdd(key ?? text.Value, text.Place))
        {
            return text;
        }

        problems.Add(ErrorCode.ParentNamedTwice, text.Place, $"{what} is named twice, first in line {_seen[key ?? text.Value].Line}; a parent has one disk.", "remove one of the two.");
        return null;
    }

    [GeneratedRegex(@"\A/aws/service/[a-zA-Z0-9_.\-/]{1,1000}\z", RegexOptions.CultureInvariant)]
    private static partial Regex PublicParameter();

    [GeneratedRegex(@"\A(?:[0-9]{12}|amazon)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Owner();

    // EC2's own rule (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RegisterImage.html, Name)
    [GeneratedRegex(@"\A[a-zA-Z0-9()\[\] ./\-'@_]{3,128}\z", RegexOptions.CultureInvariant)]
    private static partial Regex AmiName();

    // The name as the model's ImageVersionArn has it
    [GeneratedRegex(@"\Aamazon/(?<name>[a-z0-9\-_]{1,126})@(?<version>[0-9]{1,9}\.[0-9]{1,9}\.[0-9]{1,9}|[0-9]{1,9}\.[0-9]{1,9}\.x|[0-9]{1,9}\.x\.x|x\.x\.x)\z", RegexOptions.CultureInvariant)]
    private static partial Regex ManagedImage();
}
