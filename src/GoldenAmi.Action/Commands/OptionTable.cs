namespace GoldenAmi.Action.Commands;

/// <summary>The one table of options. The command line, the Action's inputs and the checks of <c>action.yml</c> are made from it.</summary>
internal static class OptionTable
{
    /// <summary>An input only: on the command line the command is a word of its own.</summary>
    public static readonly ProgramOption Command = new("command", OptionKind.Text, "build",
        "What to do: build, plan, validate, collect, check, bump, rollback or apply.");

    /// <summary>On the command line only: no command of the Action removes anything.</summary>
    public static readonly ProgramOption Yes = new("yes", OptionKind.Flag, "false", "Remove what is listed.")
    { InAction = false };

    public static readonly ProgramOption Recipe = new("recipe", OptionKind.Lines, "golden-ami.yaml",
        "Recipe file, folder that holds golden-ami.yaml, folder of such folders, or a pattern such as images/**.")
    { ValueName = "path" };

    public static readonly ProgramOption Region = new("region", OptionKind.Text, "",
        "Home region, in the place of the recipe's own; one of the regions that the recipe distributes to.");

    public static readonly ProgramOption Role = new("role", OptionKind.Lines, "",
        "ARN of the role to assume with the workflow's OIDC token (needs the permission id-token: write); each further one is assumed from the one before. Without it: the AWS SDK's default credentials.")
    { ValueName = "arn" };

    public static readonly ProgramOption RoleSessionName = new("role-session-name", OptionKind.Text, "",
        "Name of the role's session, 2 to 64 characters, as CloudTrail shows it. Without it: golden-ami.");

    public static readonly ProgramOption RoleSessionTags = new("role-session-tags", OptionKind.Lines, "",
        "Tags of the sessions of further roles, key=value. Their trust policies must allow sts:TagSession.")
    { ValueName = "key=value" };

    public static readonly ProgramOption AllowedAccounts = new("allowed-accounts", OptionKind.Lines, "",
        "The only AWS accounts in which this run may act. Without it: any.")
    { ValueName = "account" };

    public static readonly ProgramOption Audience = new("audience", OptionKind.Text, "",
        "Audience that the OIDC token is asked for. Without it: sts.amazonaws.com.");

    public static readonly ProgramOption Wait = new("wait", OptionKind.Flag, "true",
        "Follow the build to its end. With false the run ends after the start, and the next one attaches to the build.");

    public static readonly ProgramOption Timeout = new("timeout", OptionKind.Text, "2h",
        "How long to follow the build, for example 90m or 2h30m. The build itself goes on after it.")
    { ValueName = "duration" };

    public static readonly ProgramOption OnCancel = new("on-cancel", OptionKind.Text, "auto",
        "What happens to a running build when this run is cancelled: cancel it, detach from it, or auto: cancel only a build that this run started.")
    { Values = ["auto", "cancel", "detach"] };

    public static readonly ProgramOption Force = new("force", OptionKind.Flag, "false",
        "Build although nothing has changed.");

    public static readonly ProgramOption Frozen = new("frozen", OptionKind.Flag, "false",
        "Refuse to build when the lock file is missing, or pins anything else than the recipe uses.");

    public static readonly ProgramOption Write = new("write", OptionKind.Flag, "false",
        "Write what is newest into the lock file, whose comments are kept.");

    public static readonly ProgramOption Propose = new("propose", OptionKind.Flag, "false",
        "Propose the lock file that pins what is newest, on branch golden-ami/NAME-lock, in the way that bump says.");

    public static readonly ProgramOption Adopt = new("adopt", OptionKind.Flag, "false",
        "Of check: take what the recipe's schedule built into the release: when its gates open, bring it everywhere and move the files that name an older image.");

    public static readonly ProgramOption Parallel = new("parallel", OptionKind.Text, "4",
        "How many images are built at the same time, 1 to 64, when several recipes are given. What only reads, plan and check, is not held to it.")
    { ValueName = "number" };

    /// <summary>On the command line only: a step of a workflow that ends with 10 has failed; there the output <c>changed</c> says it.</summary>
    public static readonly ProgramOption ExitCode = new("exit-code", OptionKind.Flag, "false",
        "End with 10 when there are changes.")
    { InAction = false };

    public static readonly ProgramOption Bump = new("bump", OptionKind.Text, "auto",
        "Move the files that name an older image: commit on branch golden-ami/NAME, push that branch too, open a pull request, or none. auto opens pull requests in a CI job whose token can, and commits elsewhere.")
    { Values = ["auto", "none", "commit", "push", "pull-request"] };

    public static readonly ProgramOption Channel = new("channel", OptionKind.Lines, "",
        "Move only the references of these channels of the recipe. Without it: all.")
    { ValueName = "name" };

    public static readonly ProgramOption Token = new("token", OptionKind.Text, "",
        "Token that opens pull requests, for example that of a GitHub App. Without it: the CI system's own, GITHUB_TOKEN or System.AccessToken.")
    { ActionDefault = "${{ github.token }}" };

    /// <summary>The version that a rollback goes back to.</summary>
    public static readonly ProgramOption To = new("to", OptionKind.Text, "",
        "Version to go back to, for example 1.3.2, or 1.3.2/2 for its second build. Without it: the release before the newest.")
    { ValueName = "version" };

    public static readonly ProgramOption Local = new("local", OptionKind.Flag, "false",
        "Build in virtual machines on this computer, with AWS played by the program itself. No account is needed.");

    public static readonly ProgramOption EndpointUrl = new("endpoint-url", OptionKind.Text, "",
        "Send all AWS calls to this URL.")
    { ValueName = "url" };

    public static readonly ProgramOption Json = new("json", OptionKind.Flag, "false",
        "Print the result as JSON on standard output, and everything for people on standard error.");

    public static readonly ProgramOption Verbose = new("verbose", OptionKind.Flag, "false",
        "Log every AWS call with its status and duration.");

    public static readonly ProgramOption Port = new("port", OptionKind.Text, "4566",
        "Port of this computer's loopback address to listen on; 0 takes any that is free.")
    { ValueName = "number", InAction = false };

    public static readonly ProgramOption Machines = new("machines", OptionKind.Text, "qemu",
        "Where builds run: in virtual machines, or scripted: nothing is executed, every step counts as done and says so in its log.")
    { Values = ["qemu", "scripted"], InAction = false };

    public static readonly ProgramOption State = new("state", OptionKind.Text, ".golden-ami",
        "Folder that holds what the cloud knows (cloud) and its disks (images).")
    { ValueName = "folder", InAction = false };

    public static readonly ProgramOption Pace = new("pace", OptionKind.Text, "0s",
        "How long each stage of a build takes beside its machines' work, to see the states go by, for example 5s.")
    { ValueName = "duration", InAction = false };

    public static readonly ProgramOption Faults = new("faults", OptionKind.Text, "",
        "JSON file that says which calls go wrong, and how: docs/faults.md.")
    { ValueName = "file", InAction = false };

    public static readonly ProgramOption Findings = new("findings", OptionKind.Text, "",
        "JSON file that says which vulnerabilities scans find: docs/findings.md. Without it scanning is not enabled.")
    { ValueName = "file", InAction = false };

    public static readonly ProgramOption Parents = new("parents", OptionKind.Text, "",
        "YAML file that names disks for images to build upon: docs/local-parents.md. Without it: local.yaml of this folder, if there is one.")
    { ValueName = "file", InAction = false };

    public static readonly ProgramOption DryRun = new("dry-run", OptionKind.Flag, "false",
        "Only say what apply would do.")
    { InAction = false };

    public static readonly ProgramOption Boot = new("boot", OptionKind.Text, "",
        "Print, and nothing else, the command that boots this image from firmware on a throw-away copy of its disk.")
    { ValueName = "ami", InAction = false };

    /// <summary>All of them, in the order of <c>--help</c> and <c>action.yml</c>.</summary>
    public static readonly IReadOnlyList<ProgramOption> All =
    [
        Command, Recipe, Region, Role, RoleSessionName, RoleSessionTags, AllowedAccounts, Audience, Wait, Timeout, OnCancel, Force, Frozen, Write, Propose, Adopt, Parallel, Bump, Channel, Token, To, Local, EndpointUrl,
        ExitCode, Yes, DryRun, Port, Machines, State, Pace, Faults, Findings, Parents, Boot, Json, Verbose,
    ];

    /// <summary>The inputs of <c>action.yml</c>.</summary>
    public static readonly IReadOnlyList<ProgramOption> Inputs = [.. All.Where(option => option.InAction)];

    public static ProgramOption? Find(string name) => All.FirstOrDefault(option => option.Name == name);
}
