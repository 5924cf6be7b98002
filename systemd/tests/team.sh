# What the checks do with teams on a booted machine.

prepare_teams() {
  inside systemd-sysusers
  inside systemd-tmpfiles --create coxswaind.conf
  inside journalctl --update-catalog 2>/dev/null
  inside useradd -m -G coxswain-clients ana
  inside useradd -m -G coxswain-clients stranger
  inside useradd outsider
  for team in acme beta; do
    cat >"$(reach /etc/coxswain)/$team.yaml" <<END
team: $team
zone: Europe/Paris
metrics:
  call: {kind: activity, unit: count, serves: won}
  won: {kind: outcome, unit: count, from: deal.won}
members:
  ana: {name: Ana, role: rep, unix: [ana], quotas: {call: 60}}
END
  done
}

# The unit of TEAM with these lines for its service, too: drop_in TEAM LINE..
drop_in() {
  team=$1
  shift
  mkdir -p "$(reach /etc/systemd/system)/coxswaind@$team.service.d"
  printf '%s\n' '[Service]' "$@" >"$(reach /etc/systemd/system)/coxswaind@$team.service.d/test.conf"
  inside systemctl daemon-reload
}

# A request to a team's socket, as a user: ask USER TEAM LINE
ask() {
  inside setpriv --reuid "$1" --regid "$1" --init-groups -- \
    sh -c "echo '$3' | socat -t20 - UNIX-CONNECT:/run/coxswain/$2.sock"
}
status_line='{"jsonrpc":"2.0","id":1,"method":"status"}'
# One event of root's, acknowledged in what is printed: say TEAM ID
say() {
  ask root "$1" '{"specversion":"1.0","id":"'"$2"'","source":"/boot","type":"coxswain.activity.logged","subject":"ana","data":{"metric":"call"}}'
}

show() { inside systemctl show -P "$2" "coxswaind@$1.service"; }
pid() { show "$1" MainPID; }
entries() { inside journalctl --no-pager -o json "$@"; }
state() { reach "/var/lib/private/coxswain/$1"; }
# The ids of a team's events of one source, as the log has them, sorted.
ids() { cat "$(state "$1")"/log/*.ndjson | jq -r --arg source "$2" '.event | select(.source // "" | startswith($source)).id' | sort; }

# A signal to the daemon itself: process 0 would be whoever asks.
signal() {
  found=$(pid "$2")
  [ "$found" != 0 ] || fail "the daemon is gone: $(inside journalctl -u "coxswaind@$2" -n 5 --no-pager)"
  inside kill "-$1" "$found"
}

# Waits until a command succeeds: eventually SECONDS CMD..
eventually() {
  end=$(($(uptime_s) + $1))
  shift
  until "$@"; do
    [ "$(uptime_s)" -lt $end ] || return 1
    sleep 0.1
  done
}
