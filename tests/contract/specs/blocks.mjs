import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import test from 'node:test';
import { built, connect, createRecipe, ebs as api, ec2, everyPage, refused } from '../cloud.mjs';

const size = 512 * 1024;
const digest = (data) => createHash('sha256').update(data).digest('base64');
const filled = (byte) => Buffer.alloc(size, byte);

async function snapshotOf(send, image) {
  const { Images: [found] } = await send(new ec2.DescribeImagesCommand({ ImageIds: [image] }));
  return found.BlockDeviceMappings[0].Ebs.SnapshotId;
}

async function put(ebs, SnapshotId, BlockIndex, BlockData, more = {}) {
  return ebs(new api.PutSnapshotBlockCommand({ SnapshotId, BlockIndex, BlockData, DataLength: BlockData.length, Checksum: digest(BlockData), ChecksumAlgorithm: 'SHA256', ...more }));
}

test('the blocks of an image’s disk are read with tokens and checksums', async () => {
  const { builder, ec2: send, ebs } = await connect();
  const SnapshotId = await snapshotOf(send, (await built(builder)).outputResources.amis[0].image);
  const { Blocks, BlockSize, VolumeSize, ExpiryTime } = await ebs(new api.ListSnapshotBlocksCommand({ SnapshotId }));
  assert.deepEqual([BlockSize, VolumeSize, Blocks.map((each) => each.BlockIndex)], [size, 1, [0, 1, 2, 3]]);
  assert.ok(ExpiryTime > new Date(Date.now() + 6 * 86400000));
  const block = await ebs(new api.GetSnapshotBlockCommand({ SnapshotId, ...Blocks[2] }));
  const data = await block.BlockData.transformToByteArray();
  assert.deepEqual([data.length, block.DataLength, block.Checksum], [size, size, digest(data)]);
  assert.deepEqual((await ebs(new api.ListSnapshotBlocksCommand({ SnapshotId, StartingBlockIndex: 3 }))).Blocks.map((each) => each.BlockIndex), [3]);
  const wrong = await refused('ValidationException', ebs(new api.GetSnapshotBlockCommand({ SnapshotId, BlockIndex: 1, BlockToken: Blocks[0].BlockToken })));
  assert.equal(wrong.Reason, 'INVALID_BLOCK_TOKEN');
  assert.equal((await refused('ValidationException', ebs(new api.ListSnapshotBlocksCommand({ SnapshotId, NextToken: 'YWJj' })))).Reason, 'INVALID_PAGE_TOKEN');
  assert.equal((await refused('ResourceNotFoundException', ebs(new api.ListSnapshotBlocksCommand({ SnapshotId: 'snap-0123456789abcdef0' })))).Reason, 'SNAPSHOT_NOT_FOUND');
  await refused('ResourceNotFoundException', ebs(new api.GetSnapshotBlockCommand({ SnapshotId: 'snap-0123456789abcdef0', ...Blocks[0] })));
  await refused('ResourceNotFoundException', (await connect()).ebs(new api.ListSnapshotBlocksCommand({ SnapshotId })));
});

test('a snapshot is written block by block, sparse, and read back in pages', async () => {
  const { ebs, ec2: send } = await connect();
  const request = { VolumeSize: 1, Description: 'by hand', Tags: [{ Key: 'a', Value: 'b' }], ClientToken: 'start-1' };
  const started = await ebs(new api.StartSnapshotCommand(request));
  const { SnapshotId } = started;
  assert.deepEqual([started.Status, started.BlockSize, started.VolumeSize], ['pending', size, 1]);
  assert.equal((await ebs(new api.StartSnapshotCommand(request))).SnapshotId, SnapshotId);
  await refused('ConflictException', ebs(new api.StartSnapshotCommand({ ...request, VolumeSize: 2 })));
  const indices = [0, 7, ...Array.from({ length: 100 }, (_, index) => 1000 + index)];
  for (let at = 0; at < indices.length; at += 6) {
    await Promise.all(indices.slice(at, at + 6).map((index) => put(ebs, SnapshotId, index, filled(index % 251))));
  }
  assert.equal((await refused('ValidationException', ebs(new api.ListSnapshotBlocksCommand({ SnapshotId })))).Reason, 'INVALID_SNAPSHOT_ID');
  for (const wrong of [[2048, filled(1)], [1, filled(1).subarray(1)], [1, filled(1), { Checksum: digest('other') }]]) {
    assert.equal((await refused('ValidationException', put(ebs, SnapshotId, ...wrong))).Reason, 'INVALID_BLOCK');
  }
  const complete = (more) => ebs(new api.CompleteSnapshotCommand({ SnapshotId, ChangedBlocksCount: indices.length, ...more }));
  await refused('ValidationException', complete({ ChangedBlocksCount: 3 }), /102 blocks/);
  const linear = { ChecksumAlgorithm: 'SHA256', ChecksumAggregationMethod: 'LINEAR' };
  await refused('ValidationException', complete({ ...linear, Checksum: digest('other') }));
  const all = createHash('sha256');
  for (const index of indices) all.update(createHash('sha256').update(filled(index % 251)).digest());
  assert.equal((await complete({ ...linear, Checksum: all.digest('base64') })).Status, 'completed');
  await refused('ValidationException', put(ebs, SnapshotId, 1, filled(1)), /completed/);
  await refused('ValidationException', complete());
  const pages = await everyPage(ebs, (NextToken) => new api.ListSnapshotBlocksCommand({ SnapshotId, MaxResults: 100, NextToken }), 'Blocks');
  assert.deepEqual(pages.map((page) => page.map((each) => each.BlockIndex)), [indices.slice(0, 100), indices.slice(100)]);
  const block = await ebs(new api.GetSnapshotBlockCommand({ SnapshotId, ...pages[0][1] }));
  assert.ok(filled(7).equals(await block.BlockData.transformToByteArray()));
  const { Snapshots } = await send(new ec2.DescribeSnapshotsCommand({ SnapshotIds: [SnapshotId] }));
  assert.deepEqual([Snapshots[0].State, Snapshots[0].Description, Snapshots[0].Tags], ['completed', 'by hand', [{ Key: 'a', Value: 'b' }]]);
});

test('what changed between a parent and its child is listed with tokens for both', async () => {
  const { ebs, ec2: send } = await connect();
  const write = async (blocks, more = {}) => {
    const { SnapshotId } = await ebs(new api.StartSnapshotCommand({ VolumeSize: 1, ...more }));
    for (const [index, byte] of blocks) await put(ebs, SnapshotId, index, filled(byte));
    await ebs(new api.CompleteSnapshotCommand({ SnapshotId, ChangedBlocksCount: blocks.length }));
    return SnapshotId;
  };
  const first = await write([[0, 1], [1, 1], [5, 5]]);
  const second = await write([[1, 2], [5, 5], [9, 9]], { ParentSnapshotId: first });
  const { ChangedBlocks } = await ebs(new api.ListChangedBlocksCommand({ FirstSnapshotId: first, SecondSnapshotId: second }));
  assert.deepEqual(ChangedBlocks.map((each) => [each.BlockIndex, !!each.FirstBlockToken, !!each.SecondBlockToken]), [[1, true, true], [9, false, true]]);
  const old = await ebs(new api.GetSnapshotBlockCommand({ SnapshotId: first, BlockIndex: 1, BlockToken: ChangedBlocks[0].FirstBlockToken }));
  assert.ok(filled(1).equals(await old.BlockData.transformToByteArray()));
  assert.deepEqual((await ebs(new api.ListChangedBlocksCommand({ SecondSnapshotId: second }))).ChangedBlocks.map((each) => each.BlockIndex), [0, 1, 5, 9]);
  const other = await write([[0, 1]]);
  assert.equal((await refused('ValidationException', ebs(new api.ListChangedBlocksCommand({ FirstSnapshotId: first, SecondSnapshotId: other })))).Reason, 'UNRELATED_SNAPSHOTS');
  await refused('ResourceNotFoundException', ebs(new api.ListChangedBlocksCommand({ SecondSnapshotId: 'snap-0123456789abcdef0' })));
  await send(new ec2.DeleteSnapshotCommand({ SnapshotId: first }));
  const [block] = (await ebs(new api.ListSnapshotBlocksCommand({ SnapshotId: second }))).Blocks;
  assert.ok(filled(1).equals(await (await ebs(new api.GetSnapshotBlockCommand({ SnapshotId: second, ...block }))).BlockData.transformToByteArray()));
});

test('an image built upon another shares a lineage with it', async () => {
  const { builder, ec2: send, ebs } = await connect();
  const parent = await built(builder);
  const child = await built(builder, { imageRecipeArn: await createRecipe(builder, 'child', { parentImage: parent.outputResources.amis[0].image }) });
  const [FirstSnapshotId, SecondSnapshotId] = await Promise.all([parent, child].map((each) => snapshotOf(send, each.outputResources.amis[0].image)));
  // Scripted machines write random disks, so all four blocks differ.
  assert.equal((await ebs(new api.ListChangedBlocksCommand({ FirstSnapshotId, SecondSnapshotId }))).ChangedBlocks.length, 4);
});

test('a snapshot that cannot be written is refused for its reason', async () => {
  const { ebs } = await connect();
  assert.equal((await refused('ValidationException', ebs(new api.StartSnapshotCommand({ VolumeSize: 65537 })))).Reason, 'INVALID_VOLUME_SIZE');
  await refused('ValidationException', ebs(new api.StartSnapshotCommand({ VolumeSize: 1, Encrypted: true })), /Encrypted/);
  await refused('ResourceNotFoundException', ebs(new api.StartSnapshotCommand({ VolumeSize: 1, ParentSnapshotId: 'snap-0123456789abcdef0' })));
  await refused('ResourceNotFoundException', put(ebs, 'snap-0123456789abcdef0', 0, filled(0)));
  await refused('ResourceNotFoundException', ebs(new api.CompleteSnapshotCommand({ SnapshotId: 'snap-0123456789abcdef0', ChangedBlocksCount: 0 })));
});
