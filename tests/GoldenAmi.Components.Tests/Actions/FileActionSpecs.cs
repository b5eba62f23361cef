using GoldenAmi.Components.Guest;
using GoldenAmi.Components.Tests.Running;

namespace GoldenAmi.Components.Tests.Actions;

public sealed class FileActionSpecs : IDisposable
{
    private readonly WorkRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task Files_and_folders_are_made_and_deleted()
    {
        var end = await _run.RunAsync($$"""
            schemaVersion: 1.0
            phases:
              - name: build
                steps:
                  - name: Folder
                    action: CreateFolder
                    inputs: [ { path: "{{_run.Folder}}/made/inner" } ]
                  - name: File
                    action: CreateFile
                    inputs:
                      - { path: "{{_run.Folder}}/made/one.txt", content: "first" }
                      - { path: "{{_run.Folder}}/made/two.txt", content: "second" }
                  - name: Delete
                    action: DeleteFile
                    inputs: [ { path: "{{_run.Folder}}/made/one.txt" } ]
            """);

        Assert.IsType<GuestRunEnd.Succeeded>(end);
        Assert.True(Directory.Exists(Path.Combine(_run.Folder, "made/inner")));
        Assert.False(File.Exists(Path.Combine(_run.Folder, "made/one.txt")));
        Assert.Equal("second", await File.ReadAllTextAsync(Path.Combine(_run.Folder, "made/two.txt")));
    }

    [Fact]
    public async Task A_file_where_a_folder_is_to_be_fails_the_step_in_one_line()
    {
        var end = await _run.RunAsync($$"""
            schemaVersion: 1.0
            phases:
              - name: build
                steps:
                  - name: File
                    action: CreateFile
                    inputs: [ { path: "{{_run.Folder}}/here", content: "" } ]
                  - name: Below
                    action: CreateFile
                    inputs: [ { path: "{{_run.Folder}}/here/below", content: "" } ]
            """);

        var failure = Assert.IsType<GuestRunEnd.Failed>(end).Failure;
        Assert.Equal("Below", failure.Step);
        Assert.DoesNotContain('\n', failure.Message);
        Assert.NotEqual("", failure.Message);
    }

    [Fact]
    public async Task A_program_gets_its_arguments_as_they_are()
    {
        var end = await _run.RunAsync("""
            schemaVersion: 1.0
            phases:
              - name: build
                steps:
                  - name: Prints
                    action: ExecuteBinary
                    inputs: { path: /usr/bin/printf, arguments: [ "%s|", "two words", "$HOME" ] }
            """);

        Assert.IsType<GuestRunEnd.Succeeded>(end);
        Assert.Equal(["two words|$HOME|"], _run.Output());
    }

    [Fact]
    public async Task A_program_that_is_not_there_fails_the_step_by_its_name()
    {
        var end = await _run.RunAsync("""
            schemaVersion: 1.0
            phases:
              - name: build
                steps:
                  - name: Missing
                    action: ExecuteBinary
                    inputs: { path: /no/such/program }
            """);

        Assert.Contains("/no/such/program", Assert.IsType<GuestRunEnd.Failed>(end).Failure.Message, StringComparison.Ordinal);
    }
}
