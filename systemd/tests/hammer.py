#!/usr/bin/env python3
"""Keeps clients busy on a socket for as long as a command runs; tells in JSON what they met.

    hammer.py SOCKET LEDGER COMMAND...

Half of the clients send single events and wait for each answer, the others stream. What was sent and
not answered is sent again on the next connection, under the same id. LEDGER gets the id of every event
that was acknowledged, one a line. It ends 0 when nobody was refused, no connection ended without
`server.bye`, and all that was sent has been acknowledged.
"""

import json
import socket
import subprocess
import sys
import threading
import time

CLIENTS = 4
WINDOW = 8  # events of a stream that may wait for their ack
REST = 0.001  # seconds between two answers: restarts are under test here, and not the log's size
PATIENCE = 60  # seconds that an answer may take, a restart of the daemon included


class Ended(Exception):
    """The connection is at its end."""


class Client(threading.Thread):
    """One client with a source of its own, which numbers its events."""

    def __init__(self, path, number):
        super().__init__(daemon=True)
        self.path, self.source, self.streams = path, "/hammer/%d" % number, number % 2 == 1
        self.waiting, self.acked, self.next = [], [], 0
        self.refused = self.byes = self.cut = self.resent = 0
        self.worst, self.fault = 0.0, None
        self.is_over = threading.Event()

    def run(self):
        try:
            while not (self.is_over.is_set() and not self.waiting):
                self.connect()
                try:
                    self.stream() if self.streams else self.ask()
                except Ended:
                    self.cut += 0 if self.said_bye else 1
                self.socket.close()
        except Exception as error:  # whatever it is, the report has to show it
            self.fault = repr(error)

    def connect(self):
        began = time.monotonic()
        while True:
            self.socket = socket.socket(socket.AF_UNIX)
            self.socket.settimeout(PATIENCE)
            self.rest, self.said_bye = b"", False
            try:
                self.socket.connect(self.path)
                break
            except OSError:
                self.refused += 1
                self.socket.close()
                if time.monotonic() - began > PATIENCE:
                    raise
                time.sleep(0.01)

    def ask(self):
        """Single events until the connection or the time is over."""
        while self.waiting or not self.is_over.is_set():
            event = self.take()
            began = time.monotonic()
            self.send({"jsonrpc": "2.0", "id": 1, "method": "append", "params": {"events": [event]}})
            answer = self.answer()
            self.worst = max(self.worst, time.monotonic() - began)
            if not self.may_come_again(answer):
                self.settle(1)

    def stream(self):
        """A stream until the connection or the time is over; unanswered events go first."""
        self.send({"jsonrpc": "2.0", "id": 1, "method": "ingest",
                   "params": {"source": self.source, "raw": True}})
        again, self.waiting, acked = self.waiting, [], 0
        while True:
            while again:
                self.waiting.append(again.pop(0))
                self.resent += 1
                try:
                    self.send(self.waiting[-1])
                except Ended:
                    self.waiting += again
                    raise
            while len(self.waiting) < WINDOW and not self.is_over.is_set():
                self.send(self.take(fresh=True))
            if self.is_over.is_set() and not self.waiting:
                return
            began = time.monotonic()
            told = self.answer()
            self.worst = max(self.worst, time.monotonic() - began)
            if told.get("method") == "ingest.ack":
                self.settle(told["params"]["n"] - acked)
                acked = told["params"]["n"]
            else:
                self.may_come_again(told.get("params", told))

    def take(self, fresh=False):
        """The event to send: the one that waits for its answer, or a new one."""
        if self.waiting and not fresh:
            self.resent += 1
            return self.waiting[0]
        self.next += 1
        self.waiting.append({
            "specversion": "1.0", "id": "%s-%d" % (self.source[1:], self.next), "source": self.source,
            "type": "coxswain.activity.logged", "subject": "ana", "data": {"metric": "call"}})
        return self.waiting[-1]

    def may_come_again(self, answer):
        """Whether an answer only puts off, as that of a daemon which stops does."""
        error = answer.get("error")
        if error and error["data"]["retry"] == "never":
            raise RuntimeError(error)
        return error is not None

    def settle(self, count):
        self.acked += [event["id"] for event in self.waiting[:count]]
        del self.waiting[:count]

    def send(self, message):
        try:
            self.socket.sendall(json.dumps(message).encode() + b"\n")
        except TimeoutError:
            raise
        except OSError:
            # What it said before it closed is still to be read: acks, and the goodbye.
            pass

    def answer(self):
        """The next message that is no goodbye."""
        time.sleep(REST)
        while True:
            while b"\n" not in self.rest:
                try:
                    part = self.socket.recv(65536)
                except TimeoutError:
                    raise
                except OSError:
                    part = b""
                if not part:
                    raise Ended
                self.rest += part
            line, self.rest = self.rest.split(b"\n", 1)
            told = json.loads(line)
            if told.get("method") == "server.bye":
                self.said_bye = True
                self.byes += 1
            else:
                return told


def main():
    path, ledger, command = sys.argv[1], sys.argv[2], sys.argv[3:]
    clients = [Client(path, number) for number in range(CLIENTS)]
    for client in clients:
        client.start()
    time.sleep(0.5)
    status = subprocess.run(command).returncode
    time.sleep(0.5)
    for client in clients:
        client.is_over.set()
    for client in clients:
        client.join(PATIENCE * 2)
    with open(ledger, "w") as file:
        file.writelines(id + "\n" for client in clients for id in client.acked)
    report = {
        "acked": sum(len(c.acked) for c in clients), "unacked": sum(len(c.waiting) for c in clients),
        "resent": sum(c.resent for c in clients), "refused": sum(c.refused for c in clients),
        "cut": sum(c.cut for c in clients), "byes": sum(c.byes for c in clients),
        "worst_ms": round(max(c.worst for c in clients) * 1000), "command": status,
        "faults": [c.fault for c in clients if c.fault],
    }
    print(json.dumps(report))
    fine = not (report["unacked"] or report["refused"] or report["cut"] or report["faults"] or status)
    sys.exit(0 if fine and not any(c.is_alive() for c in clients) else 1)


main()
