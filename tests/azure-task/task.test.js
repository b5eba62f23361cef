// The Azure Pipelines task: what the handler hands to the worker, what it makes of its end, and what the extension's archive holds.
'use strict';

const test = require('node:test');
const assert = require('node:assert/strict');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { spawnSync, spawn, execFileSync } = require('node:child_process');

const root = path.resolve(__dirname, '..', '..');
const source = path.join(root, 'src', 'azure-task');
const connection = '0f8fad5b-d9cb-469f-a165-70867728950e';

function folder(t) {
  const made = fs.mkdtempSync(path.join(os.tmpdir(), 'golden ami task '));
  t.after(() => fs.rmSync(made, { recursive: true, force: true }));
  return made;
}

/** The task's folder as the agent unpacks it, with a worker that tells what it was given. */
function installed(t, script) {
  const made = folder(t);
  for (const file of ['index.js', 'task.json', 'package.json']) {
    fs.copyFileSync(path.join(source, file), path.join(made, file));
  }
  fs.symlinkSync(path.join(source, 'node_modules'), path.join(made, 'node_modules'));
  fs.mkdirSync(path.join(made, 'worker'));
  fs.writeFileSync(path.join(made, 'worker', 'golden-ami'), script, { mode: 0o644 });
  return made;
}

const telling = `#!${process.execPath}
require('fs').writeFileSync(process.env.TOLD, JSON.stringify({ env: process.env, args: process.argv.slice(2) }));
console.log('##vso[task.setvariable variable=amiId;isOutput=true;]ami-1');
process.exit(Number(process.env.WANTED || 0));
`;

/** Variables as the agent sets them for a task (Handler.cs of azure-pipelines-agent). */
function agent(inputs, endpoints = {}) {
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, SYSTEM_COLLECTIONURI: 'https://dev.azure.com/acme/', AGENT_VERSION: '4.260.0', SECRET_PASSWORD: 'hidden-secret' };
  for (const [name, value] of Object.entries(inputs)) {
    env[`INPUT_${name.replace(/ /g, '_').toUpperCase()}`] = value;
  }
  for (const [id, parameters] of Object.entries(endpoints)) {
    env[`ENDPOINT_AUTH_${id}`] = JSON.stringify({ scheme: 'UsernamePassword', parameters });
    for (const [name, value] of Object.entries(parameters)) {
      env[`ENDPOINT_AUTH_PARAMETER_${id}_${name.toUpperCase()}`] = value;
    }
  }
  return env;
}

function run(t, env, script = telling) {
  const task = installed(t, script);
  const told = path.join(task, 'told.json');
  const done = spawnSync(process.execPath, [path.join(task, 'index.js')], { cwd: task, env: { ...env, TOLD: told }, encoding: 'utf8', timeout: 60000 });
  return { output: done.stdout + done.stderr, told: fs.existsSync(told) ? JSON.parse(fs.readFileSync(told, 'utf8')) : undefined };
}

test('inputs reach the worker as variables, with dashes, and never through a shell', (t) => {
  const { output, told } = run(t, agent({ command: 'plan', recipe: 'images/web\nimages/$(touch evil)', onCancel: 'detach', endpointUrl: '' }));

  assert.deepEqual(told.args, []);
  assert.equal(told.env.INPUT_COMMAND, 'plan');
  assert.equal(told.env.INPUT_RECIPE, 'images/web\nimages/$(touch evil)');
  assert.equal(told.env['INPUT_ON-CANCEL'], 'detach');
  assert.equal('INPUT_ENDPOINT-URL' in told.env, false);
  assert.equal(told.env.TF_BUILD, 'True');
  assert.match(output, /##vso\[task\.setvariable variable=amiId;isOutput=true;\]ami-1/);
  assert.match(output, /##vso\[task\.complete result=Succeeded;/);
});

test('an exit code other than 0 fails the task and is named', (t) => {
  const { output } = run(t, { ...agent({ command: 'build' }), WANTED: '4' });

  assert.match(output, /##vso\[task\.complete result=Failed;\]golden-ami ended with exit code 4\./);
});

test('a service connection with OIDC gives the worker what it needs to ask for tokens, and no keys', (t) => {
  const { output, told } = run(t, agent({ command: 'build', awsConnection: connection }, {
    [connection]: { useOIDC: 'true', assumeRoleArn: 'arn:aws:iam::111122223333:role/golden', username: '', password: '' },
    SYSTEMVSSCONNECTION: { AccessToken: 'job-token' },
  }));

  assert.equal(told.env.GOLDEN_AMI_SERVICE_CONNECTION, connection);
  assert.equal(told.env.SYSTEM_ACCESSTOKEN, 'job-token');
  assert.equal(told.env.INPUT_ROLE, 'arn:aws:iam::111122223333:role/golden');
  assert.equal('AWS_SECRET_ACCESS_KEY' in told.env, false);
  assert.match(output, /##vso\[task\.setsecret\]job-token/);
});

test('the job\'s token goes to the worker where it may open pull requests, and not beside a token of the pipeline', (t) => {
  const endpoints = { SYSTEMVSSCONNECTION: { AccessToken: 'job-token' } };
  const { output, told } = run(t, agent({ command: 'build' }, endpoints));

  assert.equal(told.env.SYSTEM_ACCESSTOKEN, 'job-token');
  assert.match(output, /##vso\[task\.setsecret\]job-token/);
  assert.equal('SYSTEM_ACCESSTOKEN' in run(t, agent({ bump: 'commit' }, endpoints)).told.env, false);
  const own = run(t, agent({ bump: 'pull-request', token: 'app-token' }, endpoints)).told.env;
  assert.equal('SYSTEM_ACCESSTOKEN' in own, false);
  assert.equal(own.INPUT_TOKEN, 'app-token');
});

test('the role of the input wins over the role of the service connection', (t) => {
  const { told } = run(t, agent({ role: 'arn:aws:iam::111122223333:role/mine', awsConnection: connection }, {
    [connection]: { useOIDC: 'true', assumeRoleArn: 'arn:aws:iam::111122223333:role/golden' },
    SYSTEMVSSCONNECTION: { AccessToken: 'job-token' },
  }));

  assert.equal(told.env.INPUT_ROLE, 'arn:aws:iam::111122223333:role/mine');
});

test('a service connection with keys gives the worker the keys and masks the secret one', (t) => {
  const { output, told } = run(t, agent({ awsConnection: connection, bump: 'push' }, {
    [connection]: { username: 'AKIDEXAMPLE', password: 'secret-key' },
    SYSTEMVSSCONNECTION: { AccessToken: 'job-token' },
  }));

  assert.equal(told.env.AWS_ACCESS_KEY_ID, 'AKIDEXAMPLE');
  assert.equal(told.env.AWS_SECRET_ACCESS_KEY, 'secret-key');
  assert.equal('SYSTEM_ACCESSTOKEN' in told.env, false);
  assert.match(output, /##vso\[task\.setsecret\]secret-key/);
});

test("the agent's secrets are not handed to the worker", (t) => {
  const { told } = run(t, agent({ command: 'plan' }, { SYSTEMVSSCONNECTION: { AccessToken: 'job-token' } }));

  const text = JSON.stringify(told.env);
  assert.equal(text.includes('hidden-secret'), false);
  assert.equal(text.includes('job-token'), false);
});

test('a cancel of the agent reaches the worker', async (t) => {
  const task = installed(t, `#!${process.execPath}
process.on('SIGINT', () => { console.log('worker saw SIGINT'); process.exit(130); });
console.log('worker is up');
setInterval(() => {}, 1000);
`);
  const child = spawn(process.execPath, [path.join(task, 'index.js')], { cwd: task, env: agent({ command: 'build' }) });
  t.after(() => child.kill('SIGKILL'));
  let output = '';
  const ended = new Promise((resolve) => child.on('close', resolve));
  child.stdout.on('data', (data) => {
    output += data;
    if (output.includes('worker is up') && !child.sent) {
      child.sent = child.kill('SIGINT');
    }
  });
  await ended;

  assert.match(output, /worker saw SIGINT/);
  assert.match(output, /result=Failed;\]golden-ami ended with exit code 130\./);
});

test("task-lib's mock runner runs the task in a container on request, with names of variables and no values in the command line", (t) => {
  const made = folder(t);
  const script = path.join(made, 'mocked.js');
  const lib = path.join(source, 'node_modules', 'azure-pipelines-task-lib');
  const command = `/usr/bin/docker run --rm --volume ${made}:${made} --workdir ${made} --env INPUT_COMMAND --env INPUT_RECIPE --env TF_BUILD registry.example/golden-ami:v1`;
  fs.writeFileSync(script, `
    const { TaskMockRunner } = require(${JSON.stringify(path.join(lib, 'mock-run'))});
    const runner = new TaskMockRunner(${JSON.stringify(path.join(source, 'index.js'))});
    runner.setInput('command', 'plan');
    runner.setInput('recipe', 'images/web; rm -rf x');
    runner.setInput('container', 'registry.example/golden-ami:v1');
    runner.setAnswers({ which: { docker: '/usr/bin/docker' }, checkPath: { '/usr/bin/docker': true }, exec: { ${JSON.stringify(command)}: { code: 0, stdout: 'planned' } } });
    runner.run();
  `);
  const done = spawnSync(process.execPath, [script], { cwd: made, env: { PATH: process.env.PATH }, encoding: 'utf8', timeout: 60000 });

  assert.match(done.stdout, /planned/, done.stdout + done.stderr);
  assert.match(done.stdout, /##vso\[task\.complete result=Succeeded;/);
});

test('the extension holds the task, the worker and the packages it needs, and stays under the limit of Azure DevOps Server', (t) => {
  const worker = process.env.GOLDEN_AMI_WORKER;
  assert.ok(worker && fs.existsSync(worker), 'GOLDEN_AMI_WORKER must name the published program');
  const made = folder(t);
  execFileSync(path.join(source, 'pack'), [worker, made], { env: { ...process.env, TFX: path.join(__dirname, 'node_modules', '.bin', 'tfx') }, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], timeout: 200000 });

  const archive = path.join(made, 'golden-ami.vsix');
  const size = fs.statSync(archive).size;
  t.diagnostic(`golden-ami.vsix: ${(size / 1048576).toFixed(1)} MiB`);
  assert.ok(size < 25 * 1048576, `${size} bytes are too many`);
  const names = execFileSync('unzip', ['-Z1', archive], { encoding: 'utf8', maxBuffer: 1 << 26 }).split('\n');
  for (const name of ['extension.vsixmanifest', 'extension.vsomanifest', 'overview.md', 'icon.png', 'task/task.json', 'task/index.js', 'task/worker/golden-ami', 'task/node_modules/azure-pipelines-task-lib/task.js']) {
    assert.ok(names.includes(name), `${name} is missing`);
  }
  assert.equal(names.some((name) => /\.test\.js$|\.d\.ts$|mocked/.test(name)), false);
  const manifest = execFileSync('unzip', ['-p', archive, 'extension.vsixmanifest'], { encoding: 'utf8' });
  assert.match(manifest, /Microsoft\.VisualStudio\.Services/);
});

test('task.json passes the check that tfx makes before an upload, and keeps to the words of the published schema', () => {
  const { validateTask } = require('tfx-cli/_build/lib/jsonvalidate');
  const file = path.join(source, 'task.json');
  const task = JSON.parse(fs.readFileSync(file, 'utf8'));
  assert.deepEqual(validateTask(path.join(root, 'src', 'azure-task', 'task.json'), task), []);

  // microsoft/azure-pipelines-task-lib, tasks.schema.json. It is older than the handlers Node24 and Node20_1, so it cannot be applied as a whole.
  const name = /^[A-Za-z][A-Za-z0-9]*$/;
  assert.ok(['Build', 'Utility', 'Test', 'Package', 'Deploy'].includes(task.category));
  assert.match(task.minimumAgentVersion, /^\d+\.\d+(\.\d+)?$/);
  for (const input of task.inputs) {
    assert.match(input.name, name);
    assert.ok(['boolean', 'filePath', 'multiLine', 'pickList', 'radio', 'secureFile', 'string'].includes(input.type) || /^connectedService:.+$/.test(input.type), input.type);
    assert.ok(input.label.length > 0);
    const known = ['name', 'label', 'type', 'defaultValue', 'required', 'helpMarkDown', 'groupName', 'visibleRule', 'properties', 'options', 'aliases'];
    assert.deepEqual(Object.keys(input).filter((key) => !known.includes(key)), []);
  }
  for (const output of task.outputVariables ?? task.OutputVariables ?? []) {
    assert.match(output.name, name);
  }
});

test('the metadata of the two actions and every workflow hold to the published schemas', (t) => {
  const made = folder(t);
  const validator = path.join(__dirname, 'node_modules', '@action-validator', 'cli', 'cli.mjs');
  const files = ['action.yml', 'setup/action.yml']
    .concat(...['.github/workflows', 'examples/workflows'].map((each) => fs.readdirSync(path.join(root, each)).filter((name) => /\.ya?ml$/.test(name) && !/^(azure-pipelines|buildspec)/.test(name)).map((name) => `${each}/${name}`)));
  for (const file of files) {
    // The schema that the validator carries is older than this permission (GitHub, "Using artifact attestations", 2024)
    const copy = path.join(made, file);
    fs.mkdirSync(path.dirname(copy), { recursive: true });
    fs.writeFileSync(copy, fs.readFileSync(path.join(root, file), 'utf8').replace(/^ +attestations: write\n/gm, ''));
    const done = spawnSync(process.execPath, [validator, copy], { cwd: made, encoding: 'utf8', timeout: 60000 });
    assert.equal(done.status, 0, `${file}: ${done.stdout}${done.stderr}`);
  }
});

test('the set-up action installs a release whose checksum is right, and refuses one whose checksum is wrong and any other version', (t) => {
  const made = folder(t);
  const release = path.join(made, 'acme', 'golden-ami', 'releases', 'download', 'v1.2.3');
  fs.mkdirSync(release, { recursive: true });
  for (const program of ['golden-ami', 'golden-ami-runner']) {
    fs.writeFileSync(path.join(made, program), '#!/bin/sh\necho 1.2.3 "$@"\n', { mode: 0o755 });
  }
  const archives = ['golden-ami-linux-arm64.tar.gz', 'golden-ami-linux-x64.tar.gz'];
  for (const archive of archives) {
    fs.writeFileSync(path.join(made, 'golden-ami'), `#!/bin/sh\necho ${archive} "$@"\n`, { mode: 0o755 });
    execFileSync('tar', ['-C', made, '-czf', path.join(release, archive), 'golden-ami', 'golden-ami-runner']);
  }
  fs.writeFileSync(path.join(release, 'SHA256SUMS'), execFileSync('sha256sum', archives, { cwd: release, encoding: 'utf8' }));
  fs.writeFileSync(path.join(made, 'uname'), '#!/bin/sh\n[ "$1" = -s ] && echo Linux || echo "$MACHINE"\n', { mode: 0o755 });
  const install = (version, local = 'false', machine = 'x86_64') => {
    fs.writeFileSync(path.join(made, 'path'), '');
    fs.writeFileSync(path.join(made, 'output'), '');
    return spawnSync(path.join(root, 'setup', 'install'), [], {
      encoding: 'utf8', timeout: 60000,
      env: { PATH: `${made}:${process.env.PATH}`, MACHINE: machine, GITHUB_SERVER_URL: `file://${encodeURI(made)}`, GOLDEN_AMI_REPOSITORY: 'acme/golden-ami', GOLDEN_AMI_VERSION: version, GOLDEN_AMI_LOCAL: local, RUNNER_TEMP: made, GITHUB_PATH: path.join(made, 'path'), GITHUB_OUTPUT: path.join(made, 'output') },
    });
  };

  const done = install('v1.2.3', 'true');
  assert.equal(done.status, 0, done.stdout + done.stderr);
  assert.match(done.stdout, /linux-x64\.tar\.gz --version/);
  assert.match(done.stdout, /linux-x64\.tar\.gz local setup/);
  assert.equal(fs.readFileSync(path.join(made, 'path'), 'utf8'), `${made}/golden-ami-v1.2.3\n`);
  assert.equal(fs.readFileSync(path.join(made, 'output'), 'utf8'), `path=${made}/golden-ami-v1.2.3\n`);

  const arm = install('v1.2.3', 'false', 'aarch64');
  assert.match(arm.stdout, /linux-arm64\.tar\.gz --version/, arm.stdout);
  assert.match(install('v1.2.3', 'false', 'riscv64').stdout, /runs on Linux on x86_64 and arm64, this runner is Linux on riscv64/);

  for (const version of ['v1.2.3; touch evil', '../x', 'v9', 'main', 'v9.9.9']) {
    const refused = install(version);
    assert.equal(refused.status, 1, version);
    assert.match(refused.stdout, /^::error title=Set up Golden AMI::/m);
    assert.equal(fs.readFileSync(path.join(made, 'path'), 'utf8'), '');
  }

  fs.appendFileSync(path.join(release, 'golden-ami-linux-x64.tar.gz'), 'x');
  const wrong = install('v1.2.3');
  assert.equal(wrong.status, 1);
  assert.match(wrong.stdout, /does not match SHA256SUMS/);
});

test('the list of what a release is made of is valid CycloneDX and names the packages of both worlds and the runtime', async () => {
  const { Validation, Spec } = require('@cyclonedx/cyclonedx-library');
  const made = (...words) => spawnSync(process.execPath, [path.join(root, '.github', 'sbom.js'), ...words], { encoding: 'utf8', timeout: 60000 });
  const done = made('1.2.3');

  assert.equal(done.status, 0, done.stderr);
  assert.equal(await new Validation.JsonStrictValidator(Spec.Version.v1dot5).validate(done.stdout), null);
  const { components, metadata } = JSON.parse(done.stdout);
  assert.equal(metadata.component.version, '1.2.3');
  const scope = (start) => components.find(({ purl }) => purl.startsWith(start))?.scope;
  for (const start of ['pkg:nuget/AWSSDK.Core@4.', 'pkg:nuget/YamlDotNet@', 'pkg:nuget/Microsoft.NETCore.App.Runtime.linux-x64@10.', 'pkg:npm/azure-pipelines-task-lib@5.']) {
    assert.equal(scope(start), 'required', start);
  }
  assert.equal(scope('pkg:nuget/Microsoft.CodeAnalysis.BannedApiAnalyzers@'), 'excluded');
  assert.equal(components.some(({ name }) => name.toLowerCase().startsWith('goldenami')), false);
  assert.equal(made('latest').status, 2);
});
