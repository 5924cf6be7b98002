#!/usr/bin/env python3
"""Counts the meetings of a calendar that were held: calendar_feed.py calendar.ics, or - for the input

A meeting's id is its UID and its SEQUENCE. The whole calendar is read each time. What was said of a
meeting before is asked of the daemon, and is taken back when the meeting was changed or called off.
It reads single meetings with a time in UTC or in a named zone; a series and whole days are left out.
"""

import datetime
import pathlib
import sys
import zoneinfo

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from coxswain import Coxswain

SOURCE = "/calendar/demo"


def meetings(text):
    """The properties of each meeting, by name: the value and its parameters."""
    unfolded = text.replace("\r\n", "\n").replace("\n ", "").replace("\n\t", "")
    meeting = None
    for line in unfolded.split("\n"):
        if line == "BEGIN:VEVENT":
            meeting = {}
        elif line == "END:VEVENT":
            yield meeting
            meeting = None
        elif meeting is not None and ":" in line:
            head, value = line.split(":", 1)
            name, *parameters = head.split(";")
            meeting[name.upper()] = value, dict(p.split("=", 1) for p in parameters)


def instant(value, parameters):
    """A time of the calendar."""
    time = datetime.datetime.strptime(value.rstrip("Z"), "%Y%m%dT%H%M%S")
    zone = "UTC" if value.endswith("Z") else parameters["TZID"].strip('"')
    return time.replace(tzinfo=zoneinfo.ZoneInfo(zone)).astimezone(datetime.timezone.utc)


def held(meeting, now):
    """The event that a meeting is, or nothing."""
    if "RRULE" in meeting or len(meeting["DTSTART"][0]) == 8 or "DTEND" not in meeting:
        return None
    start, end = instant(*meeting["DTSTART"]), instant(*meeting["DTEND"])
    if meeting.get("STATUS", ("",))[0] == "CANCELLED" or end > now:
        return None
    return {
        "id": "%s#%s" % (meeting["UID"][0], meeting.get("SEQUENCE", ("0",))[0]),
        "type": "coxswain.activity.logged",
        "subject": meeting["ORGANIZER"][0].removeprefix("mailto:"),
        "time": start.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "data": {"metric": "meeting", "minutes": int((end - start).total_seconds()) // 60},
    }


def feed(client, text):
    """The meetings held by now, and what no longer holds."""
    now = datetime.datetime.fromisoformat(client.call("status")["clock"]["now"])
    said = {}
    for item in client.subscribe("start", {"sources": [SOURCE]}, until_live=True):
        if item["event"]["type"] == "coxswain.activity.logged":
            said.setdefault(item["event"]["id"].rsplit("#", 1)[0], []).append(item["event"])
    for meeting in meetings(text):
        event = held(meeting, now)
        for earlier in said.get(meeting["UID"][0], []):
            if event is None or earlier["id"] != event["id"]:
                yield {
                    "id": earlier["id"] + "-changed", "type": "coxswain.event.retracted",
                    "subject": earlier["subject"], "time": earlier["time"],
                    "data": {"id": earlier["id"], "reason": "changed in the calendar"},
                }
        if event:
            yield event


def refused(n, line, error):
    print("refused: %s (%s)" % (line.decode(), error))


text = sys.stdin.read() if sys.argv[1] == "-" else pathlib.Path(sys.argv[1]).read_text()
client = Coxswain()
totals = client.ingest(feed(client, text), SOURCE, on_reject=refused)
print("%(new)d new, %(dup)d known, %(rejected)d refused" % totals)
