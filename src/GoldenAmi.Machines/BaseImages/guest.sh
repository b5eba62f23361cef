#!/bin/sh
# Starts the runner that the attached disk carries.
set -eu
seed=/run/golden-ami/seed
mkdir -p "$seed"
mount -o ro /dev/disk/by-label/golden-ami "$seed"
exec "$seed/golden-ami-runner" "$seed" /dev/virtio-ports/golden-ami
