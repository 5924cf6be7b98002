#!/bin/bash
# Installs the Debian package where systemd runs, upgrades it while it is used, removes it, installs it
# again and purges it.
# usage: package.sh FOLDER-OF-THE-PROGRAMS [ROOT]    ROOT: / (this machine's own files), or a folder or .tar
# Without one a fresh root of this machine's release is made, once, where mmdebstrap is: it has a service
# manager and nothing else, so that what the package needs must come with it.
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
# Programs that were built for tests find the tool chain's libraries by a path in them, as no packaged one does.
path=
ldd "$programs/coxswaind" | grep -q libswiftCore && path="--suppress-tags custom-library-search-path"
for version in 0.1-1 0.2-1; do
  BIN=$programs OUT=$made MANUAL=$made/manual DEB_VERSION=$version DEB_BUILD="-Zgzip -z1" LINTIAN=$path "$systemd/../.ci/deb" \
    >"$made/said" 2>&1 || fail "no package: $(cat "$made/said")"
done
# What it says of each version is the same.
grep ^lintian "$made/said"

# A fresh root in $fresh, with the packages that ours depends on downloaded, not installed; it is kept as long
# as they are the same.
find_fresh() {
  release=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
  fresh=$systemd/../.build-boot/fresh-$release.tar
  needed=$(dpkg-deb -f "$made"/coxswain_0.1-1_*.deb Depends)
  [ ! -e "$fresh" ] || [ "$(cat "$fresh.for" 2>/dev/null)" != "$needed" ] || return 0
  rm -f "$fresh"
  mkdir -p "$(dirname "$fresh")"
  [ -n "$release" ] && command -v mmdebstrap >/dev/null || return 1
  cp "$made"/coxswain_0.1-1_*.deb "$made/coxswain.deb"
  # apt runs out here on the files in there, as what it fetches needs a network.
  timeout 300 mmdebstrap --quiet --variant=minbase --include=systemd,systemd-sysv,dbus --skip=cleanup/apt \
    --customize-hook="APT_CONFIG=\$MMDEBSTRAP_APT_CONFIG apt-get install --yes --no-install-recommends --download-only $made/coxswain.deb" \
    "$release" "$fresh" >"$fresh.said" 2>&1 && echo "$needed" >"$fresh.for" && return 0
  rm -f "$fresh"
  return 1
}
machine_fill() {
  cp "$made"/coxswain_*.deb "$1/var/cache/"
  # A container's files may say that packages start nothing, because there is no service manager.
  rm -f "$1/usr/sbin/policy-rc.d"
  # The index of all manual pages of this machine takes minutes, and is not ours.
  rm -f "$1/var/lib/man-db/auto-update"
  # Programs built for tests take the language's runtime from the tool chain, which no package brings; those
  # that are packaged have it in them, and then there is nothing to copy.
  for library in $(ldd "$programs"/{coxswaind,cox,cox-import} | sed -n 's/.*=> \(\/.*\/swift\/.*\) (0x.*/\1/p' | sort -u); do
    [ -e "$1$library" ] || install -D -m644 "$library" "$1$library"
  done
}
root_given=${2:-}
[ -n "$root_given" ] || find_fresh || skip "a fresh root (mmdebstrap and a network): $(tail -n 1 "$fresh.said" 2>/dev/null)"
machine_up "${root_given:-$fresh}"

deb() { inside env DEBIAN_FRONTEND=noninteractive dpkg "$@" 2>&1 | tee -a "$made/dpkg.log"; }
deb_file() { echo "/var/cache/$(cd "$made" && echo coxswain_"$1"_*.deb)"; }
install_deb() { deb -i "$(deb_file "$1")" >/dev/null || fail "$(tail -n 20 "$made/dpkg.log")"; }
packages() { inside dpkg-query -W -f '${db:Status-Status}\n' | grep -cx installed; }
pid() { inside systemctl show -P MainPID coxswaind@acme.service; }
log=/var/lib/private/coxswain/acme/log
ids() { cat "$(reach $log)"/*.ndjson | jq -r '.event.id // empty' | grep ^hammer | sort; }

before=$(packages)
inside env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends "$(deb_file 0.1-1)" \
  >"$made/said" 2>&1 || fail "apt does not install it: $(tail -n 20 "$made/said")"
added=$(($(packages) - before))
[ -n "$root_given" ] || [ "$added" -gt 1 ] || fail "the root was not fresh: it lacked nothing that the package needs"
inside cox --version >/dev/null || fail "with what it depends on it does not run"
[ "$(inside systemctl list-unit-files --state=enabled --no-legend 'coxswaind*' | wc -l)" = 0 ] || fail "something is enabled"
[ "$(inside systemctl list-units --no-legend 'coxswaind@*' | wc -l)" = 0 ] || fail "something runs"
inside getent group coxswain-clients >/dev/null || fail "no group coxswain-clients"
[ "$(inside stat -c '%a %U' /etc/coxswain /run/coxswain | sort -u)" = "755 root" ] || fail "no folders"
inside journalctl --list-catalog e7d3612da1e24fb7a9e9a92f56e019c8 | holds "event log of team" || fail "no catalogue"
inside dpkg --verify coxswain || fail "dpkg finds other files than it installed"
echo "installed by apt, with $((added - 1)) more that it needs; nothing is enabled"

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
