import assert from 'node:assert/strict';
import test from 'node:test';
import { connect, everyPage, fast, kms as api, refused } from '../cloud.mjs';

test('a key is known by id, ARN and alias', async () => {
  const { kms, account } = await connect();
  const { KeyMetadata } = await kms(new api.CreateKeyCommand({ Description: 'golden' }));
  assert.deepEqual([KeyMetadata.KeyState, KeyMetadata.Arn], ['Enabled', `arn:aws:kms:eu-west-1:${account}:key/${KeyMetadata.KeyId}`]);
  await kms(new api.CreateAliasCommand({ AliasName: 'alias/golden', TargetKeyId: KeyMetadata.KeyId }));
  for (const KeyId of [KeyMetadata.KeyId, KeyMetadata.Arn, 'alias/golden', `arn:aws:kms:eu-west-1:${account}:alias/golden`]) {
    assert.equal((await kms(new api.DescribeKeyCommand({ KeyId }))).KeyMetadata.Arn, KeyMetadata.Arn);
  }
  await refused('NotFoundException', (await fast()).clients(account, 'us-east-1').kms(new api.DescribeKeyCommand({ KeyId: 'alias/golden' })));
});

test('keys and aliases that cannot be are refused', async () => {
  const { kms } = await connect();
  const { KeyMetadata: { KeyId } } = await kms(new api.CreateKeyCommand({}));
  const alias = (AliasName, TargetKeyId = KeyId) => kms(new api.CreateAliasCommand({ AliasName, TargetKeyId }));
  await alias('alias/one');
  await refused('AlreadyExistsException', alias('alias/one'));
  await refused('InvalidAliasNameException', alias('one'));
  await refused('InvalidAliasNameException', alias('alias/aws/mine'));
  await refused('NotFoundException', alias('alias/two', '12345678-1234-1234-1234-123456789012'));
  await refused('NotFoundException', kms(new api.DescribeKeyCommand({ KeyId: 'alias/none' })));
  await refused('InvalidArnException', kms(new api.DescribeKeyCommand({ KeyId: 'arn:aws:s3:::bucket' })));
  await refused('UnsupportedOperationException', kms(new api.CreateKeyCommand({ KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' })));
  await refused('UnsupportedOperationException', kms(new api.CreateKeyCommand({ Policy: '{}' })), /Policy/);
});

test('aliases are listed in pages, or of one key', async () => {
  const { kms } = await connect();
  const ids = [];
  for (const name of ['one', 'two', 'three']) {
    const { KeyMetadata: { KeyId } } = await kms(new api.CreateKeyCommand({}));
    await kms(new api.CreateAliasCommand({ AliasName: `alias/${name}`, TargetKeyId: KeyId }));
    ids.push(KeyId);
  }
  const pages = await everyPage(kms, (Marker) => new api.ListAliasesCommand({ Limit: 2, Marker }), 'Aliases');
  assert.deepEqual(pages.map((page) => page.map((each) => each.AliasName)), [['alias/one', 'alias/two'], ['alias/three']]);
  assert.deepEqual((await kms(new api.ListAliasesCommand({ KeyId: ids[1] }))).Aliases.map((each) => each.AliasName), ['alias/two']);
  await refused('InvalidMarkerException', kms(new api.ListAliasesCommand({ Marker: 'abc' })));
  await refused('NotFoundException', kms(new api.ListAliasesCommand({ KeyId: '12345678-1234-1234-1234-123456789012' })));
});
