// The tables in ../fields say which key of a recipe becomes which member of a request, or why a member has none. Here each member of AWS's model is held to its row,
// and each row that has a value is written, read back and compared.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { connect, createDistribution, createInfrastructure, createRecipe, built, image, imagebuilder as api } from '../cloud.mjs';

const read = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
const model = read('../../../src/GoldenAmi.Aws/aws-api/imagebuilder.json');
const tables = [...read('../fields/distribution.json'), ...read('../fields/pipeline.json')];

// The members of a request down to the texts, numbers and maps in it; what a row leaves out as a whole is not gone into.
function membersOf(shapeName, rows, prefix = '') {
  const shape = model.shapes[shapeName];
  return Object.entries(shape.members).flatMap(([name, member]) => {
    const path = `${prefix}${name}`;
    const inner = model.shapes[member.shape];
    if (rows.some((row) => row.member === path)) return [path];
    if (inner.type === 'structure') return membersOf(member.shape, rows, `${path}.`);
    if (inner.type === 'list' && model.shapes[inner.member.shape].type === 'structure') return membersOf(inner.member.shape, rows, `${path}[].`);
    return [path];
  });
}

// { a: { b: [ { c: value } ] } } of 'a.b[].c', put into a request that may have the other members already.
function put(request, path, value) {
  const parts = path.split('.');
  const last = parts.pop();
  let at = request;
  for (const part of parts) {
    const name = part.replace('[]', '');
    at[name] ??= part.endsWith('[]') ? [{}] : {};
    at = part.endsWith('[]') ? at[name][0] : at[name];
  }
  at[last] = value;
}

const get = (answer, path) => path.split('.').reduce((at, part) => (part.endsWith('[]') ? at?.[part.slice(0, -2)]?.[0] : at?.[part]), answer);
const table = (operation) => tables.find((each) => each.operation === operation).rows;
const withValues = (operation) => table(operation).filter((row) => row.value !== undefined && row.value !== null);

for (const { operation, rows } of tables) {
  test(`each member of ${operation} has its row: a key of the recipe, or why there is none`, () => {
    assert.deepEqual(rows.map((row) => row.member).sort(), membersOf(model.operations[operation].input.shape, rows).sort());
    for (const row of rows) assert.ok(row.key ? row.left === undefined : row.left?.length > 10, row.member);
  });
}

test('what a recipe can say of a distribution is read back as it was written', async () => {
  const { builder } = await connect();
  const request = {};
  for (const row of withValues('CreateDistributionConfiguration')) put(request, row.member, row.value);
  const { distributionConfigurationArn } = await builder(new api.CreateDistributionConfigurationCommand(request));
  const seen = (await builder(new api.GetDistributionConfigurationCommand({ distributionConfigurationArn }))).distributionConfiguration;
  for (const row of withValues('CreateDistributionConfiguration')) assert.deepEqual(get(seen, row.member), row.value, row.member);
});

test('what a recipe can say of a distribution of an image is read back as it was written', async () => {
  const { builder } = await connect();
  const { outputResources } = await built(builder);
  const request = { sourceImage: outputResources.amis[0].image, distributionConfigurationArn: await createDistribution(builder, 'here', [{ region: 'eu-west-1' }]) };
  for (const row of withValues('DistributeImage')) put(request, row.member, row.value);
  const { imageBuildVersionArn } = await builder(new api.DistributeImageCommand(request));
  const seen = await image(builder, imageBuildVersionArn);
  for (const row of withValues('DistributeImage')) assert.deepEqual(get(seen, row.member), row.value, row.member);
  assert.equal(seen.distributionConfiguration.arn, request.distributionConfigurationArn);
});

test('what a recipe can say of a pipeline is read back as it was written', async () => {
  const { builder } = await connect();
  const request = {
    imageRecipeArn: await createRecipe(builder), infrastructureConfigurationArn: await createInfrastructure(builder),
    distributionConfigurationArn: await createDistribution(builder, 'here', [{ region: 'eu-west-1' }]),
  };
  const arns = { ...request };
  for (const row of withValues('CreateImagePipeline')) put(request, row.member, row.value);
  const { imagePipelineArn } = await builder(new api.CreateImagePipelineCommand(request));
  const seen = (await builder(new api.GetImagePipelineCommand({ imagePipelineArn }))).imagePipeline;
  for (const row of withValues('CreateImagePipeline')) assert.deepEqual(get(seen, row.member), row.value, row.member);
  for (const [name, arn] of Object.entries(arns)) assert.equal(seen[name], arn);
});
