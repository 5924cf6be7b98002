# One person's own team, by that person's manager.
uid=$(inside id -u ana)
inside systemctl start "user@$uid.service"
own() {
  inside setpriv --reuid ana --regid ana --init-groups -- \
    env HOME="$(inside getent passwd ana | cut -d: -f6)" XDG_RUNTIME_DIR="/run/user/$uid" "$@"
}
own systemctl --user start coxswaind@own.socket
[ "$(own systemctl --user show -P MainPID coxswaind@own.service)" = 0 ] || fail "one's own daemon runs before a connection"
own cox --team own status --json | jq -e '.team == "own"' >/dev/null || fail "one's own team is not served"
[ "$(inside stat -c '%a %u' "/run/user/$uid/coxswain/own.sock")" = "600 $uid" ] || fail "others may connect to one's own team"
served=$(own systemctl --user show -P MainPID coxswaind@own.service)
state=$(inside tr '\0' '\n' <"$(reach "/proc/$served/environ")" | sed -n 's/^STATE_DIRECTORY=//p')
[ "$(inside stat -c '%a %u' "$state")" = "700 $uid" ] || fail "the state in $state is open"
inside test -s "$state/log/00000000000000000001.ndjson" || fail "no log in $state"
own systemctl --user restart coxswaind@own.service
own cox --team own status >/dev/null || fail "not served after a restart"
own systemctl --user stop coxswaind@own.socket coxswaind@own.service
[ "$(own systemctl --user show -P Result coxswaind@own.service)" = success ] || fail "one's own daemon did not stop in order"
echo "one person's own team: state in ${state#"$(inside getent passwd ana | cut -d: -f6)"/}"
