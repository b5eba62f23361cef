// The main job through action.yml in the real container: the runner's variables, files and signals, and a served cloud.
// tests/container/run says how the container is started: TEST_BUILDAH (a JSON list: the command and its options) and TEST_CONTAINER.
'use strict';

const test = require('node:test');
const assert = require('node:assert/strict');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { spawn, execFileSync } = require('node:child_process');
const { root, keys, serve, checkout, normalised, compare, cancel, outputsOf, listed } = require('../faces/main-job.js');

const [buildah, ...options] = JSON.parse(process.env.TEST_BUILDAH);
const files = ['output', 'state', 'env', 'path', 'step_summary'];

/** Inputs and their defaults, and the two entry points, as action.yml says them. */
function action() {
  const lines = fs.readFileSync(path.join(root, 'action.yml'), 'utf8').split('\n');
  const from = lines.indexOf('inputs:');
  const to = lines.findIndex((line, at) => at > from && /^\S/.test(line));
  const inputs = {};
  let name;
  for (const line of lines.slice(from + 1, to)) {
    name = /^ {2}([a-z-]+):$/.exec(line)?.[1] ?? name;
    const value = /^ {4}default: (".*")$/.exec(line)?.[1];
    if (value) {
      inputs[name] = JSON.parse(value);
    }
  }
  return { inputs, post: lines.map((line) => /^ {2}post-entrypoint: "?([^"]+)"?$/.exec(line)?.[1]).find(Boolean) };
}

async function job(t, cloud) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'golden-ami-job-'));
  t.after(() => fs.rmSync(folder, { recursive: true, force: true }));
  const place = { folder, repository: checkout(folder), address: await serve(t, process.env.GOLDEN_AMI_WORKER, folder, cloud) };
  fs.mkdirSync(path.join(folder, 'commands'));
  // The runner's user is not the container's
  execFileSync('chown', ['-R', '1001:1001', folder]);
  return place;
}

/** `docker run` of actions/runner (ContainerActionHandler): no arguments, inputs as variables, the workspace and the files of commands mounted. */
function step({ folder, repository, address }, inputs, { entry = '/usr/bin/golden-ami', state = {} } = {}) {
  const values = { ...action().inputs, 'endpoint-url': address, ...inputs };
  const env = {
    ...keys, CI: 'true', GITHUB_ACTIONS: 'true', GITHUB_WORKSPACE: '/github/workspace', GITHUB_SERVER_URL: 'https://git.acme.example', GITHUB_RUN_ID: '7', HOME: '/github/home',
    ...Object.fromEntries(Object.entries(values).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
    ...Object.fromEntries(Object.entries(state).map(([name, value]) => [`STATE_${name}`, value])),
  };
  for (const file of files) {
    fs.writeFileSync(path.join(folder, 'commands', file), '');
    env[`GITHUB_${file.toUpperCase()}`] = `/github/file_commands/${file}`;
  }
  const child = spawn(buildah, [
    ...options, 'run', '--isolation', 'chroot', '--user', 'root', '--volume', `${repository}:/github/workspace`, '--volume', `${path.join(folder, 'commands')}:/github/file_commands`,
    '--workingdir', '/github/workspace', ...Object.entries(env).flatMap(([name, value]) => ['--env', `${name}=${value}`]), process.env.TEST_CONTAINER, '--', entry,
  ]);
  let output = '';
  const heard = [];
  const hear = (data) => { output += data; heard.forEach((each) => each()); };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const ended = new Promise((resolve) => child.on('close', (code) => {
    const read = (file) => fs.readFileSync(path.join(folder, 'commands', file), 'utf8');
    resolve({ code, output, outputs: outputsOf(read('output')), state: outputsOf(read('state')), summary: read('step_summary') });
  }));
  const says = (text) => new Promise((resolve) => { const look = () => output.includes(text) && resolve(); heard.push(look); look(); });
  return { ended, says };
}

/** The worker itself: docker hands signals on to process 1 of the container, this way of running one does not. */
function workerOf(address) {
  for (const id of fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      if (fs.readFileSync(`/proc/${id}/cmdline`, 'utf8') === '/usr/bin/golden-ami\0' && fs.readFileSync(`/proc/${id}/environ`, 'utf8').includes(`INPUT_ENDPOINT-URL=${address}\0`)) {
        return Number(id);
      }
    } catch {
      // It ended in between
    }
  }
  return undefined;
}

test('the main job leaves its outputs, its summary, its commit and exit code 0, and a second one reuses the image', async (t) => {
  const place = await job(t);
  const first = await step(place, { recipe: 'examples/web' }).ended;

  assert.equal(first.code, 0, first.output);
  compare('action.outputs.txt', normalised(listed(first.outputs)));
  compare('action.summary.md', normalised(first.summary));
  const moved = execFileSync('git', ['-c', 'safe.directory=*', '-C', place.repository, 'show', '--stat', '--format=%s', 'golden-ami/web'], { encoding: 'utf8' });
  assert.match(moved, /consumers\/terraform\/main\.tf/);

  const again = await step(place, { recipe: 'examples/web' }).ended;
  assert.equal(again.code, 0, again.output);
  assert.deepEqual([again.outputs.get('outcome'), again.outputs.get('changed'), again.outputs.get('ami-ids')], ['reused', 'false', first.outputs.get('ami-ids')]);
});

test('a recipe with a mistake ends with 2 and an annotation at its line', async (t) => {
  const place = await job(t);
  const recipe = path.join(place.repository, 'examples', 'web', 'golden-ami.yaml');
  fs.writeFileSync(recipe, fs.readFileSync(recipe, 'utf8').replace('us-east-1', 'us-est-1'));
  const { code, output } = await step(place, { recipe: 'examples/web' }).ended;

  assert.equal(code, 2, output);
  assert.match(output, /^::error file=examples\/web\/golden-ami\.yaml,line=\d+,col=\d+,title=GA01\d\d::/m);
});

test('a cancelled step ends at the first signal with 130, its build is cancelled, and the post step confirms it', async (t) => {
  const place = await job(t, { pace: '2m' });
  const run = step(place, { recipe: 'examples/web' });
  await run.says('build started');
  const worker = workerOf(place.address);
  assert.ok(worker, 'the worker runs');

  const sent = await cancel((signal) => process.kill(worker, signal), run.ended);
  const end = await run.ended;
  assert.deepEqual([sent, end.code], [['SIGINT'], 130], end.output);

  const post = await step(place, {}, { entry: action().post, state: Object.fromEntries(end.state) }).ended;
  assert.equal(post.code, 0, post.output);
  const plan = await step(place, { command: 'plan', recipe: 'examples/web' }).ended;
  assert.match(plan.output, /build 1 of this content was cancelled/);
});

test('when AWS does not answer the cancel, the step ends in time all the same, and the post step cancels the build', async (t) => {
  const place = await job(t, { pace: '2m', faults: [{ operation: 'CancelImageCreation', fault: 'slow', seconds: 600 }] });
  const run = step(place, { recipe: 'examples/web' });
  await run.says('build started');

  const sent = await cancel((signal) => process.kill(workerOf(place.address), signal), run.ended);
  const end = await run.ended;
  assert.ok(!sent.includes('SIGKILL'), end.output);
  assert.equal(end.code, 130);
  assert.match(end.output, /^::warning title=GA03\d\d::.*It is not sure that .* was cancelled/m);

  const post = await step(place, {}, { entry: action().post, state: Object.fromEntries(end.state) }).ended;
  assert.equal(post.code, 0, post.output);
  const plan = await step(place, { command: 'plan', recipe: 'examples/web' }).ended;
  assert.match(plan.output, /build 1 of this content was cancelled/);
});
