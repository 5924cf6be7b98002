#!/bin/sh
# Fails when the offline exposure of the service is above 0.6 (the tool counts in tenths).
# usage: score.sh [THRESHOLD, default 6]
set -eu
units=$(cd "$(dirname "$0")/.." && pwd)
command -v systemd-analyze >/dev/null || { echo "skipped: needs systemd-analyze"; exit 0; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# The tool reads no template: it takes an instance.
cp "$units/coxswaind@.service" "$work/coxswaind@x.service"
systemd-analyze security --no-pager --offline=true --threshold="${1:-6}" "$work/coxswaind@x.service" >"$work/said" || status=$?
tail -n 1 "$work/said"
exit "${status:-0}"
