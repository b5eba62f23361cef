import assert from 'node:assert/strict';
import test from 'node:test';
import { build, built, connect, createRecipe, createComponent, document, everyPage, follow, imagebuilder as api, refused } from '../cloud.mjs';

const instance = '{ instanceId.$: $.stepOutputs.Launch.instanceId }';
const data = (...steps) => `
name: mine
schemaVersion: 1.0
parameters: [ { name: Mode, type: string, default: full, description: how } ]
steps:
  - { name: Launch, action: LaunchInstance, inputs: { waitFor: ssmAgent } }
${steps.map(([name, action, condition]) => `  - { name: ${name}, action: ${action}, inputs: ${instance}${condition ? `, if: ${condition}` : ''} }`).join('\n')}
`;
const building = data(['Wait', 'WaitForSSMAgent'], ['Run', 'ExecuteComponents'], ['Metadata', 'CollectImageMetadata'], ['Clean', 'SanitizeInstance'], ['Make', 'CreateImage'], ['End', 'TerminateInstance']);
const create = (builder, name, type, text = building, more = {}) => builder(new api.CreateWorkflowCommand({ name, type, semanticVersion: '1.0.0', data: text, ...more }));

test('a workflow is made, shown, listed with its versions and builds, and deleted', async () => {
  const { builder, account } = await connect();
  const first = await create(builder, 'Mine', 'BUILD', building, { description: 'one', changeDescription: 'new', kmsKeyId: 'alias/mine', tags: { a: 'b' } });
  assert.equal(first.workflowBuildVersionArn, `arn:aws:imagebuilder:eu-west-1:${account}:workflow/build/mine/1.0.0/1`);
  assert.equal(first.latestVersionReferences.latestMajorVersionArn, `arn:aws:imagebuilder:eu-west-1:${account}:workflow/build/mine/1.x.x`);
  const again = await create(builder, 'Mine', 'BUILD');
  const { workflow } = await builder(new api.GetWorkflowCommand({ workflowBuildVersionArn: first.workflowBuildVersionArn }));
  assert.deepEqual(
    [workflow.name, workflow.version, workflow.type, workflow.owner, workflow.data, workflow.description, workflow.changeDescription, workflow.kmsKeyId, workflow.tags],
    ['Mine', '1.0.0', 'BUILD', account, building, 'one', 'new', 'alias/mine', { a: 'b' }]);
  assert.deepEqual(workflow.parameters, [{ name: 'Mode', type: 'string', defaultValue: ['full'], description: 'how' }]);
  await create(builder, 'Mine', 'TEST');
  const versions = (await everyPage(builder, (nextToken) => new api.ListWorkflowsCommand({ owner: 'Self', maxResults: 1, nextToken }), 'workflowVersionList')).flat();
  assert.deepEqual(versions.map((each) => [each.arn.split(':workflow/')[1], each.type]), [['build/mine/1.0.0', 'BUILD'], ['test/mine/1.0.0', 'TEST']]);
  const workflowVersionArn = versions[0].arn;
  assert.equal((await builder(new api.ListWorkflowBuildVersionsCommand({ workflowVersionArn }))).workflowSummaryList.length, 2);
  await builder(new api.DeleteWorkflowCommand({ workflowBuildVersionArn: again.workflowBuildVersionArn }));
  assert.equal((await builder(new api.ListWorkflowBuildVersionsCommand({ workflowVersionArn }))).workflowSummaryList.length, 1);
  assert.deepEqual((await builder(new api.ListWorkflowsCommand({ owner: 'Amazon', filters: [{ name: 'type', values: ['TEST'] }] }))).workflowVersionList.map((each) => each.name), ['test-image']);
});

test('a workflow that cannot be is refused for its reason', async () => {
  const { builder, account } = await connect();
  await refused('InvalidParameterValueException', create(builder, 'bad', 'BUILD', 'name: x\nschemaVersion: 1.0\nsteps: []\n'), /1 to 15 steps/);
  await refused('InvalidParameterValueException', create(builder, 'bad', 'BUILD', building.replace('CreateImage', 'MakeImage')), /not an action/);
  await refused('InvalidParameterCombinationException', create(builder, 'bad', 'BUILD', undefined, { data: undefined }));
  await refused('DryRunOperationException', create(builder, 'bad', 'BUILD', building, { dryRun: true }));
  await refused('ValidationException', create(builder, 'bad', 'DEPLOY'));
  const workflowBuildVersionArn = `arn:aws:imagebuilder:eu-west-1:${account}:workflow/build/none/1.0.0/1`;
  await refused('ResourceNotFoundException', builder(new api.GetWorkflowCommand({ workflowBuildVersionArn })));
  await refused('ResourceNotFoundException', builder(new api.DeleteWorkflowCommand({ workflowBuildVersionArn })));
  await refused('InvalidParameterValueException', builder(new api.ListWorkflowsCommand({ filters: [{ name: 'colour', values: ['red'] }] })));
  await refused('InvalidPaginationTokenException', builder(new api.ListWorkflowBuildVersionsCommand({ workflowVersionArn: workflowBuildVersionArn.slice(0, -2), nextToken: 'abc' })));
});

test('an image is made and tested by workflows of one’s own, in groups, with their steps', async () => {
  const { builder } = await connect();
  const { workflowBuildVersionArn: make } = await create(builder, 'make', 'BUILD');
  const { workflowBuildVersionArn: check } = await create(builder, 'check', 'TEST', data(['Run', 'ExecuteComponents', '{ stringEquals: full, value: $.parameters.Mode }'], ['End', 'TerminateInstance']));
  const parts = [await createComponent(builder, 'part'), await createComponent(builder, 'probe', { data: document('test') })];
  const imageRecipeArn = await createRecipe(builder, 'own', { components: parts.map((componentArn) => ({ componentArn })) });
  const workflows = [
    { workflowArn: make }, { workflowArn: check, parallelGroup: 'all', onFailure: 'CONTINUE' },
    { workflowArn: check, parallelGroup: 'all', parameters: [{ name: 'Mode', value: ['quick'] }] },
  ];
  const end = await built(builder, { imageRecipeArn, workflows, executionRole: 'golden' });
  assert.deepEqual(end.workflows, workflows);
  assert.equal(end.executionRole, 'golden');
  const { workflowExecutions } = await builder(new api.ListWorkflowExecutionsCommand({ imageBuildVersionArn: end.arn }));
  const seen = workflowExecutions.map((each) => [each.workflowBuildVersionArn, each.type, each.status, each.parallelGroup]);
  assert.deepEqual(seen, [[make, 'BUILD', 'COMPLETED', undefined], [check, 'TEST', 'COMPLETED', 'all'], [check, 'TEST', 'COMPLETED', 'all']]);
  assert.deepEqual(workflowExecutions.map((each) => each.totalStepsSkipped).sort(), [0, 1, 1]);
  await refused('ResourceDependencyException', builder(new api.DeleteWorkflowCommand({ workflowBuildVersionArn: make })));
  await refused('InvalidParameterValueException', build(builder, { imageRecipeArn, workflows }), /execution role/);
  const { workflowBuildVersionArn: command } = await create(builder, 'command', 'BUILD', building.replace('Wait, action: WaitForSSMAgent', 'Wait, action: RunSysPrep'));
  await refused('InvalidRequestException', build(builder, { imageRecipeArn, workflows: [{ workflowArn: command }], executionRole: 'golden' }), /does not serve the action RunSysPrep/);
  const { workflowBuildVersionArn: nothing } = await create(builder, 'nothing', 'BUILD', data(['End', 'TerminateInstance']));
  const failed = await follow(builder, await build(builder, { imageRecipeArn, workflows: [{ workflowArn: nothing }], executionRole: 'golden' }));
  assert.deepEqual([failed.state.status, failed.state.reason], ['FAILED', 'No step of the build workflows created an image']);
});
