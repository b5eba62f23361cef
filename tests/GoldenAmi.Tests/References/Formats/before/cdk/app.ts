import * as ec2 from 'aws-cdk-lib/aws-ec2';

export const image = ec2.MachineImage.genericLinux({
  'us-east-1': 'ami-0aaaaaaaaaaaaaaa1',
  'eu-west-1': `ami-0aaaaaaaaaaaaaaa2`,
});
/* golden-ami: web us-east-1 version */
export const version = '1.3.12';
