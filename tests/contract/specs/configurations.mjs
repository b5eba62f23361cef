import assert from 'node:assert/strict';
import test from 'node:test';
import { built, connect, createDistribution, createInfrastructure, everyPage, imagebuilder as api, refused } from '../cloud.mjs';

test('an infrastructure configuration is made, read, replaced and deleted', async () => {
  const { builder, account } = await connect();
  const request = { name: 'Small One', instanceProfileName: 'golden', instanceTypes: ['m7i.large'], instanceMetadataOptions: { httpTokens: 'required', httpPutResponseHopLimit: 1 }, tags: { a: 'b' }, clientToken: 'token-one' };
  const { infrastructureConfigurationArn } = await builder(new api.CreateInfrastructureConfigurationCommand(request));
  assert.equal(infrastructureConfigurationArn, `arn:aws:imagebuilder:eu-west-1:${account}:infrastructure-configuration/small-one`);
  assert.equal((await builder(new api.CreateInfrastructureConfigurationCommand(request))).infrastructureConfigurationArn, infrastructureConfigurationArn);
  await refused('IdempotentParameterMismatchException', builder(new api.CreateInfrastructureConfigurationCommand({ ...request, name: 'other' })));
  await refused('ResourceAlreadyExistsException', createInfrastructure(builder, 'Small One'));
  await refused('ValidationException', builder(new api.CreateInfrastructureConfigurationCommand({ name: 'no profile' })), /instanceProfileName/);
  const get = async () => (await builder(new api.GetInfrastructureConfigurationCommand({ infrastructureConfigurationArn }))).infrastructureConfiguration;
  assert.equal((await get()).instanceMetadataOptions.httpTokens, 'required');
  await builder(new api.UpdateInfrastructureConfigurationCommand({ infrastructureConfigurationArn, instanceProfileName: 'silver' }));
  const updated = await get();
  assert.deepEqual([updated.name, updated.instanceProfileName, updated.instanceTypes, updated.tags], ['Small One', 'silver', undefined, { a: 'b' }]);
  assert.ok(updated.dateUpdated);
  await builder(new api.DeleteInfrastructureConfigurationCommand({ infrastructureConfigurationArn }));
  await refused('ResourceNotFoundException', get());
  await refused('ResourceNotFoundException', builder(new api.UpdateInfrastructureConfigurationCommand({ infrastructureConfigurationArn, instanceProfileName: 'silver' })));
  await refused('ResourceNotFoundException', builder(new api.DeleteInfrastructureConfigurationCommand({ infrastructureConfigurationArn })));
});

test('a distribution configuration is made, read, replaced and deleted', async () => {
  const { builder } = await connect();
  const distributionConfigurationArn = await createDistribution(builder, 'everywhere', [{ region: 'eu-west-1' }, { region: 'us-east-1', amiDistributionConfiguration: { name: 'web {{ imagebuilder:buildDate }}', launchPermission: { userIds: ['111122223333'] } } }]);
  const get = async () => (await builder(new api.GetDistributionConfigurationCommand({ distributionConfigurationArn }))).distributionConfiguration;
  assert.deepEqual((await get()).distributions.map((each) => each.region), ['eu-west-1', 'us-east-1']);
  await refused('ResourceAlreadyExistsException', createDistribution(builder, 'everywhere', [{ region: 'eu-west-1' }]));
  const update = (distributions) => builder(new api.UpdateDistributionConfigurationCommand({ distributionConfigurationArn, distributions, description: 'less' }));
  await refused('InvalidParameterValueException', update([]));
  await refused('InvalidParameterValueException', update([{ region: 'eu-west-1' }, { region: 'eu-west-1' }]), /more than once/);
  await refused('InvalidParameterValueException', update([{ region: 'Ireland' }]), /Ireland/);
  await refused('InvalidRequestException', update([{ region: 'eu-west-1', licenseConfigurationArns: ['arn:aws:license-manager:eu-west-1:111122223333:license-configuration:lic-0123456789abcdef0123456789abcdef'] }]), /licenseConfigurationArns/);
  await update([{ region: 'eu-west-1' }]);
  assert.deepEqual([(await get()).description, (await get()).distributions.length], ['less', 1]);
  const found = await builder(new api.ListDistributionConfigurationsCommand({}));
  assert.deepEqual(found.distributionConfigurationSummaryList.map((each) => [each.name, each.regions]), [['everywhere', ['eu-west-1']]]);
  await builder(new api.DeleteDistributionConfigurationCommand({ distributionConfigurationArn }));
  await refused('ResourceNotFoundException', get());
  await refused('ResourceNotFoundException', update([{ region: 'eu-west-1' }]));
  await refused('ResourceNotFoundException', builder(new api.DeleteDistributionConfigurationCommand({ distributionConfigurationArn })));
});

test('configurations are listed in pages, filtered by name', async () => {
  const { builder } = await connect();
  for (const name of ['one', 'two', 'three']) {
    await createInfrastructure(builder, name);
    await createDistribution(builder, name, [{ region: 'eu-west-1' }]);
  }
  for (const [Command, member] of [[api.ListInfrastructureConfigurationsCommand, 'infrastructureConfigurationSummaryList'], [api.ListDistributionConfigurationsCommand, 'distributionConfigurationSummaryList']]) {
    const pages = await everyPage(builder, (nextToken) => new Command({ maxResults: 2, nextToken }), member);
    assert.deepEqual(pages.map((page) => page.map((each) => each.name)), [['one', 'two'], ['three']]);
    assert.deepEqual((await builder(new Command({ filters: [{ name: 'name', values: ['two'] }] })))[member].map((each) => each.name), ['two']);
    await refused('InvalidParameterValueException', builder(new Command({ filters: [{ name: 'region', values: ['x'] }] })));
    await refused('InvalidPaginationTokenException', builder(new Command({ nextToken: 'abc' })));
  }
});

test('configurations that an image was made with are not deleted', async () => {
  const { builder } = await connect();
  const infrastructureConfigurationArn = await createInfrastructure(builder, 'kept');
  const distributionConfigurationArn = await createDistribution(builder, 'kept', [{ region: 'eu-west-1' }]);
  await built(builder, { infrastructureConfigurationArn, distributionConfigurationArn });
  await refused('ResourceDependencyException', builder(new api.DeleteInfrastructureConfigurationCommand({ infrastructureConfigurationArn })));
  await refused('ResourceDependencyException', builder(new api.DeleteDistributionConfigurationCommand({ distributionConfigurationArn })));
});
