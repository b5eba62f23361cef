namespace GoldenAmi.Tests.Recipes;

/// <summary>One piece of a valid recipe is replaced; what is then told is compared from its place to the end of its fix.</summary>
public sealed class RecipeErrorSpecs : IDisposable
{
    private readonly RecipeFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("schema: 1", "schema: 2", "(1,9): error GA0114: '2' is not a schema of recipes; allowed: 1. Fix: write 1, or use a newer golden-ami.")]
    [InlineData("name: web", "name: Web Server", "(2,7): error GA0116: 'Web Server' is not a recipe's name; it must be 3 to 64 lower-case letters")]
    [InlineData("name: web\n", "", "(1,1): error GA0111: The key 'name' is missing in a recipe. Fix: add 'name'.")]
    [InlineData("name: web", "name: web\nname: other", "(3,1): error GA0108: The key 'name' stands twice in this map, first in line 2. Fix: remove one of the two.")]
    [InlineData("name: web", "name: web\nplatfrom: linux", "(3,1): error GA0110: 'platfrom' is not a key of a recipe; allowed: schema, name,")]
    [InlineData("name: web", "name: [ web ]", "(2,7): error GA0112: 'name' of a recipe is a list; it must be a text. Fix: write a text here.")]
    [InlineData("platform: linux", "platform: Linux", "(5,11): error GA0114: 'Linux' is not a platform; allowed: linux, windows, macos. Fix: did you mean 'linux'?")]
    [InlineData("refresh: 30d", "refresh: 99999w", "(8,10): error GA0116: '99999w' is not an age;")]
    [InlineData("refresh: 30d", "agent: gone", "(8,8): error GA0114: 'gone' is not a value of agent; allowed: keep, remove.")]
    [InlineData("refresh: 30d", "workingDirectory: build", "(8,19): error GA0116: 'build' is not a folder of the build machine; it must be an absolute path")]
    [InlineData("executionRole: golden-ami-execution", "executionRole: arn:aws:iam::1:role/x", "(7,16): error GA0116: 'arn:aws:iam::1:role/x' is not the name or ARN of an IAM role;")]
    public void The_recipe_itself(string piece, string other, string expected) => Expect(piece, other, expected);

    [Theory]
    [InlineData("version: 1.10", "(4,10): error GA0117: The version 1.10 is not quoted; as a number 1.10 would be the same as 1.1. Fix: write version: \"1.10\".")]
    [InlineData("version: \"1.4.0\"", "(4,10): error GA0117: '1.4.0' is not a version of a recipe; it must be \"major.minor\", two whole numbers below 1073741824. Fix: write \"1.4\"; the third number is assigned for each new content.")]
    [InlineData("version: \"1\"", "(4,10): error GA0117: '1' is not a version of a recipe;")]
    [InlineData("version: \"1.1073741824\"", "(4,10): error GA0117: '1.1073741824' is not a version of a recipe; each number must be below 1073741824.")]
    public void The_version(string other, string expected) => Expect("version: \"1.4\"", other, expected);

    [Theory]
    [InlineData("region: us-east-1", "region: us-est-1", "(6,9): error GA0104: Region 'us-est-1' is not an AWS region. Fix: did you mean 'us-east-1'?")]
    [InlineData("region: us-east-1", "region: us-west-2", "(6,9): error GA0130: The home region us-west-2 is not among the regions of the distribution, which names eu-west-1, us-east-1. Fix: add 'us-west-2: {}' to the distribution's regions.")]
    [InlineData("eu-west-1: {}", "eu-wst-1: {}", "(27,5): error GA0104: Region 'eu-wst-1' is not an AWS region. Fix: did you mean 'eu-west-1'?")]
    [InlineData("eu-west-1: {}", "cn-north-1: {}", "(27,5): error GA0132: cn-north-1 is of the partition aws-cn and the home region us-east-1 of aws; images are not copied between partitions.")]
    [InlineData("eu-west-1: {}", "eu-west-1: { kmsKey: arn:aws:kms:us-east-1:111122223333:alias/golden }", "(27,26): error GA0135: This key is of us-east-1 and cannot encrypt in eu-west-1.")]
    [InlineData("eu-west-1: {}", "eu-west-1: all", "(27,16): error GA0112: The region 'eu-west-1' is a text ('all'); it must be a map")]
    [InlineData("eu-west-1: {}", "eu-west-1: { tags: { \"aws:x\": y } }", "(27,26): error GA0116: 'aws:x' is not the key of a tag;")]
    [InlineData("executionRole: golden-ami-execution\n", "", "(1,1): error GA0131: The image goes to 2 regions and the recipe names no executionRole, with which Image Builder distributes it.")]
    public void Regions(string piece, string other, string expected) => Expect(piece, other, expected);

    [Theory]
    [InlineData("\"web {{ version }}\"", "(23,9): error GA0133: The name 'web {{ version }}' would be the same for every build of a version; an AMI's name is unique in its region and account. Fix: add {{ date }} or {{ build }}.")]
    [InlineData("\"web {{ dat }}\"", "(23,9): error GA0133: 'dat' in double braces is nothing that an AMI's name can hold; allowed: {{ date }}, {{ build }}, {{ version }}. Fix: did you mean '{{ date }}'?")]
    [InlineData("\"web/{{ date }}\"", "(23,9): error GA0133: 'web/{{ date }}' is not a name for AMIs;")]
    [InlineData("\"web {{ date }\"", "(23,9): error GA0133: 'web {{ date }' is not a name for AMIs;")]
    public void The_name_of_the_AMIs(string name, string expected) => Expect("\"web {{ version }} {{ date }}\"", name, expected);

    [Theory]
    [InlineData("ami: ami-xyz", "(10,8): error GA0116: 'ami-xyz' is not an AMI id; it must be ami- and 8 or 17 hexadecimal digits.")]
    [InlineData("ssm: ssm:/golden/base", "(10,8): error GA0116: 'ssm:/golden/base' is not the name of a Systems Manager parameter; it must be a path such as /aws/service/debian/release/12/latest/amd64. Fix: write the parameter's name without 'ssm:'.")]
    [InlineData("{}", "(10,3): error GA0128: The parent has none of 'ami', 'ssm', 'image', 'recipe', 'find'; it must have exactly one.")]
    [InlineData("{ ami: ami-01234567, ssm: /x }", "(10,3): error GA0128: The parent has both 'ami' and 'ssm'; it must have exactly one.")]
    public void The_parent(string parent, string expected) => Expect("ssm: /aws/service/debian/release/12/latest/amd64", parent, expected);

    [Theory]
    [InlineData("amazon/update-linux", "(12,11): error GA0124: 'amazon/update-linux' does not name a component of AWS; it must be owner/name@version, such as amazon/update-linux@x.x.x, or an ARN. Fix: add the version: 'amazon/update-linux@x.x.x' takes the newest.")]
    [InlineData("amazn/update-linux@x.x.x", "(12,11): error GA0124: 'amazn' owns no components; allowed: amazon, self, an account id. Fix: did you mean 'amazon/update-linux@x.x.x'?")]
    [InlineData("amazon/update-linux@1.x.8", "(12,11): error GA0124: '1.x.8' is not a version of a component; it must be three whole numbers, or 'x' from some place on to the end. Fix: did you mean 'amazon/update-linux@1.x.x'?")]
    [InlineData("amazon/update-linux@x.2.x", "(12,11): error GA0124: 'x.2.x' is not a version of a component; it must be three whole numbers, or 'x' from some place on to the end. Fix: did you mean 'amazon/update-linux@x.x.x'?")]
    [InlineData("amazon/update-linux@latest", "(12,11): error GA0124: 'latest' is not a version of a component;")]
    [InlineData("arn:aws:imagebuilder:eu-west-1:aws:component/update-linux/1.0.2", "(12,11): error GA0124: This component is of eu-west-1; the image is built in us-east-1, and Image Builder takes components of its own region only.")]
    [InlineData("arn:aws:imagebuilder:us-east-1:aws:image/update-linux/1.0.2", "(12,11): error GA0124: 'arn:aws:imagebuilder:us-east-1:aws:image/update-linux/1.0.2' is the ARN of an image.")]
    [InlineData("arn:aws:imagebuilder:us-east-1:aws:component/update-linux", "(12,11): error GA0124: 'arn:aws:imagebuilder:us-east-1:aws:component/update-linux' is not the ARN of a component with its version.")]
    [InlineData("arn:aws:imagebuilder:us-east-1:aws-marketplace:component/cis/1.0.0/1", "(12,11): error GA0124: 'arn:aws:imagebuilder:us-east-1:aws-marketplace:")]
    [InlineData("third-party/cis@x.x.x", "(12,11): error GA0124: 'third-party/cis@x.x.x' is of the AWS Marketplace or of a third party, which Golden AMI does not support: each needs a subscription of the account. Fix: do the work in a document of the repository ('path').")]
    [InlineData("components/nginx.yaml", "(12,11): error GA0124: 'components/nginx.yaml' does not name a component of AWS; it must be owner/name@version, such as amazon/update-linux@x.x.x, or an ARN. Fix: write owner/name@version, such as amazon/update-linux@x.x.x; for a file")]
    public void Components_of_AWS(string uses, string expected) => Expect("amazon/update-linux@x.x.x", uses, expected);

    [Theory]
    [InlineData("amazon/update-linux@x.x.x")]
    [InlineData("amazon/update-linux@1.x.x")]
    [InlineData("self/base@1.2.x")]
    [InlineData("111122223333/base@1.2.3")]
    public void Right_forms_of_uses_are_taken(string uses) => Assert.Empty(_folder.ProblemsWith("amazon/update-linux@x.x.x", uses));

    [Theory]
    [InlineData("- path: components/nginx.yaml\n    with: { Port: \"8080\" }", "- path: tests/nginx.yaml", "(13,11): error GA0125: 'tests/nginx.yaml' has only test phases, so it runs in the test stage. Fix: move it from components to tests.")]
    [InlineData("- path: tests/nginx.yaml", "- path: components/nginx.yaml\n    with: { Port: \"1\" }", "(16,11): error GA0125: 'components/nginx.yaml' has the phase 'build' (line 6); a component under tests has test phases only.")]
    [InlineData("- path: tests/nginx.yaml", "- tests/nginx.yaml", "(16,5): error GA0112: A component of the recipe is a text ('tests/nginx.yaml'); it must be a map with 'uses' or 'path'")]
    [InlineData("- path: tests/nginx.yaml", "- { path: tests/nginx.yaml, uses: amazon/x@x.x.x }", "(16,5): error GA0128: A component has both 'uses' and 'path'; it must have exactly one.")]
    [InlineData("- path: tests/nginx.yaml", "- { with: {} }", "(16,5): error GA0128: A component has neither 'uses' nor 'path'; it must have exactly one.")]
    [InlineData("- path: tests/nginx.yaml", "- { path: tests/nginx.yaml, onFailure: x }", "(16,31): error GA0110: 'onFailure' is not a key of a component of the recipe; allowed: uses, path, with, kmsKey, changeDescription, supportedOsVersions.")]
    [InlineData("- path: tests/nginx.yaml", "- path: \"a\\0b\"", "(16,11): error GA0116: 'a b' is not a path;")]
    [InlineData("amazon/update-linux@x.x.x", "amazon/update-linux@x.x.x\n    with: { A: [ b ] }", "(13,16): error GA0112: The value of 'A' is a list; it must be a text.")]
    [InlineData("amazon/update-linux@x.x.x", "amazon/update-linux@x.x.x\n    with: { A: \"\" }", "(13,16): error GA0116: '' is not the value of a parameter; it must be 1 to 1024 characters.")]
    public void Components(string piece, string other, string expected) => Expect(piece, other, expected);

    [Fact]
    public void A_recipe_without_any_component_is_refused() =>
        Expect("components:\n  - uses: amazon/update-linux@x.x.x\n  - path: components/nginx.yaml\n    with: { Port: \"8080\" }\ntests:\n  - path: tests/nginx.yaml\n", "", "(1,1): error GA0122: The recipe has neither a component nor a test.");

    [Fact]
    public void A_test_alone_is_enough() =>
        Assert.Empty(_folder.ProblemsWith("components:\n  - uses: amazon/update-linux@x.x.x\n  - path: components/nginx.yaml\n    with: { Port: \"8080\" }\n", ""));

    [Fact]
    public void The_twenty_first_component_is_one_too_many()
    {
        var more = string.Concat(Enumerable.Range(1, 18).Select(number => $"\n  - uses: amazon/some-{number}@x.x.x"));

        Expect("\n  - path: tests/nginx.yaml", "\n  - path: tests/nginx.yaml" + more, "(34,5): error GA0123: This is component 21; Image Builder takes at most 20 in a recipe, tests counted.");
    }

    [Fact]
    public void A_document_over_the_inline_limit_needs_a_bucket()
    {
        _folder.Write("tests/nginx.yaml", RecipeFolder.Test + string.Concat(Enumerable.Repeat("# nothing but length\n", 1000)));

        Assert.Matches(
            @"^golden-ami\.yaml\(16,11\): error GA0144: 'tests/nginx\.yaml' has 2\d{4} characters; a request of Image Builder takes 16000, and longer documents are read from a bucket, which the recipe does not name\.",
            Assert.Single(_folder.ProblemsWith("name: web", "name: web")));
        Assert.Empty(_folder.ProblemsWith("instanceProfile: golden-ami-build", "instanceProfile: x\n  componentBucket: s3://my-bucket/a/b/"));
    }

    [Fact]
    public void The_same_component_twice_is_a_warning()
    {
        var (recipe, problems) = _folder.Load(RecipeFolder.Valid.Replace("components:\n", "components:\n  - uses: amazon/update-linux@x.x.x\n", StringComparison.Ordinal));

        Assert.NotNull(recipe);
        Assert.StartsWith("golden-ami.yaml(13,11): warning GA0127: 'amazon/update-linux@x.x.x' stands twice with the same values, so it runs twice.", Assert.Single(problems).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ device: /dev/nvme0n1 }", "(18,15): error GA0116: '/dev/nvme0n1' is not a device name of EC2;")]
    [InlineData("{ size: 8 GiB }", "(18,5): error GA0111: The key 'device' is missing in a volume.")]
    [InlineData("{ device: /dev/xvda, size: 8 }", "(18,32): error GA0116: '8' is not a size; it must be a whole number and GiB or TiB, such as 8 GiB. Fix: did you mean '8 GiB'?")]
    [InlineData("{ device: /dev/xvda, type: gp4 }", "(18,32): error GA0114: 'gp4' is not a volume type; allowed: gp3, gp2, io2, io1, st1, sc1, standard. Fix: did you mean 'gp2'?")]
    [InlineData("{ device: /dev/xvda, iops: many }", "(18,32): error GA0113: 'many' is not allowed for iops; it must be a whole number from 100 to 64000.")]
    [InlineData("{ device: /dev/xvda, size: 17 TiB }", "(18,32): error GA0134: The size of a volume must be 1 GiB to 16000 GiB; this is 17408 GiB.")]
    [InlineData("{ device: /dev/xvda, size: 100 GiB, type: st1 }", "(18,32): error GA0134: The size of st1 must be 125 GiB to 16000 GiB; this is 100 GiB.")]
    [InlineData("{ device: /dev/xvda, type: gp2, iops: 3000 }", "(18,43): error GA0134: The IOPS of gp2 cannot be chosen. Fix: remove 'iops', or choose gp3.")]
    [InlineData("{ device: /dev/xvda, type: gp3, iops: 1000 }", "(18,43): error GA0134: The IOPS of gp3 must be 3000 to 64000; this is 1000.")]
    [InlineData("{ device: /dev/xvda, size: 8 GiB, type: io1, iops: 500 }", "(18,56): error GA0134: A volume of type io1 and 8 GiB has at most 400 IOPS.")]
    [InlineData("{ device: /dev/xvda, type: io2 }", "(18,32): error GA0134: A volume of type io2 needs 'iops'.")]
    [InlineData("{ device: /dev/xvda, type: gp2, throughput: 250 }", "(18,49): error GA0134: The throughput of gp2 cannot be chosen.")]
    [InlineData("{ device: /dev/xvda, type: gp3, throughput: 1000 }", "(18,49): error GA0134: 1000 MiB/s need 4000 IOPS. Fix: write 'iops: 4000', or a smaller throughput.")]
    [InlineData("{ device: /dev/xvda, kmsKey: golden }", "(18,34): error GA0116: 'golden' is not a key of KMS; it must be alias/<name>, a key id, or the ARN of one of them.")]
    [InlineData("{ device: /dev/xvda, encrypted: false, kmsKey: alias/x }", "(18,52): error GA0134: The volume has a key and is not to be encrypted.")]
    [InlineData("{ device: /dev/xvdb, virtualName: ephemeral0, size: 8 GiB }", "(18,51): error GA0134: 'size' does not go with 'virtualName': there is no volume of EBS then.")]
    [InlineData("{ device: /dev/xvdb, noDevice: true, snapshot: snap-01234567 }", "(18,42): error GA0134: 'snapshot' does not go with 'noDevice': there is no volume of EBS then.")]
    [InlineData("{ device: /dev/xvdb, snapshot: latest }", "(18,36): error GA0116: 'latest' is not a snapshot id;")]
    [InlineData("{ device: /dev/xvda }\n  - { device: /dev/xvda }", "(19,15): error GA0126: '/dev/xvda' stands twice in this list, first in line 18. Fix: remove one of the two.")]
    public void Volumes(string volume, string expected) =>
        Expect("{ device: /dev/xvda, size: 8 GiB, type: gp3, iops: 3000, throughput: 250, kmsKey: alias/golden }", volume, expected);

    [Theory]
    [InlineData("instanceProfile: arn:aws:iam::111122223333:instance-profile/golden", "(20,20): error GA0116: 'arn:aws:iam::111122223333:instance-profile/golden' is not the name of an instance profile; it must be a name (no ARN) of letters, digits and _+=,.@-. Fix: write its name: 'golden'.")]
    [InlineData("instanceProfile: x\n  subnet: subnet-0abc", "(21,11): error GA0116: 'subnet-0abc' is not a subnet id; it must be subnet- and 8 or 17 hexadecimal digits.")]
    [InlineData("instanceProfile: x\n  securityGroups: [ web ]", "(21,21): error GA0116: 'web' is not a security group id;")]
    [InlineData("instanceProfile: x\n  topic: builds", "(21,10): error GA0116: 'builds' is not the ARN of an SNS topic;")]
    [InlineData("instanceProfile: x\n  logs: { bucket: My_Logs }", "(21,19): error GA0116: 'My_Logs' is not the name of a bucket;")]
    [InlineData("instanceProfile: x\n  keepOnFailure: maybe", "(21,18): error GA0114: 'maybe' is not a value of keepOnFailure; allowed: true, false.")]
    [InlineData("instanceProfile: x\n  metadata: { tokens: off }", "(21,23): error GA0114: 'off' is not a value of tokens; allowed: required, optional.")]
    [InlineData("instanceProfile: x\n  metadata: { hopLimit: 65 }", "(21,25): error GA0113: '65' is not allowed for hopLimit; it must be a whole number from 1 to 64.")]
    [InlineData("instanceProfile: x\n  placement: { tenancy: shared }", "(21,25): error GA0114: 'shared' is not a tenancy; allowed: default, dedicated, host.")]
    [InlineData("instanceProfile: x\n  placement: { host: h-01234567 }", "(21,22): error GA0128: 'host' needs a dedicated host, and the tenancy is 'default'. Fix: add 'tenancy: host'.")]
    [InlineData("instanceProfile: x\n  placement: { tenancy: host, host: h-01234567, hostResourceGroup: \"arn:aws:resource-groups:us-east-1:111122223333:group/x\" }", "(21,68): error GA0128: The placement has both 'host' and 'hostResourceGroup'; it can have one.")]
    [InlineData("instanceProfile: x\n  logGroup: a b", "(21,13): error GA0116: 'a b' is not the name of a log group;")]
    [InlineData("instanceProfile: x\n  componentBucket: my-bucket", "(21,20): error GA0116: 'my-bucket' is not a folder in a bucket; it must be s3://<bucket> or s3://<bucket>/<prefix>.")]
    [InlineData("instanceProfile: x\n  metadata: required", "(21,13): error GA0112: 'metadata' of the infrastructure is a text ('required'); it must be a map.")]
    public void Infrastructure(string other, string expected) => Expect("instanceProfile: golden-ami-build", other, expected);

    [Theory]
    [InlineData("[ m7i.large, large ]", "(21,31): error GA0116: 'large' is not an instance type; it must be a family and a size, such as m7i.large.")]
    [InlineData("[ m7i.large, m7i.large ]", "(21,31): error GA0126: 'm7i.large' stands twice in this list, first in line 21.")]
    [InlineData("[ [ m7i.large ] ]", "(21,20): error GA0112: Instance type in this list is a list; it must be a text.")]
    public void Instance_types(string types, string expected) => Expect("[ m7i.large, m6i.large ]", types, expected);

    [Theory]
    [InlineData("{ repository: platform }", "(29,19): error GA0116: 'platform' is not a repository; it must be self, owner/name (in Azure Repos project/name), or an address such as https://github.com/acme/platform.")]
    [InlineData("{ repository: self, paths: [ ../other/** ] }", "(29,34): error GA0116: '../other/**' is not a pattern of paths;")]
    [InlineData("self", "(29,5): error GA0112: An entry of references is a text ('self'); it must be a map with repository and paths.")]
    public void References(string scope, string expected) => Expect("{ repository: self, paths: [ \"terraform/**\" ] }", scope, expected);

    [Theory]
    [InlineData("refresh: 30d", "sign: {}", "(8,1): error GA0115: 'sign' of a recipe is known, not available yet.")]
    [InlineData("refresh: 30d", "retention: {}", "(8,1): error GA0115: 'retention' of a recipe is known, not available yet.")]
    [InlineData("refresh: 30d", "varaints: {}", "(8,1): error GA0110: 'varaints' is not a key of a recipe; allowed: schema, name, description, version, platform, region, executionRole, refresh, parent, components, tests, volumes, userData, workingDirectory, agent, workflows, infrastructure, distribution, pipeline, gates, references, variants, tags. Fix: did you mean 'variants'?")]
    public void What_later_releases_bring_is_refused_by_name(string piece, string other, string expected) => Expect(piece, other, expected);

    [Fact]
    public void Name_and_regions_of_a_distribution_are_told_in_one_pass() =>
        Assert.Collection(
            _folder.ProblemsWith("name: \"web {{ version }} {{ date }}\"\n  regions:\n    us-east-1:", "name: web\n  regions:\n    us-east-2:"),
            problem => Assert.StartsWith("golden-ami.yaml(6,9): error GA0130:", problem, StringComparison.Ordinal),
            problem => Assert.StartsWith("golden-ami.yaml(23,9): error GA0133:", problem, StringComparison.Ordinal));

    [Fact]
    public void A_lock_file_is_not_passed_over()
    {
        _folder.Write("golden-ami.lock", "parent: {}\n");

        Assert.StartsWith("golden-ami.lock(1,1): error GA0110: 'parent' is not a key of a lock; allowed: schema, images.", _folder.ProblemsWith("refresh: 30d", "refresh: 30d")[0], StringComparison.Ordinal);
    }

    private void Expect(string piece, string other, string expected) =>
        Assert.StartsWith("golden-ami.yaml" + expected, Assert.Single(_folder.ProblemsWith(piece, other)), StringComparison.Ordinal);
}
