import assert from 'node:assert/strict';
import test from 'node:test';
import { built, connect, createComponent, createRecipe, debian, document, everyPage, imagebuilder as api, refused } from '../cloud.mjs';

test('a version of a recipe is made once; with x it is the next one', async () => {
  const { builder, account } = await connect();
  const components = [{ componentArn: await createComponent(builder, 'part') }];
  const create = (semanticVersion) => createRecipe(builder, 'Web Server', { semanticVersion, components });
  assert.equal(await create('1.4.x'), `arn:aws:imagebuilder:eu-west-1:${account}:image-recipe/web-server/1.4.0`);
  assert.match(await create('1.4.x'), /\/1\.4\.1$/);
  assert.match(await create('2.0.0'), /\/2\.0\.0$/);
  await refused('ResourceAlreadyExistsException', create('2.0.0'), /2\.0\.0/);
  await refused('InvalidVersionNumberException', create('1.x.3'));
  const { imageRecipe } = await builder(new api.GetImageRecipeCommand({ imageRecipeArn: `arn:aws:imagebuilder:eu-west-1:${account}:image-recipe/web-server/1.x.x` }));
  assert.deepEqual([imageRecipe.version, imageRecipe.platform, imageRecipe.parentImage, imageRecipe.components.length], ['1.4.1', 'Linux', debian, 1]);
});

test('a recipe says what it needs, or is refused', async () => {
  const { builder, account } = await connect();
  const data = document('build').replace('phases:', 'parameters:\n  - Port: { type: string, description: a port }\nphases:').replace('"true"', '"echo {{ Port }}"');
  const componentArn = await createComponent(builder, 'part', { data });
  const create = (more) => createRecipe(builder, 'web', { semanticVersion: '1.0.0', components: [{ componentArn, parameters: [{ name: 'Port', value: ['80'] }] }], ...more });
  await refused('InvalidParameterValueException', create({ components: [{ componentArn }] }), /Port/);
  await refused('InvalidParameterValueException', create({ components: [{ componentArn, parameters: [{ name: 'Prot', value: ['80'] }] }] }), /Prot/);
  await refused('ResourceNotFoundException', create({ components: [{ componentArn: `arn:aws:imagebuilder:eu-west-1:${account}:component/other/x.x.x` }] }));
  await refused('InvalidParameterValueException', create({ parentImage: 'ami-0123456789abcdef0' }), /parentImage/);
  await refused('InvalidParameterValueException', create({ parentImage: 'ssm:/none' }), /\/none/);
  await refused('ValidationException', create({ components: [] }), /components/);
  const twentyOne = Array.from({ length: 21 }, () => ({ componentArn, parameters: [{ name: 'Port', value: ['80'] }] }));
  await refused('ServiceQuotaExceededException', create({ components: twentyOne }), /20/);
  assert.match(await create(), /web\/1\.0\.0$/);
});

test('tokens of recipes, their pages, filters and tags', async () => {
  const { builder } = await connect();
  const components = [{ componentArn: await createComponent(builder, 'part') }];
  const request = { name: 'web', semanticVersion: '1.0.0', parentImage: debian, components, clientToken: 'token-one', tags: { team: 'web' } };
  const first = await builder(new api.CreateImageRecipeCommand(request));
  assert.equal((await builder(new api.CreateImageRecipeCommand(request))).imageRecipeArn, first.imageRecipeArn);
  await refused('IdempotentParameterMismatchException', builder(new api.CreateImageRecipeCommand({ ...request, name: 'web two' })));
  for (const name of ['two', 'three']) await createRecipe(builder, name, { components });
  const pages = await everyPage(builder, (nextToken) => new api.ListImageRecipesCommand({ maxResults: 1, nextToken }), 'imageRecipeSummaryList');
  assert.deepEqual(pages.flat().map((each) => each.name), ['web', 'two', 'three']);
  const { imageRecipeSummaryList } = await builder(new api.ListImageRecipesCommand({ filters: [{ name: 'name', values: ['two'] }] }));
  assert.equal(imageRecipeSummaryList.length, 1);
  await refused('InvalidParameterValueException', builder(new api.ListImageRecipesCommand({ filters: [{ name: 'size', values: ['1'] }] })));
  await refused('InvalidPaginationTokenException', builder(new api.ListImageRecipesCommand({ nextToken: 'abc' })));
  assert.deepEqual((await builder(new api.ListTagsForResourceCommand({ resourceArn: first.imageRecipeArn }))).tags, { team: 'web' });
  await refused('ResourceNotFoundException', builder(new api.GetImageRecipeCommand({ imageRecipeArn: first.imageRecipeArn.replace('1.0.0', '9.9.9') })));
});

test('a recipe that an image was made of is not deleted', async () => {
  const { builder } = await connect();
  const imageRecipeArn = await createRecipe(builder);
  const { arn } = await built(builder, { imageRecipeArn });
  await refused('ResourceDependencyException', builder(new api.DeleteImageRecipeCommand({ imageRecipeArn })));
  await builder(new api.DeleteImageCommand({ imageBuildVersionArn: arn }));
  await builder(new api.DeleteImageRecipeCommand({ imageRecipeArn }));
  await refused('ResourceNotFoundException', builder(new api.DeleteImageRecipeCommand({ imageRecipeArn })));
});
