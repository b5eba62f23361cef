// Each member of the create requests that a recipe fills: a recipe with all keys is built, and what AWS would keep is read back by another client.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { CreateBucketCommand, GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { connect, fast, imagebuilder as api } from '../cloud.mjs';

const rows = JSON.parse(readFileSync(new URL('../recipe-fields.json', import.meta.url), 'utf8'));

const bucketClient = async (account, region = 'eu-west-1') =>
  new S3Client({ endpoint: (await fast()).address, region, forcePathStyle: true, credentials: { accessKeyId: account, secretAccessKey: 'local' }, maxAttempts: 1 });

async function run(folder, account, ...options) {
  const environment = { ...process.env, AWS_ACCESS_KEY_ID: account, AWS_SECRET_ACCESS_KEY: 'local', NO_COLOR: '1' };
  for (const name of Object.keys(environment)) if (/^(?:GITHUB|ACTIONS|INPUT|RUNNER|CI$|AWS_(?:PROFILE|ROLE|SESSION))/.test(name)) delete environment[name];
  const child = spawn(process.env.GOLDEN_AMI, [...options, '--recipe', 'recipe', '--bump', 'none', '--endpoint-url', (await fast()).address], { cwd: folder, env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text));
  const code = await new Promise((resolve) => child.on('exit', resolve));
  assert.equal(code, 0, said);
  return said;
}

const at = (from, path) => path.split(/[.[\]]+/).filter(Boolean).reduce((value, part) => value?.[part], from);

test('every key of a recipe arrives in AWS with its value', async () => {
  const { builder, account } = await connect();
  const folder = mkdtempSync(join(tmpdir(), 'golden-ami-recipe-'));
  try {
    cpSync(fileURLToPath(new URL('../recipe', import.meta.url)), join(folder, 'recipe'), { recursive: true });
    const git = spawn('git', ['init', '-q', folder]);
    await new Promise((resolve) => git.on('exit', resolve));
    await (await bucketClient(account)).send(new CreateBucketCommand({ Bucket: 'golden-documents' }));
    await run(folder, account, 'build');
    const arn = (kind, name, version) => `arn:aws:imagebuilder:eu-west-1:${account}:${kind}/${name}/${version}`;
    const { image } = await builder(new api.GetImageCommand({ imageBuildVersionArn: arn('image', 'every-key', '1.4.0/1') }));
    assert.equal(image.state.status, 'AVAILABLE');
    const component = async (name) => (await builder(new api.GetComponentCommand({ componentBuildVersionArn: arn('component', name, '1.0.0/1') }))).component;
    const workflow = async (name) => (await builder(new api.GetWorkflowCommand({ workflowBuildVersionArn: arn('workflow/test', name, '1.0.0/1') }))).workflow;
    const seen = {
      image,
      imageRecipe: (await builder(new api.GetImageRecipeCommand({ imageRecipeArn: arn('image-recipe', 'every-key', '1.4.0') }))).imageRecipe,
      component: await component('every-key-components-long'), test: await component('every-key-components-test'),
      workflow: await workflow('every-key-workflows-test'), longWorkflow: await workflow('every-key-workflows-long'),
      infrastructure: (await builder(new api.GetInfrastructureConfigurationCommand({ infrastructureConfigurationArn: image.infrastructureConfiguration.arn }))).infrastructureConfiguration,
    };

    // A host and a host resource group exclude each other: a second build has the other.
    const file = join(folder, 'recipe', 'golden-ami.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('host: h-0123456789abcdef0', 'hostResourceGroup: "arn:aws:resource-groups:eu-west-1:111122223333:group/golden"').replace('"1.4"', '"1.5"'));
    await run(folder, account, 'build');
    seen.second = (await builder(new api.GetImageCommand({ imageBuildVersionArn: arn('image', 'every-key', '1.5.0/1') }))).image.infrastructureConfiguration;
    const wrong = rows.filter((row) => !row.left).flatMap((row) => {
      const found = at(seen, row.seen);
      try {
        if (row.matches) assert.match(String(found), new RegExp(row.matches));
        else assert.deepEqual(found, row.value);
        return [];
      } catch {
        return [`${row.request} ${row.member} (${row.key}): ${JSON.stringify(found)?.slice(0, 200)} at ${row.seen}`];
      }
    });
    assert.deepEqual(wrong, []);
    const wrapped = Buffer.from(seen.imageRecipe.additionalInstanceConfiguration.userDataOverride, 'base64').toString();
    assert.match(wrapped, /perform_cleanup[\s\S]*amazon-ssm-agent[\s\S]*#!\/bin\/sh\necho hello\n\n--==golden-ami==--\n$/);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('the part of S3 that documents need is there', async () => {
  const { account } = await connect();
  const s3 = await bucketClient(account);
  const name = (promise) => promise.then(() => 'ok', (error) => error.name);
  const Bucket = `bucket-${account}`;
  assert.equal(await name(s3.send(new GetObjectCommand({ Bucket, Key: 'a' }))), 'NoSuchBucket');
  await s3.send(new CreateBucketCommand({ Bucket }));
  assert.equal(await name(s3.send(new CreateBucketCommand({ Bucket }))), 'BucketAlreadyOwnedByYou');
  assert.equal(await name(s3.send(new GetObjectCommand({ Bucket, Key: 'a' }))), 'NoSuchKey');
  assert.equal(await name(s3.send(new HeadObjectCommand({ Bucket, Key: 'a' }))), 'NotFound');
  const put = await s3.send(new PutObjectCommand({ Bucket, Key: 'folder/a b', Body: 'hello', ChecksumAlgorithm: 'SHA256' }));
  assert.equal(put.ChecksumSHA256, 'LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=');
  const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'folder/a b', ChecksumMode: 'ENABLED' }));
  assert.deepEqual([head.ContentLength, head.ETag, head.ChecksumSHA256], [5, '"5d41402abc4b2a76b9719d911017c592"', put.ChecksumSHA256]);
  assert.equal(await (await s3.send(new GetObjectCommand({ Bucket, Key: 'folder/a b' }))).Body.transformToString(), 'hello');
  assert.equal(await name(s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'hello', ChecksumSHA256: 'AAAAul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=' }))), 'BadDigest');
  assert.equal(await name((await bucketClient('999900001111')).send(new GetObjectCommand({ Bucket, Key: 'a' }))), 'AccessDenied');
  assert.equal(await name((await bucketClient(account, 'us-east-1')).send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x' }))), 'PermanentRedirect');
});
