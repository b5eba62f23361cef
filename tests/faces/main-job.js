// The main job as a CI system runs it: the example's repository, a served cloud whose machines are scripted, and what the step left behind, compared with
// golden files. The Azure task's tests and the container's tests share it; the worker is the published program in both.
'use strict';

const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { spawn, execFileSync } = require('node:child_process');

const root = path.resolve(__dirname, '..', '..');
const golden = path.join(__dirname, 'golden');

/** The keys that a served cloud takes: twelve digits are the account. */
const keys = { AWS_ACCESS_KEY_ID: '111122223333', AWS_SECRET_ACCESS_KEY: 'local' };

/** Serves a cloud until the test ends. Each stage of a build takes `pace`; `faults` are those of docs/faults.md. Resolves to its address. */
function serve(t, worker, folder, { pace = '0s', faults = [] } = {}) {
  fs.writeFileSync(path.join(folder, 'faults.json'), JSON.stringify({ faults }));
  const words = ['local', 'serve', '--port', '0', '--machines', 'scripted', '--pace', pace, '--state', path.join(folder, 'cloud'), '--faults', path.join(folder, 'faults.json')];
  const cloud = spawn(worker, words, { cwd: folder });
  const closed = new Promise((resolve) => cloud.on('close', resolve));
  t.after(async () => { cloud.kill('SIGINT'); await closed; });
  return new Promise((resolve, reject) => {
    let said = '';
    const listen = (data) => {
      said += data;
      const address = /serves (http:\/\/127\.0\.0\.1:\d+)/.exec(said);
      if (address) {
        resolve(address[1]);
      }
    };
    cloud.stdout.on('data', listen);
    cloud.stderr.on('data', listen);
    closed.then(() => reject(new Error(`The cloud ended: ${said}`)));
  });
}

/** A clone with the example in it, as a checkout step leaves it. */
function checkout(folder) {
  const repository = path.join(folder, 'repository');
  fs.cpSync(path.join(root, 'examples', 'web'), path.join(repository, 'examples', 'web'), { recursive: true });
  const git = (...words) => execFileSync('git', ['-C', repository, '-c', 'user.name=test', '-c', 'user.email=test@example.com', ...words], { encoding: 'utf8' });
  git('init', '--quiet', '--initial-branch', 'main');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'first');
  return repository;
}

/** What differs from run to run is replaced: ids, digests, times, folders, addresses. */
function normalised(text, folders = []) {
  for (const [folder, name] of folders) {
    text = text.replaceAll(folder, name);
  }
  return text
    .replace(/ami-[0-9a-f]{17}/g, 'ami-ID')
    .replace(/snap-[0-9a-f]{17}/g, 'snap-ID')
    .replace(/sha256(:|&#58;)[0-9a-f]{12,64}/g, 'sha256:DIGEST')
    .replace(/20\d\d-\d\d-\d\d[T ]\d\d[:-]\d\d[:-]\d\d(\.\d+)?Z?|20\d\d-\d\d-\d\d/g, 'TIME')
    .replace(/^ {2}.+ :\d{13}, \d{13}\n/gm, '')
    .replace(/\b[0-9a-f]{40}\b/g, 'COMMIT')
    .replace(/commit [0-9a-f]{12}\b/g, 'commit COMMIT')
    .replace(/\b\d+(\.\d)?s\b|\b\d+m\d\ds\b/g, 'DURATION');
}

/** Compares with tests/faces/golden/NAME; with GOLDEN_WRITE=1 in the environment the file is written instead, to be read before it is committed. */
function compare(name, text) {
  const file = path.join(golden, name);
  if (process.env.GOLDEN_WRITE === '1') {
    fs.writeFileSync(file, text);
  }
  assert.equal(text, fs.readFileSync(file, 'utf8'), name);
}

/** Signals as a runner cancels a step: SIGINT, after 7.5 s SIGTERM, after 2.5 s more it is killed (actions/runner, ProcessInvoker). Resolves to the signals that were needed. */
async function cancel(send, ended) {
  const sent = [];
  const over = ended.then(() => true);
  for (const [signal, patience] of [['SIGINT', 7500], ['SIGTERM', 2500], ['SIGKILL', 10000]]) {
    sent.push(signal);
    send(signal);
    let timer;
    const late = new Promise((resolve) => { timer = setTimeout(() => resolve(false), patience); });
    const done = await Promise.race([over, late]);
    clearTimeout(timer);
    if (done) {
      break;
    }
  }
  return sent;
}

/** name<<delimiter, lines, the delimiter; or name=value (actions/runner, FileCommandManager). Sorted lines name=value. */
function outputsOf(text) {
  const found = new Map();
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at++) {
    const [, heredoc, delimiter] = /^([^=<]+)<<(.+)$/.exec(lines[at]) || [];
    if (heredoc) {
      const end = lines.indexOf(delimiter, at + 1);
      found.set(heredoc, lines.slice(at + 1, end).join('\n'));
      at = end;
    } else if (lines[at].includes('=')) {
      found.set(lines[at].slice(0, lines[at].indexOf('=')), lines[at].slice(lines[at].indexOf('=') + 1));
    }
  }
  return found;
}

const listed = (pairs) => [...pairs].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => `${name}=${value}\n`).join('');

module.exports = { root, keys, serve, checkout, normalised, compare, cancel, outputsOf, listed };
