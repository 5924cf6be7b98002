#!/bin/bash
# Boots systemd on a throw-away copy of this machine's files, and on Debian 13's, installs units and programs,
# and runs what lies in checks/: what only a service manager can show.
# usage: boot.sh FOLDER-OF-THE-PROGRAMS [ROOT..]    ROOT: a folder or .tar with a Debian root, in place of both
# TRIXIE_ROOT names a Debian 13 root; without it one is made, once, where mmdebstrap is. BOOT_VM=1 checks the
# limits of memory and tasks, too, in an emulated machine (vm.sh).
set -euo pipefail
systemd=$(cd "$(dirname "$0")/.." && pwd)
programs=$(cd "$1" && pwd)
shift
. "$systemd/tests/machine.sh"
. "$systemd/tests/team.sh"
machine_needs
trap machine_down EXIT

machine_fill() {
  DESTDIR=$1 PREFIX=/usr BIN=$programs "$systemd/../.ci/install" programs units
  machine_libraries "$programs/coxswaind" "$programs/cox"
}

# A Debian 13 root in $trixie; what is missing for one is said.
find_trixie() {
  trixie=${TRIXIE_ROOT:-$systemd/../.build-boot/trixie.tar}
  [ ! -e "$trixie" ] || return 0
  mkdir -p "$(dirname "$trixie")"
  command -v mmdebstrap >/dev/null && timeout 300 mmdebstrap --quiet --variant=minbase \
    --include=systemd,systemd-sysv,dbus,libpam-systemd,passwd,socat,procps,tzdata,libstdc++6 \
    trixie "$trixie" >"$trixie.said" 2>&1 && return 0
  rm -f "$trixie"
  return 1
}

check() {
  machine_up "$1"
  prepare_teams
  for name in activation teams restarts failures journal told verification users stop; do
    . "$systemd/tests/checks/$name.sh"
  done
  machine_down
}

if [ $# -gt 0 ]; then
  for root in "$@"; do check "$root"; done
else
  check /
  if find_trixie; then check "$trixie"; else echo "skipped: needs a trixie root (TRIXIE_ROOT, or mmdebstrap and a network)"; fi
fi
if [ "${BOOT_VM:-}" = 1 ]; then "$systemd/tests/vm.sh" "$programs"; else echo "skipped: needs BOOT_VM=1 (limits of memory and tasks)"; fi
