"""
A client of Kith that shares no line with it: Debian's python3-socketio, and docs/asyncapi.json for what to say.
`client.py <address> <asyncapi.json> <roomId>`, the token on the first line of stdin. Every later line is something to
say; `tell` prints what it knows, and an empty line ends it. Whatever passes is compared with the document.
"""

import json
import sys
import threading
import uuid

import socketio
from published import Published

address, document, room_id = sys.argv[1:4]
published = Published(document)
sio = socketio.Client(reconnection_delay=0.1, reconnection_delay_max=0.3)
lock = threading.RLock()
connected = threading.Event()
state = {"connections": 0, "head": 0, "events": [], "held": {}, "faults": []}


def ask(name, payload):
    published.check_sent(name, payload)
    answer = sio.call(name, payload, timeout=5)
    published.check_answer(name, answer)
    if not answer["ok"]:
        raise AssertionError(f"{name} was refused: {answer['error']}")
    return answer["reply"]


def command(name, payload, command_id=None):
    """Repeats with the same commandId until there is an answer: it takes effect once."""
    payload = {"commandId": command_id or str(uuid.uuid4()), **payload}
    while True:
        connected.wait(10)
        try:
            return ask(name, payload)
        except (socketio.exceptions.TimeoutError, socketio.exceptions.BadNamespaceError):
            continue


def apply(event):
    """n+1 never before n: what is early is held until the log has been read up to it."""
    with lock:
        state["held"][event["seq"]] = event
        while state["head"] + 1 in state["held"]:
            state["head"] += 1
            state["events"].append(state["held"].pop(state["head"]))
        state["held"] = {seq: late for seq, late in state["held"].items() if seq > state["head"]}


def catch_up():
    while True:
        page = ask("room:catch-up", {"roomId": room_id, "after": state["head"]})
        for event in page["events"]:
            published.check_event(event)
            apply(event)
        if state["head"] >= page["head"]:
            return


def guarded(work):
    def run(*heard):
        try:
            work(*heard)
        except Exception as fault:  # Told by the main thread: here nobody would hear it.
            state["faults"].append(str(fault))

    return run


def come_in():
    command("room:enter", {"roomId": room_id})
    catch_up()
    with lock:
        state["connections"] += 1


def on_connect():
    connected.set()
    threading.Thread(target=guarded(come_in)).start()


def on_event(event):
    published.check_event(event)
    if event["roomId"] == room_id:
        apply(event)


sio.on("connect", on_connect)
sio.on("disconnect", connected.clear)
sio.on("event", guarded(on_event))
sio.on("signal", guarded(lambda name, body: published.check_signal(name, body)))
token = sys.stdin.readline().strip()
sio.connect(address, auth={"token": token}, transports=["websocket"])

for line in sys.stdin:
    words = line.strip()
    if not words:
        break
    if words != "tell":
        command_id = str(uuid.uuid4())
        said = [command("message:send", {"roomId": room_id, "text": words}, command_id) for _ in range(2)]
        print(json.dumps({"said": said}), flush=True)
        continue
    with lock:
        texts = [event["body"]["text"] for event in state["events"] if event["kind"] == "message:sent"]
        seqs = [event["seq"] for event in state["events"]]
        told = {"texts": texts, "seqs": seqs, "connections": state["connections"], "faults": state["faults"]}
    print(json.dumps(told), flush=True)
sio.disconnect()
