#!/bin/bash
# Boots Debian 12 with a kernel of its own in an emulated machine, where the service manager has all its means,
# and checks that the units' limits of memory and tasks hold. It takes a minute or two.
# usage: vm.sh FOLDER-OF-THE-PROGRAMS    BOOKWORM_ROOT: a .tar with a Debian 12 root, in place of one made here
# BOOT_KERNEL: in place of that of the package linux-image-cloud-amd64, with ext4 and nvme built in; BOOT_ACCELERATOR=kvm
set -euo pipefail
systemd=$(cd "$(dirname "$0")/.." && pwd)
programs=$(cd "$1" && pwd)
. "$systemd/tests/machine.sh"
[ "$(id -u)" = 0 ] || skip root
for tool in qemu-system-x86_64 mke2fs strip; do command -v $tool >/dev/null || skip "$tool (qemu-system-x86, e2fsprogs, binutils)"; done
ldd "$programs/coxswaind" | grep -q libswiftCore && skip "programs without libraries of the tool chain (make build)"
kernel=${BOOT_KERNEL:-$(ls /boot/vmlinuz-*-cloud-amd64 2>/dev/null | tail -n 1)}
[ -r "$kernel" ] || skip linux-image-cloud-amd64

bookworm=${BOOKWORM_ROOT:-$systemd/../.build-boot/bookworm.tar}
if [ ! -e "$bookworm" ]; then
  mkdir -p "$(dirname "$bookworm")"
  command -v mmdebstrap >/dev/null && timeout 300 mmdebstrap --quiet --variant=minbase \
    --include=systemd,systemd-sysv,dbus,socat,python3-minimal,libsimdjson14,libstdc++6,tzdata bookworm "$bookworm" ||
    { rm -f "$bookworm"; skip "a bookworm root (BOOKWORM_ROOT, or mmdebstrap and a network)"; }
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/files" "$work/programs"
tar xf "$bookworm" -C "$work/files"
for program in coxswaind cox cox-import; do strip -o "$work/programs/$program" "$programs/$program"; done
DESTDIR=$work/files PREFIX=/usr BIN=$work/programs "$systemd/../.ci/install" programs units
install -m755 "$systemd/tests/limits.sh" "$work/files/usr/bin/limits"
wants=$work/files/etc/systemd/system/multi-user.target.wants
mkdir -p "$wants"
cat >"$work/files/etc/systemd/system/limits.service" <<'END'
[Unit]
After=basic.target
[Service]
Type=oneshot
StandardOutput=tty
StandardError=tty
ExecStart=/usr/bin/limits
ExecStopPost=/usr/bin/systemctl --no-block poweroff
END
ln -s ../limits.service "$wants/limits.service"
mke2fs -q -t ext4 -d "$work/files" "$work/disk" 1500M >/dev/null
rm -rf "$work/files"

# The emulated clock goes by instructions done, not by this machine's time: what the units time out on, 20 and 30
# seconds, does not depend on how busy this machine is. A kvm device that is there need not work, so emulation is
# what is asked for unless somebody knows better.
pace=(-accel tcg,thread=single -icount shift=1)
[ -z "${BOOT_ACCELERATOR:-}" ] || pace=(-accel "$BOOT_ACCELERATOR")
# The kernel itself waits for the disk as long as it takes; rootdelay= would have an initrd sleep that long, always.
timeout 1800 qemu-system-x86_64 -M q35 "${pace[@]}" -cpu max -m 2048 -smp 1 -nographic -no-reboot -kernel "$kernel" \
  -drive "file=$work/disk,format=raw,if=none,id=root" -device nvme,drive=root,serial=root \
  -append "root=/dev/nvme0n1 rw rootwait no_timer_check console=ttyS0 systemd.show_status=0 quiet panic=-1" \
  </dev/null >"$work/said" 2>&1 || true
tr -d '\r' <"$work/said" | sed -n 's/^.*limits: //p'
grep -aq "limits: all hold" "$work/said" || fail "$(tail -n 40 "$work/said")"
