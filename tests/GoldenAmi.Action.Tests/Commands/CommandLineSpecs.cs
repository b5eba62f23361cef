using GoldenAmi.Action.Commands;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Action.Tests.Commands;

public class CommandLineSpecs
{
    [Fact]
    public async Task The_version_is_one_line()
    {
        var run = await ProgramRun.StartAsync("--version");

        Assert.Equal(0, run.ExitCode);
        Assert.Matches(@"^[0-9]+\.[0-9]+\.[0-9]+\n\z", run.Output);
    }

    [Theory]
    [InlineData("help.txt", "--help")]
    [InlineData("help-build.txt", "build", "--help")]
    [InlineData("help-plan.txt", "plan", "-h")]
    [InlineData("help-validate.txt", "validate", "--help")]
    [InlineData("help-local.txt", "local", "--help")]
    [InlineData("help-local-serve.txt", "local", "serve", "--help")]
    [InlineData("help-local-images.txt", "local", "images", "--help")]
    public async Task Help_says_what_there_is(string golden, params string[] arguments)
    {
        var run = await ProgramRun.StartAsync(arguments);

        Assert.Equal(0, run.ExitCode);
        GoldenFile.Check(golden, run.Output);
    }

    [Fact]
    public async Task Without_a_command_the_commands_are_named_and_the_exit_code_is_2()
    {
        var run = await ProgramRun.StartAsync();

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith($"error {ErrorCode.UnknownCommand}: No command is given. Fix: use one of build, plan, validate, collect, check, bump, rollback, apply, sweep", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_misspelt_command_is_refused_with_the_word_that_was_meant()
    {
        var run = await ProgramRun.StartAsync("buildd", "examples/web");

        Assert.Equal(2, run.ExitCode);
        Assert.Equal($"error {ErrorCode.UnknownCommand}: There is no command 'buildd examples/web'. Fix: did you mean 'build'?\n", run.Output);
    }

    [Fact]
    public async Task A_misspelt_option_is_refused_with_the_word_that_was_meant()
    {
        var run = await ProgramRun.StartAsync("build", "--frce");

        Assert.Equal(2, run.ExitCode);
        Assert.Equal($"error {ErrorCode.UnknownArgument}: '--frce' is nothing that the command 'build' knows. Fix: did you mean '--force'?\n", run.Output);
    }

    [Fact]
    public async Task An_option_without_its_value_is_refused()
    {
        var run = await ProgramRun.StartAsync("build", "--timeout");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"error {ErrorCode.UnknownArgument}: Required argument missing for option: '--timeout'.", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_option_that_the_command_would_not_obey_is_refused()
    {
        var run = await ProgramRun.StartAsync("validate", "--local", "--frozen");

        Assert.Equal(2, run.ExitCode);
        Assert.Equal(
            $"error {ErrorCode.OptionNotObeyed}: The command 'validate' does not obey --local. Fix: leave it out; validate obeys recipe, json.\n" +
            $"error {ErrorCode.OptionNotObeyed}: The command 'validate' does not obey --frozen. Fix: leave it out; validate obeys recipe, json.\n",
            run.Output);
    }

    [Theory]
    [InlineData("diff", "--anything")]
    [InlineData("component", "run", "file.yaml")]
    [InlineData("verify", "ami-0123456789abcdef0")]
    public async Task A_command_that_is_not_there_yet_is_known_by_name(params string[] arguments)
    {
        var run = await ProgramRun.StartAsync(arguments);

        Assert.Equal(2, run.ExitCode);
        Assert.Matches($"^error {ErrorCode.CommandNotAvailable}: The command '[a-z ]+' is not available yet\\. Fix: use one of build, plan, validate, collect, check, bump, rollback, apply, sweep", run.Output);
    }

    [Fact]
    public async Task Wrong_values_are_reported_all_at_once()
    {
        var run = await ProgramRun.StartAsync(
            "build", "--on-cancel", "detatch", "--timeout", "soon", "--region", "useast1", "--endpoint-url", "localhost", "--role", "me", "--bump", "nope");

        Assert.Equal(2, run.ExitCode);
        Assert.Equal(
            $"""
            error {ErrorCode.WrongOptionValue}: --region is 'useast1'; it must be the name of an AWS region, for example eu-west-1. Fix: give the name of an AWS region, for example eu-west-1.
            error {ErrorCode.WrongOptionValue}: --role is 'me'; it must be the ARN of a role, arn:aws:iam::111122223333:role/name. Fix: give the ARN of a role, arn:aws:iam::111122223333:role/name.
            error {ErrorCode.WrongOptionValue}: --timeout is 'soon'; it must be a duration from 1s to 168h, for example 90m or 2h30m. Fix: give a duration from 1s to 168h, for example 90m or 2h30m.
            error {ErrorCode.WrongOptionValue}: --on-cancel is 'detatch'; it must be one of auto, cancel, detach. Fix: did you mean 'detach'?
            error {ErrorCode.WrongOptionValue}: --bump is 'nope'; it must be one of auto, none, commit, push, pull-request. Fix: did you mean 'none'?
            error {ErrorCode.WrongOptionValue}: --endpoint-url is 'localhost'; it must be a URL that begins with http:// or https://. Fix: give a URL that begins with http:// or https://.

            """,
            run.Output);
    }

    [Fact]
    public async Task Wrong_values_of_a_server_are_reported_all_at_once()
    {
        var run = await ProgramRun.StartAsync("local", "serve", "--port", "70000", "--machines", "script", "--pace", "2h");

        Assert.Equal(2, run.ExitCode);
        Assert.Equal(
            $"""
            error {ErrorCode.WrongOptionValue}: --port is '70000'; it must be a port from 1 to 65535, or 0 for any that is free. Fix: give a port from 1 to 65535, or 0 for any that is free.
            error {ErrorCode.WrongOptionValue}: --machines is 'script'; it must be one of qemu, scripted. Fix: did you mean 'scripted'?
            error {ErrorCode.WrongOptionValue}: --pace is '2h'; it must be a duration from 0s to 1h, for example 5s. Fix: give a duration from 0s to 1h, for example 5s.

            """,
            run.Output);
    }

    [Theory]
    [InlineData("--audience means something only together with --role", "--audience", "x.example")]
    [InlineData("--role-session-name means something only together with --role", "--role-session-name", "nightly")]
    [InlineData("--role does nothing together with --local", "--local", "--role", "arn:aws:iam::111122223333:role/golden")]
    [InlineData("--endpoint-url does nothing together with --local", "--local", "--endpoint-url", "http://127.0.0.1:9")]
    [InlineData("--wait cannot be false together with --local", "--local", "--wait=false")]
    public async Task Options_that_would_do_nothing_together_are_refused(string message, params string[] options)
    {
        var run = await ProgramRun.StartAsync(["build", .. options]);

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith($"error {ErrorCode.OptionNotObeyed}: {message}", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Arguments_and_options_become_typed_settings()
    {
        var invocation = CommandLine.Read(
            ["build", "images/web", "--wait=false", "--timeout", "1h30m", "--force", "--bump", "push", "--role", "arn:aws:iam::111122223333:role/a/b", "--region", "eu-west-1"],
            TextWriter.Null);
        var settings = SettingsReader.Read(invocation!);

        Assert.Equal(["images/web"], settings.Recipes);
        Assert.False(settings.Wait);
        Assert.True(settings.Force);
        Assert.Equal(TimeSpan.FromMinutes(90), settings.Timeout);
        Assert.Equal(BumpWish.Push, settings.Bump);
        Assert.Equal("eu-west-1", settings.Region!.Value.Value);
        Assert.Equal("arn:aws:iam::111122223333:role/a/b", settings.Role);
        Assert.Equal("sts.amazonaws.com", settings.Audience);
    }

    [Fact]
    public void A_flag_does_not_take_the_recipe_for_its_value()
    {
        var settings = SettingsReader.Read(CommandLine.Read(["build", "--local", "examples/web"], TextWriter.Null)!);

        Assert.True(settings.Local);
        Assert.Equal(["examples/web"], settings.Recipes);
    }
}
