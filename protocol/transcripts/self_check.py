"""Does the runner see what is wrong? It meets a mock daemon that has one bug after the other."""

import base64
import contextlib
import copy
import random
import socket
import tempfile
import threading
import time
import types

CONVERSATION = """\
{"send":{"jsonrpc":"2.0","id":1,"method":"first"}}
{"send":{"jsonrpc":"2.0","id":2,"method":"second"}}
{"expect":{"jsonrpc":"2.0","id":1,"result":{"at":"K7QD2M:1"}}}
{"expect":{"jsonrpc":"2.0","id":2,"result":{"at":"K7QD2M:2"}}}
{"connect":"other"}
{"send":{"jsonrpc":"2.0","id":3,"method":"third"}}
{"expect_part":{"id":3,"result":{"rows":[{"done":1},{"done":2}]}}}
{"as":"main"}
{"send":{"jsonrpc":"2.0","id":5,"method":"ingest"}}
{"expect":{"jsonrpc":"2.0","method":"ingest.ready","params":{"stream":5}}}
{"raw_b64":"bm8gSlNPTgo="}
{"expect":{"jsonrpc":"2.0","method":"ingest.reject","params":{"stream":5,"n":1}}}
{"expect":{"jsonrpc":"2.0","method":"ingest.ack","params":{"stream":5,"n":1}}}
{"shutdown":"w"}
{"expect":{"jsonrpc":"2.0","id":5,"result":{"n":1}}}
{"closed":true}
"""


def plan(steps):
    """What a faithful daemon does on each connection, in the order of the connects."""
    plans = {"main": []}
    current = "main"
    for step in steps:
        if step.name in ("connect", "as"):
            current = step.value
            plans.setdefault(current, [])
        elif step.name == "send":
            plans[current].append(["read", len(step.raw) + 1])
        elif step.name == "raw_b64":
            plans[current].append(["read", len(base64.b64decode(step.value))])
        elif step.name == "shutdown":
            plans[current].append(["read", None])
        elif step.name == "closed":
            plans[current].append(["close", None])
        else:
            plans[current].append(["write", step.raw + "\n"])
    return list(plans.values())


def bugs(seed):
    """Each bug by its name: what it does to the plans of the two connections."""
    chance = random.Random(seed)

    def writes(plan):
        return [place for place, (what, _) in enumerate(plan) if what == "write"]

    def swap(plan, first, second):
        places = writes(plan)
        one, two = places[first], places[second]
        plan[one], plan[two] = plan[two], plan[one]

    def change(main, other):
        line = main[chance.choice(writes(main))]
        place = chance.randrange(len(line[1]) - 1)
        letter = chr(ord(line[1][place]) ^ 1)
        line[1] = line[1][:place] + letter + line[1][place + 1 :]

    def drop(main, other):
        del main[chance.choice(writes(main))]

    def repeat(main, other):
        place = chance.choice(writes(main))
        main.insert(place, main[place])

    def edit(plan, old, new):
        line = next(part for part in plan if part[0] == "write" and old in part[1])
        line[1] = line[1].replace(old, new, 1)

    return {
        "replies in another order": lambda main, other: swap(main, 0, 1),
        "an ack before its reject": lambda main, other: swap(main, 3, 4),
        "a byte changed": change,
        "a missing line": drop,
        "a line twice": repeat,
        "a line after the last": lambda main, other: other.append(["write", "{}\n"]),
        "a line on the wrong connection": lambda main, other: other.insert(
            1, main.pop(writes(main)[1])),
        "white space": lambda main, other: edit(main, ":", ": "),
        "members in another order": lambda main, other: edit(
            main, '"stream":5,"n":1', '"n":1,"stream":5'),
        "a number as a text": lambda main, other: edit(other, '"done":2', '"done":"2"'),
        "a row less": lambda main, other: edit(other, ',{"done":2}', ""),
        "a member less": lambda main, other: edit(other, '"id":3,', ""),
        "a last line without its end": lambda main, other: edit(main, '{"n":1}}\n', '{"n":1}}'),
        "no close": lambda main, other: main.remove(["close", None]),
        "a close too early": lambda main, other: main.insert(writes(main)[-1], ["close", None]),
    }


class Mock:
    """A daemon that follows its plans, whatever it is told."""

    def __init__(self, path, plans):
        self.listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.listener.bind(path)
        self.listener.listen()
        self.open = []
        threading.Thread(target=self.serve, args=(plans,), daemon=True).start()

    def serve(self, plans):
        for plan in plans:
            self.open.append(self.listener.accept()[0])
            threading.Thread(
                target=self.follow, args=(self.open[-1], plan), daemon=True).start()

    def follow(self, connection, plan):
        with contextlib.suppress(OSError):  # the runner has seen enough
            self.obey(connection, plan)

    def obey(self, connection, plan):
        for what, value in plan:
            if what == "write":
                connection.sendall(value.encode())
            elif what == "close":
                connection.close()
                return
            else:
                left = value
                while left != 0 and (part := connection.recv(left or 65536)):
                    left = left and left - len(part)


def holds(runner, plans):
    """Whether the runner finds that a mock with these plans says what the conversation says."""
    steps = [runner.Step.of_line(line) for line in CONVERSATION.splitlines()]
    with tempfile.TemporaryDirectory(prefix="coxswain-") as folder:
        mock = Mock(folder + "/s", plans)
        try:
            with runner.Daemon(types.SimpleNamespace(socket=folder + "/s", spawn=None)) as daemon:
                runner.check(daemon, steps)
            return True
        except (runner.Fault, OSError):
            return False
        finally:
            mock.listener.close()


def main(runner):
    """Tells of each bug whether it was found; the number of those that were not."""
    runner.PATIENCE = 1.0  # the mock answers at once or never
    seed = time.time_ns()
    print("seed %d" % seed)
    faithful = plan([runner.Step.of_line(line) for line in CONVERSATION.splitlines()])
    missed = 0
    for name, plant in ({"no bug": None} | bugs(seed)).items():
        plans = copy.deepcopy(faithful)
        if plant:
            plant(*plans)
        is_right = holds(runner, plans) == (plant is None)
        missed += not is_right
        print("%-8s %s" % ("ok" if is_right else "MISSED", name))
    return missed
