#!/usr/bin/env python3
"""Follows the call log of a dialer: dialer.py calls.log [--follow]

A line of the log is the start, the extension, the seconds and the result of a call. Its place in the
file names the event, and the place after it is the cursor: killed at any moment and started again,
it goes on at the last stored place, sends some lines twice, and none of them counts twice.
"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from coxswain import Coxswain, Cursor

SOURCE = "/dialer/1"
OFTEN = 20  # lines after which the place is stored; also whenever the end is reached


def event(place, line):
    """One call."""
    start, extension, seconds, result = line.decode().split()
    return {
        "id": "call-%d" % place, "type": "coxswain.activity.logged", "subject": extension,
        "time": start,
        "data": {"metric": "call", "minutes": (int(seconds) + 59) // 60, "result": result},
    }


def feed(resume):
    """The calls after the stored place; with --follow also those to come."""
    place = int(resume.get("cursor", 0))
    unstored = 0  # lines after the last cursor
    with open(sys.argv[1], "rb") as log:
        log.seek(place)
        while True:
            line = log.readline()
            if not line.endswith(b"\n"):  # the end, or a line that is still being written
                log.seek(place)
                if unstored:
                    yield Cursor(place)
                    unstored = 0
                if "--follow" not in sys.argv:
                    return
                yield None
                continue
            try:
                yield event(place, line)
            except ValueError:
                print("not a call: %r" % line, file=sys.stderr)
            place += len(line)
            unstored += 1
            if unstored == OFTEN:
                yield Cursor(place)
                unstored = 0


def refused(n, line, error):
    print("refused: %s (%s)" % (line.decode(), error))


totals = Coxswain().ingest(feed, SOURCE, on_reject=refused)
print("%(new)d new, %(dup)d known, %(rejected)d refused" % totals)
