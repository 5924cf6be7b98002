#!/usr/bin/env python3
"""Runs transcripts against a daemon and compares every line; README.md lists the steps."""

import argparse
import base64
import contextlib
import json
import os
import pathlib
import queue
import select
import shlex
import signal
import socket
import subprocess
import sys
import tempfile
import threading

import self_check

ARGUMENTS = (
    "--team acme --socket {socket} --state {state} --store-id K7QD2M "
    "--test-clock 2026-11-20T12:00:00Z --socket-mode 0666 --exit-with-parent"
)
FOLDER = pathlib.Path(__file__).resolve().parent.parent  # where programs run
PATIENCE = 10.0  # seconds that an expected line may take
QUIET = 0.3  # seconds of silence after which nothing more is taken to come


class Fault(Exception):
    """The daemon said something else, or the transcript asks for what cannot be done."""


class Skip(Exception):
    """The transcript needs what this run does not have."""


class Connection:
    """One socket and the bytes it has received and nobody has read."""

    def __init__(self, path, uid=None):
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.pending = b""
        self.ended = False
        if uid is not None and uid != os.geteuid() and os.geteuid() != 0:
            raise Skip("needs root to connect as uid %d" % uid)
        if uid is None:
            self.socket.connect(path)
            return
        # The kernel notes the effective user at connect.
        gid = os.getegid()
        os.setegid(uid)
        os.seteuid(uid)
        try:
            self.socket.connect(path)
        finally:
            os.seteuid(0)
            os.setegid(gid)

    def line(self, patience):
        """The next line without its end; None when none comes in time or the input has ended."""
        while b"\n" not in self.pending:
            if self.ended or not select.select([self.socket], [], [], patience)[0]:
                return None
            try:
                part = self.socket.recv(65536)
            except ConnectionResetError:
                part = b""
            self.ended = not part
            self.pending += part
        line, self.pending = self.pending.split(b"\n", 1)
        return line.decode()


class Tap:
    """A socket in front of the daemon's that tells when so many bytes have gone through to it.

    The connection that carried them then carries nothing more, and is cut when `cut` is set.
    """

    def __init__(self, daemon, limit, told):
        self.daemon, self.left, self.told = daemon, limit, told
        self.cut, self.lock = threading.Event(), threading.Lock()
        self.folder = tempfile.TemporaryDirectory(prefix="coxswain-")
        self.path = self.folder.name + "/s"
        self.listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.listener.bind(self.path)
        self.listener.listen()
        self.ends = []
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                client = self.listener.accept()[0]
            except OSError:
                return
            server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            try:
                server.connect(self.daemon.path)
            except OSError:
                client.close()
                continue
            self.ends += (client, server)
            for ends in ((client, server, True), (server, client, False)):
                threading.Thread(target=self.carry, args=ends, daemon=True).start()

    def carry(self, source, target, is_counted):
        """Passes bytes on, and the end of the input as well."""
        try:
            while part := source.recv(65536):
                if not is_counted or not self.count(part, target):
                    target.sendall(part)
                elif self.left is None:
                    self.cut.wait()
                    source.shutdown(socket.SHUT_RDWR)
                    break
            target.shutdown(socket.SHUT_WR)
        except OSError:
            for end in (source, target):
                with contextlib.suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)

    def count(self, part, target):
        """Passes on what may still pass; false once all of that has."""
        with self.lock:
            if self.left is None:
                return False
            part = part[: self.left]
            target.sendall(part)
            self.left -= len(part)
            if not self.left:
                self.left = None
                self.told.put("reached")
            return True

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        # A program that has ended has closed its connections, not only its side of them.
        for end in self.ends:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        self.folder.cleanup()


class Daemon:
    """The daemon under test: one that runs already, or one that is started for this transcript."""

    def __init__(self, options):
        self.path = options.socket
        self.process = None
        self.connections = {}
        self.output = []  # lines of the last program that nobody has read
        if options.spawn:
            self.folder = tempfile.TemporaryDirectory(prefix="coxswain-")
            os.chmod(self.folder.name, 0o755)
            self.path = self.folder.name + "/s"
            command = options.spawn
            if "{socket}" not in command:
                command += " " + ARGUMENTS
            names = {"{socket}": self.path, "{state}": self.folder.name + "/state"}
            self.command = shlex.split(command)
            for name, value in names.items():
                self.command = [part.replace(name, value) for part in self.command]
            self.start()
        self.connect("main", None)

    def start(self):
        self.process = subprocess.Popen(self.command, stderr=subprocess.PIPE, text=True)
        said = []
        for line in self.process.stderr:
            if " ready on " in line:
                # Nobody reads on, and a full pipe would stop the daemon.
                threading.Thread(target=self.process.stderr.read, daemon=True).start()
                return
            said.append(line)
        raise Fault("it ended with %s: %s" % (self.process.wait(), "".join(said).strip()))

    def connect(self, name, uid):
        self.connections[name] = Connection(self.path, uid)
        self.current = name

    @property
    def connection(self):
        return self.connections[self.current]

    def kill(self, name):
        if self.process is None:
            raise Skip("needs --spawn")
        self.process.send_signal(getattr(signal, "SIG" + name))
        self.process.wait(PATIENCE)
        self.process = None
        self.connections = {}

    def restart(self):
        self.start()
        self.connect("main", None)

    def run(self, command, input="", exit=0, kill=None, after=None):
        """Runs a program to its end, or as far as the step lets it."""
        if self.output:
            raise Fault("the last program also said %s" % self.output)
        told = queue.Queue()
        with contextlib.ExitStack() as stack:
            path = self.path
            if after is not None:
                tap = stack.enter_context(Tap(self, after, told))
                path = tap.path
            program = subprocess.Popen(
                command, cwd=FOLDER, env=os.environ | {"COX_SOCKET": path}, text=True,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            stack.callback(program.kill)

            def wait():
                told.put(program.communicate(input))

            threading.Thread(target=wait, daemon=True).start()
            try:
                if (outcome := told.get(timeout=6 * PATIENCE)) == "reached":
                    # Here and not in the tap's thread: a daemon ends with the thread it is of.
                    self.cut(program, kill)
                    tap.cut.set()
                    outcome = told.get(timeout=6 * PATIENCE)
            except queue.Empty:
                raise Fault("it does not end") from None
            said, errors = outcome
            if after is not None and tap.left is not None:
                raise Fault("it sent %d bytes less\n  %s%s" % (tap.left, said, errors))
        status = program.returncode
        if status != (-signal.SIGKILL if kill == "client" else exit):
            raise Fault("it exited with %d\n  %s%s" % (status, said, errors))
        # How far a program got that lost something is a matter of chance.
        self.output = [] if kill else said.splitlines()

    def cut(self, program, kill):
        """What happens when a program has sent as much as the step says."""
        if kill == "client":
            program.kill()
        else:
            self.kill("KILL")
            self.restart()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process is not None:
            self.kill("TERM")


def is_part(part, whole):
    """Whether all that `part` says is so in `whole`."""
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(
            name in whole and is_part(value, whole[name]) for name, value in part.items()
        )
    if isinstance(part, list) and isinstance(whole, list):
        return len(part) == len(whole) and all(map(is_part, part, whole))
    return part == whole


class Step:
    """One step: its name, its value, and the bytes of the value as they are written."""

    def __init__(self, name, raw, value=None, rest=None):
        self.name = name
        self.raw = raw
        self.value = value
        self.rest = rest or {}

    @classmethod
    def of_line(cls, line):
        """A line of a transcript."""
        whole = json.loads(line)
        name = next(iter(whole))
        start = '{"%s":' % name
        if not line.startswith(start) or line.startswith(start + " ") or not line.endswith("}"):
            raise Fault("a step is written without white space: %s" % line)
        return cls(name, line[len(start) : -1], whole[name], whole)

    @classmethod
    def of_example(cls, line):
        """A line of a `wire` block of a README."""
        if line == "> (half-close)":
            return cls("shutdown", '"w"', "w")
        if line[:2] not in ("> ", "< "):
            raise Fault("neither > nor <: %s" % line)
        return cls("send" if line[0] == ">" else "expect", line[2:])

    @property
    def line(self):
        if len(self.rest) > 1:
            return json.dumps(self.rest, separators=(",", ":"))
        return '{"%s":%s}' % (self.name, self.raw)

    @property
    def example(self):
        if self.name == "shutdown":
            return "> (half-close)"
        return ("> " if self.name == "send" else "< ") + self.raw

    @property
    def is_expectation(self):
        return self.name in ("expect", "expect_part", "closed", "stdout")

    def act(self, daemon):
        """Does a step that is no expectation."""
        if self.name == "send":
            daemon.connection.socket.sendall(self.raw.encode() + b"\n")
        elif self.name == "fill":
            daemon.connection.socket.sendall(b" " * self.value)
        elif self.name == "raw_b64":
            daemon.connection.socket.sendall(base64.b64decode(self.value))
            if "kill" in self.rest:
                daemon.kill(self.rest["kill"])
        elif self.name == "connect":
            daemon.connect(self.value, self.rest.get("uid"))
        elif self.name == "as":
            daemon.current = self.value
        elif self.name == "shutdown":
            daemon.connection.socket.shutdown(socket.SHUT_WR)
        elif self.name == "kill":
            daemon.kill(self.value)
        elif self.name == "restart":
            daemon.restart()
        elif self.name == "run":
            options = {name: value for name, value in self.rest.items() if name != "run"}
            daemon.run(self.value, **options)
        elif self.name != "#":
            raise Fault("an unknown step")

    def compare(self, daemon):
        """Reads one line and compares it with an expectation."""
        if self.name == "stdout":
            said = daemon.output.pop(0) if daemon.output else None
            if said != self.value:
                raise Fault("the program said %s" % json.dumps(said))
            return
        got = daemon.connection.line(PATIENCE)
        if self.name == "closed":
            if got is not None or not daemon.connection.ended:
                raise Fault("expected the end, got %s" % got)
        elif got is None:
            raise Fault("expected a line, got none")
        elif not self.holds(got):
            raise Fault("got %s" % got)

    def holds(self, got):
        """Whether a line is as expected."""
        if self.name == "expect_part":
            return is_part(self.value, json.loads(got))
        return self.name == "expect" and got == self.raw


def check(daemon, steps):
    """Runs the steps; raises at the first line that differs."""
    for number, step in enumerate(steps, 1):
        try:
            (step.compare if step.is_expectation else step.act)(daemon)
        except Fault as fault:
            raise Fault("step %d: %s\n  %s" % (number, step.line, fault)) from None
    if daemon.output:
        raise Fault("after the last step the program also said %s" % daemon.output)
    for name, connection in daemon.connections.items():
        extra = connection.line(QUIET)
        if extra is not None:
            raise Fault("after the last step %s got %s" % (name, extra))


def update(daemon, steps):
    """Runs the steps and gives them back with what the daemon said in place of expectations."""
    written = []
    for index, step in enumerate(steps):
        if step.is_expectation:
            continue
        step.act(daemon)
        written.append(step)
        following = []
        for later in steps[index + 1 :]:
            if not later.is_expectation:
                break
            following.append(later)
        if step.name == "run":
            written.extend(Step("stdout", json.dumps(said), said) for said in daemon.output)
            daemon.output = []
        elif daemon.current in daemon.connections and step.name != "#":
            written.extend(heard(daemon.connection, following))
    return written


def heard(connection, expected):
    """What the daemon says now, as expectations; partial ones that hold are kept."""
    patience = PATIENCE if expected else QUIET
    was_ended = connection.ended
    while (got := connection.line(patience)) is not None:
        kept = [step for step in expected if step.name == "expect_part" and step.holds(got)]
        yield kept[0] if kept else Step("expect", got)
        patience = QUIET
    if connection.ended and not was_ended:
        yield Step("closed", "true", True)


def need_root(path):
    """What an operator did stands in the log with the operator's uid, and the files name root's."""
    if os.geteuid() != 0 and "uid:0" in path.read_text():
        raise Skip("needs root")


def run(path, options):
    """One transcript on its own daemon."""
    need_root(path)
    steps = [Step.of_line(line) for line in path.read_text().splitlines()]
    with Daemon(options) as daemon:
        if options.update:
            lines = [step.line for step in update(daemon, steps)]
            path.write_text("\n".join(lines) + "\n")
        else:
            check(daemon, steps)


def run_examples(path, options):
    """All `wire` blocks of a README on one daemon, each on a connection of its own; then `sh`."""
    need_root(path)
    text = path.read_text().splitlines()
    told = []
    with Daemon(options) as daemon:
        for first, end in blocks(text, "wire"):
            daemon.connections = {}
            daemon.connect("main", None)
            steps = [Step.of_example(line) for line in text[first:end]]
            if options.update:
                told.append((first, end, update(daemon, steps)))
            else:
                check(daemon, steps)
        for first, end in () if options.update else blocks(text, "sh"):
            check_commands(daemon, text[first:end])
    for first, end, steps in reversed(told):
        text[first:end] = [step.example for step in steps if step.name != "closed"]
    if told:
        path.write_text("\n".join(text) + "\n")


def check_commands(daemon, lines):
    """Runs each line of a `sh` block as a command, with the socket of this daemon in its place.

    All must say JSON, of no error. One that waits for events gets some.
    """
    settings = ""
    with tempfile.TemporaryDirectory(prefix="coxswain-") as folder:
        for number, line in enumerate(lines):
            name, is_setting, _ = line.partition("=")
            if is_setting and name.isidentifier():
                settings += "%s=%s\n" % (name, shlex.quote(daemon.path))
                continue
            pathlib.Path(folder, "events.ndjson").write_bytes(example_event(number))
            said = output_of(daemon, settings + line, folder, number)
            if not is_success(said):
                raise Fault("%s\n  it said %s" % (line, said))


def output_of(daemon, script, folder, number):
    """What a command says until it ends, or until an event has come to one that does not."""
    program = subprocess.Popen(
        ["sh", "-c", script], cwd=folder, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)
    try:
        for attempt in range(int(PATIENCE / QUIET)):
            if select.select([program.stdout], [], [], QUIET)[0]:
                break
            feed = Connection(daemon.path)
            feed.socket.sendall(example_event("%d-%d" % (number, attempt)))
            feed.line(PATIENCE)
            feed.socket.close()
        # What has an end says the rest; what follows for ever has said enough.
        said = b""
        while select.select([program.stdout], [], [], QUIET)[0]:
            if not (part := os.read(program.stdout.fileno(), 65536)):
                break
            said += part
        return said.decode()
    finally:
        os.killpg(program.pid, signal.SIGKILL)
        program.communicate()


def is_success(said):
    """Whether a text is JSON, value after value, and tells no error."""
    place, reader = 0, json.JSONDecoder()
    try:
        while said[place:].strip():
            place += len(said[place:]) - len(said[place:].lstrip())
            value, place = reader.raw_decode(said, place)
            if not value:
                return False
    except ValueError:
        return False
    return place > 0 and '"error"' not in said


def example_event(id):
    """One event as a line."""
    return json.dumps({
        "specversion": "1.0", "id": "readme-%s" % id, "source": "/readme",
        "type": "coxswain.activity.logged", "subject": "ana", "data": {"metric": "call"},
    }).encode() + b"\n"


def blocks(text, language):
    """The blocks of one kind in a README: the places of their first lines and of their ends."""
    first = None
    for index, line in enumerate(text):
        if line == "```" + language:
            first = index + 1
        elif line == "```" and first is not None:
            yield first, index
            first = None


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    target = parser.add_mutually_exclusive_group(required=True)
    target.add_argument("--socket", help="a daemon that runs on a new store")
    target.add_argument("--spawn", help="a daemon to start for each file")
    target.add_argument("--self-check", action="store_true", help="find the bugs of a mock daemon")
    parser.add_argument("--update", action="store_true", help="write what the daemon says")
    parser.add_argument("files", nargs="*", type=pathlib.Path)
    options = parser.parse_args()
    if options.self_check:
        sys.exit(1 if self_check.main(sys.modules[__name__]) else 0)
    files = options.files or sorted(pathlib.Path(__file__).parent.glob("*.ndjson"))
    faults = 0
    for path in files:
        try:
            (run_examples if path.suffix == ".md" else run)(path, options)
            print("ok       %s" % path.name)
        except Skip as skip:
            print("skipped: %s %s" % (path.name, skip))
        except (Fault, OSError) as fault:
            faults += 1
            print("FAILED   %s %s" % (path.name, fault))
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
