import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { Served, build, built, connect, createComponent, createDistribution, createInfrastructure, createRecipe, document, ec2, everyPage, fast, follow, image, imagebuilder as api, newAccount, refused, ssm } from '../cloud.mjs';

let slow;
before(async () => { slow = await Served.start('--pace', '1s'); });
after(() => slow.end());

test('an image goes through the states in their order, with its workflows and steps, and cannot be changed meanwhile', async () => {
  const { builder } = slow.clients(newAccount());
  const components = [{ componentArn: await createComponent(builder, 'part') }, { componentArn: await createComponent(builder, 'check', { data: document('test', 'Check') }) }];
  const infrastructureConfigurationArn = await createInfrastructure(builder);
  const distributionConfigurationArn = await createDistribution(builder, 'two', [{ region: 'eu-west-1' }, { region: 'us-east-1' }]);
  const arn = await build(builder, { imageRecipeArn: await createRecipe(builder, 'web', { components }), infrastructureConfigurationArn, distributionConfigurationArn });
  await refused('ResourceInUseException', builder(new api.UpdateInfrastructureConfigurationCommand({ infrastructureConfigurationArn, instanceProfileName: 'silver' })));
  await refused('ResourceInUseException', builder(new api.UpdateDistributionConfigurationCommand({ distributionConfigurationArn, distributions: [{ region: 'eu-west-1' }] })));
  await refused('ResourceDependencyException', builder(new api.DeleteImageCommand({ imageBuildVersionArn: arn })));
  await refused('InvalidRequestException', builder(new api.RetryImageCommand({ imageBuildVersionArn: arn })));
  const end = await follow(builder, arn, 100);
  assert.deepEqual(end.states, ['PENDING', 'CREATING', 'BUILDING', 'TESTING', 'DISTRIBUTING', 'INTEGRATING', 'AVAILABLE']);
  assert.deepEqual(end.outputResources.amis.map((each) => each.region), ['eu-west-1', 'us-east-1']);
  assert.equal(new Set(end.outputResources.amis.map((each) => each.image)).size, 2);
  const { workflowExecutions } = await builder(new api.ListWorkflowExecutionsCommand({ imageBuildVersionArn: arn }));
  assert.deepEqual(workflowExecutions.map((each) => [each.type, each.status]), [['BUILD', 'COMPLETED'], ['TEST', 'COMPLETED']]);
  const { workflowExecutionId } = workflowExecutions[0];
  const steps = (await everyPage(builder, (nextToken) => new api.ListWorkflowStepExecutionsCommand({ workflowExecutionId, maxResults: 4, nextToken }), 'steps')).flat();
  assert.deepEqual(steps.map((each) => each.name), ['LaunchBuildInstance', 'ApplyBuildComponents', 'InventoryCollection', 'RunSanitizeScript', 'CreateImage', 'TerminateBuildInstance']);
  const step = await builder(new api.GetWorkflowStepExecutionCommand({ stepExecutionId: steps[4].stepExecutionId }));
  assert.equal(JSON.parse(step.outputs).imageId, end.outputResources.amis[0].image);
  assert.equal((await builder(new api.GetWorkflowExecutionCommand({ workflowExecutionId }))).totalStepsSucceeded, 5);
});

test('a running image is cancelled at once, for good', async () => {
  const { builder } = slow.clients(newAccount());
  const imageBuildVersionArn = await build(builder);
  const cancel = (clientToken) => builder(new api.CancelImageCreationCommand({ imageBuildVersionArn, clientToken }));
  await cancel('cancel-token-1');
  assert.equal((await image(builder, imageBuildVersionArn)).state.status, 'CANCELLED');
  await cancel('cancel-token-1');
  await refused('InvalidRequestException', cancel('cancel-token-2'), /CANCELLED/);
  await refused('InvalidRequestException', builder(new api.RetryImageCommand({ imageBuildVersionArn })));
  await refused('ResourceNotFoundException', builder(new api.CancelImageCreationCommand({ imageBuildVersionArn: imageBuildVersionArn.replace(/1$/, '9') })));
});

test('an image that failed where it was to be distributed is retried from there', async () => {
  const clients = await connect();
  const { builder, account } = clients;
  const there = (await fast()).clients(account, 'us-east-1');
  const first = (await built(builder)).outputResources.amis[0].image;
  const { ImageId } = await there.ec2(new ec2.CopyImageCommand({ Name: 'taken', SourceImageId: first, SourceRegion: 'eu-west-1' }));
  const distributionConfigurationArn = await createDistribution(builder, 'taken', [{ region: 'us-east-1', amiDistributionConfiguration: { name: 'taken' } }]);
  const arn = await build(builder, { imageRecipeArn: await createRecipe(builder, 'other'), distributionConfigurationArn });
  const failed = await follow(builder, arn);
  assert.equal(failed.state.status, 'FAILED');
  assert.match(failed.state.reason, /InvalidAMIName\.Duplicate/);
  await there.ec2(new ec2.DeregisterImageCommand({ ImageId }));
  const token = 'retry-token-0001';
  await builder(new api.RetryImageCommand({ imageBuildVersionArn: arn, clientToken: token }));
  assert.equal((await builder(new api.RetryImageCommand({ imageBuildVersionArn: arn, clientToken: token }))).imageBuildVersionArn, arn);
  const end = await follow(builder, arn);
  assert.equal(end.state.status, 'AVAILABLE', end.state.reason);
  assert.equal((await there.ec2(new ec2.DescribeImagesCommand({ Owners: ['self'], Filters: [{ Name: 'name', Values: ['taken'] }] }))).Images.length, 1);
});

test('builds have numbers; tokens, pages and filters are kept; a deleted image leaves its AMI', async () => {
  const { builder, ec2: send } = await connect();
  const imageRecipeArn = await createRecipe(builder);
  const infrastructureConfigurationArn = await createInfrastructure(builder);
  const request = { imageRecipeArn, infrastructureConfigurationArn, clientToken: 'build-token-0001', tags: { team: 'web' } };
  const first = await builder(new api.CreateImageCommand(request));
  assert.equal((await builder(new api.CreateImageCommand(request))).imageBuildVersionArn, first.imageBuildVersionArn);
  await refused('IdempotentParameterMismatchException', builder(new api.CreateImageCommand({ ...request, tags: { team: 'db' } })));
  const one = await follow(builder, first.imageBuildVersionArn);
  const two = await built(builder, { imageRecipeArn, infrastructureConfigurationArn });
  assert.deepEqual([one.arn, two.arn].map((arn) => arn.split('image/')[1]), ['web-server/1.4.0/1', 'web-server/1.4.0/2']);
  assert.deepEqual((await builder(new api.ListTagsForResourceCommand({ resourceArn: one.arn }))).tags, { team: 'web' });
  const pages = await everyPage(builder, (nextToken) => new api.ListImageBuildVersionsCommand({ imageVersionArn: one.arn.slice(0, -2), maxResults: 1, nextToken }), 'imageSummaryList');
  assert.deepEqual(pages.flat().map((each) => each.arn), [one.arn, two.arn]);
  assert.equal((await builder(new api.ListImagesCommand({ filters: [{ name: 'name', values: ['web server'] }] }))).imageVersionList.length, 1);
  await refused('InvalidParameterValueException', builder(new api.ListImagesCommand({ filters: [{ name: 'colour', values: ['x'] }] })));
  await refused('InvalidParameterValueException', builder(new api.ListImageBuildVersionsCommand({ filters: [{ name: 'colour', values: ['x'] }] })));
  await refused('InvalidPaginationTokenException', builder(new api.ListImagesCommand({ nextToken: 'abc' })));
  await refused('InvalidPaginationTokenException', builder(new api.ListImageBuildVersionsCommand({ nextToken: 'abc' })));
  await builder(new api.DeleteImageCommand({ imageBuildVersionArn: one.arn }));
  await refused('ResourceNotFoundException', image(builder, one.arn));
  await refused('ResourceNotFoundException', builder(new api.DeleteImageCommand({ imageBuildVersionArn: one.arn })));
  assert.equal((await send(new ec2.DescribeImagesCommand({ ImageIds: [one.outputResources.amis[0].image] }))).Images.length, 1);
});

test('what an image is asked to be made of must be there', async () => {
  const { builder, account } = await connect();
  const imageRecipeArn = await createRecipe(builder);
  const infrastructureConfigurationArn = await createInfrastructure(builder);
  const create = (more) => builder(new api.CreateImageCommand({ imageRecipeArn, infrastructureConfigurationArn, ...more }));
  await refused('ResourceNotFoundException', create({ imageRecipeArn: imageRecipeArn.replace('1.4.0', '8.8.8') }));
  await refused('ResourceNotFoundException', create({ infrastructureConfigurationArn: infrastructureConfigurationArn + 'x' }));
  await refused('ResourceNotFoundException', create({ distributionConfigurationArn: `arn:aws:imagebuilder:eu-west-1:${account}:distribution-configuration/none` }));
  await refused('InvalidRequestException', create({ imageRecipeArn: undefined, containerRecipeArn: `arn:aws:imagebuilder:eu-west-1:${account}:container-recipe/none/1.0.0` }), /container recipes/);
  const workflowArn = `arn:aws:imagebuilder:eu-west-1:${account}:workflow/build/mine/1.0.0/1`;
  await refused('ResourceNotFoundException', create({ workflows: [{ workflowArn }], executionRole: 'golden' }), /workflow\/build\/mine/);
  await refused('ResourceNotFoundException', image(builder, `arn:aws:imagebuilder:eu-west-1:${account}:image/none/1.0.0/1`));
  for (const Command of [api.ListWorkflowStepExecutionsCommand, api.GetWorkflowExecutionCommand]) {
    await refused('ResourceNotFoundException', builder(new Command({ workflowExecutionId: 'wf-12345678-1234-1234-1234-123456789012' })));
  }
  await refused('ResourceNotFoundException', builder(new api.GetWorkflowStepExecutionCommand({ stepExecutionId: 'step-12345678-1234-1234-1234-123456789012' })));
  await refused('ResourceNotFoundException', builder(new api.ListWorkflowExecutionsCommand({ imageBuildVersionArn: `arn:aws:imagebuilder:eu-west-1:${account}:image/none/1.0.0/1` })));
});

test('an image that is there is distributed to regions and accounts, named in a parameter, and shared', async () => {
  const { builder, account } = await connect();
  const other = newAccount();
  const first = await built(builder);
  const distributionConfigurationArn = await createDistribution(builder, 'publish', [
    { region: 'eu-west-1', ssmParameterConfigurations: [{ parameterName: '/golden/web', dataType: 'aws:ec2:image' }] },
    { region: 'us-east-1', amiDistributionConfiguration: { name: 'web {{ imagebuilder:buildDate }}', targetAccountIds: [other], launchPermission: { userIds: ['111122223333'] } } },
  ]);
  const distribute = (more) => builder(new api.DistributeImageCommand({ sourceImage: first.outputResources.amis[0].image, distributionConfigurationArn, executionRole: 'golden', ...more }));
  const token = 'distribute-token-1';
  const { imageBuildVersionArn } = await distribute({ clientToken: token });
  assert.equal((await distribute({ clientToken: token })).imageBuildVersionArn, imageBuildVersionArn);
  await refused('IdempotentParameterMismatchException', distribute({ clientToken: token, tags: { a: 'b' } }));
  const end = await follow(builder, imageBuildVersionArn);
  assert.equal(end.state.status, 'AVAILABLE', end.state.reason);
  assert.deepEqual(end.outputResources.amis.map((each) => [each.region, each.accountId]), [['eu-west-1', account], ['us-east-1', account], ['us-east-1', other]]);
  const here = (await fast()).clients(account);
  assert.equal((await here.ssm(new ssm.GetParameterCommand({ Name: '/golden/web' }))).Parameter.Value, first.outputResources.amis[0].image);
  const stranger = (await fast()).clients('111122223333', 'us-east-1');
  assert.equal((await stranger.ec2(new ec2.DescribeImagesCommand({ ExecutableUsers: ['self'], ImageIds: [end.outputResources.amis[1].image] }))).Images.length, 1);
  await refused('InvalidParameterValueException', distribute({ sourceImage: 'ami-0123456789abcdef0' }));
  await refused('ResourceNotFoundException', distribute({ distributionConfigurationArn: distributionConfigurationArn + 'x' }));
});
