namespace GoldenAmi.Action.Commands;

/// <summary>A command of the program.</summary>
/// <param name="Name">One or two words: <c>build</c>, <c>local images</c>.</param>
/// <param name="Options">The options that it obeys; any other is refused.</param>
internal sealed record ProgramCommand(string Name, string Description, IReadOnlyList<ProgramOption> Options)
{
    /// <summary>What its arguments are, or null when it takes none.</summary>
    public ProgramOption? Argument { get; init; }

    /// <summary>Whether an Action may run it through the input <c>command</c>.</summary>
    public bool InAction { get; init; }

    /// <summary>Whether <c>--help</c> leaves it out: a CI system runs it and people do not.</summary>
    public bool Hidden { get; init; }

    /// <summary>Whether this release has it. One that is not there yet is known by name and refused.</summary>
    public bool Available { get; init; } = true;
}

/// <summary>The one table of commands.</summary>
internal static class CommandTable
{
    public const string Validate = "validate";
    public const string Schema = "schema";
    public const string Init = "init";
    public const string Plan = "plan";
    public const string Build = "build";
    public const string LocalServe = "local serve";
    public const string Check = "check";
    public const string Collect = "collect";
    public const string Apply = "apply";
    public const string Sweep = "sweep";
    public const string Bump = "bump";
    public const string Rollback = "rollback";
    public const string LocalImages = "local images";
    public const string LocalSetup = "local setup";

    /// <summary>The step after the job: <c>post-entrypoint</c> of <c>action.yml</c>.</summary>
    public const string Post = "post";

    private static readonly ProgramOption Folder = new("folder", OptionKind.Text, ".", "The folder to write them to; nothing there is overwritten.");

    private static readonly IReadOnlyList<ProgramOption> World =
        [OptionTable.Region, OptionTable.Role, OptionTable.RoleSessionName, OptionTable.RoleSessionTags, OptionTable.AllowedAccounts, OptionTable.Audience, OptionTable.Local, OptionTable.EndpointUrl];

    private static readonly IReadOnlyList<ProgramOption> Moving = [OptionTable.Bump, OptionTable.Channel, OptionTable.Token];

    private static readonly IReadOnlyList<ProgramOption> Speech = [OptionTable.Json, OptionTable.Verbose];

    /// <summary>In the order of <c>--help</c>; those that are not there yet at the end.</summary>
    public static readonly IReadOnlyList<ProgramCommand> All =
    [
        new(Build, "Build the image if something changed, test it, distribute it, and move the files that name an older one.",
            [OptionTable.Recipe, .. World, OptionTable.Wait, OptionTable.Timeout, OptionTable.OnCancel, OptionTable.Force, OptionTable.Frozen, OptionTable.Parallel, .. Moving, .. Speech])
            { Argument = OptionTable.Recipe, InAction = true },
        new(Plan, "Say what build would do, and why. Nothing is created.", [OptionTable.Recipe, .. World, OptionTable.Force, OptionTable.Frozen, OptionTable.Parallel, OptionTable.ExitCode, .. Speech])
            { Argument = OptionTable.Recipe, InAction = true },
        new(Validate, "Check recipes and their component documents. Needs no AWS account.", [OptionTable.Recipe, OptionTable.Json])
            { Argument = OptionTable.Recipe, InAction = true },
        new(Collect, "Go on with a build that was started with wait: false: follow it, distribute it, move the files. Starts no build.",
            [OptionTable.Recipe, .. World, OptionTable.Timeout, OptionTable.OnCancel, OptionTable.Frozen, OptionTable.Parallel, .. Moving, .. Speech])
            { Argument = OptionTable.Recipe, InAction = true },
        new(Check, "Say what is newer, changed, stale or revoked since the image was released, and why; with --write bring the lock up to date, with --propose open its pull request, with --adopt release what the schedule built.",
            [OptionTable.Recipe, .. World, OptionTable.Write, OptionTable.Propose, OptionTable.Adopt, OptionTable.Timeout, OptionTable.Parallel, .. Moving, OptionTable.ExitCode, .. Speech])
            { Argument = OptionTable.Recipe, InAction = true },
        new(Bump, "Move the files that name an older image to the newest release. Builds nothing.", [OptionTable.Recipe, .. World, OptionTable.Parallel, .. Moving, .. Speech])
            { Argument = OptionTable.Recipe, InAction = true },
        new(Rollback, "Move the files back to an older release: the reverse of a bump.", [OptionTable.Recipe, .. World, OptionTable.To, OptionTable.Parallel, .. Moving, .. Speech])
            { Argument = OptionTable.Recipe, InAction = true },
        new(Apply, "Bring Image Builder's resources and the pipeline to what the recipe says, without a build. Running it twice changes nothing.",
            [OptionTable.Recipe, .. World, OptionTable.Parallel, OptionTable.DryRun, .. Speech])
            { Argument = OptionTable.Recipe, InAction = true },
        new(Sweep, "List what dead runs left over in AWS; with --yes remove it. Never what is released or in use.",
            [OptionTable.Recipe, .. World, OptionTable.Yes, .. Speech])
            { Argument = OptionTable.Recipe },
        new(Init, "Write a first recipe with one component and one test.", []) { Argument = Folder },
        new(Schema, "Print the JSON Schema of recipe files.", []),
        new(LocalServe, "Serve the cloud inside the program on loopback, for the AWS CLI, Terraform or any SDK.",
            [OptionTable.Port, OptionTable.Machines, OptionTable.State, OptionTable.Pace, OptionTable.Faults, OptionTable.Findings, OptionTable.Parents]),
        new(LocalImages, "List the images that were built on this computer.", [OptionTable.State, OptionTable.Boot, OptionTable.Json]),
        new(LocalSetup, "Install what building on this computer needs.", []),
        new(Post, "Confirm, after the job, what a cancelled run decided about its build.",
            [OptionTable.Region, OptionTable.Role, OptionTable.RoleSessionName, OptionTable.RoleSessionTags, OptionTable.AllowedAccounts, OptionTable.Audience, OptionTable.EndpointUrl, OptionTable.Verbose])
            { Hidden = true },
        .. NotYet("publish", "diff", "verify", "prune", "revoke", "policy",
            "component run", "component validate", "component try"),
    ];

    public static ProgramCommand? Find(string name) => All.FirstOrDefault(command => command.Name == name);

    private static IEnumerable<ProgramCommand> NotYet(params string[] names) =>
        names.Select(name => new ProgramCommand(name, "Not available yet.", []) { Available = false });
}
