import assert from 'node:assert/strict';
import test from 'node:test';
import { built, connect, createRecipe, logs as api, refused } from '../cloud.mjs';

const logGroupName = '/aws/imagebuilder/web-server';
const logStreamName = '1.4.0/1';

test('what a build said is read in pages, forwards and backwards, and says that nothing was executed', async () => {
  const { logs, builder } = await connect();
  await built(builder);
  const read = (more) => logs(new api.GetLogEventsCommand({ logGroupName, logStreamName, startFromHead: true, ...more }));
  const all = (await read()).events.map((each) => each.message);
  assert.ok(all.some((line) => line.includes('NOT EXECUTED')));
  assert.ok(all.at(-1).startsWith('TOE has completed execution successfully'));
  const lines = [];
  let nextToken;
  for (;;) {
    const page = await read({ limit: 2, nextToken });
    lines.push(...page.events.map((each) => each.message));
    if (page.nextForwardToken === nextToken) break;
    nextToken = page.nextForwardToken;
  }
  assert.deepEqual(lines, all);
  const last = await read({ limit: 1, startFromHead: false });
  assert.equal(last.events[0].message, all.at(-1));
  assert.equal((await read({ limit: 1, nextToken: last.nextBackwardToken })).events[0].message, all.at(-2));
  await refused('InvalidParameterException', read({ nextToken: 'abc' }));
  await refused('ResourceNotFoundException', read({ logStreamName: '9.9.9/9' }));
});

test('streams are described and searched; what is not served is refused', async () => {
  const { logs, builder } = await connect();
  const imageRecipeArn = await createRecipe(builder);
  for (let count = 0; count < 2; count++) await built(builder, { imageRecipeArn });
  const describe = (more) => logs(new api.DescribeLogStreamsCommand({ logGroupName, ...more }));
  assert.deepEqual((await describe()).logStreams.map((each) => each.logStreamName), ['1.4.0/1', '1.4.0/2']);
  const first = await describe({ limit: 1, descending: true });
  assert.equal(first.logStreams[0].logStreamName, '1.4.0/2');
  assert.equal((await describe({ limit: 1, descending: true, nextToken: first.nextToken })).logStreams[0].logStreamName, '1.4.0/1');
  await refused('InvalidParameterException', describe({ nextToken: 'abc' }));
  await refused('ResourceNotFoundException', describe({ logGroupName: '/none' }));
  await refused('InvalidParameterException', logs(new api.DescribeLogStreamsCommand({})));
  const search = (more) => logs(new api.FilterLogEventsCommand({ logGroupName, ...more }));
  const found = await search({ logStreamNames: ['1.4.0/2'], limit: 1 });
  assert.equal(found.events[0].logStreamName, '1.4.0/2');
  assert.equal((await search({ logStreamNames: ['1.4.0/2'], limit: 1, nextToken: found.nextToken })).events.length, 1);
  await refused('InvalidParameterException', search({ filterPattern: 'ERROR' }), /filterPattern/);
  await refused('InvalidParameterException', search({ nextToken: 'abc' }));
  await refused('ResourceNotFoundException', search({ logGroupName: '/none' }));
});
