# Every entry says whose it is, why a log ended a daemon has its own text, and a taken-over socket stays as it was.
inside journalctl --sync
found acme 3f3d8a2c761146d5b99fc71f97df55b9 "any(.[]; (.COX_PEER_UID | tonumber) == $(inside id -u stranger))"
found beta daf0f927779c468bba753b9cffde03e6 'length >= 1 and all(.[]; .PRIORITY == "2" and (.MESSAGE | contains("ndjson")))'
if [ -d "$(reach /run)/cox-faults" ]; then
  found beta 08618606f5724abf95c26d19a19b4644 'length >= 2 and all(.[]; .PRIORITY == "2" and (.MESSAGE | contains("fdatasync")))'
  said=$(inside journalctl -x --no-pager -n 1 COX_TEAM=beta MESSAGE_ID=08618606f5724abf95c26d19a19b4644)
  grep -q "systemctl start coxswaind@beta.socket" <<<"$said" || fail "journalctl -x doesn't say what to do: $said"
fi
if command -v ss >/dev/null; then
  waiting=$(nsenter -t "$leader" -n ss -xlH src unix:/run/coxswain/acme.sock | awk '{ print $4 }')
  [ "$waiting" = 512 ] || fail "only $waiting connections may wait"
fi
echo "each entry has its team; 512 connections may wait for a daemon that restarts"
