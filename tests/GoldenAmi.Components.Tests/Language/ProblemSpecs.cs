using GoldenAmi.Components.Language;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Components.Tests.Language;

/// <summary>Every problem that a document can have, with its place.</summary>
public sealed class ProblemSpecs
{
    private const string Head = "schemaVersion: 1.0\nphases:\n  - name: build\n    steps:\n";
    private const string Echo = Head + "      - name: Say\n        action: ExecuteBash\n        inputs:\n          commands: [echo]\n";

    /// <summary>A document, the code of its first error or warning, and where it stands.</summary>
    public static TheoryData<string, string, int, int> Documents => new()
    {
        { ErrorCode.ComponentEmpty, "", 1, 1 },
        { ErrorCode.ComponentNotText, "name: \u0001", 1, 7 },
        { ErrorCode.ComponentNotYaml, "schemaVersion: 1.0\n- phases\n", 2, 1 },
        { ErrorCode.ComponentAlias, "name: &a x\ndescription: *a\n", 2, 14 },
        { ErrorCode.ComponentDuplicateKey, Echo + "name: a\nname: b\n", 10, 1 },
        { ErrorCode.ComponentUnknownKey, "nmae: web\n" + Echo, 1, 1 },
        { ErrorCode.ComponentMissingKey, "phases:\n" + Echo.Split("phases:\n")[1], 1, 1 },
        { ErrorCode.ComponentWrongKind, "schemaVersion: 1.0\nphases: none\n", 2, 9 },
        { ErrorCode.ComponentNoPhases, "schemaVersion: 1.0\nphases: []\n", 2, 9 },
        { ErrorCode.ComponentNoKnownPhase, Echo.Replace("name: build", "name: biuld", StringComparison.Ordinal), 3, 11 },
        { ErrorCode.ComponentPhaseNeverRun, Echo + "  - name: later\n    steps:\n      - name: Say\n        action: Reboot\n", 9, 11 },
        { ErrorCode.ComponentName, Echo.Replace("name: Say", "name: ''", StringComparison.Ordinal), 5, 15 },
        { ErrorCode.ComponentDuplicateName, Echo + "      - name: Say\n        action: Reboot\n", 9, 15 },
        { ErrorCode.ComponentNumber, Echo + "        maxAttempts: none\n", 9, 22 },
        { ErrorCode.ComponentWord, Echo + "        onFailure: Stop\n", 9, 20 },
        { ErrorCode.ComponentUnknownAction, Head + "      - name: Say\n        action: ExecuteBsh\n", 6, 17 },
        { ErrorCode.ComponentActionNotAvailable, Head + "      - name: Say\n        action: S3Download\n", 6, 17 },
        { ErrorCode.ComponentFeatureNotAvailable, Echo + "        loop: { name: x }\n", 9, 9 },
        { ErrorCode.ComponentUndeclared, Echo.Replace("[echo]", "['echo {{ Prot }}']", StringComparison.Ordinal), 8, 28 },
        { ErrorCode.ComponentForeignBraces, Echo.Replace("[echo]", "['echo {{ a b }}']", StringComparison.Ordinal), 8, 28 },
        { ErrorCode.ComponentChainStep, Echo.Replace("[echo]", "['echo {{ build.Never.outputs.stdout }}']", StringComparison.Ordinal), 8, 28 },
        { ErrorCode.ComponentChainStage, Echo + "  - name: test\n    steps:\n      - name: See\n        action: ExecuteBash\n        inputs:\n          commands: ['{{ build.Say.outputs.stdout }}']\n", 14, 23 },
        { ErrorCode.ComponentChainKey, Echo + "      - name: See\n        action: ExecuteBash\n        inputs:\n          commands: ['{{ build.Say.outputs.stderr }}']\n", 12, 23 },
    };

    [Theory]
    [MemberData(nameof(Documents))]
    public void A_problem_is_told_with_its_code_and_its_place(string code, string text, int line, int column)
    {
        var (_, problems) = ComponentDocument.Parse(text, "web.yaml");

        var problem = Assert.Single(problems, problem => problem.Code == code);
        Assert.Equal(new SourcePlace("web.yaml", line, column), problem.Place);
        Assert.NotEqual("", problem.Fix);
    }

    [Fact]
    public void A_document_of_more_than_64_KiB_is_not_read()
    {
        var (document, problems) = ComponentDocument.Parse(Echo + "# " + new string('x', 64 * 1024), "web.yaml");

        Assert.Null(document);
        Assert.Equal(ErrorCode.ComponentTooLarge, Assert.Single(problems).Code);
    }

    [Fact]
    public void Brackets_without_end_are_one_problem()
    {
        var (document, problems) = ComponentDocument.Parse(new string('[', 60_000), "web.yaml");

        Assert.Null(document);
        Assert.Equal(ErrorCode.ComponentTooDeep, Assert.Single(problems).Code);
    }

    [Fact]
    public void A_condition_of_an_Assert_step_has_a_known_operator()
    {
        var (document, problems) = ComponentDocument.Parse(Head + "      - name: Check\n        action: Assert\n        inputs:\n          stringIsLike: a\n          value: b\n", "web.yaml");

        Assert.Null(document);
        Assert.Contains(problems, problem => problem.Code == ErrorCode.ComponentCondition);
    }

    [Theory]
    [InlineData(ErrorCode.ComponentParameterUnknown, "Prot", "80")]
    [InlineData(ErrorCode.ComponentParameterValue, "Port", "")]
    public void A_recipes_value_is_held_to_the_parameter(string code, string name, string value)
    {
        var document = ComponentDocument.Parse("parameters:\n  - Port: { type: string }\n" + Echo, "web.yaml").Document!;
        var place = new SourcePlace("golden-ami.yaml", 7, 9);

        Assert.Equal(place, Assert.Single(document.CheckParameters([(name, value, place)]), problem => problem.Code == code).Place);
    }

    [Fact]
    public void A_parameter_without_a_default_wants_a_value()
    {
        var document = ComponentDocument.Parse("parameters:\n  - Port: { type: string }\n" + Echo, "web.yaml").Document!;

        Assert.Equal(ErrorCode.ComponentParameterMissing, Assert.Single(document.CheckParameters([])).Code);
    }
}
