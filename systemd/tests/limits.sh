#!/bin/bash
# Runs inside the emulated machine (vm.sh): the limits of the units are the kernel's, and hold.
set -euo pipefail
say() { echo "limits: $*"; }
fail() { say "failed: $*"; exit 1; }
show() { systemctl show -P "$2" "coxswaind@$1.service"; }
status() { echo '{"jsonrpc":"2.0","id":1,"method":"status"}' | socat -t60 - "UNIX-CONNECT:/run/coxswain/$1.sock"; }
served() { status "$1" | grep '"result"' >/dev/null; }
groups=/sys/fs/cgroup/coxswaind.slice

systemd-sysusers
systemd-tmpfiles --create coxswaind.conf
systemctl start coxswaind@acme.socket coxswaind@beta.socket
served acme && served beta || fail "not served: $(systemctl status --no-pager coxswaind@acme.service)"
read_limit() { cat "$groups/$1"; }
team=coxswaind@acme.service
[ "$(read_limit $team/memory.max) $(read_limit $team/memory.high) $(read_limit $team/pids.max)" = "1610612736 1073741824 64" ] ||
  fail "a team's limits are $(read_limit $team/memory.max) $(read_limit $team/memory.high) $(read_limit $team/pids.max)"
[ "$(read_limit memory.max) $(read_limit pids.max)" = "2147483648 512" ] || fail "the teams' limits are $(read_limit memory.max) $(read_limit pids.max)"
say "the kernel has 1536M and 64 tasks for a team, 2G and 512 for all; a team uses $(($(read_limit $team/memory.current) / 1048576))M and $(read_limit $team/pids.current) tasks"

# A hundred clients that never end their line, and stay, against a bound of 40M.
mkdir -p /run/systemd/system/coxswaind@acme.service.d
printf '[Service]\nMemoryHigh=infinity\nMemoryMax=40M\nMemorySwapMax=0\n' >/run/systemd/system/coxswaind@acme.service.d/small.conf
systemctl daemon-reload
systemctl restart coxswaind@acme.service
served acme || fail "not served with 40M"
neighbour=$(show beta MainPID)
python3 - <<'END' || true
import socket
clients = [socket.socket(socket.AF_UNIX) for _ in range(100)]
for client in clients:
    client.connect("/run/coxswain/acme.sock")
    client.settimeout(10)
for client in clients:
    try:
        client.sendall(b'"' + b"x" * 900000)
    except OSError:
        break  # it is gone, or takes no more
try:
    clients[0].recv(1)
except OSError:
    pass
END
killed=
for _ in $(seq 100); do
  if journalctl -q --no-pager -o cat -u coxswaind@acme.service | grep -E 'oom-kill|OOM killer' >/dev/null; then killed=1; break; fi
  sleep 0.2
done
[ -n "$killed" ] || fail "nobody held it to 40M: $(cat $groups/$team/memory.events | tr '\n' ' ')"
served acme || fail "not served after the bound was met"
[ "$(show beta MainPID)" = "$neighbour" ] && served beta || fail "the other team suffered"
say "a team past its memory is ended and started again; the other team noticed nothing"

# No tasks left for a third team.
systemctl set-property --runtime coxswaind.slice TasksMax=$(($(read_limit pids.current) + 2))
systemctl start coxswaind@gamma.socket
timeout 20 socat -u UNIX-CONNECT:/run/coxswain/gamma.sock - </dev/null >/dev/null 2>&1 || true
dmesg | grep 'fork rejected by pids controller in /coxswaind.slice' >/dev/null || fail "the teams may have more tasks than allowed"
served acme && served beta || fail "the teams that run suffered"
systemctl stop coxswaind@gamma.socket coxswaind@gamma.service
say "teams past their tasks get none; those that run go on"
say "all hold"
