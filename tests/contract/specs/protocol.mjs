import assert from 'node:assert/strict';
import test from 'node:test';
import { connect, ec2, fast, imagebuilder, kms, refused, ssm } from '../cloud.mjs';

// What no SDK would send.
async function raw(service, path, body, headers = {}) {
  const { address } = await fast();
  const answer = await fetch(address + path, {
    method: 'POST', body,
    headers: { authorization: `AWS4-HMAC-SHA256 Credential=111122223333/20260102/eu-west-1/${service}/aws4_request, SignedHeaders=host, Signature=0`, ...headers },
  });
  const text = await answer.text();
  return { status: answer.status, text: text.startsWith('{') ? JSON.parse(text).message : text, type: answer.headers.get('x-amzn-errortype') };
}

test('an operation that is not served is an error with its name', async () => {
  const clients = await connect();
  await refused('UnknownOperationException', clients.builder(new imagebuilder.ListLifecyclePoliciesCommand({})), /ListLifecyclePolicies/);
  await refused('InvalidAction', clients.ec2(new ec2.DescribeVpcsCommand({})), /DescribeVpcs/);
  await refused('UnknownOperationException', clients.ssm(new ssm.GetParameterHistoryCommand({ Name: 'a' })), /GetParameterHistory/);
  await refused('UnknownOperationException', clients.kms(new kms.GetPublicKeyCommand({ KeyId: 'a' })), /GetPublicKey/);
});

test('a service that is not served is named, with those that are', async () => {
  const answer = await raw('sqs', '/', '{}');
  assert.equal(answer.status, 400);
  assert.match(answer.text, /'sqs'; it serves ebs, ec2, imagebuilder, kms, logs, ssm, sts/);
});

test('a parameter that the model does not know is refused by its name', async () => {
  const rest = await raw('imagebuilder', '/ListComponents', '{"owners":"Self"}');
  assert.deepEqual([rest.status, rest.type], [400, 'ValidationException']);
  assert.match(rest.text, /'owners' is not a member/);
  const form = await raw('ec2', '/', 'Action=DescribeImages&Version=2016-11-15&ImageIdd.1=ami-0123456789abcdef0', { 'content-type': 'application/x-www-form-urlencoded' });
  assert.match(form.text, /UnknownParameter/);
  const json = await raw('ssm', '/', '{"Name":"a","Nmae":"b"}', { 'x-amz-target': 'AmazonSSM.GetParameter', 'content-type': 'application/x-amz-json-1.1' });
  assert.match(json.text, /Nmae/);
});

test('a body that is no JSON, or of another type, is refused', async () => {
  assert.equal((await raw('imagebuilder', '/ListComponents', '{"owner":')).type, 'SerializationException');
  assert.equal((await raw('imagebuilder', '/ListComponents', '{"maxResults":"two"}')).type, 'SerializationException');
  assert.equal((await raw('imagebuilder', '/NoSuchPath', '{}')).status, 404);
});
