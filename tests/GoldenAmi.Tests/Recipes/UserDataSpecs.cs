using GoldenAmi.Recipes;

namespace GoldenAmi.Tests.Recipes;

public sealed class UserDataSpecs : IDisposable
{
    private readonly RecipeFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("#!/bin/sh\necho hello\n", "text/x-shellscript")]
    [InlineData("#cloud-config\npackages: [ nginx ]\n", "text/cloud-config")]
    public void What_Image_Builder_needs_is_put_before_it_and_the_file_stays_as_it_is(string text, string type)
    {
        var data = Read(text).UserData!;

        Assert.Equal(("files/user-data", "golden-ami.yaml(30,11)"), (data.File, data.Place.ToString()));
        Assert.StartsWith("MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"==golden-ami==\"\n", data.Text, StringComparison.Ordinal);
        Assert.Contains("folder='/opt/it'\\''s'", data.Text, StringComparison.Ordinal);
        Assert.Contains("perform_cleanup", data.Text, StringComparison.Ordinal);
        Assert.Contains("amazon-ssm-agent", data.Text, StringComparison.Ordinal);
        Assert.EndsWith($"--==golden-ami==\nContent-Type: {type}; charset=\"utf-8\"\n\n{text}\n--==golden-ami==--\n", data.Text, StringComparison.Ordinal);
        Assert.Equal(data.Text, System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(data.Base64)));
    }

    [Fact]
    public void On_Windows_it_comes_first_in_the_script()
    {
        var data = Read("<powershell>\nInstall-WindowsFeature Web-Server\n</powershell>\n", "windows").UserData!;

        Assert.StartsWith("<powershell>\n# Golden AMI: Image Builder works in the machine through the Systems Manager agent.\n", data.Text, StringComparison.Ordinal);
        Assert.EndsWith("Start-Service AmazonSSMAgent\n\nInstall-WindowsFeature Web-Server\n</powershell>\n", data.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("echo hello\n", "linux", "This is not user data that can be put after ours: its first line must be #!,")]
    [InlineData("echo hello\n", "windows", "User data for Windows must have a <powershell> block.")]
    [InlineData("#!/bin/sh\n", "macos", "User data for macOS is not supported.")]
    public void A_form_that_ours_cannot_be_put_before_is_refused(string text, string platform, string expected)
    {
        var (_, problems) = Load(text, platform);

        Assert.StartsWith($"golden-ami.yaml(30,11): error GA0143: {expected}", Assert.Single(problems).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Both_together_must_fit()
    {
        var (_, problems) = Load("#!/bin/sh\n" + new string('#', 15_000), "linux");

        var problem = Assert.Single(problems);
        Assert.Matches(@"'files/user-data' and what is put before it are 1[67]\d\d\d bytes; user data may be 16384, of which \d+ are ours\.", problem.Message);
    }

    private Recipe Read(string text, string platform = "linux")
    {
        var (recipe, problems) = Load(text, platform);
        Assert.Empty(problems);
        return recipe!;
    }

    private LoadedRecipe Load(string text, string platform)
    {
        _folder.Write("files/user-data", text);
        return _folder.Load(RecipeFolder.Valid.Replace("platform: linux", $"platform: {platform}", StringComparison.Ordinal) + "userData: files/user-data\nworkingDirectory: \"/opt/it's\"\n");
    }
}
