#!/bin/sh
# Speaks with a Coxswain daemon through socat and jq. $COX_SOCKET is its socket.
#
#   . coxswain.sh                            (or as a command: coxswain.sh call status)
#   cox_call status | jq .head
#   cox_ingest /crm/acme < events.ndjson
#   cox_subscribe '"start"' '{"types":["coxswain.deal."]}' | jq .event
#   cox_subscribe --durable slack '"now"' | while read -r item; do ...; done
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

# cox_ingest [--takeover] SOURCE [CURSOR] < EVENTS: prints the totals once each event has its verdict, and tells
# what was refused. After a lost connection it sends all of them again: what is known stays as it is.
# With --takeover whoever streams the source now is ended first.
cox_ingest() (
  takeover=false
  if [ "$1" = --takeover ]; then takeover=true && shift; fi
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
    cox_stream "$work" "$1" "$takeover" || status=$?
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

# cox_subscribe [--durable NAME] [--takeover] START [FILTER] [live]: prints each event with its
# cursor, resumed after every loss. START is "start", "now" or {"after": CURSOR}. With a third argument
# it ends where it is live. With --durable the daemon keeps the place under that name: an event is
# acknowledged once it is printed, and after a crash the last ones may be printed again.
cox_subscribe() (
  durable= takeover=false
  while :; do
    case $1 in
    --durable) durable=$2 && shift 2 ;;
    --takeover) takeover=true && shift ;;
    *) break ;;
    esac
  done
  start=$1 filter=${2:-} until=${3:-}
  work=$(mktemp -d) || exit 74
  mkfifo "$work/to" "$work/from" "$work/lines"
  socat=
  trap 'kill $socat 2>/dev/null; rm -rf "$work"' EXIT
  trap 'exit 130' INT TERM
  trap '' PIPE # the loss of the connection is noticed by reading, that of our reader by writing
  while :; do
    pause=1
    socat -t1 - "UNIX-CONNECT:${COX_SOCKET:?}" <"$work/to" >"$work/from" &
    socat=$!
    jq -rn --unbuffered 'inputs
      | if has("error") then ["error", .error.data.retry, (.error | tojson)]
        elif .result.end == "cancelled" then ["over", "-"]
        elif .method == "events.next" then ["event", .params.cursor, (.params | tojson)]
        elif .method == "events.mark" then [.params.state, .params.cursor]
        elif .method == "server.bye" then ["bye", "\(.params.retry_ms / 1000)"]
        else empty end
      | join("\t")' <"$work/from" >"$work/lines" 2>/dev/null &
    exec 3>"$work/to"
    jq -cn --argjson from "$start" --argjson filter "${filter:-{\}}" --arg durable "$durable" \
      --argjson takeover "$takeover" '{jsonrpc: "2.0", id: 1, method: "subscribe",
        params: ({$from, $filter} + if $durable == "" then {} else {$durable, $takeover} end)}' >&3
    while IFS=$cox_tab read -r what value text; do
      case $what in
      event)
        printf '%s\n' "$text" 2>/dev/null || exit 141
        [ -z "$durable" ] || cox_notify sub.ack "\"stream\":1,\"cursor\":\"$value\"" >&3
        ;;
      error) printf '%s\n' "$text" >&2 && [ "$value" != never ] || exit 65 ;;
      bye) pause=$value ;;
      live) [ -z "$until" ] || cox_notify '$/cancel' '"id":1' >&3 ;;
      over) exit 0 ;;
      esac
      case $what in event | live | progress | behind) start="{\"after\":\"$value\"}" ;; esac
    done <"$work/lines"
    exec 3>&-
    kill "$socat" 2>/dev/null
    sleep "$pause"
  done
)

# cox_notify METHOD MEMBERS: prints a notification; who reads it may be gone.
cox_notify() {
  printf '{"jsonrpc":"2.0","method":"%s","params":{%s}}\n' "$1" "$2" 2>/dev/null || :
}

# One attempt of cox_ingest. The events wait for the `ingest.ready`: without an open stream that takes
# events only, a request among them would be carried out.
cox_stream() {
  socat -t60 - "UNIX-CONNECT:${COX_SOCKET:?}" <"$1/to" >"$1/from" &
  exec 3>"$1/to" 4<"$1/from"
  jq -cn --arg source "$2" --argjson takeover "$3" '{jsonrpc: "2.0", id: 1, method: "ingest",
    params: {$source, raw: true, eventsOnly: true, $takeover}}' >&3 2>/dev/null
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
    # Once something has failed, no result makes it good.
    status=75 failed=
    while IFS=$cox_tab read -r what value text; do
      case $what in
      refused) printf '%s\n' "$text" >&2 ;;
      error)
        printf '%s\n' "$text" >&2
        failed=yes
        [ "$value" != never ] || status=65
        ;;
      eof)
        printf '%s\n' "$text"
        if [ "$value" != 0 ]; then status=65; elif [ -z "$failed" ]; then status=0; fi
        ;;
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
