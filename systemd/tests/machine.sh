# A machine that systemd boots in a container, for the scripts that read this file:
#   machine_up ROOT    ROOT: / (this machine's own files), or a folder or .tar with a Debian root;
#                      before it boots, machine_fill, which the script defines, puts into it what is tested;
#                      skips where no container can be made, fails where one can and does not boot
#   inside CMD..       runs a command in it        machine_down    powers it off and forgets it
# Nothing that happens inside stays: the root is the lower layer of an overlay in memory.

work=
nspawn=

skip() { echo "skipped: needs $*"; exit 0; }
fail() { echo "failed: $*"; exit 1; }
# Whether what is read has a line like that; reads to the end, so that no writer fails on a closed pipe.
holds() { grep "$@" >/dev/null; }
# The wall clock may step, so waiting is measured by the time since the machine was started.
uptime_s() { cut -d. -f1 /proc/uptime; }

machine_needs() {
  [ "$(id -u)" = 0 ] || skip root
  for tool in systemd-nspawn socat jq nsenter python3; do
    command -v $tool >/dev/null || skip $tool
  done
}

machine_down() {
  [ -z "$nspawn" ] || { kill -TERM "$nspawn" && wait "$nspawn"; } 2>/dev/null || true
  nspawn=
  [ -n "$work" ] || return 0
  umount "$work/root" "$work/layer" 2>/dev/null || true
  rmdir "$work/root" "$work/layer" && rm -rf "$work"
  work=
}

# The overlay on ROOT, in $root.
machine_layers() {
  work=$(mktemp -d)
  root=$work/root
  mkdir "$work/layer" "$root"
  mount -t tmpfs tmpfs "$work/layer" 2>/dev/null || skip mounts
  mkdir "$work/layer/up" "$work/layer/work"
  lower=$1
  if [ -f "$1" ]; then
    lower=$work/layer/base
    mkdir "$lower"
    tar xf "$1" -C "$lower"
  fi
  mount -t overlay overlay -o "lowerdir=$lower,upperdir=$work/layer/up,workdir=$work/layer/work" "$root" \
    2>/dev/null || skip "overlay mounts"
  tr -d - </proc/sys/kernel/random/uuid >"$root/etc/machine-id"
  # Only the service manager is under test; other daemons of this machine stay out.
  ln -sf /usr/lib/systemd/system/basic.target "$root/etc/systemd/system/default.target"
}

# What a build for another release lacks there; the packages' own dependencies are tested by the package.
machine_libraries() {
  for program in "$@"; do
    ldd "$program" | awk '$2 == "=>" { print $3 }' | while read -r library; do
      ls "$root"/usr/lib/*/"$(basename "$library")" >/dev/null 2>&1 ||
        install -D -m644 "$library" "$root$(readlink -f "$(dirname "$library")")/$(basename "$library")"
    done
  done
}

# A container on the overlay; what is said there goes to the file console.
contain() {
  SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=1 exec systemd-nspawn --quiet --directory="$root" --machine="cox$$" \
    --register=no --keep-unit --private-network --link-journal=no --console=pipe "$@" \
    </dev/null >"$work/console" 2>&1
}

machine_up() {
  machine_layers "$1"
  (contain /bin/true) || skip "systemd-nspawn to work here: $(tail -n 1 "$work/console")"
  machine_fill "$root"
  contain --boot &
  nspawn=$!
  until_s=$(($(uptime_s) + 180))
  # The first child of nspawn is a passing one, so the leader is looked up until it answers.
  until leader=$(pgrep -P "$nspawn" | head -n 1) && [ -n "$leader" ] &&
    inside systemctl is-system-running --wait 2>/dev/null | grep -qE 'running|degraded'; do
    kill -0 "$nspawn" 2>/dev/null || fail "the machine goes down again: $(tail -n 20 "$work/console")"
    [ "$(uptime_s)" -lt $until_s ] || fail "the machine is not up in time: $(tail -n 20 "$work/console")"
    sleep 0.1
  done
  echo "== $(inside systemctl --version | head -n 1), $(. "$root/etc/os-release" && echo "$PRETTY_NAME")"
}

inside() { nsenter -t "$leader" -m -u -i -n -p -C -- "$@"; }
# A path inside, as it is reached from out here.
reach() { echo "/proc/$leader/root$1"; }
