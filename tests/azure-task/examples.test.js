// The scripts of the example workflows, run with a `gh` that tells how it was called.
'use strict';

const test = require('node:test');
const assert = require('node:assert/strict');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { spawnSync } = require('node:child_process');
const { root } = require('../faces/main-job.js');

/** The text of the last `run: |` of a workflow, without its indentation. */
function lastScript(file) {
  const text = fs.readFileSync(path.join(root, 'examples', 'workflows', file), 'utf8');
  const lines = text.slice(text.lastIndexOf('run: |\n') + 'run: |\n'.length).split('\n');
  const depth = lines[0].search(/\S/);
  return lines.map((line) => line.slice(depth)).join('\n');
}

/** As a runner's shell runs it: bash -e, pipefail. `gh` answers the listing with `listed`, and refuses to write when `mayWrite` is false. */
function preview(t, { listed, mayWrite }) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'golden-ami-example-'));
  t.after(() => fs.rmSync(folder, { recursive: true, force: true }));
  fs.writeFileSync(path.join(folder, 'gh'), `#!/bin/sh
case "$*" in
*--paginate*) printf '%s' "$LISTED" ;;
*) echo "$@" >>calls; ${mayWrite ? 'cp comment.md written' : 'echo "HTTP 403: Resource not accessible by integration" >&2; exit 1'} ;;
esac
`, { mode: 0o755 });
  fs.writeFileSync(path.join(folder, 'report.md'), `## web: planned\n${'x'.repeat(70000)}\n`);
  const done = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', lastScript('pull-request-preview.yml')], {
    cwd: folder, encoding: 'utf8', timeout: 30000,
    env: { PATH: `${folder}:${process.env.PATH}`, LISTED: listed, REPORT: 'report.md', COMMENTS: 'repos/acme/images/issues/5/comments' },
  });
  const read = (name) => (fs.existsSync(path.join(folder, name)) ? fs.readFileSync(path.join(folder, name), 'utf8') : '');
  return { ...done, calls: read('calls'), written: read('written') };
}

test('the preview writes its comment once, with the plan in it and under the limit', (t) => {
  const done = preview(t, { listed: '', mayWrite: true });

  assert.equal(done.status, 0, done.stderr);
  assert.equal(done.calls, 'api --silent --method POST repos/acme/images/issues/5/comments --field body=@comment.md\n');
  assert.match(done.written, /^<!-- golden-ami plan images\/web -->\n## web: planned\n/);
  assert.ok(done.written.length < 65536);
});

test('the preview writes over its own comment the next time', (t) => {
  const done = preview(t, { listed: 'https://api.github.com/repos/acme/images/issues/comments/7\nhttps://api.github.com/repos/acme/images/issues/comments/8\n', mayWrite: true });

  assert.equal(done.status, 0, done.stderr);
  assert.equal(done.calls, 'api --silent --method PATCH https://api.github.com/repos/acme/images/issues/comments/7 --field body=@comment.md\n');
});

test('where the token may not write, the preview says where the plan is and does not fail', (t) => {
  const done = preview(t, { listed: '', mayWrite: false });

  assert.equal(done.status, 0, done.stderr);
  assert.match(done.stdout, /^::notice title=Golden AMI::This token may not write comments; the plan is in this step's summary\.$/m);
});
