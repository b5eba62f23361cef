namespace GoldenAmi.Diagnostics;

/// <summary>Every code of a <see cref="Diagnostic"/>. Each is unique, has a page in <c>docs/errors</c> and a test that produces it.</summary>
public static class ErrorCode
{
    // Recipes: 01xx

    /// <summary>The recipe is not there.</summary>
    public const string RecipeNotFound = "GA0100";

    /// <summary>A recipe file is larger than any recipe needs to be.</summary>
    public const string RecipeTooLarge = "GA0101";

    /// <summary>A file that a recipe consists of is a binary file or not UTF-8.</summary>
    public const string RecipeNotText = "GA0102";

    /// <summary>A file that a recipe consists of is empty, or no file with content at all: a pipe or a device.</summary>
    public const string RecipeEmpty = "GA0103";

    /// <summary>A region is none of AWS's.</summary>
    public const string RecipeUnknownRegion = "GA0104";

    /// <summary>A recipe file is not one valid YAML document.</summary>
    public const string RecipeNotYaml = "GA0105";

    /// <summary>A recipe file is nested deeper than any recipe needs.</summary>
    public const string RecipeTooDeep = "GA0106";

    /// <summary>A recipe file uses a YAML alias.</summary>
    public const string RecipeAlias = "GA0107";

    /// <summary>A key stands twice in the same map of a recipe.</summary>
    public const string RecipeDuplicateKey = "GA0108";

    /// <summary>A file that a recipe consists of cannot be read: a folder, or the system refuses it.</summary>
    public const string RecipeNotReadable = "GA0109";

    /// <summary>A recipe has a key that is not known at this place.</summary>
    public const string RecipeUnknownKey = "GA0110";

    /// <summary>A recipe lacks a key, or the value of a key, that is needed.</summary>
    public const string RecipeMissingKey = "GA0111";

    /// <summary>A text, a list or a map stands where a recipe needs another of them.</summary>
    public const string RecipeWrongKind = "GA0112";

    /// <summary>A number in a recipe is none, or outside its range.</summary>
    public const string RecipeNumber = "GA0113";

    /// <summary>A value in a recipe is not one of those that are allowed.</summary>
    public const string RecipeWord = "GA0114";

    /// <summary>A recipe asks for something that is planned and not there yet.</summary>
    public const string RecipeNotAvailable = "GA0115";

    /// <summary>A value in a recipe has not the form of what it is to be.</summary>
    public const string RecipeForm = "GA0116";

    /// <summary>A recipe's version is not a quoted "major.minor".</summary>
    public const string RecipeVersionForm = "GA0117";

    /// <summary>A file that a recipe names is not there.</summary>
    public const string RecipeFileMissing = "GA0120";

    /// <summary>A path of a recipe leads out of the repository.</summary>
    public const string RecipePathOutside = "GA0121";

    /// <summary>A recipe has neither a component nor a test.</summary>
    public const string RecipeNoComponents = "GA0122";

    /// <summary>A recipe has more components than Image Builder takes.</summary>
    public const string RecipeTooManyComponents = "GA0123";

    /// <summary>A component of AWS is not named owner/name@version.</summary>
    public const string RecipeUses = "GA0124";

    /// <summary>A component stands under components and belongs under tests, or the other way round.</summary>
    public const string RecipeComponentStage = "GA0125";

    /// <summary>A value stands twice where each may stand once.</summary>
    public const string RecipeRepeated = "GA0126";

    /// <summary>The same component with the same values stands twice (warning).</summary>
    public const string RecipeComponentRepeated = "GA0127";

    /// <summary>A map of a recipe needs exactly one of several keys.</summary>
    public const string RecipeChoice = "GA0128";

    /// <summary>The home region is not among the regions of the distribution.</summary>
    public const string RecipeHomeNotDistributed = "GA0130";

    /// <summary>A recipe distributes to several regions and names no role for it.</summary>
    public const string RecipeExecutionRoleMissing = "GA0131";

    /// <summary>A recipe mixes regions of different partitions of AWS.</summary>
    public const string RecipePartitions = "GA0132";

    /// <summary>The name for the AMIs is not one that EC2 takes, or would be the same twice.</summary>
    public const string RecipeImageName = "GA0133";

    /// <summary>A volume's size, IOPS or throughput does not fit its type.</summary>
    public const string RecipeVolume = "GA0134";

    /// <summary>An encryption key is of another region than the image that it is to encrypt.</summary>
    public const string RecipeKeyRegion = "GA0135";

    /// <summary>A recipe that is to be the parent of another cannot be that one's.</summary>
    public const string RecipeParentRecipe = "GA0140";

    /// <summary>An AMI is to be found without its owner being named, or by an owner that is none.</summary>
    public const string RecipeFindOwner = "GA0141";

    /// <summary>Two variants of a recipe would give their AMIs the same name.</summary>
    public const string RecipeVariantName = "GA0142";

    /// <summary>A document is too long for a request and the recipe names no bucket for it.</summary>
    public const string RecipeDocumentLong = "GA0144";

    /// <summary>A file of user data has no form that ours can be put before, or is too large with it.</summary>
    public const string RecipeUserData = "GA0143";

    /// <summary>The schedule of a pipeline is none of Image Builder's.</summary>
    public const string RecipeSchedule = "GA0150";

    /// <summary>A pipeline waits for newer versions of what can have none.</summary>
    public const string RecipeNothingUpdates = "GA0151";

    // Several recipes: 018x

    /// <summary>Two recipes of a run have the same name.</summary>
    public const string RecipeNameTaken = "GA0180";

    /// <summary>Recipes are built upon each other in a circle.</summary>
    public const string RecipeCircle = "GA0181";

    /// <summary>A parent of the same run is not distributed to the region in which its child is built.</summary>
    public const string ParentNotInRegion = "GA0182";

    /// <summary>A value of a lock file has not the form that it must have.</summary>
    public const string LockForm = "GA0185";

    /// <summary>A lock file lacks what the recipe uses, or pins what it does not use.</summary>
    public const string LockOutOfStep = "GA0186";

    /// <summary>Builds are to be frozen and there is no lock file.</summary>
    public const string LockMissing = "GA0187";

    /// <summary>What is newer than the lock could not be seen wholly, so the lock was not written.</summary>
    public const string LockNotWritten = "GA0188";

    // Component documents: 02xx

    /// <summary>A component document is larger than 64 KiB, the most that Image Builder takes.</summary>
    public const string ComponentTooLarge = "GA0200";

    /// <summary>A component document holds characters that no text has; it is a binary file or not UTF-8.</summary>
    public const string ComponentNotText = "GA0201";

    /// <summary>A component document has nothing in it.</summary>
    public const string ComponentEmpty = "GA0202";

    /// <summary>A component document is not one valid YAML document.</summary>
    public const string ComponentNotYaml = "GA0203";

    /// <summary>A component document is nested deeper than any component needs.</summary>
    public const string ComponentTooDeep = "GA0204";

    /// <summary>A component document uses a YAML alias.</summary>
    public const string ComponentAlias = "GA0205";

    /// <summary>A key stands twice in the same map of a component document.</summary>
    public const string ComponentDuplicateKey = "GA0206";

    /// <summary>A component document has a key that AWSTOE does not know at this place.</summary>
    public const string ComponentUnknownKey = "GA0210";

    /// <summary>A component document lacks a key, or the value of a key, that is needed.</summary>
    public const string ComponentMissingKey = "GA0211";

    /// <summary>A text, a list or a map stands where a component document needs another of them.</summary>
    public const string ComponentWrongKind = "GA0212";

    /// <summary>A component document has an empty list of phases, or a phase an empty list of steps.</summary>
    public const string ComponentNoPhases = "GA0213";

    /// <summary>A component document has none of the phases build, validate and test.</summary>
    public const string ComponentNoKnownPhase = "GA0214";

    /// <summary>A phase has a name that Image Builder never runs (warning).</summary>
    public const string ComponentPhaseNeverRun = "GA0215";

    /// <summary>A name in a component document has a form that is not allowed.</summary>
    public const string ComponentName = "GA0216";

    /// <summary>Two phases, steps, parameters or constants have the same name.</summary>
    public const string ComponentDuplicateName = "GA0217";

    /// <summary>A number in a component document is none, or outside its range.</summary>
    public const string ComponentNumber = "GA0218";

    /// <summary>A value in a component document is not one of those that are allowed.</summary>
    public const string ComponentWord = "GA0219";

    /// <summary>A step's action does not exist.</summary>
    public const string ComponentUnknownAction = "GA0220";

    /// <summary>A step's action exists in AWSTOE and is not available here yet.</summary>
    public const string ComponentActionNotAvailable = "GA0221";

    /// <summary>A part of AWSTOE's language is not available here yet.</summary>
    public const string ComponentFeatureNotAvailable = "GA0222";

    /// <summary>A condition of an Assert step is not well formed.</summary>
    public const string ComponentCondition = "GA0223";

    /// <summary>A reference names a parameter or constant that the document does not declare.</summary>
    public const string ComponentUndeclared = "GA0230";

    /// <summary>Double braces hold something that is no reference of AWSTOE.</summary>
    public const string ComponentForeignBraces = "GA0231";

    /// <summary>A reference names a step that does not exist or runs later.</summary>
    public const string ComponentChainStep = "GA0232";

    /// <summary>A reference in a test phase names a step of the build stage, or the other way round.</summary>
    public const string ComponentChainStage = "GA0233";

    /// <summary>A reference names an input or output that the step does not have.</summary>
    public const string ComponentChainKey = "GA0234";

    /// <summary>A recipe gives a parameter that the component does not declare.</summary>
    public const string ComponentParameterUnknown = "GA0240";

    /// <summary>A recipe gives no value for a parameter that has no default.</summary>
    public const string ComponentParameterMissing = "GA0241";

    /// <summary>A recipe gives a parameter a value that is not allowed.</summary>
    public const string ComponentParameterValue = "GA0242";

    /// <summary>A workflow document is no text of one valid YAML document, or is too large.</summary>
    public const string WorkflowText = "GA0250";

    /// <summary>A workflow document has an unknown key, lacks one, or a value of another kind.</summary>
    public const string WorkflowKey = "GA0251";

    /// <summary>A step of a workflow is not what Image Builder takes.</summary>
    public const string WorkflowStep = "GA0252";

    /// <summary>A reference of a workflow document leads nowhere.</summary>
    public const string WorkflowReference = "GA0253";

    /// <summary>A parameter of a workflow is given no value, or one that it does not take.</summary>
    public const string WorkflowParameter = "GA0254";

    // Builds: 03xx

    /// <summary>The parent that the recipe names is not in AWS.</summary>
    public const string ParentNotFound = "GA0300";

    /// <summary>The parent is there, but no image can be built upon it.</summary>
    public const string ParentUnusable = "GA0301";

    /// <summary>A component that the recipe uses is not in AWS.</summary>
    public const string ExistingComponentNotFound = "GA0302";

    /// <summary>The image is to go to several regions and the recipe names no execution role.</summary>
    public const string ExecutionRoleMissing = "GA0303";

    /// <summary>A build failed outside of components.</summary>
    public const string BuildFailed = "GA0310";

    /// <summary>A step of a component failed while the image was built.</summary>
    public const string BuildStepFailed = "GA0311";

    /// <summary>A step of a component failed while the image was tested.</summary>
    public const string TestStepFailed = "GA0312";

    /// <summary>Somebody cancelled the build or distribution that this run followed.</summary>
    public const string BuildCancelled = "GA0313";

    /// <summary>A distribution failed, also when it was retried.</summary>
    public const string DistributionFailed = "GA0314";

    /// <summary>After the distribution an AMI is not as it must be.</summary>
    public const string ReleaseNotVerified = "GA0315";

    /// <summary>The deadline of the run passed while the build went on.</summary>
    public const string BuildTimeout = "GA0320";

    /// <summary>A cancelled run could not cancel its build (warning).</summary>
    public const string CancelNotConfirmed = "GA0321";

    /// <summary>Other runs took every version number that this run tried to give a component.</summary>
    public const string VersionContended = "GA0322";

    /// <summary>An answer of AWS lacks what it must hold.</summary>
    public const string AnswerIncomplete = "GA0323";

    /// <summary>There is nothing to collect: no build of this content was started.</summary>
    public const string NothingToCollect = "GA0324";

    /// <summary>The recipe that an image is to be built upon has no tested image in the home region yet.</summary>
    public const string ParentNotReleased = "GA0330";

    /// <summary>The AMIs that fit what is to be found differ in their architecture.</summary>
    public const string ParentAmbiguous = "GA0331";

    /// <summary>The bucket for long documents cannot be used, or an object in it was changed.</summary>
    public const string ComponentBucket = "GA0333";

    /// <summary>A workflow that the recipe uses is not in AWS.</summary>
    public const string WorkflowNotFound = "GA0332";

    /// <summary>Copies in other accounts were not looked at, because the recipe names no role for it.</summary>
    public const string CopyNotSeen = "GA0340";

    /// <summary>Every configuration of a name was changed by hand.</summary>
    public const string ConfigurationsChanged = "GA0341";

    /// <summary>Findings hold an image back.</summary>
    public const string GateFailed = "GA0342";

    /// <summary>A gate cannot be judged because there is no scan.</summary>
    public const string ScanMissing = "GA0343";

    /// <summary>An ignored finding's last day is over.</summary>
    public const string IgnoredFindingExpired = "GA0344";

    /// <summary>A pipeline of the wanted name is somebody else's.</summary>
    public const string PipelineForeign = "GA0345";

    /// <summary>What a schedule built is to be adopted, and the recipe has no pipeline.</summary>
    public const string AdoptWithoutPipeline = "GA0346";

    /// <summary>What a schedule built has another content than the recipe.</summary>
    public const string ScheduledImageDiffers = "GA0347";

    /// <summary>Nothing says what an image of a schedule was built upon.</summary>
    public const string ScheduledParentUnknown = "GA0348";

    /// <summary>Somebody still has of an image what the recipe does not name for them (warning).</summary>
    public const string NotRemoved = "GA0349";

    // LocalCloud and machines: 04xx

    /// <summary>Another process works with LocalCloud's state folder.</summary>
    public const string CloudFolderInUse = "GA0400";

    /// <summary>What LocalCloud kept in its state folder cannot be read.</summary>
    public const string CloudStateUnreadable = "GA0401";

    /// <summary>The port that a served LocalCloud was to listen on cannot be listened on.</summary>
    public const string CloudPortTaken = "GA0410";

    /// <summary>An image was asked for by an id that the state folder does not know.</summary>
    public const string LocalImageUnknown = "GA0411";

    /// <summary>A file of faults for LocalCloud cannot be read.</summary>
    public const string FaultFileInvalid = "GA0412";

    /// <summary>A file of findings for LocalCloud cannot be read.</summary>
    public const string FindingFileInvalid = "GA0413";

    /// <summary>The file that names disks for parents (<c>local.yaml</c>) cannot be read.</summary>
    public const string ParentsFileInvalid = "GA0414";

    /// <summary>A disk that is named for a parent is none that machines can start from.</summary>
    public const string ParentDiskUnusable = "GA0415";

    /// <summary>A disk that is named for a parent comes from the web and nothing proves what it holds.</summary>
    public const string ParentDiskUnproven = "GA0416";

    /// <summary>Two disks are named for one parent.</summary>
    public const string ParentNamedTwice = "GA0417";

    /// <summary>A program that Golden AMI calls is not installed, or may not be executed.</summary>
    public const string ProgramNotStarted = "GA0450";

    /// <summary>There is no base image for the system that was asked for.</summary>
    public const string BaseImageUnknown = "GA0451";

    /// <summary>The base image could not be made.</summary>
    public const string BaseImageFailed = "GA0452";

    /// <summary>Making the base image needs root.</summary>
    public const string BaseImageNeedsRoot = "GA0453";

    /// <summary>A program that prepares or keeps a machine's disk failed.</summary>
    public const string MachineToolFailed = "GA0454";

    /// <summary>Programs that virtual machines need are not installed, and this run may not install them.</summary>
    public const string MachineToolsMissing = "GA0455";

    /// <summary>Programs that virtual machines need could not be installed.</summary>
    public const string MachineToolsNotInstalled = "GA0456";

    /// <summary>The folder of virtual machines' files may not be written to, or is full.</summary>
    public const string MachineFolderUnusable = "GA0457";

    /// <summary>A disk of the web could not be fetched.</summary>
    public const string DiskNotFetched = "GA0458";

    /// <summary>A disk's bytes are not those that its digest stands for.</summary>
    public const string DiskDigestDiffers = "GA0459";

    /// <summary>A machine was to start that is of another architecture than virtual machines here.</summary>
    public const string MachineArchitectureNotServed = "GA0460";

    // References and forges: 05xx

    /// <summary>References are to be moved and the folder is no Git repository, or has no commit.</summary>
    public const string ReferenceNoRepository = "GA0500";

    /// <summary>A command of git failed for a reason that its message names.</summary>
    public const string GitRefused = "GA0501";

    /// <summary>A file names an id that more than one lineage has.</summary>
    public const string ReferenceDisputedId = "GA0502";

    /// <summary>A file names an image of a region, account or architecture for which the release has none.</summary>
    public const string ReferenceNoImage = "GA0503";

    /// <summary>A marker comment cannot be read.</summary>
    public const string ReferenceMarkerForm = "GA0504";

    /// <summary>A marker comment and the id beside it say different things.</summary>
    public const string ReferenceMarkerContradicts = "GA0505";

    /// <summary>A marker comment fits more than one image of the release.</summary>
    public const string ReferenceMarkerAmbiguous = "GA0506";

    /// <summary>A file names an id that no known recipe has (a warning).</summary>
    public const string ReferenceUnknownId = "GA0507";

    /// <summary>Somebody else committed to the branch of a bump.</summary>
    public const string ReferenceForeignCommit = "GA0508";

    /// <summary>The branch of a bump is checked out.</summary>
    public const string ReferenceBranchCheckedOut = "GA0509";

    /// <summary>Git did not move the branch of a bump.</summary>
    public const string ReferenceBranchNotMoved = "GA0510";

    /// <summary>A repository has several remotes and none is named origin.</summary>
    public const string ReferenceRemoteUnclear = "GA0511";

    /// <summary>The remote did not take the branch of a bump.</summary>
    public const string ReferencePushRefused = "GA0512";

    /// <summary>A marker comment has nothing beside it that it could keep up to date (a warning).</summary>
    public const string ReferenceMarkerWithoutId = "GA0513";

    /// <summary>The patterns of a reference match no file (a warning).</summary>
    public const string ReferenceScopeEmpty = "GA0514";

    /// <summary>A <c>golden-ami:</c> comment stands beside several values of its kind.</summary>
    public const string ReferenceMarkerSeveralValues = "GA0515";

    /// <summary>A <c>golden-ami:</c> comment keeps a digest up to date, and the release has no attestation (a warning).</summary>
    public const string ReferenceNoDigest = "GA0516";

    /// <summary>A pull request would stand on a commit that the branch to merge into does not have.</summary>
    public const string ForgeBaseUnknown = "GA0520";

    /// <summary>A forge does not show a repository to the token.</summary>
    public const string ForgeNotSeen = "GA0521";

    /// <summary>A forge refused the token itself.</summary>
    public const string ForgeTokenRefused = "GA0522";

    /// <summary>A forge does not permit something to the token.</summary>
    public const string ForgeNotPermitted = "GA0523";

    /// <summary>GitHub does not let the workflow's token open pull requests.</summary>
    public const string ForgePullRequestsNotAllowed = "GA0524";

    /// <summary>A rule of the forge protects the branch of a bump.</summary>
    public const string ForgeBranchProtected = "GA0525";

    /// <summary>A forge asks to wait longer than a run does.</summary>
    public const string ForgeRateLimited = "GA0526";

    /// <summary>A forge failed, or answered something that cannot be read.</summary>
    public const string ForgeFailed = "GA0527";

    /// <summary>What a forge shows changed at each of several attempts.</summary>
    public const string ForgeKeepsMoving = "GA0528";

    /// <summary>A forge did not take a label, reviewer, assignee or the wish to merge by itself (a warning).</summary>
    public const string ForgeUndressed = "GA0529";

    /// <summary>Checks of a pull request wait for somebody's approval (a warning).</summary>
    public const string ForgeChecksWait = "GA0530";

    /// <summary>A pull request is asked for, and there is no token for the forge.</summary>
    public const string ForgeTokenMissing = "GA0531";

    /// <summary>Another repository of the references cannot be cloned.</summary>
    public const string ReferenceRepositoryNotCloned = "GA0532";

    /// <summary>Another channel's entry covers every file of an entry (a warning).</summary>
    public const string ReferenceScopeShadowed = "GA0533";

    /// <summary>The image that is to be gone back to is not there, or not in every region.</summary>
    public const string RollbackImpossible = "GA0534";

    /// <summary>There is no released image that the references could be moved to.</summary>
    public const string NothingReleased = "GA0535";

    // Command line, hosts, credentials: 06xx

    /// <summary>There is no command of this name.</summary>
    public const string UnknownCommand = "GA0600";

    /// <summary>The command line holds something that the command does not know.</summary>
    public const string UnknownArgument = "GA0601";

    /// <summary>An option has a value that it cannot have.</summary>
    public const string WrongOptionValue = "GA0602";

    /// <summary>The workflow gives the Action an input that it does not have.</summary>
    public const string UnknownInput = "GA0603";

    /// <summary>An option is given that the command would not obey.</summary>
    public const string OptionNotObeyed = "GA0604";

    /// <summary>The command is planned and not there yet.</summary>
    public const string CommandNotAvailable = "GA0605";

    /// <summary>A command that works on one recipe was given several.</summary>
    public const string SeveralRecipes = "GA0607";

    /// <summary>The region is none that the recipe distributes to.</summary>
    public const string RegionNotInRecipe = "GA0608";

    /// <summary>The program's folder lacks the runner that works inside build machines.</summary>
    public const string RunnerMissing = "GA0609";

    /// <summary>A file that the CI system or the user named for results cannot be written.</summary>
    public const string ResultFileNotWritable = "GA0610";

    /// <summary>A role is to be assumed and the surroundings have no OIDC token to offer.</summary>
    public const string NoOidcToken = "GA0611";

    /// <summary>The file that would be written is there already.</summary>
    public const string FileInTheWay = "GA0612";

    /// <summary>The CI system was asked for an identity token and gave none.</summary>
    public const string IdentityTokenNotGiven = "GA0613";

    /// <summary>The role and the region are of two partitions of AWS.</summary>
    public const string RolePartition = "GA0614";

    /// <summary>The run would act in an account that is none of those allowed.</summary>
    public const string AccountNotAllowed = "GA0615";

    /// <summary>A pull request from a fork is checked out where the workflow's secrets are.</summary>
    public const string ForkCheckout = "GA0616";

    /// <summary>An output holds a text that the CI system masks, and will be empty for other jobs (warning).</summary>
    public const string OutputHoldsSecret = "GA0617";

    /// <summary>Building in virtual machines was asked for inside the container.</summary>
    public const string NoMachinesInContainer = "GA0618";

    /// <summary>A build that was to be cancelled is still running after the job (warning).</summary>
    public const string CancelNotSeen = "GA0619";

    /// <summary>AWS denied a call: the role of this run lacks a permission.</summary>
    public const string AwsAccessDenied = "GA0650";

    /// <summary>AWS refused the credentials themselves: expired, unknown or signed wrongly.</summary>
    public const string AwsCredentialsRefused = "GA0651";

    /// <summary>No AWS credentials were found.</summary>
    public const string AwsCredentialsMissing = "GA0652";

    /// <summary>AWS throttled a call at every attempt.</summary>
    public const string AwsThrottled = "GA0653";

    /// <summary>AWS failed at every attempt: an error of its own, or an answer that cannot be read.</summary>
    public const string AwsUnavailable = "GA0654";

    /// <summary>AWS could not be reached over the network.</summary>
    public const string AwsUnreachable = "GA0655";

    /// <summary>A quota of the AWS account is used up.</summary>
    public const string AwsQuotaUsedUp = "GA0656";

    /// <summary>AWS refused a call for a reason that its message names.</summary>
    public const string AwsRefused = "GA0657";

    /// <summary>AWS refused the CI system's identity token.</summary>
    public const string AwsIdentityTokenRefused = "GA0658";

    /// <summary>A service has no address for this region and these settings.</summary>
    public const string AwsAddressImpossible = "GA0659";
}
