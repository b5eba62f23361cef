# Golden AMI: Image Builder works in the machine through the Systems Manager agent.
if (-not (Get-Service -Name AmazonSSMAgent -ErrorAction SilentlyContinue)) {
    $token = Invoke-RestMethod -Method Put -Uri http://169.254.169.254/latest/api/token -Headers @{ 'X-aws-ec2-metadata-token-ttl-seconds' = '300' }
    $region = Invoke-RestMethod -Uri http://169.254.169.254/latest/meta-data/placement/region -Headers @{ 'X-aws-ec2-metadata-token' = $token }
    $domain = Invoke-RestMethod -Uri http://169.254.169.254/latest/meta-data/services/domain -Headers @{ 'X-aws-ec2-metadata-token' = $token }
    Invoke-WebRequest -UseBasicParsing -Uri "https://s3.$region.$domain/amazon-ssm-$region/latest/windows_amd64/AmazonSSMAgentSetup.exe" -OutFile "$env:TEMP\AmazonSSMAgentSetup.exe"
    Start-Process -FilePath "$env:TEMP\AmazonSSMAgentSetup.exe" -ArgumentList /S -Wait
}
Start-Service AmazonSSMAgent
