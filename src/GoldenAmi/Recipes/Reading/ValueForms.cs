using System.Text.RegularExpressions;

namespace GoldenAmi.Recipes.Reading;

/// <summary>
/// The forms of a recipe's texts. Where nothing else is said they are those of Image Builder's API
/// (https://docs.aws.amazon.com/imagebuilder/latest/APIReference/).
/// </summary>
internal static partial class ValueForms
{
    /// <summary>Ours: a resource's name, a tag's value and a branch's name at once.</summary>
    public static ValueForm Name { get; } = new(
        "a recipe's name", "3 to 64 lower-case letters, digits and '-', beginning and ending with a letter or digit", NamePattern(), 64);

    public static ValueForm Description { get; } = new("a description", "1 to 1024 characters", AnyPattern(), 1024);

    public static ValueForm Role { get; } = new(
        "the name or ARN of an IAM role", "a name, or arn:aws:iam::<account>:role/<name>", RolePattern(), 2048);

    public static ValueForm ParameterName { get; } = new(
        "the name of a Systems Manager parameter", "a path such as /aws/service/debian/release/12/latest/amd64", ParameterPattern(), 1011);

    public static ValueForm Folder { get; } = new("a folder of the build machine", "an absolute path, such as /opt/build or C:/build", FolderPattern(), 1024);

    /// <summary>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateImage.html, with the wildcards of EC2's filters.</summary>
    public static ValueForm AmiName { get; } = new(
        "a pattern of AMI names", "3 to 128 letters, digits, spaces and ()[]./-'@_, with * for any letters and ? for one, and not of wildcards alone", AmiNamePattern(), 128);

    /// <summary>https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/device_naming.html.</summary>
    public static ValueForm Device { get; } = new("a device name of EC2", "/dev/sda1, /dev/sdb … /dev/sdz, /dev/xvda … or, on Windows, xvdb …", DevicePattern(), 32);

    public static ValueForm InstanceProfile { get; } = new(
        "the name of an instance profile", "a name (no ARN) of letters, digits and _+=,.@-", ProfilePattern(), 256);

    public static ValueForm InstanceType { get; } = new("an instance type", "a family and a size, such as m7i.large", TypePattern(), 64);

    public static ValueForm Subnet { get; } = new("a subnet id", "subnet- and 8 or 17 hexadecimal digits", SubnetPattern(), 32);

    public static ValueForm SecurityGroup { get; } = new("a security group id", "sg- and 8 or 17 hexadecimal digits", GroupPattern(), 32);

    /// <summary>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateKeyPair.html.</summary>
    public static ValueForm KeyPair { get; } = new("the name of a key pair", "1 to 255 characters", AnyPattern(), 255);

    /// <summary>https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html.</summary>
    public static ValueForm Bucket { get; } = new("the name of a bucket", "3 to 63 lower-case letters, digits, '.' and '-'", BucketPattern(), 63);

    public static ValueForm BucketFolder { get; } = new("a folder in a bucket", "s3://<bucket> or s3://<bucket>/<prefix>", BucketFolderPattern(), 512);

    public static ValueForm AvailabilityZone { get; } = new("an availability zone", "a region's name and a letter, such as us-east-1a", ZonePattern(), 64);

    public static ValueForm Host { get; } = new("the id of a dedicated host", "h- and 8 or 17 hexadecimal digits", HostPattern(), 32);

    public static ValueForm ResourceGroup { get; } = new("the ARN of a host resource group", "arn:aws:resource-groups:<region>:<account>:group/<name>", ResourceGroupPattern(), 1024);

    public static ValueForm Snapshot { get; } = new("a snapshot id", "snap- and 8 or 17 hexadecimal digits", SnapshotPattern(), 32);

    /// <summary>https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-store-volumes.html.</summary>
    public static ValueForm VirtualName { get; } = new("an instance store volume", "ephemeral0 to ephemeral23", VirtualNamePattern(), 16);

    public static ValueForm Prefix { get; } = new("a prefix of object names", "1 to 1024 characters", AnyPattern(), 1024);

    public static ValueForm Topic { get; } = new("the ARN of an SNS topic", "arn:aws:sns:<region>:<account>:<name>", TopicPattern(), 512);

    /// <summary>https://docs.aws.amazon.com/kms/latest/developerguide/concepts-key-id.html.</summary>
    public static ValueForm KmsKey { get; } = new(
        "a key of KMS", "alias/<name>, a key id, or the ARN of one of them", KeyPattern(), 1024);

    public static ValueForm Account { get; } = new("an AWS account id", "twelve digits in quotes", AccountPattern(), 12);

    /// <summary>API: OrganizationArn.</summary>
    public static ValueForm Organization { get; } = new("the ARN of an organization", "arn:aws:organizations::<account>:organization/o-<id>", OrganizationPattern(), 2048);

    /// <summary>API: OrganizationalUnitArn.</summary>
    public static ValueForm OrganizationalUnit { get; } = new("the ARN of an organizational unit", "arn:aws:organizations::<account>:ou/o-<id>/ou-<id>", UnitPattern(), 2048);

    public static ValueForm AccountRole { get; } = new("the ARN of a role of each account", "arn:aws:iam::{account}:role/<name>, with {account} as it stands here", AccountRolePattern(), 2048);

    /// <summary>API: LaunchTemplateId.</summary>
    public static ValueForm LaunchTemplate { get; } = new("the id of a launch template", "lt- and 17 hexadecimal digits", TemplatePattern(), 20);

    /// <summary>API: Timezone.</summary>
    public static ValueForm Timezone { get; } = new("a time zone of the IANA database", "a name such as UTC or Europe/Berlin", TimezonePattern(), 100);

    /// <summary>API: LogGroupName.</summary>
    public static ValueForm LogGroup { get; } = new("the name of a log group", "1 to 512 letters, digits and - _ / .", LogGroupPattern(), 512);

    public static ValueForm Vulnerability { get; } = new("the id of a vulnerability", "an id such as CVE-2026-12345", VulnerabilityPattern(), 128);

    public static ValueForm Reason { get; } = new("a reason", "1 to 1024 characters", AnyPattern(), 1024);

    public static ValueForm Glob { get; } = new("a pattern of paths", "relative to the repository's root, such as terraform/**", GlobPattern(), 1024);

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]{1,62}[a-z0-9]\z", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"^[^\x00-\x08\x0B\x0C\x0E-\x1F]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex AnyPattern();

    [GeneratedRegex(@"^(?:arn:aws(?:-[a-z]+)*:iam::[0-9]{12}:role/[a-zA-Z_0-9+=,.@\-_/]+|[a-zA-Z_0-9+=,.@\-_]{1,64})\z", RegexOptions.CultureInvariant)]
    private static partial Regex RolePattern();

    [GeneratedRegex(@"^(?:/[a-zA-Z0-9_.\-]+)+\z|^[a-zA-Z0-9_.\-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex ParameterPattern();

    [GeneratedRegex(@"^(?:/|[A-Za-z]:[/\\])[^\x00-\x1F]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex FolderPattern();

    [GeneratedRegex(@"^(?=.*[A-Za-z0-9])[A-Za-z0-9()\[\] ./'@_*?-]{3,128}\z", RegexOptions.CultureInvariant)]
    private static partial Regex AmiNamePattern();

    [GeneratedRegex(@"^(?:/dev/sd[a-z][0-9]{0,2}|(?:/dev/)?xvd[a-z]{1,2}[0-9]{0,2})\z", RegexOptions.CultureInvariant)]
    private static partial Regex DevicePattern();

    [GeneratedRegex(@"^[A-Za-z0-9_+=,.@-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex ProfilePattern();

    [GeneratedRegex(@"^[a-z][a-z0-9-]*\.[a-z0-9-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex TypePattern();

    [GeneratedRegex(@"^subnet-(?:[0-9a-f]{8}|[0-9a-f]{17})\z", RegexOptions.CultureInvariant)]
    private static partial Regex SubnetPattern();

    [GeneratedRegex(@"^sg-(?:[0-9a-f]{8}|[0-9a-f]{17})\z", RegexOptions.CultureInvariant)]
    private static partial Regex GroupPattern();

    [GeneratedRegex(@"^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\z", RegexOptions.CultureInvariant)]
    private static partial Regex BucketPattern();

    [GeneratedRegex(@"^s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](?:/[A-Za-z0-9!_.*'()/-]*)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex BucketFolderPattern();

    [GeneratedRegex(@"^[a-z]{2,4}(?:-[a-z]+)+-[0-9]{1,2}(?:-[a-z0-9-]+)?[a-z]\z", RegexOptions.CultureInvariant)]
    private static partial Regex ZonePattern();

    [GeneratedRegex(@"^h-(?:[0-9a-f]{8}|[0-9a-f]{17})\z", RegexOptions.CultureInvariant)]
    private static partial Regex HostPattern();

    [GeneratedRegex(@"^arn:aws[a-z-]*:resource-groups:[a-z0-9-]+:[0-9]{12}:group/[^\x00-\x20]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex ResourceGroupPattern();

    [GeneratedRegex(@"^snap-(?:[0-9a-f]{8}|[0-9a-f]{17})\z", RegexOptions.CultureInvariant)]
    private static partial Regex SnapshotPattern();

    [GeneratedRegex(@"^ephemeral(?:[0-9]|1[0-9]|2[0-3])\z", RegexOptions.CultureInvariant)]
    private static partial Regex VirtualNamePattern();

    [GeneratedRegex(@"^arn:aws[^:]*:sns:[^:]+:[0-9]{12}:[a-zA-Z0-9_-]{1,256}(?:\.fifo)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex TopicPattern();

    [GeneratedRegex(
        @"^(?:arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:(?:alias|key)/[a-zA-Z0-9/_-]+|alias/[a-zA-Z0-9/_-]+|mrk-[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex KeyPattern();

    [GeneratedRegex(@"^[0-9]{12}\z", RegexOptions.CultureInvariant)]
    private static partial Regex AccountPattern();

    [GeneratedRegex(@"^arn:aws[^:]*:organizations::[0-9]{12}:organization/o-[a-z0-9]{10,32}\z", RegexOptions.CultureInvariant)]
    private static partial Regex OrganizationPattern();

    [GeneratedRegex(@"^arn:aws[^:]*:organizations::[0-9]{12}:ou/o-[a-z0-9]{10,32}/ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}\z", RegexOptions.CultureInvariant)]
    private static partial Regex UnitPattern();

    [GeneratedRegex(@"^arn:aws(?:-[a-z]+)*:iam::\{account\}:role/[a-zA-Z_0-9+=,.@\-_/]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex AccountRolePattern();

    [GeneratedRegex(@"^lt-[a-z0-9-_]{17}\z", RegexOptions.CultureInvariant)]
    private static partial Regex TemplatePattern();

    [GeneratedRegex(@"^[a-zA-Z0-9]{2,}(?:/[a-zA-Z0-9-_+]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex TimezonePattern();

    [GeneratedRegex(@"^[\-_./A-Za-z0-9]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex LogGroupPattern();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9_.:-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex VulnerabilityPattern();

    [GeneratedRegex(@"^(?!/)(?!(?:.*/)?\.\.(?:/|\z))[^\x00-\x1F\\]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex GlobPattern();
}
