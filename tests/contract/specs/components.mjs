import assert from 'node:assert/strict';
import test from 'node:test';
import { connect, createComponent, createRecipe, debian, document, everyPage, fast, imagebuilder as api, refused } from '../cloud.mjs';

test('a version of a component is made again as its next build', async () => {
  const { builder, account } = await connect();
  const first = await builder(new api.CreateComponentCommand({ name: 'Nginx Main', semanticVersion: '1.2.3', platform: 'Linux', data: document('build'), tags: { a: 'b' } }));
  assert.equal(first.componentBuildVersionArn, `arn:aws:imagebuilder:eu-west-1:${account}:component/nginx-main/1.2.3/1`);
  assert.equal(first.latestVersionReferences.latestMinorVersionArn, `arn:aws:imagebuilder:eu-west-1:${account}:component/nginx-main/1.2.x`);
  assert.match(await createComponent(builder, 'Nginx Main', { semanticVersion: '1.2.3' }), /\/1\.2\.3\/2$/);
  const { component } = await builder(new api.GetComponentCommand({ componentBuildVersionArn: first.componentBuildVersionArn }));
  assert.deepEqual([component.name, component.version, component.type, component.platform, component.owner, component.tags], ['Nginx Main', '1.2.3', 'BUILD', 'Linux', account, { a: 'b' }]);
  assert.ok(component.data.includes('ExecuteBash'));
});

test('wildcards lead to the newest version and build', async () => {
  const { builder, account } = await connect();
  for (const semanticVersion of ['1.0.0', '1.10.0', '1.9.0', '2.0.0', '1.10.0']) await createComponent(builder, 'part', { semanticVersion });
  const versionOf = async (reference) => (await builder(new api.GetComponentCommand({ componentBuildVersionArn: `arn:aws:imagebuilder:eu-west-1:${account}:component/part/${reference}` }))).component.arn.split('part/')[1];
  assert.equal(await versionOf('x.x.x'), '2.0.0/1');
  assert.equal(await versionOf('1.x.x'), '1.10.0/2');
  assert.equal(await versionOf('1.9.x'), '1.9.0/1');
});

test('the same token with the same request is answered alike, with another it is refused', async () => {
  const { builder } = await connect();
  const request = { name: 'part', semanticVersion: '1.0.0', platform: 'Linux', data: document('build'), clientToken: 'a-token-of-mine' };
  const [first, again] = [await builder(new api.CreateComponentCommand(request)), await builder(new api.CreateComponentCommand(request))];
  assert.equal(again.componentBuildVersionArn, first.componentBuildVersionArn);
  await refused('IdempotentParameterMismatchException', builder(new api.CreateComponentCommand({ ...request, semanticVersion: '1.0.1' })));
});

test('a component that cannot be is refused for its reason, and nothing is kept', async () => {
  const { builder } = await connect();
  const create = (more) => builder(new api.CreateComponentCommand({ name: 'part', semanticVersion: '1.0.0', platform: 'Linux', data: document('build'), ...more }));
  await refused('InvalidParameterValueException', create({ data: 'schemaVersion: 1.0\nphases: []\n' }), /data/);
  await refused('InvalidParameterCombinationException', create({ data: undefined }));
  await refused('InvalidParameterCombinationException', create({ uri: 's3://bucket/key' }));
  await refused('InvalidParameterValueException', create({ data: undefined, uri: 's3://bucket/key' }), /does not exist/);
  await refused('InvalidVersionNumberException', create({ semanticVersion: '1.0.99999999999' }));
  await refused('ValidationException', create({ semanticVersion: '1.0' }), /semanticVersion/);
  await refused('ValidationException', create({ platform: 'BeOS' }), /enum value set/);
  await refused('DryRunOperationException', create({ dryRun: true }));
  assert.deepEqual((await builder(new api.ListComponentsCommand({ owner: 'Self' }))).componentVersionList, []);
});

test('components are regional, and an account’s own', async () => {
  const here = await connect();
  const arn = await createComponent(here.builder, 'part');
  const get = (clients) => clients.builder(new api.GetComponentCommand({ componentBuildVersionArn: arn }));
  await refused('ResourceNotFoundException', get((await fast()).clients(here.account, 'us-east-1')));
  await refused('ResourceNotFoundException', get(await connect()));
  await refused('ResourceNotFoundException', here.builder(new api.GetComponentCommand({ componentBuildVersionArn: arn.replace('1.0.0/1', '1.0.0/2') })));
});

test('lists come in pages with tokens that are good for their query only', async () => {
  const { builder } = await connect();
  for (const name of ['one', 'two', 'three']) await createComponent(builder, name);
  const pages = await everyPage(builder, (nextToken) => new api.ListComponentsCommand({ owner: 'Self', maxResults: 2, nextToken }), 'componentVersionList');
  assert.deepEqual(pages.map((page) => page.map((each) => each.name)), [['one', 'two'], ['three']]);
  const { nextToken } = await builder(new api.ListComponentsCommand({ owner: 'Self', maxResults: 1 }));
  await refused('InvalidPaginationTokenException', builder(new api.ListComponentsCommand({ owner: 'Self', maxResults: 1, nextToken: 'abc' })));
  await refused('InvalidPaginationTokenException', builder(new api.ListComponentsCommand({ owner: 'Amazon', maxResults: 1, nextToken })));
  await refused('ValidationException', builder(new api.ListComponentsCommand({ maxResults: 26 })), /less than or equal to 25/);
});

test('filters pick by name, type and version; others are refused with those that there are', async () => {
  const { builder } = await connect();
  await createComponent(builder, 'part');
  await createComponent(builder, 'check', { data: document('test') });
  const find = async (...filters) => (await builder(new api.ListComponentsCommand({ filters }))).componentVersionList.map((each) => each.name);
  assert.deepEqual(await find({ name: 'type', values: ['TEST'] }), ['check']);
  assert.deepEqual(await find({ name: 'name', values: ['part', 'check'] }, { name: 'version', values: ['1.0.0'] }), ['part', 'check']);
  assert.deepEqual(await find({ name: 'name', values: ['other'] }), []);
  await refused('InvalidParameterValueException', find({ name: 'colour', values: ['red'] }), /allowed are description, name/);
});

test('builds of a version are listed, and Amazon’s components are there under their names', async () => {
  const { builder, account } = await connect();
  const arn = await createComponent(builder, 'part');
  await createComponent(builder, 'part');
  const { componentSummaryList } = await builder(new api.ListComponentBuildVersionsCommand({ componentVersionArn: arn.slice(0, -2) }));
  assert.deepEqual(componentSummaryList.map((each) => each.arn), [arn, arn.replace(/1$/, '2')]);
  await refused('InvalidPaginationTokenException', builder(new api.ListComponentBuildVersionsCommand({ componentVersionArn: arn.slice(0, -2), nextToken: 'abc' })));
  const { componentVersionList } = await builder(new api.ListComponentsCommand({ owner: 'Amazon' }));
  assert.deepEqual(componentVersionList.map((each) => each.name), ['simple-boot-test-linux', 'update-linux']);
  await refused('ResourceNotFoundException', builder(new api.GetComponentCommand({ componentBuildVersionArn: 'arn:aws:imagebuilder:eu-west-1:aws:component/docker-ce-linux/x.x.x' })), /update-linux/);
  assert.match(arn, new RegExp(account));
});

test('tags are added, replaced, removed and counted', async () => {
  const { builder } = await connect();
  const resourceArn = await createComponent(builder, 'part', { tags: { one: '1' } });
  const tags = async () => (await builder(new api.ListTagsForResourceCommand({ resourceArn }))).tags;
  await builder(new api.TagResourceCommand({ resourceArn, tags: { one: 'first', two: '2' } }));
  assert.deepEqual(await tags(), { one: 'first', two: '2' });
  await builder(new api.UntagResourceCommand({ resourceArn, tagKeys: ['one', 'never'] }));
  assert.deepEqual(await tags(), { two: '2' });
  const many = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`key${index}`, 'v']));
  await refused('InvalidParameterException', builder(new api.TagResourceCommand({ resourceArn, tags: many })), /50/);
  assert.deepEqual(await tags(), { two: '2' });
  const missing = resourceArn.replace('/1.0.0/1', '/1.0.0/7');
  await refused('ResourceNotFoundException', builder(new api.TagResourceCommand({ resourceArn: missing, tags: { a: 'b' } })));
  await refused('ResourceNotFoundException', builder(new api.UntagResourceCommand({ resourceArn: missing, tagKeys: ['a'] })));
  await refused('ResourceNotFoundException', builder(new api.ListTagsForResourceCommand({ resourceArn: missing })));
});

test('a component that a recipe needs is not deleted', async () => {
  const { builder } = await connect();
  const componentBuildVersionArn = await createComponent(builder, 'part');
  const imageRecipeArn = await createRecipe(builder, 'web', { components: [{ componentArn: componentBuildVersionArn.replace('1.0.0/1', '1.x.x') }], parentImage: debian });
  const error = await refused('ResourceDependencyException', builder(new api.DeleteComponentCommand({ componentBuildVersionArn })));
  assert.ok(error.message.includes(imageRecipeArn));
  await builder(new api.DeleteImageRecipeCommand({ imageRecipeArn }));
  assert.equal((await builder(new api.DeleteComponentCommand({ componentBuildVersionArn }))).componentBuildVersionArn, componentBuildVersionArn);
  await refused('ResourceNotFoundException', builder(new api.DeleteComponentCommand({ componentBuildVersionArn })));
});
