import assert from 'node:assert/strict';
import test from 'node:test';
import { built, connect, createComponent, createRecipe, ec2, fast, imagebuilder as api, newAccount, refused } from '../cloud.mjs';

const policy = (account, action, arn, effect = 'Allow') => JSON.stringify({
  Version: '2012-10-17', Statement: [{ Effect: effect, Principal: { AWS: [`arn:aws:iam::${account}:root`] }, Action: [action], Resource: [arn] }],
});
const two = async () => {
  const owner = await connect();
  return { owner, guest: (await fast()).clients(newAccount()), stranger: (await fast()).clients(newAccount()) };
};

test('a component is shared by its policy: listed, read and built with by the account that is named, and by no other', async () => {
  const { owner, guest, stranger } = await two();
  const componentArn = await createComponent(owner.builder, 'agent', { semanticVersion: '1.2.0' });
  await createComponent(owner.builder, 'agent', { semanticVersion: '1.3.0' });
  const get = (clients) => clients.builder(new api.GetComponentCommand({ componentBuildVersionArn: componentArn }));
  const shared = async (clients) => (await clients.builder(new api.ListComponentsCommand({ owner: 'Shared' }))).componentVersionList.map((each) => each.arn);
  await refused('ResourceNotFoundException', get(guest));
  const text = policy(guest.account, 'imagebuilder:GetComponent', componentArn);
  assert.equal((await owner.builder(new api.PutComponentPolicyCommand({ componentArn, policy: text }))).componentArn, componentArn);
  assert.equal((await owner.builder(new api.GetComponentPolicyCommand({ componentArn }))).policy, text);

  assert.equal((await get(guest)).component.owner, owner.account);
  assert.deepEqual(await shared(guest), [componentArn.replace(/\/1$/, '')]);
  assert.deepEqual(await shared(stranger), []);
  await refused('ResourceNotFoundException', get(stranger));
  const newest = `arn:aws:imagebuilder:eu-west-1:${owner.account}:component/agent/x.x.x`;
  const end = await built(guest.builder, { imageRecipeArn: await createRecipe(guest.builder, 'web', { components: [{ componentArn: newest }] }) });
  assert.match(end.imageRecipe.components[0].componentArn, /component\/agent\//);
  await refused('ResourceNotFoundException', guest.builder(new api.DeleteComponentCommand({ componentBuildVersionArn: componentArn })));
  await refused('ResourceNotFoundException', guest.builder(new api.GetComponentPolicyCommand({ componentArn })));
  await refused('ResourceNotFoundException', guest.builder(new api.TagResourceCommand({ resourceArn: componentArn, tags: { mine: 'now' } })));
});

test('what a policy denies stays closed, and what cannot be judged is refused', async () => {
  const { owner, guest } = await two();
  const componentArn = await createComponent(owner.builder, 'agent');
  const put = (text) => owner.builder(new api.PutComponentPolicyCommand({ componentArn, policy: text }));
  await refused('ResourceNotFoundException', owner.builder(new api.GetComponentPolicyCommand({ componentArn })), /has no policy/);
  await refused('InvalidParameterValueException', put('{'), /not JSON/);
  await refused('InvalidParameterValueException', put('{}'), /no Statement/);
  await refused('InvalidParameterValueException', put(JSON.stringify({ Statement: { Effect: 'Maybe', Principal: '*', Action: '*', Resource: '*' } })), /Allow or Deny/);
  await refused('InvalidRequestException', put(JSON.stringify({ Statement: { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*', Condition: {} } })), /Condition/);
  await put(JSON.stringify({ Statement: [JSON.parse(policy(guest.account, 'imagebuilder:*', componentArn)).Statement[0], JSON.parse(policy(guest.account, 'imagebuilder:GetComponent', '*', 'Deny')).Statement[0]] }));
  await refused('ResourceNotFoundException', guest.builder(new api.GetComponentCommand({ componentBuildVersionArn: componentArn })));
});

test('a policy goes with its component: one that is made again is nobody else’s', async () => {
  const { owner, guest } = await two();
  const componentArn = await createComponent(owner.builder, 'agent');
  await owner.builder(new api.PutComponentPolicyCommand({ componentArn, policy: policy(guest.account, 'imagebuilder:GetComponent', componentArn) }));
  await owner.builder(new api.DeleteComponentCommand({ componentBuildVersionArn: componentArn }));
  assert.equal(await createComponent(owner.builder, 'agent'), componentArn);
  await refused('ResourceNotFoundException', guest.builder(new api.GetComponentCommand({ componentBuildVersionArn: componentArn })));
});

test('an image recipe is shared, and built from by the guest as an image of its own', async () => {
  const { owner, guest } = await two();
  const componentArn = await createComponent(owner.builder, 'part');
  const imageRecipeArn = await createRecipe(owner.builder, 'web', { components: [{ componentArn }] });
  const get = () => guest.builder(new api.GetImageRecipeCommand({ imageRecipeArn }));
  await refused('ResourceNotFoundException', get());
  await refused('ResourceNotFoundException', guest.builder(new api.PutImageRecipePolicyCommand({ imageRecipeArn, policy: policy(guest.account, '*', '*') })));
  await refused('ResourceNotFoundException', owner.builder(new api.GetImageRecipePolicyCommand({ imageRecipeArn })));
  await owner.builder(new api.PutImageRecipePolicyCommand({ imageRecipeArn, policy: policy(guest.account, 'imagebuilder:GetImageRecipe', imageRecipeArn) }));
  await owner.builder(new api.PutComponentPolicyCommand({ componentArn, policy: policy(guest.account, 'imagebuilder:GetComponent', componentArn) }));
  assert.ok((await owner.builder(new api.GetImageRecipePolicyCommand({ imageRecipeArn }))).policy.includes(guest.account));
  assert.equal((await get()).imageRecipe.owner, owner.account);
  assert.deepEqual((await guest.builder(new api.ListImageRecipesCommand({ owner: 'Shared' }))).imageRecipeSummaryList.map((each) => each.arn), [imageRecipeArn]);
  assert.ok((await built(guest.builder, { imageRecipeArn })).arn.includes(`:${guest.account}:image/web/`));
});

test('an image is shared, and built upon when its AMI may be launched too', async () => {
  const { owner, guest } = await two();
  const made = await built(owner.builder);
  const [imageArn, ami] = [made.arn, made.outputResources.amis[0].image];
  const parentImage = imageArn.replace(/\d+\.\d+\.\d+\/\d+$/, 'x.x.x');
  const recipe = () => createRecipe(guest.builder, 'child', { parentImage });
  await refused('ResourceNotFoundException', guest.builder(new api.GetImageCommand({ imageBuildVersionArn: imageArn })));
  await refused('ResourceNotFoundException', owner.builder(new api.GetImagePolicyCommand({ imageArn })));
  await refused('ResourceNotFoundException', guest.builder(new api.PutImagePolicyCommand({ imageArn, policy: policy(guest.account, '*', '*') })));
  await owner.builder(new api.PutImagePolicyCommand({ imageArn, policy: policy(guest.account, 'imagebuilder:GetImage', imageArn) }));
  assert.ok((await owner.builder(new api.GetImagePolicyCommand({ imageArn }))).policy.includes(guest.account));
  assert.equal((await guest.builder(new api.GetImageCommand({ imageBuildVersionArn: imageArn }))).image.arn, imageArn);
  assert.deepEqual((await guest.builder(new api.ListImagesCommand({ owner: 'Shared' }))).imageVersionList.map((each) => each.arn), [imageArn.replace(/\/\d+$/, '')]);
  assert.deepEqual((await guest.builder(new api.ListImageBuildVersionsCommand({ imageVersionArn: imageArn.replace(/\/\d+$/, '') }))).imageSummaryList.map((each) => each.arn), [imageArn]);
  assert.deepEqual((await guest.builder(new api.ListImagesCommand({ owner: 'Self' }))).imageVersionList, []);
  await refused('InvalidParameterValueException', recipe(), /may not launch/);
  await owner.ec2(new ec2.ModifyImageAttributeCommand({ ImageId: ami, LaunchPermission: { Add: [{ UserId: guest.account }] } }));
  const end = await built(guest.builder, { imageRecipeArn: await recipe() });
  assert.notEqual(end.outputResources.amis[0].image, ami);
  await refused('ResourceNotFoundException', guest.builder(new api.DeleteImageCommand({ imageBuildVersionArn: imageArn })));
  await refused('ResourceNotFoundException', guest.builder(new api.CancelImageCreationCommand({ imageBuildVersionArn: imageArn })));
});
