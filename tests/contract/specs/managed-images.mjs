import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import { Served, built, createRecipe, ec2, everyPage, image, imagebuilder as api, newAccount, refused, ssm } from '../cloud.mjs';

const parameter = '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64';
const arn = 'arn:aws:imagebuilder:eu-west-1:aws:image/amazon-linux-2023-x86';
const folder = mkdtempSync(join(tmpdir(), 'golden-ami-parents-'));

let server;
before(async () => {
  const disk = Buffer.alloc(4096);
  disk.writeUInt16BE(0x55aa, 510);
  writeFileSync(join(folder, 'al2023.raw'), disk);
  writeFileSync(join(folder, 'parents.yaml'), `
schema: 1
parents:
  - image: amazon/amazon-linux-2023-x86@2026.1.5
    ssm: ${parameter}
    ami: { owner: amazon, name: al2023-ami-2023.9.20260105.0-kernel-6.1-x86_64 }
    disk: al2023.raw
  - image: amazon/amazon-linux-2023-x86@2025.12.1
    disk: al2023.raw
`);
  server = await Served.start('--parents', join(folder, 'parents.yaml'));
});
after(async () => {
  await server.end();
  rmSync(folder, { recursive: true });
});

test('an image that Amazon manages and the user named a disk for is listed, got and built upon', async () => {
  const { builder, ec2: send, ssm: ask } = server.clients(newAccount());
  const pages = await everyPage(builder, (nextToken) => new api.ListImagesCommand({ owner: 'Amazon', filters: [{ name: 'name', values: ['amazon-linux-2023-x86'] }], maxResults: 1, nextToken }), 'imageVersionList');
  assert.deepEqual(pages.flat().map((each) => [each.arn, each.version, each.imageSource]), [[`${arn}/2026.1.5`, '2026.1.5', 'AMAZON_MANAGED'], [`${arn}/2025.12.1`, '2025.12.1', 'AMAZON_MANAGED']]);
  assert.deepEqual((await builder(new api.ListImagesCommand({ owner: 'Self' }))).imageVersionList ?? [], []);
  const { imageSummaryList } = await builder(new api.ListImageBuildVersionsCommand({ imageVersionArn: `${arn}/2026.1.5` }));
  const ami = imageSummaryList[0].outputResources.amis[0].image;
  const newest = await image(builder, `${arn}/x.x.x`);
  assert.deepEqual([newest.arn, newest.state.status, newest.outputResources.amis[0].image], [`${arn}/2026.1.5/1`, 'AVAILABLE', ami]);
  assert.equal((await ask(new ssm.GetParameterCommand({ Name: parameter }))).Parameter.Value, ami);
  const found = await send(new ec2.DescribeImagesCommand({ Owners: ['amazon'], Filters: [{ Name: 'name', Values: ['al2023-ami-*'] }, { Name: 'owner-alias', Values: ['amazon'] }] }));
  assert.deepEqual(found.Images.map((each) => [each.ImageId, each.ImageOwnerAlias, each.Public]), [[ami, 'amazon', true]]);
  const end = await built(builder, { imageRecipeArn: await createRecipe(builder, 'web', { parentImage: `${arn}/2026.x.x` }) });
  const made = await send(new ec2.DescribeImagesCommand({ ImageIds: [end.outputResources.amis[0].image] }));
  assert.equal(made.Images[0].SourceImageId, ami);
  await refused('InvalidParameterValueException', createRecipe(builder, 'other', { parentImage: 'arn:aws:imagebuilder:eu-west-1:aws:image/ubuntu-server-24-lts-x86/x.x.x' }), /local\.yaml/);
  await refused('ResourceNotFoundException', image(builder, `${arn}/2024.x.x`), /2026\.1\.5.*local\.yaml/);
  await refused('ParameterNotFound', ask(new ssm.GetParameterCommand({ Name: '/aws/service/none' })), /local\.yaml/);
});
