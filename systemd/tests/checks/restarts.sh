# The socket stays through restarts, so nobody is turned away, and what was sent is once in the log.
python3 "$systemd/tests/hammer.py" "$(reach /run/coxswain/acme.sock)" "$work/ledger" \
  nsenter -t "$leader" -m -u -i -n -p -C -- \
  sh -c 'for round in 1 2 3; do sleep 0.5; systemctl restart coxswaind@acme.service || exit 1; done' ||
  fail "clients noticed a restart"
[ "$(sort -u "$work/ledger" | wc -l)" -gt 100 ] || fail "the clients did nothing"
ids acme /hammer | cmp -s - <(sort "$work/ledger") ||
  fail "the log has other events: $(diff <(ids acme /hammer) <(sort "$work/ledger") | head -n 5)"
echo "3 restarts under four clients: none refused, none lost, none cut off"
