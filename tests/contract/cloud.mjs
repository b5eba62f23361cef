// A served LocalCloud, and the clients of the AWS SDK for JavaScript for it.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as imagebuilder from '@aws-sdk/client-imagebuilder';
import * as ec2 from '@aws-sdk/client-ec2';
import * as ssm from '@aws-sdk/client-ssm';
import * as sts from '@aws-sdk/client-sts';
import * as logs from '@aws-sdk/client-cloudwatch-logs';
import * as ebs from '@aws-sdk/client-ebs';
import * as kms from '@aws-sdk/client-kms';

export { imagebuilder, ec2, ssm, sts, logs, ebs, kms, sleep };

// 'imagebuilder/CreateImage' → how it was seen to end: 'ok', and the names of errors.
export const walked = new Map();

export const debian = 'ssm:/aws/service/debian/release/12/latest/amd64';
export const document = (phase, name = 'Install') => `
schemaVersion: 1.0
phases:
  - name: ${phase}
    steps:
      - name: ${name}
        action: ExecuteBash
        inputs: { commands: [ "true" ] }
`;

export class Served {
  static async start(...options) {
    const state = mkdtempSync(join(tmpdir(), 'golden-ami-contract-'));
    const child = spawn(process.env.GOLDEN_AMI, ['local', 'serve', '--port', '0', '--machines', 'scripted', '--state', state, ...options], { stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    const address = await new Promise((resolve, reject) => {
      child.stdout.on('data', (text) => {
        said += text;
        const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said);
        if (url) resolve(url[0]);
      });
      child.on('exit', (code) => reject(new Error(`the server ended with ${code}: ${said}`)));
    });
    return Object.assign(new Served(), { child, state, address, said: () => said });
  }

  async end(signal = 'SIGTERM') {
    const code = new Promise((resolve) => this.child.on('exit', resolve));
    this.child.kill(signal);
    const ended = await code;
    rmSync(this.state, { recursive: true, force: true });
    return ended;
  }

  // The clients of one account in one region.
  clients(account, region = 'eu-west-1', credentials = { accessKeyId: account, secretAccessKey: 'local' }) {
    const make = (name, Client) => {
      const client = new Client({ endpoint: this.address, region, credentials, maxAttempts: 1 });
      client.middlewareStack.add((next, context) => async (args) => {
        const operation = `${name}/${context.commandName.replace(/Command$/, '')}`;
        const ends = walked.get(operation) ?? walked.set(operation, new Set()).get(operation);
        try {
          const answer = await next(args);
          ends.add('ok');
          return answer;
        } catch (error) {
          ends.add(error.name);
          throw error;
        }
      }, { step: 'initialize', name: 'walked' });
      return (command) => client.send(command);
    };
    return {
      account, region,
      builder: make('imagebuilder', imagebuilder.ImagebuilderClient), ec2: make('ec2', ec2.EC2Client), ssm: make('ssm', ssm.SSMClient), sts: make('sts', sts.STSClient),
      logs: make('logs', logs.CloudWatchLogsClient), ebs: make('ebs', ebs.EBSClient), kms: make('kms', kms.KMSClient),
    };
  }
}

let server;
export const fast = async () => (server ??= await Served.start());
export const endFast = async (signal) => server && (await server.end(signal));

let number = 100000000000;
// Each test has an account of its own, so none sees what another made.
export const newAccount = () => String(++number);
export const connect = async (region) => (await fast()).clients(newAccount(), region);

export async function refused(name, promise, message) {
  const error = await promise.then((answer) => assert.fail(`answered ${JSON.stringify(answer)} in the place of ${name}`), (problem) => problem);
  assert.equal(error.name, name, `${error.name}: ${error.message}`);
  if (message) assert.match(error.message, message);
  return error;
}

export async function everyPage(send, make, member) {
  const pages = [];
  let nextToken;
  do {
    const answer = await send(make(nextToken));
    pages.push(answer[member]);
    nextToken = answer.nextToken ?? answer.NextToken ?? answer.NextMarker;
  } while (nextToken && pages.length < 100);
  return pages;
}

export async function createComponent(builder, name, more = {}) {
  const answer = await builder(new imagebuilder.CreateComponentCommand({ name, semanticVersion: '1.0.0', platform: 'Linux', data: document('build'), ...more }));
  return answer.componentBuildVersionArn;
}

export async function createRecipe(builder, name = 'web server', more = {}) {
  const components = more.components ?? [{ componentArn: await createComponent(builder, `${name} part`) }];
  const answer = await builder(new imagebuilder.CreateImageRecipeCommand({ name, semanticVersion: '1.4.x', parentImage: debian, ...more, components }));
  return answer.imageRecipeArn;
}

export async function createInfrastructure(builder, name = 'small') {
  return (await builder(new imagebuilder.CreateInfrastructureConfigurationCommand({ name, instanceProfileName: 'golden' }))).infrastructureConfigurationArn;
}

export async function createDistribution(builder, name, distributions) {
  return (await builder(new imagebuilder.CreateDistributionConfigurationCommand({ name, distributions }))).distributionConfigurationArn;
}

export const image = async (builder, imageBuildVersionArn) => (await builder(new imagebuilder.GetImageCommand({ imageBuildVersionArn }))).image;

// Follows an image to its end; the states that were seen come back in their order.
export async function follow(builder, arn, every = 15) {
  const states = [];
  for (;;) {
    const seen = await image(builder, arn);
    if (states.at(-1) !== seen.state.status) states.push(seen.state.status);
    if (['AVAILABLE', 'FAILED', 'CANCELLED'].includes(seen.state.status)) return { ...seen, states };
    await sleep(every);
  }
}

export async function build(builder, more = {}) {
  const imageRecipeArn = more.imageRecipeArn ?? await createRecipe(builder);
  const infrastructureConfigurationArn = more.infrastructureConfigurationArn ?? await createInfrastructure(builder, `small-${Math.random()}`.replace('.', '-'));
  const { imageBuildVersionArn } = await builder(new imagebuilder.CreateImageCommand({ imageRecipeArn, infrastructureConfigurationArn, ...more }));
  return imageBuildVersionArn;
}

export async function built(builder, more) {
  const end = await follow(builder, await build(builder, more));
  assert.equal(end.state.status, 'AVAILABLE', end.state.reason);
  return end;
}
