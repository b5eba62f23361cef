import assert from 'node:assert/strict';
import test from 'node:test';
import { built, connect, everyPage, refused, sleep, ssm as api } from '../cloud.mjs';

const put = (ssm, Name, Value, more = {}) => ssm(new api.PutParameterCommand({ Name, Value, Type: 'String', ...more }));

test('a parameter has versions, and is overwritten only when asked', async () => {
  const { ssm } = await connect();
  assert.equal((await put(ssm, '/golden/web', 'one')).Version, 1);
  await refused('ParameterAlreadyExists', put(ssm, '/golden/web', 'two'));
  assert.equal((await put(ssm, '/golden/web', 'two', { Overwrite: true })).Version, 2);
  const value = async (Name) => (await ssm(new api.GetParameterCommand({ Name }))).Parameter.Value;
  assert.deepEqual([await value('/golden/web'), await value('/golden/web:1')], ['two', 'one']);
  await refused('ParameterVersionNotFound', value('/golden/web:9'));
  await refused('ParameterNotFound', value('/golden/none'));
  await ssm(new api.DeleteParameterCommand({ Name: '/golden/web' }));
  await refused('ParameterNotFound', ssm(new api.DeleteParameterCommand({ Name: '/golden/web' })));
});

test('a parameter that cannot be is refused for its reason', async () => {
  const { ssm } = await connect();
  await put(ssm, '/golden/web', 'one', { AllowedPattern: '^[a-z]+$' });
  await refused('ParameterPatternMismatchException', put(ssm, '/golden/web', '1', { Overwrite: true }));
  await refused('HierarchyTypeMismatchException', put(ssm, '/golden/web', 'two', { Overwrite: true, Type: 'StringList' }));
  await refused('InvalidAllowedPatternException', put(ssm, '/golden/other', 'two', { AllowedPattern: '(' }));
  await refused('HierarchyLevelLimitExceededException', put(ssm, '/a'.repeat(16), 'x'));
  await refused('AccessDeniedException', put(ssm, '/aws/mine', 'x'));
  await refused('ValidationException', put(ssm, 'a b', 'x'));
  await refused('ValidationException', put(ssm, '/golden/new', 'x', { Type: undefined }), /type is required/);
  await refused('UnsupportedParameterType', put(ssm, '/golden/secret', 'x', { Type: 'SecureString' }));
  await refused('InvalidPolicyTypeException', put(ssm, '/golden/new', 'x', { Policies: '[]' }));
});

test('several are read by name and by path, in pages', async () => {
  const { ssm } = await connect();
  for (const name of ['/golden/b', '/golden/a', '/golden/deep/c', '/other/d']) await put(ssm, name, 'x');
  const several = await ssm(new api.GetParametersCommand({ Names: ['/golden/a', '/none'] }));
  assert.deepEqual([several.Parameters.map((each) => each.Name), several.InvalidParameters], [['/golden/a'], ['/none']]);
  await refused('ValidationException', ssm(new api.GetParametersCommand({ Names: ['/a', '/a'] })));
  const pages = await everyPage(ssm, (NextToken) => new api.GetParametersByPathCommand({ Path: '/golden', Recursive: true, MaxResults: 2, NextToken }), 'Parameters');
  assert.deepEqual(pages.flat().map((each) => each.Name), ['/golden/a', '/golden/b', '/golden/deep/c']);
  assert.equal((await ssm(new api.GetParametersByPathCommand({ Path: '/golden' }))).Parameters.length, 2);
  await refused('InvalidNextToken', ssm(new api.GetParametersByPathCommand({ Path: '/golden', NextToken: 'abc' })));
  await refused('InvalidFilterKey', ssm(new api.GetParametersByPathCommand({ Path: '/golden', ParameterFilters: [{ Key: 'Type', Values: ['String'] }] })));
  await refused('ValidationException', ssm(new api.GetParametersByPathCommand({ Path: 'golden' })));
});

test('public parameters lead to AMIs of their region', async () => {
  const Name = '/aws/service/debian/release/12/latest/amd64';
  const values = await Promise.all(['eu-west-1', 'us-east-1'].map(async (region) => (await (await connect(region)).ssm(new api.GetParameterCommand({ Name }))).Parameter.Value));
  assert.match(values[0], /^ami-[0-9a-f]{17}$/);
  assert.notEqual(values[0], values[1]);
});

test('a parameter of an AMI is answered first and validated afterwards', async () => {
  const { ssm, builder } = await connect();
  const type = { DataType: 'aws:ec2:image' };
  await refused('ValidationException', put(ssm, '/golden/ami', 'none', type));
  assert.equal((await put(ssm, '/golden/wrong', 'ami-0123456789abcdef0', type)).Version, 1);
  const ami = (await built(builder)).outputResources.amis[0].image;
  await put(ssm, '/golden/ami', ami, type);
  for (;;) {
    const { Parameters } = await ssm(new api.GetParametersCommand({ Names: ['/golden/ami', '/golden/wrong'] }));
    if (Parameters.length > 0) {
      assert.deepEqual(Parameters.map((each) => [each.Name, each.Value, each.DataType]), [['/golden/ami', ami, 'aws:ec2:image']]);
      break;
    }
    await sleep(10);
  }
});
