#!/usr/bin/env python3
"""The API from Python, with nothing but the standard library.

    DESK_URL=https://desk.example.com DESK_TOKEN=fl_… python3 docs/examples/api.py

Takes a customer's question in, answers it, finds it again, and reads every conversation page by page. A test runs it.
"""

import json
import os
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid

ROOT = os.environ["DESK_URL"].rstrip("/") + "/api/v1"
TOKEN = os.environ["DESK_TOKEN"]


class Problem(Exception):
    """What the desk answers instead (RFC 9457); `remedy` says what to do."""

    def __init__(self, status, body):
        super().__init__(f"{status} {body.get('title')}: {body.get('detail')}")
        self.status, self.remedy, self.errors = status, body.get("remedy"), body.get("errors", [])


def ask(method, path, body=None, **headers):
    """One call. Waits when asked too often, and repeats what had no answer: the key makes that safe."""
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    headers |= {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
    if method == "POST":
        headers.setdefault("Idempotency-Key", str(uuid.uuid4()))
    data = None if body is None else json.dumps(body).encode()
    for attempt in range(8):
        request = urllib.request.Request(ROOT + path, data, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return json.loads(answer.read() or b"null"), answer.headers
        except urllib.error.HTTPError as refused:
            if refused.code not in (429, 503):
                raise Problem(refused.code, json.loads(refused.read() or b"{}")) from None
            wait = int(refused.headers.get("Retry-After", 5))
            print(f"asked too often; waiting {wait} s")
        except urllib.error.URLError:
            wait = 2**attempt
        time.sleep(wait)
    raise TimeoutError(f"no answer to {method} {path}")


def every(path, **filters):
    """Every item of a list, page by page."""
    cursor = None
    while True:
        query = urllib.parse.urlencode(filters | ({"cursor": cursor} if cursor else {}))
        page, _ = ask("GET", f"{path}?{query}")
        yield from page["data"]
        cursor = page["next_cursor"]
        if cursor is None:
            return


def change(path, wish):
    """Changes a thing as it is now: if somebody else was faster, looks again and decides anew."""
    while True:
        shown, headers = ask("GET", path)
        try:
            return ask("PATCH", path, wish(shown), If_Match=headers["ETag"])[0]
        except Problem as problem:
            if problem.status != 412:
                raise


def found(words):
    """Searches until the index has read what was just written."""
    for _ in range(50):
        hits, _ = ask("GET", "/search?" + urllib.parse.urlencode({"q": words, "kind": "conversation"}))
        if hits["data"]:
            return hits["data"]
        time.sleep(0.2)
    return []


def main():
    me, _ = ask("GET", "/me")
    print(f"this token is {me['name']}")
    inbox = next(every_inbox())

    question = {"from": {"name": "Mia Keller", "email": "mia@mail.example"}, "subject": "The kettle leaks", "text": "It drips at the spout."}
    conversation, _ = ask("POST", f"/inboxes/{inbox['id']}/arrivals", question)
    print(f"opened conversation #{conversation['number']}")

    here = f"/conversations/{conversation['id']}"
    reply, _ = ask("POST", f"{here}/replies", {"text": "Sorry to hear that. A new lid is on its way.", "then": "open"})
    print(f"answered {reply['recipients'][0]['address']}")

    key = str(uuid.uuid4())
    once, _ = ask("POST", f"{here}/notes", {"text": "Sent a lid."}, Idempotency_Key=key)
    again, headers = ask("POST", f"{here}/notes", {"text": "Sent a lid."}, Idempotency_Key=key)
    print(f"asked twice, done once: {once['id'] == again['id'] and headers['Idempotency-Replayed'] == 'true'}")

    tagged = change(here, lambda shown: {"add_tags": ["leak"], "priority": "high"})
    print(f"tags: {', '.join(tagged['tags'])}")
    try:
        ask("PATCH", here, {"priority": "low"}, If_Match='"long-ago"')
    except Problem as problem:
        print(f"an old view changes nothing: {problem.status}")

    print(f"found: {found('leaks')[0]['subject']}")
    seen = [item["number"] for item in every("/conversations", limit=1)]
    print(f"read {len(seen)} conversations, {len(set(seen))} different ones")

    try:
        ask("POST", f"{here}/notes", {"text": "Hi", "is_admin": True})
    except Problem as problem:
        print(f"refused: {problem.errors[0]['pointer']}")


def every_inbox():
    inboxes, _ = ask("GET", "/inboxes")
    yield from inboxes["data"]


if __name__ == "__main__":
    try:
        main()
    except Problem as problem:
        sys.exit(str(problem))
