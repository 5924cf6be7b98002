#!/bin/sh
# Speaks with a Coxswain daemon through socat and jq. $COX_SOCKET is its socket.
#
#   . coxswain.sh                            (or as a command: coxswain.sh call status)
#   cox_call status | jq .head
#   cox_ingest /crm/acme < events.ndjson
#   cox_subscribe '"start"' '{"types":["coxswain.deal."]}' | jq .event
#
# Errors go to the standard error as the daemon tells them. The status is 65 when something was
# refused, and 75 when the same may be tried again.

cox_tab=$(printf '\t')
cox_fail='def fail: (tojson + "\n") as $text
  | (if .data.retry == "never" then 65 else 75 end) as $status | $text | halt_error($status);'

# cox_call METHOD [PARAMS]: prints the result of one request, with the rows that came ahead of it.
cox_call() {
  cox_params=${2:-}
  jq -cn --arg method "$1" --argjson params "${cox_params:-{\}}" \
    '{jsonrpc: "2.0", id: 1, method: $method, params: $params}' |
    socat -t60 - "UNIX-CONNECT:${COX_SOCKET:?}" |
    jq -cn "$cox_fail"'first(
      foreach (inputs, {error: {message: "no answer", data: {kind: "unknown"}}}) as $told ([];
        . + if $told.method == "query.rows" then $told.params.rows else [] end;
        if $told | has("error") then $told.error | fail
        elif $told | has("result") then
          . as $rows | $told.result | if $rows == [] then . else .rows = $rows + .rows end
        else empty end))'
}

# cox_ingest SOURCE [CURSOR] < EVENTS: prints the totals once each event has its verdict, and tells
# what was refused. After a lost connection it sends all of them again: what is known stays as it is.
cox_ingest() (
  work=$(mktemp -d) || exit 74
  trap 'rm -rf "$work"' EXIT
  trap '' PIPE # the loss of the connection is noticed by reading
  cat >"$work/events"
  if [ -n "${2:-}" ]; then
    jq -cn --arg cursor "$2" \
      '{jsonrpc: "2.0", method: "ingest.cursor", params: {stream: 1, $cursor}}' >>"$work/events"
  fi
  mkfifo "$work/to" "$work/from"
  for pause in 0.1 0.2 0.5 1 2 5 5 5 0; do
    status=0
    cox_stream "$work" "$1" || status=$?
    [ "$status" = 75 ] || exit "$status"
    sleep "$pause"
  done
  exit 75
)

# cox_cursor SOURCE: prints the cursor that was stored last; nothing when there is none.
cox_cursor() {
  jq -cn --arg source "$1" \
    '{jsonrpc: "2.0", id: 1, method: "ingest", params: {$source, raw: true}}' |
    socat -t60 - "UNIX-CONNECT:${COX_SOCKET:?}" |
    jq -rn "$cox_fail"'first(inputs, {error: {message: "no answer", data: {kind: "unknown"}}})
      | if has("error") then .error | fail else .params.resume.cursor // empty end'
}

# cox_subscribe START [FILTER] [live]: prints each event with its cursor, resumed after every loss.
# START is "start", "now" or {"after": CURSOR}. With a third argument it ends where it is live.
cox_subscribe() (
  start=$1 filter=${2:-} until=${3:-}
  work=$(mktemp -d) || exit 74
  mkfifo "$work/from" "$work/lines"
  socat=
  trap 'kill $socat 2>/dev/null; rm -rf "$work"' EXIT
  trap 'exit 141' PIPE
  trap 'exit 130' INT TERM
  while :; do
    pause=1
    jq -cn --argjson from "$start" --argjson filter "${filter:-{\}}" \
      '{jsonrpc: "2.0", id: 1, method: "subscribe", params: {$from, $filter}}' |
      socat -t86400 - "UNIX-CONNECT:${COX_SOCKET:?}" >"$work/from" &
    socat=$!
    jq -rn --unbuffered 'inputs
      | if has("error") then ["error", .error.data.retry, (.error | tojson)]
        elif .method == "events.next" then ["event", .params.cursor, (.params | tojson)]
        elif .method == "events.mark" then [.params.state, .params.cursor]
        elif .method == "server.bye" then ["bye", "\(.params.retry_ms / 1000)"]
        else empty end
      | join("\t")' <"$work/from" >"$work/lines" &
    while IFS=$cox_tab read -r what value text; do
      case $what in
      event) printf '%s\n' "$text" 2>/dev/null || exit 141 ;;
      error) printf '%s\n' "$text" >&2 && [ "$value" != never ] || exit 65 ;;
      bye) pause=$value ;;
      esac
      case $what in event | live | progress | behind) start="{\"after\":\"$value\"}" ;; esac
      [ "$what" != live ] || [ -z "$until" ] || exit 0
    done <"$work/lines"
    sleep "$pause"
  done
)

# One attempt of cox_ingest. The events wait for the `ingest.ready`: without an open stream that takes
# events only, a request among them would be carried out.
cox_stream() {
  socat -t60 - "UNIX-CONNECT:${COX_SOCKET:?}" <"$1/to" >"$1/from" &
  exec 3>"$1/to" 4<"$1/from"
  jq -cn --arg source "$2" '{jsonrpc: "2.0", id: 1, method: "ingest",
    params: {$source, raw: true, eventsOnly: true}}' >&3 2>/dev/null
  ready=
  read -r ready <&4
  case $ready in
  *'"ingest.ready"'*) cat "$1/events" >&3 2>/dev/null 4<&- & ;;
  esac
  exec 3>&-
  {
    printf '%s\n' "$ready"
    cat
  } <&4 | jq -rn 'inputs
    | if has("error") then ["error", .error.data.retry, (.error | tojson)]
      elif .method == "ingest.reject" then ["refused", "-", (.params | tojson)]
      elif has("result") then [.result.end, "\(.result.rejected)", (.result | tojson)]
      else empty end
    | join("\t")' | {
    status=75
    while IFS=$cox_tab read -r what value text; do
      case $what in
      refused) printf '%s\n' "$text" >&2 ;;
      error) printf '%s\n' "$text" >&2 && [ "$value" != never ] || status=65 ;;
      eof) printf '%s\n' "$text" && [ "$value" = 0 ] && status=0 || status=65 ;;
      esac
    done
    return "$status"
  }
}

case ${0##*/} in
coxswain.sh)
  cox_command=$1
  shift
  "cox_$cox_command" "$@"
  ;;
esac
