using GoldenAmi.Components.Workflows;
using GoldenAmi.Recipes;

namespace GoldenAmi.Tests.Recipes;

/// <summary>Workflows of a recipe and their documents, which are checked as components are.</summary>
public sealed class WorkflowSpecs : IDisposable
{
    private const string Document = """
        name: test-page
        description: Tests twice
        schemaVersion: 1.0
        parameters:
          - { name: Wait, type: integer, default: 5, description: seconds }
          - { name: Kinds, type: stringList, default: [ a, b ] }
        steps:
          - name: Launch
            action: LaunchInstance
            inputs: { waitFor: ssmAgent, healthCheck: RUNNING }
          - name: Run_components
            action: ExecuteComponents
            timeoutSeconds: 600
            waitSeconds: 3
            onFailure: Continue
            if:
              and:
                - { stringEquals: AMI, value: $.imagebuilder.imageType }
                - not: { numberLessThan: 1, value: $.parameters.Wait }
            inputs: { instanceId.$: $.stepOutputs.Launch.instanceId }
          - name: Terminate
            action: TerminateInstance
            rollbackEnabled: false
            inputs: { instanceId.$: $.stepOutputs.Launch.instanceId, waitForTermination: true }
        outputs:
          - { name: instance, value: $.stepOutputs.Launch.instanceId }

        """;

    private const string Use = "workflows:\n  - { path: workflows/test.yaml, type: test, with: { Wait: \"7\" }, parallelGroup: fast, onFailure: continue, kmsKey: alias/golden }\n";

    private readonly RecipeFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_recipe_has_workflows_of_its_own()
    {
        _folder.Write("workflows/test.yaml", Document);

        var (recipe, problems) = _folder.Load(RecipeFolder.Valid + Use + "  - { uses: amazon/build-image@x.x.x, type: build }\n");

        Assert.Empty(problems);
        var test = Assert.IsType<WorkflowUse.Document>(recipe!.Workflows[0]);
        Assert.Equal(("workflows/test.yaml", WorkflowType.Test, "fast", true, "alias/golden"), (test.File, test.Type, test.ParallelGroup, test.ContinuesOnFailure, test.Options.KmsKey));
        Assert.Equal(("Wait", "7"), (test.With[0].Name, test.With[0].Value));
        var build = Assert.IsType<WorkflowUse.Existing>(recipe.Workflows[1]);
        Assert.Equal(("amazon", "build-image", "x.x.x", WorkflowType.Build), (build.Owner, build.Name, build.Version, build.Type));
    }

    [Fact]
    public void A_document_is_read_with_everything_in_it()
    {
        var (document, problems) = WorkflowDocument.Parse(Document, "test.yaml", WorkflowType.Test);

        Assert.Empty(problems);
        Assert.Equal(["Wait = 5", "Kinds = a,b"], document!.Parameters.Select(parameter => $"{parameter.Name} = {string.Join(',', parameter.Default!)}"));
        var step = document.Steps[1];
        Assert.Equal((TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(3), true, true), (step.Timeout, step.Wait, step.ContinuesOnFailure, step.IsRolledBack));
        Assert.Equal("$.stepOutputs.Launch.instanceId", step.Inputs["instanceId"]);
        var and = Assert.IsType<WorkflowCondition.And>(step.If);
        Assert.Equal(new WorkflowCondition.Comparison("stringEquals", "AMI", "$.imagebuilder.imageType"), and.Parts[0]);
        Assert.False(document.Steps[2].IsRolledBack);
        Assert.Equal(("instance", "$.stepOutputs.Launch.instanceId"), document.Outputs[0]);
    }

    [Theory]
    [InlineData("name: test-page\n", "", "(1,1): error GA0251: The key 'name' is missing in a workflow document.")]
    [InlineData("schemaVersion: 1.0", "schemaVersion: 2.0", "(3,16): error GA0251: '2.0' is not a schemaVersion of workflows; allowed: 1.0.")]
    [InlineData("type: integer", "type: number", "(5,25): error GA0251: 'number' is not a type of parameters; allowed: string, integer, boolean, stringList.")]
    [InlineData("default: 5", "default: five", "(5,43): error GA0254: The default is not of the type integer. Fix: write a whole number.")]
    [InlineData("name: Run_components", "name: Launch", "(11,11): error GA0252: The step 'Launch' stands twice, first in line 8.")]
    [InlineData("name: Run_components", "name: Run-it", "(11,11): error GA0252: 'Run-it' is not the name of a step; it must be 3 to 128 letters, digits and '_'.")]
    [InlineData("action: ExecuteComponents", "action: ExecuteComponent", "(12,13): error GA0252: 'ExecuteComponent' is not an action of workflows; allowed: LaunchInstance,")]
    [InlineData("action: ExecuteComponents", "action: DistributeImage", "(12,13): error GA0252: DistributeImage is not there in test workflows, but in distribution ones.")]
    [InlineData("action: ExecuteComponents", "action: BootstrapInstanceForContainer", "(12,13): error GA0252: BootstrapInstanceForContainer works on container images, and a recipe makes AMIs.")]
    [InlineData("waitFor: ssmAgent, ", "", "(10,13): error GA0252: The step's action LaunchInstance needs the input 'waitFor'. Fix: add 'waitFor: ssmAgent'.")]
    [InlineData("healthCheck: RUNNING", "healthCheck: OK", "(10,47): error GA0252: 'OK' is not a value of healthCheck; allowed: RUNNING, STATUS_CHECK_PASSED.")]
    [InlineData("waitForTermination: true", "wait: true", "(24,62): error GA0252: 'wait' is not an input of TerminateInstance; allowed: instanceId, waitForTermination.")]
    [InlineData("timeoutSeconds: 600", "timeoutSeconds: 90000", "(13,21): error GA0251: '90000' is not allowed for timeoutSeconds; it must be a whole number of seconds from 1 to 86400.")]
    [InlineData("onFailure: Continue", "onFailure: continue", "(15,16): error GA0251: 'continue' is not a value of onFailure; allowed: Abort, Continue. Fix: did you mean 'Continue'?")]
    [InlineData("$.imagebuilder.imageType", "$.imagebuilder.imageTyp", "(18,39): error GA0253: 'imageTyp' is not a variable of Image Builder; there are cloudWatchLogGroup,")]
    [InlineData("value: $.parameters.Wait }", "value: $.parameters.Weit }", "(19,44): error GA0253: 'Weit' is not a parameter of this workflow; there are Wait, Kinds. Fix: did you mean 'Wait'?")]
    [InlineData("numberLessThan: 1", "numberLessThan: one", "(19,34): error GA0252: 'one' is not a number.")]
    [InlineData("stringEquals: AMI", "stringIs: AMI", "(18,13): error GA0252: 'stringIs' is not an operator of conditions;")]
    [InlineData("inputs: { instanceId.$: $.stepOutputs.Launch.instanceId }", "inputs: { instanceId.$: $.stepOutputs.Terminate.instanceId }", "(20,29): error GA0253: There is no step 'Terminate' before this place; before it stand Launch.")]
    [InlineData("inputs: { instanceId.$: $.stepOutputs.Launch.instanceId }", "inputs: { instanceId.$: $.stepOutputs.Launch.id }", "(20,29): error GA0253: The step 'Launch' (LaunchInstance) has no output 'id'; it has instanceId.")]
    [InlineData("inputs: { instanceId.$: $.stepOutputs.Launch.instanceId }", "inputs: { instanceId: $.stepOutputs.Launch.instanceId }", "(20,27): error GA0253: '$.stepOutputs.Launch.instanceId' is a reference, and 'instanceId' takes it as a text. Fix: write the key as 'instanceId.$'.")]
    [InlineData("description: Tests twice", "descripton: Tests twice", "(2,1): error GA0251: 'descripton' is not a key of a workflow document;")]
    public void What_is_wrong_with_a_document_is_told_with_its_place(string piece, string other, string expected)
    {
        Assert.Contains(piece, Document, StringComparison.Ordinal);
        _folder.Write("workflows/test.yaml", Document.Replace(piece, other, StringComparison.Ordinal));

        Assert.StartsWith("workflows/test.yaml" + expected, Assert.Single(_folder.Load(RecipeFolder.Valid + Use).Problems).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name: [\n", "(2,1): error GA0250: ")]
    [InlineData("a: &a 1\nb: *a\n", "(2,4): error GA0250: ")]
    public void A_document_that_cannot_be_read_is_told_with_its_place(string text, string expected)
    {
        _folder.Write("workflows/test.yaml", text);

        Assert.StartsWith("workflows/test.yaml" + expected, _folder.Load(RecipeFolder.Valid + Use).Problems[0].ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("type: test", "type: tests", "(31,40): error GA0114: 'tests' is not a type of workflows; allowed: build, test. Fix: did you mean 'test'?")]
    [InlineData("type: test", "type: distribution", "(31,40): error GA0114: A workflow of the type 'distribution' would bring the image to other regions before its tests and gates have passed; allowed: build, test.")]
    [InlineData("type: test, ", "", "(31,5): error GA0111: The key 'type' is missing in a workflow of the recipe.")]
    [InlineData("parallelGroup: fast", "parallelGroup: -fast", "(31,82): error GA0116: '-fast' is not a parallel group;")]
    [InlineData("onFailure: continue", "onFailure: Continue", "(31,99): error GA0114: 'Continue' is not a value of onFailure; allowed: abort, continue.")]
    [InlineData("Wait: \"7\"", "Wait: soon", "(31,60): error GA0254: 'soon' is not of the type integer that 'Wait' has. Fix: write a whole number.")]
    [InlineData("Wait: \"7\"", "Weit: \"7\"", "(31,60): error GA0254: 'Weit' is not a parameter of workflows/test.yaml; declared: Wait, Kinds. Fix: did you mean 'Wait'?")]
    [InlineData("path: workflows/test.yaml", "uses: amazon/test-image@x.x.x", "(31,113): error GA0128: 'kmsKey' belongs to a document of the repository; with 'uses' the document is in AWS already.")]
    public void What_is_wrong_with_its_use_is_told_with_its_place(string piece, string other, string expected)
    {
        _folder.Write("workflows/test.yaml", Document);

        var problem = Assert.Single(_folder.Load(RecipeFolder.Valid + Use.Replace(piece, other, StringComparison.Ordinal)).Problems).ToString();

        Assert.StartsWith("golden-ami.yaml" + expected, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Workflows_need_an_execution_role()
    {
        _folder.Write("workflows/test.yaml", Document);

        var problems = _folder.Load(RecipeFolder.Valid.Replace("executionRole: golden-ami-execution\n", "", StringComparison.Ordinal).Replace("    eu-west-1: {}\n", "", StringComparison.Ordinal) + Use).Problems;

        Assert.StartsWith("golden-ami.yaml(29,13): error GA0131: The recipe has workflows of its own and names no executionRole", Assert.Single(problems).ToString(), StringComparison.Ordinal);
    }
}
