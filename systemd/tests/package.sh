#!/bin/bash
# Installs the Debian package where systemd runs, upgrades it while it is used, removes it, installs it
# again and purges it. usage: package.sh FOLDER-OF-THE-PROGRAMS [ROOT, default this machine's own files]
set -euo pipefail
systemd=$(cd "$(dirname "$0")/.." && pwd)
programs=$(cd "$1" && pwd)
. "$systemd/tests/machine.sh"
machine_needs
for tool in dpkg-deb dpkg-gencontrol dpkg-shlibdeps strip; do
  command -v $tool >/dev/null || skip "$tool (dpkg-dev, binutils)"
done
made=$(mktemp -d)
trap 'machine_down; rm -rf "$made"' EXIT

# The manual is made by another step; here stand-ins do.
mkdir -p "$made"/manual/{man1,man8,bash,zsh,fish}
for file in man1/cox.1 man8/coxswaind.8 bash/cox zsh/_cox fish/cox.fish; do echo "stand-in" >"$made/manual/$file"; done
for version in 0.1-1 0.2-1; do
  BIN=$programs OUT=$made MANUAL=$made/manual DEB_VERSION=$version DEB_BUILD=-Znone "$systemd/../.ci/deb" \
    >"$made/said" 2>&1 || fail "no package: $(cat "$made/said")"
done
machine_fill() {
  cp "$made"/coxswain_*.deb "$1/var/cache/"
  # A container's files may say that packages start nothing, because there is no service manager.
  rm -f "$1/usr/sbin/policy-rc.d"
  # The index of all manual pages of this machine takes minutes, and is not ours.
  rm -f "$1/var/lib/man-db/auto-update"
}
machine_up "${2:-/}"

deb() { inside env DEBIAN_FRONTEND=noninteractive dpkg "$@" 2>&1 | tee -a "$made/dpkg.log"; }
install_deb() { deb -i "/var/cache/$(cd "$made" && echo coxswain_"$1"_*.deb)" >/dev/null || fail "$(tail -n 20 "$made/dpkg.log")"; }
pid() { inside systemctl show -P MainPID coxswaind@acme.service; }
log=/var/lib/private/coxswain/acme/log
ids() { cat "$(reach $log)"/*.ndjson | jq -r '.event.id // empty' | grep ^hammer | sort; }

install_deb 0.1-1
[ "$(inside systemctl list-unit-files --state=enabled --no-legend 'coxswaind*' | wc -l)" = 0 ] || fail "something is enabled"
[ "$(inside systemctl list-units --no-legend 'coxswaind@*' | wc -l)" = 0 ] || fail "something runs"
inside getent group coxswain-clients >/dev/null || fail "no group coxswain-clients"
[ "$(inside stat -c '%a %U' /etc/coxswain /run/coxswain | sort -u)" = "755 root" ] || fail "no folders"
inside journalctl --list-catalog e7d3612da1e24fb7a9e9a92f56e019c8 | holds "event log of team" || fail "no catalogue"
inside dpkg --verify coxswain || fail "dpkg finds other files than it installed"
echo "installed; nothing is enabled"

inside systemctl enable --quiet --now coxswaind@acme.socket
inside cox playbook init new-business /etc/coxswain/acme.yaml >/dev/null
sed -i 's/^team: .*/team: acme/' "$(reach /etc/coxswain/acme.yaml)"
inside cox --team acme playbook apply /etc/coxswain/acme.yaml >/dev/null || fail "no playbook"
socket=$(inside stat -c %i /run/coxswain/acme.sock)
first=$(pid)
cp -r "$(reach $log)" "$made/before"
python3 "$systemd/tests/hammer.py" "$(reach /run/coxswain/acme.sock)" "$made/ledger" \
  nsenter -t "$leader" -m -u -i -n -p -C -- sh -c 'dpkg -i /var/cache/coxswain_0.2-1_*.deb >/dev/null 2>&1' ||
  fail "an upgrade is noticed by clients"
[ "$(pid)" != "$first" ] || fail "the old daemon serves on"
[ "$(inside stat -c %i /run/coxswain/acme.sock)" = "$socket" ] || fail "another socket"
inside readlink "/proc/$(pid)/exe" | holds -x /usr/bin/coxswaind || fail "not the new program"
for segment in "$made"/before/*.ndjson; do
  cmp -n "$(stat -c %s "$segment")" "$segment" "$(reach $log)/$(basename "$segment")" || fail "the log's bytes differ"
done
ids | diff -q - <(sort "$made/ledger") >/dev/null || fail "what was acknowledged is not once in the log"
echo "upgraded while four clients sent: nobody noticed, the log begins with the same bytes"

deb -r coxswain >/dev/null
[ "$(inside systemctl list-units --no-legend 'coxswaind@*' | wc -l)" = 0 ] || fail "an instance survives"
inside test ! -e /run/coxswain/acme.sock || fail "the socket survives"
ids | diff -q - <(sort "$made/ledger") >/dev/null || fail "removing touched the log"
inside test -e /etc/coxswain/acme.yaml || fail "removing took the playbook"
inside test ! -e /usr/bin/coxswaind || fail "the program survives"
echo "removed; the log and the playbook stay"

install_deb 0.2-1
inside systemctl start coxswaind@acme.socket
events=$(inside cox --team acme status --json | jq '.result.events // .events')
[ "$events" -ge "$(wc -l <"$made/ledger")" ] || fail "installed again it knows only $events events"
echo "installed again; all is known"

inside dpkg -P coxswain >"$made/said" 2>&1
grep -q "removing the log of team acme" "$made/said" || fail "a purge doesn't say what it removes: $(cat "$made/said")"
left=$(inside find /usr /etc /var /run -xdev -name '*coxswain*' -not -path '/var/cache/*' -not -path '/var/log/*')
[ -z "$left" ] || fail "a purge leaves $left"
echo "purged"
