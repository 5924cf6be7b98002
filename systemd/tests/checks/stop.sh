# The sandbox is what was promised, and all ends in order.
for unit in coxswaind@acme.service coxswaind-verify@acme.service; do
  inside systemd-analyze security "$unit" --no-pager --threshold=4 >"$work/said" || fail "$unit: $(tail -n 1 "$work/said")"
done
tail -n 1 "$work/said"
for team in acme beta; do
  inside systemctl stop coxswaind@$team.service coxswaind@$team.socket
  [ "$(show $team Result)" = success ] || fail "$team did not stop in order"
  inside test ! -e /run/coxswain/$team.sock || fail "the socket of $team stays"
done
echo "stopped in order"
