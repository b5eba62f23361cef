// The main job through task.json: the handler as the agent starts it, the real worker, and a served cloud.
'use strict';

const test = require('node:test');
const assert = require('node:assert/strict');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { spawn } = require('node:child_process');
const { root, keys, serve, checkout, normalised, compare, cancel, listed } = require('../faces/main-job.js');

const source = path.join(root, 'src', 'azure-task');
const worker = process.env.GOLDEN_AMI_WORKER;
const connection = '0f8fad5b-d9cb-469f-a165-70867728950e';

async function job(t, cloud) {
  assert.ok(worker && fs.existsSync(worker), 'GOLDEN_AMI_WORKER must name the published program');
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'golden-ami-job-'));
  t.after(() => fs.rmSync(folder, { recursive: true, force: true }));
  const task = path.join(folder, 'task');
  fs.mkdirSync(path.join(task, 'worker'), { recursive: true });
  for (const file of ['index.js', 'task.json', 'package.json']) {
    fs.copyFileSync(path.join(source, file), path.join(task, file));
  }
  fs.symlinkSync(path.join(source, 'node_modules'), path.join(task, 'node_modules'));
  fs.copyFileSync(worker, path.join(task, 'worker', 'golden-ami'));
  fs.mkdirSync(path.join(folder, 'temp'));
  return { folder, task, repository: checkout(folder), address: await serve(t, worker, folder, cloud) };
}

/** The step: variables as the agent makes them of task.json and the pipeline's inputs. */
function step({ folder, task, repository, address }, inputs) {
  const env = { PATH: process.env.PATH, HOME: folder, AGENT_TEMPDIRECTORY: path.join(folder, 'temp'), AGENT_VERSION: '4.260.0', SYSTEM_COLLECTIONURI: 'https://dev.azure.com/acme/' };
  const given = { ...Object.fromEntries(JSON.parse(fs.readFileSync(path.join(task, 'task.json'), 'utf8')).inputs.map((each) => [each.name, each.defaultValue])), awsConnection: connection, endpointUrl: address, ...inputs };
  for (const [name, value] of Object.entries(given).filter(([, each]) => each)) {
    env[`INPUT_${name.toUpperCase()}`] = String(value);
  }
  const parameters = { username: keys.AWS_ACCESS_KEY_ID, password: keys.AWS_SECRET_ACCESS_KEY };
  env[`ENDPOINT_AUTH_${connection}`] = JSON.stringify({ scheme: 'UsernamePassword', parameters });
  const child = spawn(process.execPath, [path.join(task, 'index.js')], { cwd: repository, env });
  let output = '';
  const heard = [];
  const hear = (data) => { output += data; heard.forEach((each) => each()); };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const ended = new Promise((resolve) => child.on('close', () => resolve(output)));
  const says = (text) => new Promise((resolve) => { const look = () => output.includes(text) && resolve(); heard.push(look); look(); });
  return { child, ended, says };
}

function seen(output) {
  const variables = new Map([...output.matchAll(/^##vso\[task\.setvariable variable=([^;]+);isOutput=true;\](.*)$/gm)].map(([, name, value]) => [name, value]));
  const summary = /^##vso\[task\.uploadsummary\](.+)$/m.exec(output);
  return { variables, summary: summary ? fs.readFileSync(summary[1], 'utf8') : '', result: /##vso\[task\.complete result=(\w+);/.exec(output)?.[1] };
}

test('the main job leaves its outputs, its summary and its result', async (t) => {
  const place = await job(t);
  const output = await step(place, { recipe: 'examples/web' }).ended;
  const { variables, summary, result } = seen(output);

  assert.equal(result, 'Succeeded', output);
  compare('task.outputs.txt', normalised(listed(variables), [[place.repository, '/repository']]));
  compare('task.summary.md', normalised(summary, [[place.repository, '/repository']]));

  const again = seen(await step(place, { recipe: 'examples/web' }).ended);
  assert.equal(again.result, 'Succeeded');
  assert.deepEqual([again.variables.get('outcome'), again.variables.get('changed'), again.variables.get('amiIds')], ['reused', 'false', variables.get('amiIds')]);
});

test('a recipe with a mistake fails the task with an issue at its line', async (t) => {
  const place = await job(t);
  const recipe = path.join(place.repository, 'examples', 'web', 'golden-ami.yaml');
  fs.writeFileSync(recipe, fs.readFileSync(recipe, 'utf8').replace('us-east-1', 'us-est-1'));
  const output = await step(place, { recipe: 'examples/web' }).ended;

  assert.equal(seen(output).result, 'Failed');
  assert.match(output, /##vso\[task\.logissue type=error;sourcepath=examples\/web\/golden-ami\.yaml;linenumber=\d+;columnnumber=\d+;code=GA01\d\d;?\]/);
  assert.match(output, /golden-ami ended with exit code 2\./);
});

test('a cancelled job ends at the first signal, and its build is cancelled', async (t) => {
  const place = await job(t, { pace: '2m' });
  const { child, ended, says } = step(place, { recipe: 'examples/web' });
  await says('build started');

  const sent = await cancel((signal) => child.kill(signal), ended);
  const output = await ended;
  assert.deepEqual(sent, ['SIGINT'], output);
  assert.match(output, /golden-ami ended with exit code 130\./);

  const plan = await step(place, { command: 'plan', recipe: 'examples/web' }).ended;
  assert.match(plan, /build 1 of this content was cancelled/);
});
