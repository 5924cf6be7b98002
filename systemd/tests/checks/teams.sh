# Two teams on one machine: a user and a state each, and neither reads the other's.
inside systemctl start coxswaind@beta.socket
for team in acme beta; do
  inside cox --team $team playbook apply /etc/coxswain/$team.yaml >/dev/null || fail "no playbook for $team"
  inside cox --team $team status --json | jq -e ".team == \"$team\"" >/dev/null || fail "$team answers as another team"
done
user() { inside stat -c %u "/proc/$(pid "$1")"; }
[ "$(user acme)" != "$(user beta)" ] && [ "$(user acme)" != 0 ] || fail "the teams share the user $(user acme)"
for team in acme beta; do
  [ "$(inside stat -c '%a %u' "/var/lib/private/coxswain/$team")" = "700 $(user $team)" ] || fail "the state of $team is open"
  [ "$(inside readlink -f "/var/lib/coxswain/$team")" = "/var/lib/private/coxswain/$team" ] || fail "no link to the state of $team"
done
# From inside the daemon's own view of the files.
if inside nsenter -t "$(pid acme)" -m -- ls /var/lib/private/coxswain/beta >/dev/null 2>&1; then fail "acme sees the state of beta"; fi
say acme a-1 | holds '"new":1' && say beta b-1 | holds '"new":1' || fail "an event is not taken"
[ "$(ids acme /boot)" = a-1 ] && [ "$(ids beta /boot)" = b-1 ] || fail "an event is in another team's log"
echo "two teams: users $(user acme) and $(user beta), each with its own state"
