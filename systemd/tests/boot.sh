#!/bin/bash
# Boots systemd on this machine's own files (a throw-away copy), installs the units and the daemon,
# and checks what only a service manager can show. usage: boot.sh FOLDER-OF-THE-PROGRAMS
set -euo pipefail
units=$(cd "$(dirname "$0")/.." && pwd)
programs=$(cd "$1" && pwd)
[ "$(id -u)" = 0 ] || { echo "skipped: needs root"; exit 0; }
for tool in systemd-nspawn socat jq nsenter; do
  command -v $tool >/dev/null || { echo "skipped: needs $tool"; exit 0; }
done

work=$(mktemp -d)
nspawn=
cleanup() {
  [ -z "$nspawn" ] || { kill -TERM "$nspawn" && wait "$nspawn"; } 2>/dev/null || true
  umount "$work/root" "$work/layer" 2>/dev/null || true
  rmdir "$work/root" "$work/layer" && rm -rf "$work"
}
trap cleanup EXIT
fail() { echo "failed: $*"; exit 1; }

# An overlay on this machine's root: nothing that happens inside stays.
mkdir "$work/layer" "$work/root"
mount -t tmpfs tmpfs "$work/layer" 2>/dev/null || { echo "skipped: needs mounts"; exit 0; }
mkdir "$work/layer/up" "$work/layer/work"
mount -t overlay overlay -o "lowerdir=/,upperdir=$work/layer/up,workdir=$work/layer/work" "$work/root" \
  2>/dev/null || { echo "skipped: needs overlay mounts"; exit 0; }
root=$work/root
install -m755 "$programs/coxswaind" "$programs/cox" "$root/usr/bin/"
install -m644 "$units"/coxswaind@.* "$units/coxswaind.slice" "$root/etc/systemd/system/"
install -Dm644 "$units/sysusers.d/coxswaind.conf" "$root/usr/lib/sysusers.d/coxswaind.conf"
install -Dm644 "$units/tmpfiles.d/coxswaind.conf" "$root/usr/lib/tmpfiles.d/coxswaind.conf"
install -Dm644 "$units/catalog/coxswaind.catalog" "$root/usr/lib/systemd/catalog/coxswaind.catalog"
mkdir -p "$root/etc/systemd/system/coxswaind@acme.service.d"
printf '[Service]\nWatchdogSec=2s\n' >"$root/etc/systemd/system/coxswaind@acme.service.d/test.conf"
tr -d - </proc/sys/kernel/random/uuid >"$root/etc/machine-id"
# Only the service manager is under test; other daemons of this machine stay out.
ln -sf /usr/lib/systemd/system/basic.target "$root/etc/systemd/system/default.target"

SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=1 systemd-nspawn --quiet --directory="$root" --machine="cox$$" \
  --register=no --keep-unit --private-network --link-journal=no --console=pipe --boot \
  </dev/null >"$work/console" 2>&1 &
nspawn=$!
inside() { nsenter -t "$leader" -m -u -i -n -p -C -- "$@"; }
# The first child of nspawn is a passing one, so the leader is looked up until it answers.
until leader=$(pgrep -P "$nspawn" | head -n 1) && [ -n "$leader" ] &&
  inside systemctl is-system-running --wait 2>/dev/null | grep -qE 'running|degraded'; do
  kill -0 "$nspawn" 2>/dev/null && [ $SECONDS -lt 60 ] ||
    { echo "skipped: needs systemd-nspawn to work here"; exit 0; }
  sleep 0.1
done

inside systemd-sysusers
inside systemd-tmpfiles --create coxswaind.conf
inside journalctl --update-catalog
inside useradd -G coxswain-clients ana
inside useradd outsider
inside systemctl start coxswaind@acme.socket

ask='{"jsonrpc":"2.0","id":1,"method":"status"}'
as() { inside setpriv --reuid "$1" --regid "$1" --init-groups -- sh -c "echo '$ask' | socat -t10 - UNIX-CONNECT:/run/coxswain/acme.sock"; }
pid() { inside systemctl show -P MainPID coxswaind@acme.service; }
# A signal to the daemon itself: process 0 would be whoever asks.
signal() {
  [ "$2" != 0 ] || fail "the daemon is gone: $(inside journalctl -u coxswaind@acme -n 5 --no-pager)"
  inside kill "-$1" "$2"
}
[ "$(pid)" = 0 ] || fail "the daemon runs before anybody connected"
as ana | jq -e 'has("result") or has("error")' >/dev/null || fail "a member of the group is not served"
if as outsider 2>/dev/null; then fail "an outsider is served"; fi
echo "activated by a connection; an outsider is refused"

started=$(pid)
signal KILL "$started"
as ana >/dev/null || fail "not served after kill -9"
[ "$(pid)" != "$started" ] || fail "the same process after kill -9"
echo "restarted after kill -9"

# The socket stays, so nobody is turned away; whom the old process took last may have to ask again.
for round in 1 2 3; do
  inside systemctl restart coxswaind@acme.service &
  said=$(as ana 2>&1) || case $said in *refused* | *"No such file"*) fail "turned away in restart $round" ;; esac
  wait $!
  as ana | grep -q jsonrpc || fail "not served after restart $round"
done
echo "served through 3 restarts"

hung=$(pid)
signal STOP "$hung"
as ana | grep -q jsonrpc || fail "a hung daemon was not replaced"
[ "$(pid)" != "$hung" ] || fail "the hung daemon answered"
echo "the watchdog replaced a hung daemon"

inside journalctl --sync
inside journalctl COX_TEAM=acme MESSAGE_ID=e7d3612da1e24fb7a9e9a92f56e019c8 -o json --no-pager |
  jq -es 'length >= 3 and all(.[]; ._SYSTEMD_UNIT == "coxswaind@acme.service")' >/dev/null ||
  fail "the journal doesn't say that it started"
inside systemctl show -P StatusText coxswaind@acme.service
inside systemd-analyze security coxswaind@acme.service --no-pager --threshold=6 | tail -n 1
inside systemctl stop coxswaind@acme.service coxswaind@acme.socket
[ "$(inside systemctl show -P Result coxswaind@acme.service)" = success ] || fail "it did not stop in order"
echo "stopped in order"
