#!/bin/sh
# Makes a Debian disk: GPT, booted by the BIOS through grub, cloud-init, and the unit that starts a build's runner.
# No mount and no loop device is needed: mke2fs fills the file system, and grub's two parts are written by offset.
#
#   sh debian.sh RELEASE FOLDER GUEST SOURCES
#
# RELEASE  12
# FOLDER   empty, for the work; the result is FOLDER/disk.qcow2
# GUEST    folder with the files of the guest: guest.service, guest.rules, guest.sh
# SOURCES  an apt sources list (one line for each) from which packages come; the image itself names deb.debian.org
set -eu

release=$1 folder=$2 guest=$3 sources=$4
case $release in
12) suite=bookworm ;;
*) echo "Debian release '$release' is not known here" >&2; exit 2 ;;
esac

root=$folder/root
disk=$folder/disk.raw
size=8589934592       # bytes, 8 GiB: what Debian's own images on AWS have
grub_at=2048          # first sector of the BIOS boot partition
root_at=4096          # first sector of the root file system
uuid=$(cat /proc/sys/kernel/random/uuid)

packages="systemd systemd-sysv systemd-resolved systemd-timesyncd libpam-systemd dbus udev kmod
 linux-image-cloud-amd64 initramfs-tools zstd grub2-common grub-pc-bin
 e2fsprogs fdisk cloud-init cloud-guest-utils
 openssh-server sudo netbase iproute2 ca-certificates curl less procps"

# Of a build's machine only: guards that a guest of one build does not need, and units that neither build nor test depends on. Without hardware help
# every one of them costs a second or more.
build_arguments="mitigations=off rcupdate.rcu_expedited=1"
for unit in e2scrub_reap.service systemd-timesyncd.service systemd-binfmt.service proc-sys-fs-binfmt_misc.automount proc-sys-fs-binfmt_misc.mount \
    systemd-update-utmp.service sys-kernel-debug.mount sys-kernel-tracing.mount dev-hugepages.mount dev-mqueue.mount \
    modprobe@configfs.service modprobe@drm.service modprobe@efi_pstore.service sys-kernel-config.mount systemd-pstore.service; do
    build_arguments="$build_arguments systemd.mask=$unit"
done

# The kernel's package makes the initramfs: what it must hold has to be said before.
cat >"$folder/before-kernel" <<'END'
#!/bin/sh
mkdir -p "$1/etc/initramfs-tools/conf.d"
printf 'MODULES=list\n' >"$1/etc/initramfs-tools/conf.d/golden-ami"
printf '%s\n' virtio_pci virtio_blk virtio_scsi sd_mod nvme xen_blkfront ext4 >"$1/etc/initramfs-tools/modules"
END
chmod 755 "$folder/before-kernel"

# Nothing is flushed to the disk on the way: a power cut leaves nothing that counts.
mmdebstrap --mode=root --variant=minbase --format=directory --include="$(echo $packages | tr ' ' ,)" \
    --dpkgopt=force-unsafe-io --essential-hook="$folder/before-kernel" "$suite" "$root" "$sources"

cat >"$root/etc/apt/sources.list.d/debian.sources" <<END
Types: deb
URIs: http://deb.debian.org/debian
Suites: $suite $suite-updates
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb
URIs: http://deb.debian.org/debian-security
Suites: $suite-security
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
END
# What mmdebstrap and the host left behind
rm -f "$root/etc/apt/sources.list" "$root"/etc/apt/sources.list.d/0* "$root/etc/apt/apt.conf.d/99mmdebstrap" "$root/etc/dpkg/dpkg.cfg.d/99mmdebstrap"
rm -f "$root"/etc/ssh/ssh_host_*
: >"$root/etc/machine-id"
rm -f "$root/var/lib/dbus/machine-id"

echo debian >"$root/etc/hostname"
printf '127.0.0.1 localhost debian\n::1 localhost ip6-localhost ip6-loopback\n' >"$root/etc/hosts"
printf 'UUID=%s / ext4 rw,discard,errors=remount-ro 0 1\n' "$uuid" >"$root/etc/fstab"
mkdir -p "$root/etc/systemd/network" "$root/etc/systemd/system/ssh.service.d" "$root/usr/lib/golden-ami"
# cloud-init's own network file sorts before this one and wins when there is one
printf '[Match]\nName=en* eth*\n\n[Network]\nDHCP=yes\n' >"$root/etc/systemd/network/90-dhcp.network"
# Host keys come from cloud-init; a start without a data source makes one by itself
cat >"$root/etc/systemd/system/ssh.service.d/host-key.conf" <<'END'
[Service]
ExecStartPre=
ExecStartPre=/bin/sh -c 'ls /etc/ssh/ssh_host_*_key >/dev/null 2>&1 || ssh-keygen -q -t ed25519 -N "" -f /etc/ssh/ssh_host_ed25519_key'
ExecStartPre=/usr/sbin/sshd -t
END
cp "$guest/guest.service" "$root/etc/systemd/system/golden-ami-guest.service"
cp "$guest/guest.rules" "$root/etc/udev/rules.d/90-golden-ami.rules"
cp "$guest/guest.sh" "$root/usr/lib/golden-ami/guest"
chmod 755 "$root/usr/lib/golden-ami/guest"
chroot "$root" systemctl --quiet enable systemd-networkd.service systemd-resolved.service
ln -sf ../run/systemd/resolve/stub-resolv.conf "$root/etc/resolv.conf"

mkdir -p "$root/boot/grub/i386-pc"
cp "$root"/usr/lib/grub/i386-pc/*.mod "$root"/usr/lib/grub/i386-pc/*.lst "$root/boot/grub/i386-pc/"
# no_timer_check: a kernel that knows its hypervisor does not test its timer; on a busy host without hardware help that test can fail, and the kernel gives up.
# The links /vmlinuz and /initrd.img follow the newest kernel, so nothing needs update-grub; who runs it replaces this file.
cat >"$root/boot/grub/grub.cfg" <<END
set timeout=0
# A machine that builds or tests says so in its serial number (QemuCommand): there, what no image needs at such a start is left out.
smbios --type 1 --get-string 7 --set serial
if [ "\$serial" = golden-ami ]; then
    set build="$build_arguments"
fi
linux /vmlinuz root=UUID=$uuid ro quiet no_timer_check console=tty0 console=ttyS0,115200 \$build
initrd /initrd.img
boot
END
printf 'GRUB_TIMEOUT=0\nGRUB_DISTRIBUTOR=Debian\nGRUB_CMDLINE_LINUX_DEFAULT=quiet\nGRUB_CMDLINE_LINUX="no_timer_check console=tty0 console=ttyS0,115200"\n' >"$root/etc/default/grub"
chroot "$root" grub-mkimage -O i386-pc -o /boot/grub/i386-pc/core.img -p '(,gpt2)/boot/grub' \
    biosdisk part_gpt ext2 normal configfile linux boot search search_fs_uuid test echo minicmd smbios

# The image has sfdisk, its host need not.
truncate -s $size "$root/disk.raw"
chroot "$root" sfdisk --quiet /disk.raw <<END
label: gpt
start=$grub_at, size=2048, type=21686148-6449-6E6F-744E-656564454649
start=$root_at, type=0FC63DAF-8483-4772-8E79-3D69D8477DE4
END
mv "$root/disk.raw" "$disk"
# The last MiB belongs to the second partition table.
mke2fs -q -t ext4 -L root -U "$uuid" -d "$root" -E offset=$((root_at * 512)),lazy_itable_init=1,lazy_journal_init=1 \
    "$disk" $(((size - root_at * 512 - 1048576) / 1024))k

# le64 FILE OFFSET NUMBER (below 65536): a little-endian number of 8 bytes
le64() {
    printf "$(printf '\\%03o\\%03o\\000\\000\\000\\000\\000\\000' $(($3 % 256)) $(($3 / 256)))" |
        dd of="$1" bs=1 seek="$2" conv=notrunc status=none
}

# boot.img names the sector of core.img (at 0x5c); core.img's first sector names the next one (at 0x1f4).
cp "$root/usr/lib/grub/i386-pc/boot.img" "$folder/boot.img"
cp "$root/boot/grub/i386-pc/core.img" "$folder/core.img"
le64 "$folder/boot.img" 92 $grub_at
le64 "$folder/core.img" 500 $((grub_at + 1))
dd if="$folder/boot.img" of="$disk" bs=440 count=1 conv=notrunc status=none
dd if="$folder/core.img" of="$disk" bs=512 seek=$grub_at conv=notrunc status=none

qemu-img convert -f raw -O qcow2 "$disk" "$folder/disk.qcow2"
rm -rf "$root" "$disk"
