#!/usr/bin/env python3
"""Speaks with a Coxswain daemon: protocol 1, one file, standard library only.

    from coxswain import Coxswain, Cursor

    team = Coxswain("/run/coxswain/acme.sock")
    team.call("status")                                    # the result, or an Error
    team.append({"type": "coxswain.deal.won", "data": {"deal": "d-41"}})
    team.ingest(events, source="/crm/acme")                # returns when all are on disk
    for item in team.subscribe("start"):                   # resumes whatever happens
        print(item["cursor"], item["event"])
"""

import argparse
import collections
import contextlib
import glob
import json
import os
import random
import select
import socket
import sys
import time
import uuid

IDLE = 0.2  # seconds a feed rests that has nothing at the moment
LONGEST_PAUSE = 2.0  # seconds between two attempts to connect
AGAIN = ("now", "later", "reconnect")  # values of `retry` that say: the same once more


class Error(Exception):
    """What went wrong: `kind` is what programs look at, `retry` what to do about it.

    Besides the kinds of errors.json there are two of the client's own: `unreachable` and `lost`.
    """

    def __init__(self, kind, message, code=0, retry="never", details=None):
        super().__init__(message)
        self.kind, self.code, self.retry, self.details = kind, code, retry, details

    @classmethod
    def of(cls, error):
        """The error that the daemon sent."""
        data = error.get("data", {})
        return cls(
            data.get("kind", "internal"), error["message"], error["code"],
            data.get("retry", "never"), data.get("details"),
        )

    def told(self):
        """The same as an object."""
        told = {"kind": self.kind, "code": self.code, "retry": self.retry, "message": str(self)}
        return told | ({"details": self.details} if self.details is not None else {})


def compact(value):
    """A value as one line of JSON."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def message(method, params, id=None):
    """A request; without an id a notification."""
    head = {"jsonrpc": "2.0"} if id is None else {"jsonrpc": "2.0", "id": id}
    return compact(head | {"method": method, "params": params}).encode()


class Link:
    """One connection: lines out, messages in. Its loss is an `Error` of kind `lost`."""

    def __init__(self, path):
        self.lines, self.rest, self.is_ended = collections.deque(), b"", False
        self.pause = 0.0  # seconds that the daemon asked for before the next attempt
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            self.socket.connect(path)
        except OSError as error:
            self.socket.close()
            raise Error("unreachable", "%s: %s" % (path, error.strerror), retry="later") from None
        self.socket.setblocking(False)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def send(self, line):
        """Sends one line. That the connection is lost is noticed by reading.

        Reads while it cannot write: a daemon whose answers nobody takes stops reading, too.
        """
        rest = memoryview(line + b"\n")
        while rest and not self.is_ended:
            if self.ready(select.POLLIN | select.POLLOUT, None) & ~select.POLLOUT:
                self.receive()
            try:
                rest = rest[self.socket.send(rest) :]
            except BlockingIOError:
                pass
            except OSError:
                # What it said before it closed may be why.
                while not self.is_ended and self.ready(select.POLLIN, 0):
                    self.receive()
                self.is_ended = True

    def finish(self):
        """Says that no more input comes."""
        with contextlib.suppress(OSError):  # one that is closed already is noticed by reading
            self.socket.shutdown(socket.SHUT_WR)

    def next(self, wait=None):
        """The next message; None when none comes within `wait` seconds."""
        while True:
            while not self.lines:
                if self.is_ended:
                    raise self.lost("the daemon closed the connection")
                if not self.ready(select.POLLIN, wait):
                    return None
                self.receive()
            told = json.loads(self.lines.popleft())
            if told.get("method") != "server.bye":
                return told
            self.pause = told["params"].get("retry_ms", 0) / 1000

    def ready(self, events, wait):
        """What of `events` is possible, after at most `wait` seconds."""
        poll = select.poll()
        poll.register(self.socket, events)
        found = poll.poll(None if wait is None else wait * 1000)
        return found[0][1] if found else 0

    def receive(self):
        """Takes what has come. The part of a line before the end of a connection is no message."""
        try:
            part = self.socket.recv(65536)
        except BlockingIOError:
            return
        except OSError:
            part = b""
        self.is_ended = not part
        *lines, self.rest = (self.rest + part).split(b"\n")
        self.lines.extend(line for line in lines if line.strip())

    def lost(self, why):
        error = Error("lost", why, retry="reconnect")
        error.pause = self.pause
        return error


class Patience:
    """Lets the same be tried again after pauses that grow, until it has failed for too long."""

    def __init__(self, seconds):
        self.seconds = seconds
        self.progress()

    def progress(self):
        """It works again."""
        self.failures, self.since = 0, None

    def after(self, error):
        """Waits; raises the error when it is of no use to try again, or patience has ended."""
        now = time.monotonic()
        self.since = now if self.since is None else self.since
        if error.retry not in AGAIN or now - self.since > self.seconds:
            raise error
        pause = min(LONGEST_PAUSE, 0.05 * 2**self.failures) * random.uniform(0.5, 1.0)
        time.sleep(max(pause, getattr(error, "pause", 0.0)))
        self.failures += 1


class Coxswain:
    """A team's daemon. `patience` is how many seconds streams and appends try to reach it."""

    def __init__(self, path=None, patience=60.0, timeout=60.0):
        self.path, self.patience, self.timeout = path or found(), patience, timeout

    def call(self, method, /, **params):
        """The result of one request, with the rows that came ahead of a long one put back into it.

        An `Error` of kind `unknown` says that the answer was lost: it may have happened.
        """
        rows = []
        with Link(self.path) as link:
            try:
                link.send(message(method, params, id=1))
                while told := link.next(self.timeout):
                    if "error" in told:
                        raise Error.of(told["error"])
                    if told.get("method") == "query.rows":
                        rows += told["params"]["rows"]
                    if "result" in told:
                        result = told["result"]
                        return result | {"rows": rows + result["rows"]} if rows else result
                why = "no answer within %g s" % self.timeout
            except Error as error:
                if error.kind != "lost":
                    raise
                why = str(error)
        raise Error("unknown", "whether it happened is not known: " + why, 5040, "now")

    def append(self, *events, expect=None):
        """Records events, all or none, and tries until it knows that they are on disk.

        Each has an id before it is sent: then sending it again doubles nothing.
        """
        params = {"events": [{"id": str(uuid.uuid4())} | event for event in events]}
        params |= {"expect": expect} if expect is not None else {}
        patience = Patience(self.patience)
        while True:
            try:
                return self.call("append", **params)
            except Error as error:
                patience.after(error)

    def ingest(self, events, source=None, *, takeover=False, history=False, on_reject=None):
        """Sends a feed and returns the totals once every event has its verdict.

        `events` gives objects or lines of JSON; a `Cursor` to be stored with the events before it;
        None for «nothing at the moment». Or it is a function that is given what the daemon has
        stored for the source (`cursor`, `lastId`) and returns the feed from there on; it is called
        at the start and after each loss of the connection. `on_reject(n, line, error)` is told of
        events that were refused; the others go on.
        """
        flags = {"takeover": takeover, "history": history}
        params = {"raw": True, "eventsOnly": True} | {k: True for k, v in flags.items() if v}
        params |= {"source": source} if source is not None else {}
        return Ingest(self, events, params, on_reject or (lambda *_: None)).run()

    def subscribe(
        self, start="now", filter=None, *, durable=None, takeover=False, until_live=False
    ):
        """The events from `start` on, each with its cursor, resumed after every loss.

        `start` is "start", "now", a cursor, or an object as in the protocol. With `durable` the
        daemon keeps the cursor given to `ack()` under this name, and it wins over `start`; with
        `takeover` whoever follows under the name is ended first.
        """
        return Subscription(self, start, filter, durable, takeover, until_live)


def found():
    """The socket: $COX_SOCKET, $COX_TEAM's, or the only one there is."""
    if path := os.environ.get("COX_SOCKET"):
        return path
    team = os.environ.get("COX_TEAM", "*")
    for folder in filter(None, (os.environ.get("XDG_RUNTIME_DIR"), "/run")):
        if len(paths := glob.glob("%s/coxswain/%s.sock" % (folder, team))) == 1:
            return paths[0]
    raise Error("unreachable", "which socket? set COX_SOCKET or COX_TEAM", retry="never")


class Cursor(str):
    """Where a feed is in its own source."""


Sent = collections.namedtuple("Sent", "n line cursor")


class Ingest:
    """One feed on its way, over as many connections as it takes."""

    def __init__(self, client, events, params, on_reject):
        self.client, self.params, self.on_reject = client, params, on_reject
        self.opened = events if callable(events) else None
        self.feed = None if self.opened else iter(events)
        self.pending = collections.deque()  # sent, and nothing was said of it
        self.patience = Patience(client.patience)
        self.totals = dict.fromkeys(("n", "new", "dup", "rejected", "seq"), 0)
        self.told = 0  # the last line that was reported as refused

    def run(self):
        while True:
            try:
                with Link(self.client.path) as link:
                    self.link = link
                    self.stream()
                    return self.totals
            except Error as error:
                self.patience.after(error)

    def stream(self):
        """Opens the stream, sends again what may be lost, then what is new."""
        self.earlier, self.n, self.unacknowledged = dict(self.totals), 0, 0
        self.is_finished = self.is_over = False
        self.link.send(message("ingest", self.params, id=1))
        while (ready := self.take(self.client.timeout)).get("method") != "ingest.ready":
            pass
        self.patience.progress()
        self.window = ready["params"]["window"]["bytes"]
        resent, self.pending = self.pending, collections.deque()
        if self.opened:
            self.told = self.earlier["n"]
            self.feed = iter(self.opened(ready["params"]["resume"]))
        else:
            for sent in resent:
                self.send(sent.line, sent.cursor)
        for item in self.feed:
            self.offer(item)
        self.link.finish()
        self.is_finished = True
        while not self.is_over:
            self.take(self.client.timeout)

    def offer(self, item):
        """Sends what the feed gave."""
        if item is None:
            self.take(IDLE, must=False)
        elif isinstance(item, Cursor):
            self.send(message("ingest.cursor", {"stream": 1, "cursor": str(item)}), item)
        elif isinstance(item, dict):
            named = {k: self.params[k] for k in ("source",) if k in self.params}
            self.send(checked(compact({"specversion": "1.0"} | named | item).encode()))
        else:
            line = (item.encode() if isinstance(item, str) else bytes(item)).strip(b"\r\n")
            if line:
                self.send(checked(line))

    def send(self, line, cursor=None):
        """Sends one line, once the window has room for it."""
        self.n += cursor is None
        self.pending.append(Sent(self.n, line, cursor))
        while self.unacknowledged and self.unacknowledged + len(line) > self.window:
            self.take(self.client.timeout)
        self.unacknowledged += len(line) + 1
        self.link.send(line)
        while self.take(0, must=False):
            pass

    def take(self, wait, must=True):
        """Reads one message and notes what it says."""
        told = self.link.next(wait)
        if told is None:
            if must:
                raise self.link.lost("nothing came for %g s" % wait)
            return None
        params = told.get("params", {})
        if "error" in told:
            raise Error.of(told["error"])
        if "result" in told:
            self.acknowledge(told["result"])
            self.is_over = self.is_finished and not self.pending
            if not self.is_over:
                self.leave(told["result"]["end"])
        elif told.get("method") == "ingest.ack":
            self.acknowledge(params)
        elif told.get("method") == "ingest.reject":
            self.refuse(params)
        return told

    def acknowledge(self, told):
        """Forgets what the daemon has, or has refused."""
        self.patience.progress()
        for name in ("n", "new", "dup", "rejected"):
            self.totals[name] = self.earlier[name] + told[name]
        self.totals["seq"] = max(self.totals["seq"], told["seq"])
        covered = []
        while self.pending and self.pending[0].n <= told["n"]:
            covered.append(self.pending.popleft())
        # A cursor after the very last line is stored when the ack names it.
        while covered and covered[-1].n == told["n"] and (
            covered[-1].cursor not in (None, told.get("cursor"))
        ):
            self.pending.appendleft(covered.pop())
        self.unacknowledged -= sum(len(sent.line) + 1 for sent in covered)

    def refuse(self, told):
        """Reports a refused line, and not again when it is sent again."""
        n = self.earlier["n"] + told["n"]
        if n > self.told:
            self.told = n
            place = told["n"] - self.pending[0].n  # or later, by the cursors between
            while self.pending[place].n < told["n"] or self.pending[place].cursor is not None:
                place += 1
            self.on_reject(n, self.pending[place].line, Error.of(told["error"]))

    def leave(self, end):
        """The daemon ended the stream before its input did: reads what it says at last."""
        if end == "fenced":
            raise Error("fenced", "another connection took the source over", 4092)
        if end == "eof":
            raise Error("internal", "the daemon counted other lines than were sent", -32603)
        while self.link.next(1.0):
            pass
        raise self.link.lost("the daemon ended the stream (%s)" % end)


def checked(line):
    """One line of a feed. A message of the protocol among them would speak for us."""
    value = None
    with contextlib.suppress(ValueError, RecursionError):  # the daemon refuses what is no JSON
        value = json.loads(line)
    if b"\n" in line or isinstance(value, dict) and "jsonrpc" in value:
        start = line[:80].decode(errors="replace")
        raise Error("bad_request", "not one event on one line: " + start, -32600)
    return line


class Subscription:
    """Iterates over events; `cursor` is where it is."""

    def __init__(self, client, start, filter, durable, takeover, until_live):
        self.client, self.filter, self.until_live = client, filter, until_live
        self.durable, self.takeover = durable, takeover
        self.start = {"after": start} if start not in ("start", "now", None) and (
            isinstance(start, str)) else start
        self.cursor = self.acknowledged = self.link = None
        self.is_owed = False  # the ack may have been lost, and the new stream is not there yet
        self.seq = 0

    def __iter__(self):
        patience = Patience(self.client.patience)
        while True:
            try:
                with Link(self.client.path) as link:
                    self.link = link
                    link.send(message("subscribe", self.params(), id=1))
                    self.is_owed = self.acknowledged is not None
                    yield from self.items(link, patience)
                    return
            except Error as error:
                patience.after(error)

    def params(self):
        start = {"after": self.cursor} if self.cursor else self.start
        given = {
            "from": start, "filter": self.filter, "durable": self.durable,
            "takeover": self.takeover or None,
        }
        return {name: value for name, value in given.items() if value is not None}

    def items(self, link, patience):
        """The events of one connection that were not yet given."""
        while True:
            told = link.next()
            params = told.get("params", {})
            if "error" in told:
                raise Error.of(told["error"])
            if "result" in told and told["result"]["end"] == "cancelled":
                return
            patience.progress()
            self.cursor = params.get("cursor", self.cursor)
            # The daemon ignores a cursor that this stream has not told yet.
            if self.is_owed and (
                self.cursor == self.acknowledged or params.get("state") == "live"
            ):
                self.ack(self.acknowledged)
            if told.get("method") == "events.next" and params["seq"] > self.seq:
                self.seq = params["seq"]
                yield params
            elif self.until_live and params.get("state") == "live":
                return

    def ack(self, cursor=None):
        """Has the daemon keep a cursor under the durable name: all before it is done with."""
        self.acknowledged, self.is_owed = cursor or self.cursor, False
        if self.link:  # and again on the next connection, once that has told as much
            self.link.send(message("sub.ack", {"stream": 1, "cursor": self.acknowledged}))


def arguments():
    parser = argparse.ArgumentParser(description="Speaks with a Coxswain daemon.")
    parser.add_argument("--socket", help="else $COX_SOCKET, $COX_TEAM, or the only one")
    parser.add_argument("--patience", type=float, default=60.0, metavar="SECONDS")
    commands = parser.add_subparsers(dest="command", required=True)
    call = commands.add_parser("call", help="one request")
    call.add_argument("method")
    call.add_argument("params", nargs="?", type=json.loads, default={})
    ingest = commands.add_parser("ingest", help="a file of events, or - for the input")
    ingest.add_argument("file", type=argparse.FileType("rb"))
    ingest.add_argument("--source")
    ingest.add_argument("--cursor", type=Cursor, help="stored with the last event")
    ingest.add_argument("--takeover", action="store_true")
    ingest.add_argument("--history", action="store_true")
    subscribe = commands.add_parser("subscribe", help="events, a line each")
    subscribe.add_argument("--from", dest="start", default="now", help="start, now or a cursor")
    subscribe.add_argument("--filter", type=json.loads)
    subscribe.add_argument("--until-live", action="store_true", help="what there is, and no more")
    subscribe.add_argument("--durable", metavar="NAME", help="acknowledges what it has printed")
    subscribe.add_argument("--takeover", action="store_true", help="ends who has the name now")
    return parser.parse_args()


def main():
    options = arguments()
    try:
        client = Coxswain(options.socket, options.patience)
        if options.command == "call":
            print(compact(client.call(options.method, **options.params)))
        elif options.command == "ingest":
            sys.exit(ingest_file(client, options))
        else:
            items = client.subscribe(
                options.start, options.filter, durable=options.durable,
                takeover=options.takeover, until_live=options.until_live)
            for item in items:
                print(compact(item), flush=True)
                if options.durable:
                    items.ack(item["cursor"])
    except Error as error:
        print(compact(error.told()), file=sys.stderr)
        sys.exit(65 if error.retry == "never" else 75)
    except (KeyboardInterrupt, BrokenPipeError):
        os._exit(130)  # nothing is left to flush, and nobody to flush it to


def ingest_file(client, options):
    """Sends a file, tells what was refused, and gives the status to exit with."""

    def lines():
        yield from options.file
        if options.cursor is not None:
            yield options.cursor

    def tell(n, line, error):
        print(compact({"n": n} | error.told()), file=sys.stderr)

    totals = client.ingest(
        lines(), options.source, takeover=options.takeover, history=options.history,
        on_reject=tell)
    print(compact(totals))
    return 65 if totals["rejected"] else 0


if __name__ == "__main__":
    main()
