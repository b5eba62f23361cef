import assert from 'node:assert/strict';
import test from 'node:test';
import { connect, createComponent, fast, newAccount, refused, sts as api } from '../cloud.mjs';

const token = (claims) => ['{"alg":"none"}', JSON.stringify(claims), 'signature'].map((part) => Buffer.from(part).toString('base64url')).join('.');

test('an access key of twelve digits is the account itself', async () => {
  const { sts, account } = await connect();
  const caller = await sts(new api.GetCallerIdentityCommand({}));
  assert.deepEqual([caller.Account, caller.Arn], [account, `arn:aws:iam::${account}:root`]);
  const other = (await fast()).clients('', 'us-east-1', { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'x' });
  assert.equal((await other.sts(new api.GetCallerIdentityCommand({}))).Account, '000000000000');
});

test('an assumed role acts in its account', async () => {
  const { sts } = await connect();
  const target = newAccount();
  const { Credentials, AssumedRoleUser } = await sts(new api.AssumeRoleCommand({ RoleArn: `arn:aws:iam::${target}:role/path/golden`, RoleSessionName: 'build' }));
  assert.equal(AssumedRoleUser.Arn, `arn:aws:sts::${target}:assumed-role/golden/build`);
  assert.ok(Credentials.Expiration > new Date());
  const assumed = (await fast()).clients(target, 'eu-west-1', { accessKeyId: Credentials.AccessKeyId, secretAccessKey: Credentials.SecretAccessKey, sessionToken: Credentials.SessionToken });
  assert.equal((await assumed.sts(new api.GetCallerIdentityCommand({}))).Account, target);
  assert.match(await createComponent(assumed.builder, 'part'), new RegExp(target));
  await refused('ValidationError', sts(new api.AssumeRoleCommand({ RoleArn: 'arn:aws:iam::111122223333:user/me', RoleSessionName: 'build' })));
  await refused('ValidationError', sts(new api.AssumeRoleCommand({ RoleArn: `arn:aws:iam::${target}:role/golden`, RoleSessionName: 'b' })), /roleSessionName|RoleSessionName/);
});

test('a web identity token is read, and refused when it is none or too old', async () => {
  const { sts } = await connect();
  const seconds = Math.floor(Date.now() / 1000);
  const assume = (WebIdentityToken) => sts(new api.AssumeRoleWithWebIdentityCommand({ RoleArn: 'arn:aws:iam::111122223333:role/golden', RoleSessionName: 'build', WebIdentityToken }));
  const answer = await assume(token({ iss: 'https://token.example', sub: 'repo:acme/web', aud: 'sts.amazonaws.com', exp: seconds + 300 }));
  assert.deepEqual([answer.SubjectFromWebIdentityToken, answer.Audience, answer.Provider], ['repo:acme/web', 'sts.amazonaws.com', 'https://token.example']);
  await refused('ExpiredTokenException', assume(token({ exp: seconds - 1 })));
  await refused('InvalidIdentityTokenException', assume('no.token'), /JWT/);
});
