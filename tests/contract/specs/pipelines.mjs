import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import { Served, built, connect, createDistribution, createInfrastructure, createRecipe, everyPage, fast, follow, imagebuilder as api, newAccount, refused, sleep } from '../cloud.mjs';

let scanned;
let scheduled;
before(async () => {
  // Made first and looked for last: the shortest that cron can say is the next minute, and the other tests go on meanwhile.
  const { builder } = await connect();
  const soon = new Date(Date.now() + 60_000);
  const schedule = { scheduleExpression: `cron(${soon.getUTCMinutes()} ${soon.getUTCHours()} * * ? *)`, pipelineExecutionStartCondition: 'EXPRESSION_MATCH_ONLY' };
  const { imagePipelineArn } = await builder(new api.CreateImagePipelineCommand({ ...await parts(builder), schedule }));
  scheduled = { builder, imagePipelineArn, dateNextRun: (await pipelineOf(builder, imagePipelineArn)).dateNextRun };
  const file = join(tmpdir(), `golden-ami-findings-${process.pid}.json`);
  writeFileSync(file, JSON.stringify({ findings: [
    { vulnerability: 'CVE-2026-1', severity: 'CRITICAL', package: 'openssl', version: '3.0.1', fixedIn: '3.0.2', score: 9.8 },
    ...Array.from({ length: 30 }, (_, index) => ({ vulnerability: `CVE-2025-${index + 1}`, severity: 'MEDIUM', package: 'linux', version: '6.1' })),
    { image: 'another', vulnerability: 'CVE-2024-1', severity: 'HIGH', package: 'bash', version: '5.2' },
  ] }));
  scanned = await Served.start('--findings', file);
});
after(() => scanned.end());

const parts = async (builder, name = 'nightly') => ({
  name, imageRecipeArn: await createRecipe(builder, `web ${name}`), infrastructureConfigurationArn: await createInfrastructure(builder, `small ${name}`),
});
const pipelineOf = async (builder, imagePipelineArn) => (await builder(new api.GetImagePipelineCommand({ imagePipelineArn }))).imagePipeline;

test('a pipeline is made, read, replaced as a whole, started and deleted', async () => {
  const { builder, account } = await connect();
  const request = { ...await parts(builder), schedule: { scheduleExpression: 'cron(0 6 ? * mon#1 *)' }, tags: { a: 'b' }, imageTags: { team: 'web' }, clientToken: 'pipeline-token' };
  const { imagePipelineArn } = await builder(new api.CreateImagePipelineCommand(request));
  assert.equal(imagePipelineArn, `arn:aws:imagebuilder:eu-west-1:${account}:image-pipeline/nightly`);
  assert.equal((await builder(new api.CreateImagePipelineCommand(request))).imagePipelineArn, imagePipelineArn);
  await refused('ResourceAlreadyExistsException', builder(new api.CreateImagePipelineCommand({ ...request, clientToken: 'another-token' })));
  const made = await pipelineOf(builder, imagePipelineArn);
  assert.deepEqual([made.status, made.platform, made.tags], ['ENABLED', 'Linux', { a: 'b' }]);
  assert.match(made.dateNextRun, /T06:00:00/);
  const { imageBuildVersionArn } = await builder(new api.StartImagePipelineExecutionCommand({ imagePipelineArn, tags: { run: '1' } }));
  const end = await follow(builder, imageBuildVersionArn);
  assert.deepEqual([end.state.status, end.sourcePipelineArn, end.sourcePipelineName, end.buildType, end.tags], ['AVAILABLE', imagePipelineArn, 'nightly', 'USER_INITIATED', { team: 'web', run: '1' }]);
  assert.equal((await pipelineOf(builder, imagePipelineArn)).lastRunStatus, 'AVAILABLE');
  const { imageRecipeArn, infrastructureConfigurationArn } = request;
  await builder(new api.UpdateImagePipelineCommand({ imagePipelineArn, imageRecipeArn, infrastructureConfigurationArn, status: 'DISABLED' }));
  const updated = await pipelineOf(builder, imagePipelineArn);
  assert.deepEqual([updated.status, updated.schedule, updated.imageTags, updated.dateNextRun, updated.tags], ['DISABLED', undefined, undefined, undefined, { a: 'b' }]);
  await refused('ResourceDependencyException', builder(new api.DeleteImageRecipeCommand({ imageRecipeArn })), /image-pipeline/);
  await refused('ResourceDependencyException', builder(new api.DeleteInfrastructureConfigurationCommand({ infrastructureConfigurationArn })));
  await builder(new api.DeleteImagePipelineCommand({ imagePipelineArn }));
  await refused('ResourceNotFoundException', pipelineOf(builder, imagePipelineArn));
  await refused('ResourceNotFoundException', builder(new api.DeleteImagePipelineCommand({ imagePipelineArn })));
  await refused('ResourceNotFoundException', builder(new api.StartImagePipelineExecutionCommand({ imagePipelineArn })));
  await refused('ResourceNotFoundException', builder(new api.ListImagePipelineImagesCommand({ imagePipelineArn })));
  await refused('ResourceNotFoundException', builder(new api.UpdateImagePipelineCommand({ imagePipelineArn, imageRecipeArn, infrastructureConfigurationArn })));
});

test('pipelines and their images are listed in pages, filtered', async () => {
  const { builder } = await connect();
  const arns = [];
  for (const name of ['one', 'two', 'three']) arns.push((await builder(new api.CreateImagePipelineCommand(await parts(builder, name)))).imagePipelineArn);
  const pages = await everyPage(builder, (nextToken) => new api.ListImagePipelinesCommand({ maxResults: 2, nextToken }), 'imagePipelineList');
  assert.deepEqual(pages.map((page) => page.map((each) => each.name)), [['one', 'two'], ['three']]);
  assert.deepEqual((await builder(new api.ListImagePipelinesCommand({ filters: [{ name: 'name', values: ['two'] }] }))).imagePipelineList.map((each) => each.arn), [arns[1]]);
  await refused('InvalidParameterValueException', builder(new api.ListImagePipelinesCommand({ filters: [{ name: 'colour', values: ['x'] }] })));
  for (let run = 0; run < 2; run++) await follow(builder, (await builder(new api.StartImagePipelineExecutionCommand({ imagePipelineArn: arns[0] }))).imageBuildVersionArn);
  const images = await everyPage(builder, (nextToken) => new api.ListImagePipelineImagesCommand({ imagePipelineArn: arns[0], maxResults: 1, nextToken }), 'imageSummaryList');
  assert.deepEqual(images.flat().map((each) => each.arn.split('/').at(-1)), ['1', '2']);
});

test('what no pipeline can be is refused', async () => {
  const { builder } = await connect();
  const request = await parts(builder);
  const create = (more) => builder(new api.CreateImagePipelineCommand({ ...request, ...more }));
  for (const scheduleExpression of ['0 6 * * ? *', 'cron(0 6 * * *)', 'cron(0 6 * * * *)', 'cron(61 6 * * ? *)', 'rate(1 days)']) {
    await refused('InvalidParameterValueException', create({ schedule: { scheduleExpression } }), /schedule/);
  }
  await refused('InvalidParameterValueException', create({ schedule: { scheduleExpression: 'rate(1 day)', timezone: 'Mars/Olympus' } }), /time zone/);
  await refused('ValidationException', create({ schedule: { scheduleExpression: 'rate(1 day)', autoDisablePolicy: { failureCount: 11 } } }));
  await refused('ValidationException', create({ name: '' }));
  await refused('InvalidParameterValueException', create({ imageRecipeArn: undefined }));
  await refused('ResourceNotFoundException', create({ imageRecipeArn: request.imageRecipeArn.replace('1.4.0', '9.9.9') }));
});

test('a scan comes to the findings that the cloud was given, in pages, filtered and counted', async () => {
  const { builder } = scanned.clients(newAccount());
  const end = await built(builder, { imageScanningConfiguration: { imageScanningEnabled: true } });
  assert.deepEqual((await builder(new api.GetImageCommand({ imageBuildVersionArn: end.arn }))).image.scanState, { status: 'COMPLETED' });
  const filters = [{ name: 'imageBuildVersionArn', values: [end.arn] }];
  const pages = await everyPage(builder, (nextToken) => new api.ListImageScanFindingsCommand({ filters, maxResults: 25, nextToken }), 'findings');
  assert.deepEqual(pages.map((page) => page.length), [25, 6]);
  const [first] = pages[0];
  assert.deepEqual(
    [first.severity, first.fixAvailable, first.inspectorScore, first.packageVulnerabilityDetails.vulnerabilityId, first.packageVulnerabilityDetails.vulnerablePackages[0].fixedInVersion],
    ['CRITICAL', 'YES', 9.8, 'CVE-2026-1', '3.0.2']);
  assert.equal((await builder(new api.ListImageScanFindingsCommand({ filters: [{ name: 'severity', values: ['CRITICAL'] }] }))).findings.length, 1);
  await refused('InvalidParameterValueException', builder(new api.ListImageScanFindingsCommand({ filters: [{ name: 'colour', values: ['x'] }] })));
  const counted = await builder(new api.ListImageScanFindingAggregationsCommand({ filter: { name: 'imageBuildVersionArn', values: [end.arn] } }));
  assert.deepEqual(counted.responses[0].imageAggregation.severityCounts, { all: 31, critical: 1, high: 0, medium: 30 });
  assert.equal((await builder(new api.ListImageScanFindingAggregationsCommand({}))).responses[0].accountAggregation.severityCounts.all, 31);
  await refused('InvalidParameterValueException', builder(new api.ListImageScanFindingAggregationsCommand({ filter: { name: 'colour', values: ['x'] } })));
});

test('without findings scanning counts as not enabled', async () => {
  const { builder } = await connect();
  const end = await built(builder, { imageScanningConfiguration: { imageScanningEnabled: true } });
  assert.equal(end.scanState.status, 'ABANDONED');
  assert.match(end.scanState.reason, /Inspector/);
  assert.equal((await built(builder, { imageRecipeArn: await createRecipe(builder, 'other') })).scanState, undefined);
});

test('a pipeline points parameters and launch templates at its image', async () => {
  const { account, builder, ec2: send, ssm } = await connect();
  const { ec2, ssm: parameters } = await import('../cloud.mjs');
  const { LaunchTemplate } = await send(new ec2.CreateLaunchTemplateCommand({ LaunchTemplateName: 'web', LaunchTemplateData: { InstanceType: 'm7i.large', ImageId: 'ami-0123456789abcdef0' } }));
  const distributionConfigurationArn = await createDistribution(builder, 'pointers', [{
    region: 'eu-west-1', ssmParameterConfigurations: [{ parameterName: '/golden/web/latest', dataType: 'aws:ec2:image' }],
    launchTemplateConfigurations: [{ launchTemplateId: LaunchTemplate.LaunchTemplateId, setDefaultVersion: true }],
  }]);
  const { imagePipelineArn } = await builder(new api.CreateImagePipelineCommand({ ...await parts(builder), distributionConfigurationArn }));
  const end = await follow(builder, (await builder(new api.StartImagePipelineExecutionCommand({ imagePipelineArn }))).imageBuildVersionArn);
  assert.equal(end.state.status, 'AVAILABLE', end.state.reason);
  const ami = end.outputResources.amis[0].image;
  assert.equal((await ssm(new parameters.GetParameterCommand({ Name: '/golden/web/latest' }))).Parameter.Value, ami);
  const { LaunchTemplateVersions } = await send(new ec2.DescribeLaunchTemplateVersionsCommand({ LaunchTemplateId: LaunchTemplate.LaunchTemplateId, Versions: ['$Default'] }));
  assert.deepEqual([LaunchTemplateVersions[0].VersionNumber, LaunchTemplateVersions[0].LaunchTemplateData], [2, { InstanceType: 'm7i.large', ImageId: ami }]);
  const lost = await createDistribution(builder, 'lost', [{ region: 'eu-west-1', launchTemplateConfigurations: [{ launchTemplateId: 'lt-0123456789abcdef0' }] }]);
  const failed = await follow(builder, (await builder(new api.CreateImageCommand({ imageRecipeArn: await createRecipe(builder, 'again'), infrastructureConfigurationArn: await createInfrastructure(builder, 'again'), distributionConfigurationArn: lost }))).imageBuildVersionArn);
  assert.deepEqual([failed.state.status, /lt-0123456789abcdef0/.test(failed.state.reason), account.length], ['FAILED', true, 12]);
});

test('copies are their account\'s own, and permissions and keys are seen', async () => {
  const { account, builder, ec2: send } = await connect();
  const { ec2 } = await import('../cloud.mjs');
  const other = newAccount();
  const organization = 'arn:aws:organizations::111122223333:organization/o-abcdefghij';
  const distributionConfigurationArn = await createDistribution(builder, 'reach', [{
    region: 'us-east-1', amiDistributionConfiguration: { targetAccountIds: [other], kmsKeyId: 'alias/golden', launchPermission: { userIds: ['444455556666'], organizationArns: [organization] } },
  }]);
  const end = await built(builder, { distributionConfigurationArn });
  const copy = end.outputResources.amis.find((each) => each.accountId === other);
  const there = (await fast()).clients(other, 'us-east-1');
  const { Images: [seen] } = await there.ec2(new ec2.DescribeImagesCommand({ Owners: ['self'] }));
  assert.deepEqual([seen.ImageId, seen.OwnerId, seen.BlockDeviceMappings[0].Ebs.Encrypted], [copy.image, other, true]);
  const mine = end.outputResources.amis.find((each) => each.accountId === account && each.region === 'us-east-1').image;
  const home = (await fast()).clients(account, 'us-east-1');
  const attribute = async () => (await home.ec2(new ec2.DescribeImageAttributeCommand({ ImageId: mine, Attribute: 'launchPermission' }))).LaunchPermissions;
  assert.deepEqual(await attribute(), [{ UserId: '444455556666' }, { OrganizationArn: organization }]);
  await home.ec2(new ec2.ModifyImageAttributeCommand({ ImageId: mine, LaunchPermission: { Remove: [{ UserId: '444455556666' }], Add: [{ Group: 'all' }] } }));
  await home.ec2(new ec2.ModifyImageAttributeCommand({ ImageId: mine, OperationType: 'remove', OrganizationArns: [organization] }));
  assert.deepEqual(await attribute(), [{ Group: 'all' }]);
  await home.ec2(new ec2.ModifyImageAttributeCommand({ ImageId: mine, Description: { Value: 'mine' } }));
  assert.equal((await home.ec2(new ec2.DescribeImageAttributeCommand({ ImageId: mine, Attribute: 'description' }))).Description.Value, 'mine');
  await refused('AuthFailure', there.ec2(new ec2.DescribeImageAttributeCommand({ ImageId: mine, Attribute: 'launchPermission' })));
  await refused('InvalidAMIID.NotFound', send(new ec2.DescribeImageAttributeCommand({ ImageId: mine, Attribute: 'launchPermission' })));
  await refused('UnsupportedOperation', home.ec2(new ec2.DescribeImageAttributeCommand({ ImageId: mine, Attribute: 'bootMode' })));
  await refused('MissingParameter', home.ec2(new ec2.ModifyImageAttributeCommand({ ImageId: mine, UserIds: [other] })));
  await refused('InvalidAMIAttributeItemValue', home.ec2(new ec2.ModifyImageAttributeCommand({ ImageId: mine, LaunchPermission: { Add: [{ UserId: 'me' }] } })));
});

test('launch templates have versions and names', async () => {
  const { ec2: send } = await connect();
  const { ec2 } = await import('../cloud.mjs');
  const { LaunchTemplate } = await send(new ec2.CreateLaunchTemplateCommand({ LaunchTemplateName: 'web', LaunchTemplateData: { InstanceType: 'm7i.large' } }));
  const LaunchTemplateId = LaunchTemplate.LaunchTemplateId;
  await refused('InvalidLaunchTemplateName.AlreadyExistsException', send(new ec2.CreateLaunchTemplateCommand({ LaunchTemplateName: 'web', LaunchTemplateData: { InstanceType: 'm7i.large' } })));
  await refused('UnsupportedOperation', send(new ec2.CreateLaunchTemplateCommand({ LaunchTemplateName: 'placed', LaunchTemplateData: { Placement: { Tenancy: 'host' } } })), /Placement/);
  const { LaunchTemplateVersion } = await send(new ec2.CreateLaunchTemplateVersionCommand({ LaunchTemplateName: 'web', SourceVersion: '$Latest', LaunchTemplateData: { ImageId: 'ami-0123456789abcdef0' } }));
  assert.deepEqual([LaunchTemplateVersion.VersionNumber, LaunchTemplateVersion.DefaultVersion, LaunchTemplateVersion.LaunchTemplateData.InstanceType], [2, false, 'm7i.large']);
  await send(new ec2.ModifyLaunchTemplateCommand({ LaunchTemplateId, DefaultVersion: '2' }));
  await send(new ec2.CreateLaunchTemplateCommand({ LaunchTemplateName: 'database', LaunchTemplateData: { InstanceType: 'm7i.large' } }));
  const { LaunchTemplates } = await send(new ec2.DescribeLaunchTemplatesCommand({ LaunchTemplateNames: ['web'] }));
  assert.deepEqual(LaunchTemplates.map((each) => [each.DefaultVersionNumber, each.LatestVersionNumber]), [[2, 2]]);
  assert.deepEqual((await everyPage(send, (NextToken) => new ec2.DescribeLaunchTemplatesCommand({ MaxResults: 1, NextToken }), 'LaunchTemplates')).length, 2);
  assert.equal((await send(new ec2.DescribeLaunchTemplateVersionsCommand({ LaunchTemplateId }))).LaunchTemplateVersions.length, 2);
  await refused('InvalidLaunchTemplateId.NotFound', send(new ec2.DescribeLaunchTemplatesCommand({ LaunchTemplateIds: ['lt-0123456789abcdef0'] })));
  await refused('InvalidLaunchTemplateName.NotFoundException', send(new ec2.DescribeLaunchTemplatesCommand({ LaunchTemplateNames: ['none'] })));
  await refused('InvalidLaunchTemplateId.VersionNotFound', send(new ec2.DescribeLaunchTemplateVersionsCommand({ LaunchTemplateId, Versions: ['9'] })));
  await refused('InvalidLaunchTemplateId.VersionNotFound', send(new ec2.ModifyLaunchTemplateCommand({ LaunchTemplateId, DefaultVersion: '9' })));
  await refused('InvalidLaunchTemplateName.NotFoundException', send(new ec2.CreateLaunchTemplateVersionCommand({ LaunchTemplateName: 'none', LaunchTemplateData: { InstanceType: 'm7i.large' } })));
});

test('a schedule starts a build on the real clock', async () => {
  const { builder, imagePipelineArn, dateNextRun } = scheduled;
  for (let second = 0; second < 70; second++) {
    const { imageSummaryList } = await builder(new api.ListImagePipelineImagesCommand({ imagePipelineArn }));
    if (imageSummaryList.length > 0) {
      assert.equal(imageSummaryList[0].buildType, 'SCHEDULED');
      assert.ok(Date.parse(imageSummaryList[0].dateCreated) >= Date.parse(dateNextRun));
      return;
    }
    await sleep(1000);
  }
  assert.fail(`nothing was started at ${dateNextRun}`);
});
