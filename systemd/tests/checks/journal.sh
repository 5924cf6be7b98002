# Entries are found by field and by MESSAGE_ID, and explained; a line of the service's status is true.
inside journalctl --sync
found() { entries COX_TEAM="$1" MESSAGE_ID="$2" | jq -es "$3" >/dev/null || fail "the journal has no entry $2 of $1 with $3"; }
unit='all(.[]; ._SYSTEMD_UNIT == "coxswaind@acme.service")'
found acme e7d3612da1e24fb7a9e9a92f56e019c8 "length >= 5 and $unit and (last.COX_SEQ | tonumber > 100)"
found acme f2d1c231873d48c59bf6457730103de4 "length >= 4 and $unit and last.COX_STORE != null"
said=$(inside journalctl -x --no-pager -n 1 COX_TEAM=acme MESSAGE_ID=e7d3612da1e24fb7a9e9a92f56e019c8)
grep -q "The event log of team acme is served" <<<"$said" || fail "journalctl -x doesn't explain: $said"
grep -q "man:coxswaind(8)" <<<"$said" || fail "journalctl -x names no page: $said"

ask stranger acme '{"jsonrpc":"2.0","id":1,"method":"query","params":{"view":"team"}}' | holds unmapped_peer ||
  fail "a member of the group who is no member of the team is served"
inside journalctl --sync
entries MESSAGE_ID=3f3d8a2c761146d5b99fc71f97df55b9 COX_PEER_UID="$(inside id -u stranger)" |
  jq -es 'length == 1' >/dev/null || fail "a denial is not in the journal"
bad='{"specversion":"1.0","id":"bad","source":"/boot","type":"coxswain.deal.won","subject":"ana","data":{"deal":"d-1","amount":"nothing"}}'
ask root acme "$bad" | holds ingest.reject || fail "a bad event is not refused"
inside journalctl --sync
entries MESSAGE_ID=c4c70190970e4b9aaf9b0ad563230611 _SYSTEMD_UNIT=coxswaind@acme.service |
  jq -es 'length == 1 and (tostring | contains("nothing") | not)' >/dev/null || fail "a refusal is not in the journal, or with its content"
echo "journal: found by team and MESSAGE_ID, explained by journalctl -x"

# Three clients stay for a while.
python3 - "$(reach /run/coxswain/acme.sock)" <<'END' &
import socket, sys, time
clients = [socket.socket(socket.AF_UNIX) for _ in range(3)]
for client in clients:
    client.connect(sys.argv[1])
time.sleep(60)
END
holder=$!
head=$(inside cox --team acme status --json | jq -r '.head | split(":")[1]')
told() { [ "$(show acme StatusText)" = "Live, seq $head, 3 clients, 0 ingests" ]; }
eventually 30 told || fail "with seq $head and 3 clients the status says: $(show acme StatusText)"
inside systemctl status --no-pager coxswaind@acme.service | holds "Status: \"Live, seq $head, 3 clients" || fail "systemctl status hides it"
kill $holder
wait $holder 2>/dev/null || true
echo "systemctl status: Live, seq $head, 3 clients, 0 ingests"

# A journal of the teams' own, when somebody wants one.
mkdir -p "$(reach /etc/systemd/system)/coxswaind@beta.service.d"
cp "$systemd/optional/log-namespace.conf" "$(reach /etc/systemd/system)/coxswaind@beta.service.d/"
cp "$systemd/optional/journald@coxswain.conf" "$(reach /etc/systemd)/"
inside systemctl daemon-reload
inside systemctl restart coxswaind@beta.service
eventually 10 inside sh -c 'journalctl --namespace=coxswain --no-pager -q -o cat COX_TEAM=beta | grep "team beta ready" >/dev/null' ||
  fail "nothing in the journal of the teams' own"
rm "$(reach /etc/systemd/system)/coxswaind@beta.service.d/log-namespace.conf"
inside systemctl daemon-reload
inside systemctl restart coxswaind@beta.service
echo "LogNamespace=: found with journalctl --namespace=coxswain"
