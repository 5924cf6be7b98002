# The first connection starts the daemon, the socket's group decides who may connect, and what dies comes back.
drop_in acme WatchdogSec=4s
inside systemctl start coxswaind@acme.socket
[ "$(pid acme)" = 0 ] || fail "the daemon runs before anybody connected"
ask ana acme "$status_line" | jq -e 'has("result") or has("error")' >/dev/null || fail "a member of the group is not served"
if ask outsider acme "$status_line" 2>/dev/null; then fail "an outsider is served"; fi
echo "activated by a connection; an outsider is refused"

started=$(pid acme)
signal KILL acme
ask ana acme "$status_line" >/dev/null || fail "not served after kill -9"
[ "$(pid acme)" != "$started" ] || fail "the same process after kill -9"
echo "restarted after kill -9"

hung=$(pid acme)
signal STOP acme
began=$(uptime_s)
ask ana acme "$status_line" | holds jsonrpc || fail "a hung daemon was not replaced"
# The manager lets what it aborts go on, so its last word may have been an answer.
replaced() { [ "$(pid acme)" != "$hung" ]; }
eventually 20 replaced || fail "the hung daemon went on"
entries -u coxswaind@acme.service | holds 'Watchdog timeout' || fail "not the watchdog replaced it"
took=$(($(uptime_s) - began))
# The packaged bound from here on: a busy machine may keep a healthy daemon waiting for seconds.
drop_in acme
inside systemctl restart coxswaind@acme.service
echo "the watchdog replaced a hung daemon within $took s"
