using GoldenAmi.Diagnostics;

namespace GoldenAmi.Action.Tests.Commands;

/// <summary>The first minutes of a new user.</summary>
public sealed class InitSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("images/web", "images/web")]
    [InlineData(".", "golden-ami.yaml")]
    public async Task A_first_recipe_is_written_where_it_was_asked_for_and_is_valid(string folder, string recipe)
    {
        var written = await ProgramRun.StartAsync(_folder.Path, folder == "." ? ["init"] : ["init", folder]);
        var validated = await ProgramRun.StartAsync(_folder.Path, ["validate", recipe]);

        Assert.True(written.Ending == Ending.Done, written.Output);
        Assert.True(File.Exists(_folder.At(folder, "golden-ami.yaml")));
        var shown = folder == "." ? "" : $"{folder}/";
        Assert.Equal(
            $"written          {shown}golden-ami.yaml\nwritten          {shown}components/web.yaml\nwritten          {shown}tests/web.yaml\n\nNext: try it without an AWS account: golden-ami build{(folder == "." ? "" : $" {folder}")} --local\n",
            written.Output);
        Assert.True(validated.Ending == Ending.Done, validated.Output);
    }

    [Fact]
    public async Task Two_folders_are_one_too_many()
    {
        var run = await ProgramRun.StartAsync(_folder.Path, ["init", "images/web", "images/db"]);

        Assert.Equal(Ending.Usage, run.Ending);
        Assert.Equal($"error {ErrorCode.UnknownArgument}: 'images/db' is nothing that the command 'init' knows. Fix: see golden-ami init --help.\n", run.Output);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }
}
