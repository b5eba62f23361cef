#!/bin/sh
# Golden AMI: what Image Builder's own user data does. It works in the machine through the Systems Manager agent,
# and cleans up before the snapshot only where perform_cleanup stands in the working directory.
folder=@FOLDER@
mkdir -p "$folder" && : > "$folder/perform_cleanup"

has_agent() {
    systemctl is-active --quiet amazon-ssm-agent 2>/dev/null || systemctl is-active --quiet snap.amazon-ssm-agent.amazon-ssm-agent.service 2>/dev/null
}
start_agent() {
    systemctl enable --now amazon-ssm-agent 2>/dev/null || systemctl start snap.amazon-ssm-agent.amazon-ssm-agent.service 2>/dev/null
}
has_agent || start_agent
has_agent && exit 0

metadata=http://169.254.169.254/latest
token=$(curl -sf -m 5 -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 300' $metadata/api/token)
region=$(curl -sf -m 5 -H "X-aws-ec2-metadata-token: $token" $metadata/meta-data/placement/region)
domain=$(curl -sf -m 5 -H "X-aws-ec2-metadata-token: $token" $metadata/meta-data/services/domain)
[ -n "$region" ] || { echo 'golden-ami: no instance metadata, so the Systems Manager agent is not installed' >&2; exit 0; }
from=https://s3.$region.${domain:-amazonaws.com}/amazon-ssm-$region/latest
case $(uname -m) in x86_64) deb=debian_amd64 rpm=linux_amd64 ;; aarch64) deb=debian_arm64 rpm=linux_arm64 ;; *) exit 1 ;; esac
if command -v dpkg >/dev/null; then
    curl -sf --retry 3 -o "$folder/agent.deb" "$from/$deb/amazon-ssm-agent.deb" && dpkg -i "$folder/agent.deb"
else
    curl -sf --retry 3 -o "$folder/agent.rpm" "$from/$rpm/amazon-ssm-agent.rpm" && rpm -U --replacepkgs "$folder/agent.rpm"
fi
rm -f "$folder/agent.deb" "$folder/agent.rpm"
start_agent
