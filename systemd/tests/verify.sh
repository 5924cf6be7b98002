#!/bin/sh
# Checks every unit with systemd-analyze; ends 0 only when it has nothing to say.
# On systemd 252 an unknown key is printed but still ends 0, so the output is what counts.
set -eu
units=$(cd "$(dirname "$0")/.." && pwd)
command -v systemd-analyze >/dev/null || { echo "skipped: needs systemd-analyze"; exit 0; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/system" "$work/user" "$work/run"

# Instances of a team, and a program that exists: the packaged path is not there before installing.
instance() {
  sed "s|^ExecStart=[^ ]*|ExecStart=/bin/true|" "$1" >"$2/$(basename "$1" | sed 's/@/@x/')"
}
for unit in "$units"/*.socket "$units"/*.service "$units"/*.timer "$units"/*.slice; do
  instance "$unit" "$work/system"
done
for unit in "$units"/user/*.socket "$units"/user/*.service; do instance "$unit" "$work/user"; done
# A drop-in is read with the unit it belongs to.
for part in "$units"/optional/*.conf; do
  case $part in *journald@*) continue ;; esac
  mkdir -p "$work/system/coxswaind@x.service.d"
  cp "$part" "$work/system/coxswaind@x.service.d/"
done

verify() {
  folder=$1
  shift
  find "$folder" -maxdepth 1 -type f -exec env XDG_RUNTIME_DIR="$work/run" \
    systemd-analyze verify --man=no "$@" {} + >>"$work/said" 2>&1 || status=$?
}
verify "$work/system"
verify "$work/user" --user
[ ! -s "$work/said" ] || cat "$work/said" >&2
[ ! -s "$work/said" ] && [ "${status:-0}" = 0 ]
