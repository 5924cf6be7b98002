#!/usr/bin/env python3
"""Brings the changes of a CRM's deals: crm_deal_feed.py crm_deals.ndjson

A changed record is a new event, so its id is the record's id and its version. A deleted record takes
back what was said of it. The place in the change list is stored with the events: started again, it
goes on from there, and keeps nothing itself.
"""

import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from coxswain import Coxswain, Cursor

SOURCE = "/crm/demo"
TYPES = {"new": "coxswain.deal.opened", "won": "coxswain.deal.won", "lost": "coxswain.deal.lost"}


def events(change):
    """What one change of a record says."""
    record, version = change["record"], change["version"]
    event = {"subject": change["owner"], "time": change["changed"]}
    if change.get("deleted"):
        for earlier in range(version - 1, 0, -1):
            said = "%s-v%d" % (record, earlier)
            yield event | {
                "id": said + "-deleted", "type": "coxswain.event.retracted",
                "data": {"id": said, "reason": "deleted in the CRM"},
            }
        return
    data = {"deal": record, "amount": change["amount"], "currency": change["currency"]}
    kind = TYPES.get(change["stage"], "coxswain.deal.advanced")
    if kind == "coxswain.deal.opened":
        data["account"] = change["account"]
    elif kind == "coxswain.deal.advanced":
        data["stage"] = change["stage"]
    yield event | {"id": "%s-v%d" % (record, version), "type": kind, "data": data}


def feed(resume):
    """The changes after the stored one, each with its place."""
    last = int(resume.get("cursor", 0))
    with open(sys.argv[1]) as changes:
        for change in map(json.loads, changes):
            if change["change"] > last:
                yield from events(change)
                yield Cursor(change["change"])


def refused(n, line, error):
    print("refused: %s (%s)" % (line.decode(), error))


totals = Coxswain().ingest(feed, SOURCE, on_reject=refused)
print("%(new)d new, %(dup)d known, %(rejected)d refused" % totals)
