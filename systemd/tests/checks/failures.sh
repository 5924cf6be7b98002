# A sync that fails and a log that is damaged: the one is started again a few times, the other never.
# Whether systemd has seen that this process of a team's has ended.
ended() { [ "$(pid "$1")" != "$2" ]; }
settled() { [ "$(show "$1" ActiveState)" = "$2" ] && [ "$(show "$1" SubState)" != auto-restart ]; }
starts() { inside journalctl -u "coxswaind@$1.service" --no-pager -o cat | grep -c '^Starting ' || true; }
again() {
  inside systemctl reset-failed "coxswaind@$1.service" "coxswaind@$1.socket"
  inside systemctl start "coxswaind@$1.socket"
}

if ! cc -shared -fPIC -o "$(reach /usr/lib)/cox-faults.so" "$systemd/tests/faults.c" -ldl 2>"$work/cc"; then
  echo "skipped: needs cc (to make a sync fail)"
else
  faults=$(reach /run)/cox-faults
  mkdir "$faults"
  drop_in beta Environment=LD_PRELOAD=/usr/lib/cox-faults.so
  inside systemctl restart coxswaind@beta.service
  say beta f-1 | holds '"new":1' || fail "no ack before the fault"
  first=$(pid beta)
  touch "$faults/fdatasync"
  if say beta f-2 | holds ingest.ack; then fail "an event is acknowledged that was not synced"; fi
  rm "$faults/fdatasync"
  # The peer hears of the end before the manager does, to whom all is well until then.
  eventually 10 ended beta "$first" || fail "a failed sync does not end the daemon"
  eventually 10 settled beta active || fail "one failed sync is not got over: $(show beta ActiveState)"
  [ "$(show beta NRestarts)" -ge 1 ] || fail "no restart after a failed sync"
  say beta f-2 | holds -E '"(new|dup)":1' || fail "not taken after a failed sync"

  before=$(starts beta)
  touch "$faults/fdatasync"
  if say beta f-3 | holds ingest.ack; then fail "an event is acknowledged that was not synced"; fi
  eventually 30 settled beta failed || fail "a disk that fails for good is tried for ever"
  [ "$(show beta ExecMainStatus)" = 74 ] || fail "exit status $(show beta ExecMainStatus) for a failed sync"
  [ "$(($(starts beta) - before))" -le 8 ] || fail "$(($(starts beta) - before)) starts on a failing disk"
  rm "$faults/fdatasync"
  drop_in beta
  again beta
  say beta f-3 | holds -E '"(new|dup)":1' || fail "not taken after the disk was mended"
  [ "$(ids beta /boot | grep ^f- | tr '\n' ' ')" = "f-1 f-2 f-3 " ] || fail "the log has $(ids beta /boot)"
  echo "a failed sync: exit 74, started again; on a disk that fails for good at most 8 times; nothing lost or doubled"
fi

# Changes the byte in the middle of the log, or changes it back.
flip() {
  python3 - "$(ls "$(state beta)"/log/*.ndjson | head -n 1)" <<'END'
import sys
with open(sys.argv[1], "r+b") as file:
    file.seek(0, 2)
    middle = file.tell() // 2
    file.seek(middle)
    byte = file.read(1)[0]
    file.seek(middle)
    file.write(bytes([byte ^ 1]))
END
}
inside systemctl stop coxswaind@beta.service 2>/dev/null
flip
before=$(starts beta)
if inside systemctl start coxswaind@beta.service 2>/dev/null; then fail "a damaged log is served"; fi
sleep 2
[ "$(show beta ExecMainStatus)" = 65 ] || fail "exit status $(show beta ExecMainStatus) for a damaged log"
[ "$(show beta NRestarts)" = 0 ] && [ "$(($(starts beta) - before))" = 1 ] || fail "a damaged log is started again"
# A client that waits has the socket try again; that ends, too.
inside timeout 20 socat -u UNIX-CONNECT:/run/coxswain/beta.sock - </dev/null >/dev/null 2>&1 || true
eventually 20 settled beta failed || fail "tried for ever while a client waits"
[ "$(($(starts beta) - before))" -le 8 ] || fail "$(($(starts beta) - before)) starts on a damaged log"
if inside systemctl start coxswaind-verify@beta.service 2>/dev/null; then fail "the check finds a damaged log sound"; fi
entries -u coxswaind-verify@beta.service | jq -r .MESSAGE | holds "log/.*ndjson" || fail "the check doesn't say where"
flip
inside systemctl reset-failed coxswaind-verify@beta.service
again beta
ask ana beta "$status_line" | jq -e .result >/dev/null || fail "not served once the log was put right"
echo "a damaged log: exit 65, not started again; the check finds it and says where"
