#!/bin/bash
# Installs stand-ins for the programs and their manual below a folder, and compares what is there with
# install.txt; then again, elsewhere, and away.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "failed: $*"; exit 1; }
export BIN=$work/bin MANUAL=$work/manual

mkdir -p "$BIN" "$MANUAL"/{man1,man8,bash,zsh,fish}
for file in "$BIN"/{coxswaind,cox,cox-import} "$MANUAL"/man1/{cox,cox-week,cox-import}.1 \
  "$MANUAL"/man8/coxswaind.8 "$MANUAL"/{bash/cox,zsh/_cox,fish/cox.fish}; do
  echo "stand-in" >"$file"
done

# Every file below a folder with its mode, as install.txt has them.
listed() { (cd "$1" && find . -type f -printf '%m %P\n' | LC_ALL=C sort -k 2); }
summed() { (cd "$1" && find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum); }

make --no-print-directory install DESTDIR="$work/root" PREFIX=/usr BIN="$BIN"
listed "$work/root" | diff -u systemd/tests/install.txt - || fail "other files than install.txt names"
for file in $(find systemd -type f -not -path '*/tests/*' -not -path '*/debian/*'); do
  grep -q "/${file##*/}$" systemd/tests/install.txt || fail "$file is not installed"
done

summed "$work/root" >"$work/once"
make --no-print-directory install DESTDIR="$work/root" PREFIX=/usr BIN="$BIN"
summed "$work/root" | diff -u "$work/once" - || fail "a second time gives something else"

make --no-print-directory install DESTDIR="$work/other" PREFIX=/opt/coxswain BIN="$BIN"
listed "$work/other/opt/coxswain" | sed 's|^\(...\) |\1 usr/|' | diff -u systemd/tests/install.txt - ||
  fail "another prefix has other files"
started=$(cat "$work"/other/opt/coxswain/lib/systemd/*/coxswaind*.service | grep '^ExecStart=')
[ "$(grep -c '=/opt/coxswain/bin/coxswaind' <<<"$started")" = 3 ] || fail "units start: $started"

make --no-print-directory install DESTDIR="$work/odd" PREFIX='/opt/r&d|x' BIN="$BIN"
started=$(cat "$work"/odd/opt/r\&d\|x/lib/systemd/*/coxswaind*.service | grep '^ExecStart=')
[ "$(grep -cF '=/opt/r&d|x/bin/coxswaind' <<<"$started")" = 3 ] || fail "units start: $started"
if make --no-print-directory install DESTDIR="$work/blank" PREFIX="/opt/my tools" BIN="$BIN" \
  >"$work/said" 2>&1; then
  fail "installed units that cannot start"
fi
[ ! -e "$work/blank" ] || fail "written below a prefix that units cannot have: $(listed "$work/blank")"

make --no-print-directory uninstall DESTDIR="$work/root" PREFIX=/usr BIN="$BIN"
[ -z "$(listed "$work/root")" ] || fail "left behind: $(listed "$work/root")"

# Whatever is missing, be it the last of all, nothing is written.
for file in "$BIN/cox" "$MANUAL/man8/coxswaind.8" "$MANUAL/fish/cox.fish"; do
  mv "$file" "$work/away"
  if make --no-print-directory install DESTDIR="$work/less" BIN="$BIN" >"$work/said" 2>&1; then
    fail "installed although $file is missing"
  fi
  grep -q "$file.*make build man" "$work/said" || fail "it says only: $(cat "$work/said")"
  [ ! -e "$work/less" ] || fail "without $file it wrote $(listed "$work/less")"
  mv "$work/away" "$file"
done
echo "installed, again, elsewhere, and taken away"
