namespace GoldenAmi.Diagnostics;

/// <summary>Every code of a <see cref="Diagnostic"/>. Each is unique, has a page in <c>docs/errors</c> and a test that produces it.</summary>
public static class ErrorCode
{
    // Recipes: 01xx
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

    // Builds: 03xx
    // LocalCloud and machines: 04xx

    /// <summary>A program that Golden AMI calls is not installed, or may not be executed.</summary>
    public const string ProgramNotStarted = "GA0450";

    // References and forges: 05xx
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

    /// <summary>The option is planned and not there yet.</summary>
    public const string OptionNotAvailable = "GA0606";

    /// <summary>Building several recipes in one run is not available yet.</summary>
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
    public const string CancelNotConfirmed = "GA0619";

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
