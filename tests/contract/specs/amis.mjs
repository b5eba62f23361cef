import assert from 'node:assert/strict';
import test from 'node:test';
import { built, connect, ec2 as api, everyPage, fast, refused, sleep, ssm } from '../cloud.mjs';

const amiOf = (image) => image.outputResources.amis[0].image;

async function available(ec2, id) {
  for (;;) {
    const [found] = (await ec2(new api.DescribeImagesCommand({ ImageIds: [id] }))).Images;
    if (found.State !== 'pending') return found;
    await sleep(15);
  }
}

test('an AMI is found by id, owner, name and tags, with wildcards; unknown filters are refused', async () => {
  const { builder, ec2 } = await connect();
  const ami = amiOf(await built(builder));
  await ec2(new api.CreateTagsCommand({ Resources: [ami], Tags: [{ Key: 'golden-ami:fingerprint', Value: 'abc123' }] }));
  const find = async (...Filters) => (await ec2(new api.DescribeImagesCommand({ Owners: ['self'], Filters }))).Images.map((each) => each.ImageId);
  assert.deepEqual(await find({ Name: 'tag:golden-ami:fingerprint', Values: ['abc*'] }), [ami]);
  assert.deepEqual(await find({ Name: 'tag-key', Values: ['golden-ami:finger?rint'] }, { Name: 'state', Values: ['available'] }), [ami]);
  assert.deepEqual(await find({ Name: 'name', Values: ['no*'] }), []);
  await refused('InvalidParameterValue', find({ Name: 'colour', Values: ['red'] }), /'colour'/);
  await refused('InvalidAMIID.NotFound', ec2(new api.DescribeImagesCommand({ ImageIds: ['ami-0123456789abcdef0'] })));
  await refused('InvalidAMIID.Malformed', ec2(new api.DescribeImagesCommand({ ImageIds: ['ami-xyz'] })));
  await refused('InvalidParameterValue', ec2(new api.DescribeImagesCommand({ NextToken: 'abc' })));
  await refused('DryRunOperation', ec2(new api.DescribeImagesCommand({ DryRun: true })));
});

test('ids are regional, and a copy is another AMI with a disk of its own', async () => {
  const { builder, ec2, account } = await connect();
  const ami = amiOf(await built(builder));
  const there = (await fast()).clients(account, 'us-east-1').ec2;
  await refused('InvalidAMIID.NotFound', there(new api.DescribeImagesCommand({ ImageIds: [ami] })));
  const request = { Name: 'copied', SourceImageId: ami, SourceRegion: 'eu-west-1', ClientToken: 'copy-1', TagSpecifications: [{ ResourceType: 'image', Tags: [{ Key: 'a', Value: 'b' }] }] };
  const { ImageId } = await there(new api.CopyImageCommand(request));
  assert.equal((await there(new api.CopyImageCommand(request))).ImageId, ImageId);
  await refused('IdempotentParameterMismatch', there(new api.CopyImageCommand({ ...request, Name: 'other' })));
  const copy = await available(there, ImageId);
  assert.deepEqual([copy.State, copy.SourceImageId, copy.Tags], ['available', ami, [{ Key: 'a', Value: 'b' }]]);
  assert.notEqual(copy.ImageId, ami);
  await refused('InvalidAMIName.Duplicate', there(new api.CopyImageCommand({ ...request, ClientToken: 'copy-2' })));
  await refused('InvalidAMIID.NotFound', there(new api.CopyImageCommand({ Name: 'x y z', SourceImageId: 'ami-0123456789abcdef0', SourceRegion: 'eu-west-1' })));
  await refused('UnsupportedOperation', there(new api.CopyImageCommand({ Name: 'x y z', SourceImageId: ami, SourceRegion: 'eu-west-1', Encrypted: true })), /Encrypted/);
});

test('pages of AMIs follow each other', async () => {
  const { builder, ec2 } = await connect();
  const ami = amiOf(await built(builder));
  for (const Name of ['one two', 'two two', 'three']) await ec2(new api.CopyImageCommand({ Name, SourceImageId: ami, SourceRegion: 'eu-west-1' }));
  const pages = await everyPage(ec2, (NextToken) => new api.DescribeImagesCommand({ Owners: ['self'], MaxResults: 2, NextToken }), 'Images');
  assert.deepEqual(pages.map((page) => page.length), [2, 2]);
  const snapshots = await everyPage(ec2, (NextToken) => new api.DescribeSnapshotsCommand({ OwnerIds: ['self'], MaxResults: 3, NextToken }), 'Snapshots');
  assert.deepEqual(snapshots.map((page) => page.length), [3, 1]);
});

test('a snapshot outlives its AMI, and goes only afterwards', async () => {
  const { builder, ec2 } = await connect();
  const ImageId = amiOf(await built(builder));
  const { Snapshots: [{ SnapshotId }] } = await ec2(new api.DescribeSnapshotsCommand({ OwnerIds: ['self'], Filters: [{ Name: 'status', Values: ['completed'] }] }));
  await refused('InvalidSnapshot.InUse', ec2(new api.DeleteSnapshotCommand({ SnapshotId })), new RegExp(ImageId));
  await refused('DryRunOperation', ec2(new api.DeregisterImageCommand({ ImageId, DryRun: true })));
  await ec2(new api.DeregisterImageCommand({ ImageId }));
  await refused('InvalidAMIID.NotFound', ec2(new api.DeregisterImageCommand({ ImageId })));
  await ec2(new api.DeleteSnapshotCommand({ SnapshotId }));
  await refused('InvalidSnapshot.NotFound', ec2(new api.DeleteSnapshotCommand({ SnapshotId })));
  await refused('InvalidSnapshot.NotFound', ec2(new api.DescribeSnapshotsCommand({ SnapshotIds: [SnapshotId] })));
  await refused('InvalidParameterValue', ec2(new api.DescribeSnapshotsCommand({ SnapshotIds: ['snap-xyz'] })));
  await refused('InvalidParameterValue', ec2(new api.DescribeSnapshotsCommand({ Filters: [{ Name: 'colour', Values: ['red'] }] })));
});

test('an AMI of another account is not one’s own', async () => {
  const { ec2, ssm: send } = await connect();
  const ami = (await send(new ssm.GetParameterCommand({ Name: '/aws/service/debian/release/12/latest/amd64' }))).Parameter.Value;
  await refused('AuthFailure', ec2(new api.DeregisterImageCommand({ ImageId: ami })));
  await refused('InvalidAMIID.NotFound', ec2(new api.CreateTagsCommand({ Resources: [ami], Tags: [{ Key: 'a', Value: 'b' }] })));
});

test('tags of images and snapshots are made, described and deleted', async () => {
  const { builder, ec2 } = await connect();
  const ami = amiOf(await built(builder));
  const { Images: [{ BlockDeviceMappings: [{ Ebs: { SnapshotId } }] }] } = await ec2(new api.DescribeImagesCommand({ ImageIds: [ami] }));
  const Tags = [{ Key: 'one', Value: '1' }, { Key: 'two', Value: '2' }];
  await ec2(new api.CreateTagsCommand({ Resources: [ami, SnapshotId], Tags }));
  const mine = async () => (await ec2(new api.DescribeTagsCommand({ Filters: [{ Name: 'key', Values: ['one', 'two'] }] }))).Tags.map((each) => `${each.ResourceType} ${each.Key}=${each.Value}`);
  assert.deepEqual(await mine(), ['image one=1', 'image two=2', 'snapshot one=1', 'snapshot two=2']);
  await ec2(new api.DeleteTagsCommand({ Resources: [ami], Tags: [{ Key: 'one' }, { Key: 'two', Value: 'another' }] }));
  assert.deepEqual(await mine(), ['image two=2', 'snapshot one=1', 'snapshot two=2']);
  const pages = await everyPage(ec2, (NextToken) => new api.DescribeTagsCommand({ MaxResults: 5, NextToken, Filters: [{ Name: 'resource-id', Values: [ami, SnapshotId] }] }), 'Tags');
  assert.ok(pages.length > 1 && pages[0].length === 5);
  await refused('InvalidParameterValue', ec2(new api.DescribeTagsCommand({ Filters: [{ Name: 'colour', Values: ['red'] }] })));
  const many = Array.from({ length: 51 }, (_, index) => ({ Key: `k${index}`, Value: 'v' }));
  await refused('TagLimitExceeded', ec2(new api.CreateTagsCommand({ Resources: [ami], Tags: many })));
  await refused('InvalidParameterValue', ec2(new api.CreateTagsCommand({ Resources: [ami], Tags: [{ Key: 'aws:mine', Value: 'x' }] })));
  await refused('InvalidSnapshot.NotFound', ec2(new api.CreateTagsCommand({ Resources: ['snap-0123456789abcdef0'], Tags })));
  await refused('InvalidAMIID.NotFound', ec2(new api.DeleteTagsCommand({ Resources: ['ami-0123456789abcdef0'] })));
});

test('places: regions, instance types, the default network', async () => {
  const { ec2 } = await connect();
  const { Regions } = await ec2(new api.DescribeRegionsCommand({ Filters: [{ Name: 'region-name', Values: ['eu-*'] }] }));
  assert.ok(Regions.some((each) => each.RegionName === 'eu-west-1') && Regions.every((each) => each.RegionName.startsWith('eu-')));
  await refused('InvalidParameterValue', ec2(new api.DescribeRegionsCommand({ RegionNames: ['eu-west-99'] })), /eu-west-99/);
  await refused('InvalidParameterValue', ec2(new api.DescribeRegionsCommand({ Filters: [{ Name: 'colour', Values: ['x'] }] })));
  const { InstanceTypes } = await ec2(new api.DescribeInstanceTypesCommand({ InstanceTypes: ['m7i.large'] }));
  assert.deepEqual(InstanceTypes[0].ProcessorInfo.SupportedArchitectures, ['x86_64']);
  await refused('InvalidInstanceType', ec2(new api.DescribeInstanceTypesCommand({ InstanceTypes: ['m99.tiny'] })), /m99\.tiny/);
  await refused('InvalidParameterValue', ec2(new api.DescribeInstanceTypesCommand({ Filters: [{ Name: 'colour', Values: ['x'] }] })));
  const { Subnets } = await ec2(new api.DescribeSubnetsCommand({}));
  assert.equal(Subnets.length, 2);
  assert.equal((await ec2(new api.DescribeSubnetsCommand({ SubnetIds: [Subnets[1].SubnetId] }))).Subnets.length, 1);
  await refused('InvalidSubnetID.NotFound', ec2(new api.DescribeSubnetsCommand({ SubnetIds: ['subnet-0123456789abcdef0'] })));
  await refused('InvalidParameterValue', ec2(new api.DescribeSubnetsCommand({ Filters: [{ Name: 'colour', Values: ['x'] }] })));
  const { SecurityGroups } = await ec2(new api.DescribeSecurityGroupsCommand({ GroupNames: ['default'] }));
  assert.equal(SecurityGroups[0].VpcId, Subnets[0].VpcId);
  await refused('InvalidGroup.NotFound', ec2(new api.DescribeSecurityGroupsCommand({ GroupIds: ['sg-0123456789abcdef0'] })));
  await refused('InvalidGroup.NotFound', ec2(new api.DescribeSecurityGroupsCommand({ GroupNames: ['other'] })));
});
