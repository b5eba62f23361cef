import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { endFast, fast, walked } from '../cloud.mjs';

const table = new URL('../../../src/GoldenAmi.LocalCloud/OperationTable.cs', import.meta.url);

test('every operation that LocalCloud serves was walked, well and, where it can fail, badly', () => {
  const text = readFileSync(table, 'utf8');
  const served = [...text.matchAll(/\[\("(\w+)", "(\w+)"\)\] =/g)].map(([, service, operation]) => `${service}/${operation}`).sort();
  assert.ok(served.length > 50 && served.length === text.split('[("').length - 1, 'the table is written in another form than this test reads');
  const well = [...walked].filter(([, ends]) => ends.has('ok')).map(([operation]) => operation).sort();
  assert.deepEqual(well, served);
  const neverRefused = served.filter((operation) => walked.get(operation).size === 1);
  assert.deepEqual(neverRefused, ['sts/GetCallerIdentity']);
  const errors = [...walked.values()].reduce((sum, ends) => sum + [...ends].filter((end) => end !== 'ok').length, 0);
  console.log(`operations walked: ${served.length}, with ${errors} pairs of operation and error`);
});

test('the server listens on loopback only and ends well on SIGINT', async () => {
  const { address, said } = await fast();
  assert.match(address, /^http:\/\/127\.0\.0\.1:\d+$/);
  assert.match(said(), /nothing is executed/);
  assert.equal(await endFast('SIGINT'), 0);
  assert.match(said(), /Ended\./);
});
