# The weekly check: while the team is served, without being able to write, on Sundays.
mkdir -p "$(reach /etc/systemd/system)/coxswaind-verify@acme.service.d"
printf '[Service]\nExecStartPre=-/bin/touch /var/lib/coxswain/acme/written /var/lib/coxswain/acme/log/written\n' \
  >"$(reach /etc/systemd/system)/coxswaind-verify@acme.service.d/test.conf"
inside systemctl daemon-reload
python3 "$systemd/tests/hammer.py" "$(reach /run/coxswain/acme.sock)" "$work/ledger" \
  nsenter -t "$leader" -m -u -i -n -p -C -- \
  sh -c 'for round in 1 2 3; do sleep 0.2; systemctl start coxswaind-verify@acme.service || exit 1; done' >"$work/said" ||
  fail "the check fails while clients write: $(cat "$work/said") $(inside journalctl -u coxswaind-verify@acme --no-pager -n 5)"
inside test ! -e /var/lib/coxswain/acme/written || fail "the check can write"
inside test ! -e /var/lib/coxswain/acme/log/written || fail "the check can write to the log"
[ "$(entries -u coxswaind-verify@acme.service | jq -r .MESSAGE | grep -c '^sound: ')" = 3 ] || fail "the check doesn't say that the log is sound"
inside systemctl enable --quiet --now coxswaind-verify@acme.timer
next=$(inside systemctl show -P NextElapseUSecRealtime coxswaind-verify@acme.timer)
case $next in Sun\ *\ 03:* | Sun\ *\ 04:00:00*) ;; *) fail "the next check is at $next" ;; esac
inside systemctl disable --quiet --now coxswaind-verify@acme.timer
echo "checked 3 times while clients wrote, read-only; the timer's next is $next"
