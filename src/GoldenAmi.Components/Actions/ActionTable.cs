namespace GoldenAmi.Components.Actions;

/// <summary>
/// The actions of AWSTOE, from https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html.
/// To make another one available write its class, move its name from <see cref="NotYet"/> to <see cref="All"/>, and add its row to docs/components.md.
/// </summary>
internal static class ActionTable
{
    /// <summary>Those that run here, by name.</summary>
    public static IReadOnlyList<StepAction> All { get; } =
    [
        new Assert(),
        new CreateFile(),
        new CreateFolder(),
        new DeleteFile(),
        new ExecuteBash(),
        new ExecuteBinary(),
        new Reboot(),
    ];

    /// <summary>Those that exist in AWSTOE and do not run here yet, by name.</summary>
    public static IReadOnlyList<string> NotYet { get; } =
    [
        "AppendFile", "CopyFile", "CopyFolder", "CreateSymlink", "DeleteFolder", "ExecuteDocument", "ExecutePowerShell", "InstallMSI", "ListFiles",
        "MoveFile", "MoveFolder", "ReadFile", "S3Download", "S3Upload", "SetFileEncoding", "SetFileOwner", "SetFilePermissions", "SetFolderOwner",
        "SetFolderPermissions", "SetRegistry", "UninstallMSI", "UpdateOS", "WebDownload",
    ];

    /// <summary>The names of <see cref="All"/>.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(action => action.Name)];

    /// <summary>The action of that name (case matters), or null.</summary>
    public static StepAction? Find(string name) => All.FirstOrDefault(action => action.Name == name);
}
