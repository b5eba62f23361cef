// The handler that Azure Pipelines requires: it hands the task's inputs and the service connection to the worker, starts it, and passes its end on.
// Everything else is the worker's: it writes the logging commands, the outputs and the summary itself.
'use strict';

const fs = require('fs');
const path = require('path');
const tl = require('azure-pipelines-task-lib/task');

/** Inputs of this handler alone; all others are the worker's. */
const ownInputs = ['awsConnection', 'container'];

/** Variables that hold secrets of the agent; the worker gets the ones that it needs by name, below. */
const secretVariables = /^(INPUT_|SECRET_|ENDPOINT_|SECUREFILE_|VSTS_TASKVARIABLE_|GOLDEN_AMI_)/i;

/** onCancel -> INPUT_ON-CANCEL, which is how GitHub's runner hands the same input over. */
function variableOf(name) {
  return `INPUT_${name.replace(/[A-Z]/g, (letter) => `-${letter}`).toUpperCase()}`;
}

function inputVariables(task) {
  const variables = {};
  for (const { name } of task.inputs) {
    const value = ownInputs.includes(name) ? undefined : tl.getInput(name);
    if (value) {
      variables[variableOf(name)] = value;
    }
  }
  return variables;
}

/**
 * A service connection of type AWS (AWS Toolkit for Azure DevOps): either an identity token is exchanged for a role, or it holds keys.
 * The token is asked for by the worker, again and again; it needs the job's own token for that.
 */
function credentialVariables(role) {
  const connection = tl.getInput('awsConnection');
  if (!connection) {
    return {};
  }

  const given = (tl.getEndpointAuthorization(connection, false) || {}).parameters || {};
  const parameter = (name) => {
    const key = Object.keys(given).find((known) => known.toLowerCase() === name.toLowerCase());
    return key === undefined ? undefined : given[key] || undefined;
  };
  const keys = { AWS_ACCESS_KEY_ID: parameter('username'), AWS_SECRET_ACCESS_KEY: parameter('password'), AWS_SESSION_TOKEN: parameter('sessionToken') };
  if (parameter('useOIDC') !== 'true' && keys.AWS_ACCESS_KEY_ID && keys.AWS_SECRET_ACCESS_KEY) {
    tl.setSecret(keys.AWS_SECRET_ACCESS_KEY);
    return Object.fromEntries(Object.entries(keys).filter(([, value]) => value));
  }

  const roles = role || parameter('assumeRoleArn');
  return {
    GOLDEN_AMI_SERVICE_CONNECTION: connection,
    ...jobToken(),
    ...(roles ? { [variableOf('role')]: roles } : {}),
  };
}

/** The job's own token (System.AccessToken). */
function jobToken() {
  const token = tl.getEndpointAuthorizationParameter('SYSTEMVSSCONNECTION', 'AccessToken', true);
  if (token) {
    tl.setSecret(token);
  }
  return token ? { SYSTEM_ACCESSTOKEN: token } : {};
}

/** Pull requests in Azure Repos are opened with the job's own token, unless the pipeline gives another one. */
function pullRequestVariables() {
  const wish = tl.getInput('bump') || 'auto';
  return ['auto', 'pull-request'].includes(wish) && !tl.getInput('token') ? jobToken() : {};
}

function bundledWorker() {
  const file = path.join(__dirname, 'worker', 'golden-ami');
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(`The worker runs on Linux on x86_64, this agent is ${process.platform} on ${process.arch}. Fix: use a Linux agent (vmImage: ubuntu-latest), or the input container.`);
  }
  // The extension's archive keeps no modes
  fs.chmodSync(file, 0o755);
  return tl.tool(file);
}

/** The values stay out of the command line: docker reads them from its own environment. */
function containerWorker(image, variables) {
  const folder = process.cwd();
  const tool = tl.tool(tl.which('docker', true)).arg(['run', '--rm', '--volume', `${folder}:${folder}`, '--workdir', folder]);
  const temporary = process.env.AGENT_TEMPDIRECTORY;
  if (temporary) {
    tool.arg(['--volume', `${temporary}:${temporary}`]);
  }
  for (const name of Object.keys(variables).filter((each) => /^(INPUT_|AWS_|GOLDEN_AMI_|SYSTEM_|BUILD_|AGENT_TEMPDIRECTORY$|TF_BUILD$|HTTPS?_PROXY$|NO_PROXY$)/i.test(each)).sort()) {
    tool.arg(['--env', name]);
  }
  return tool.arg(image);
}

async function run() {
  const task = JSON.parse(fs.readFileSync(path.join(__dirname, 'task.json'), 'utf8'));
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !secretVariables.test(name)));
  const variables = { ...inherited, TF_BUILD: 'True', ...inputVariables(task), ...pullRequestVariables(), ...credentialVariables(tl.getInput('role')) };

  const container = tl.getInput('container');
  const worker = container ? containerWorker(container, variables) : bundledWorker();
  // The agent sends SIGINT to this process, 7.5 s later SIGTERM; the worker is the one that must know
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, () => worker.killChildProcess(signal));
  }

  const code = await worker.execAsync({ env: variables, ignoreReturnCode: true });
  if (code !== 0) {
    tl.setResult(tl.TaskResult.Failed, `golden-ami ended with exit code ${code}.`);
  } else {
    tl.setResult(tl.TaskResult.Succeeded, '');
  }
}

run().catch((error) => tl.setResult(tl.TaskResult.Failed, error.message));
