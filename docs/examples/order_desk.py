#!/usr/bin/env python3
"""The order desk from Python, with nothing but the standard library.

    DESK_URL=https://desk.example.com DESK_TOKEN=fl_… SHOP_TOKEN=fl_… python3 docs/examples/order_desk.py

`SHOP_TOKEN` is a service token of the shop's program: it loads a small company and tells what its warehouse does.
`DESK_TOKEN` is a person's: it acts on the orders, action by action, and reads every verdict. A test runs it.
"""

import datetime
import json
import os
import urllib.error
import urllib.request
import uuid

ROOT = os.environ["DESK_URL"].rstrip("/") + "/api/v1"
PERSON, SHOP = os.environ["DESK_TOKEN"], os.environ["SHOP_TOKEN"]
RUN = uuid.uuid4().hex[:6]
NOW = datetime.datetime.now(datetime.timezone.utc)


def ask(token, method, path, body=None, key=None):
    """One call: the status and what was answered, also where it is a refusal."""
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    if method == "POST":
        headers["Idempotency-Key"] = key or str(uuid.uuid4())
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(ROOT + path, data, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, json.loads(answer.read() or b"null")
    except urllib.error.HTTPError as refused:
        return refused.code, json.loads(refused.read() or b"{}")


def load(method, path, body):
    """What the shop's program loads must be taken."""
    status, answer = ask(SHOP, method, path, body)
    if status >= 300:
        raise SystemExit(f"{method} {path}: {status} {answer.get('detail')}")
    return answer


def eur(minor):
    return {"minor": minor, "currency": "EUR"}


def days_ago(days):
    return (NOW - datetime.timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")


def home(name):
    return {"name": name, "line1": "Teestr. 1", "postcode": "10115", "city": "Berlin", "country": "DE"}


# 1. The company: who sells, what it ships for, what it sells.


def company():
    entity = load("POST", "/legal-entities", {"code": f"E{RUN}", "name": "Kettle Export GmbH", "tax_number": "DE123456789", "address": home("Kettle Export")})
    code = f"export-{RUN}"
    brand = {"code": code, "name": "Kettle Export", "legal_entity": entity["id"], "currency": "EUR", "prices_include_tax": True, "order_prefix": f"{RUN.upper()}-"}
    brand = load("POST", "/brands", brand)
    load("PUT", "/tax-rates", {"country": "DE", "class": "standard", "rate": "0.19", "valid_from": "1970-01-01T00:00:00Z"})
    load("PUT", f"/brands/{brand['id']}/shipping-rates", {"method": "standard", "country": "DE", "price": eur(490)})
    variants = [
        {"sku": f"{RUN}-RED", "options": {"colour": "red"}, "tax_class": "standard", "prices": [eur(4990)], "stock": 20},
        {"sku": f"{RUN}-STEEL", "options": {"colour": "steel"}, "tax_class": "standard", "prices": [eur(5990)], "stock": 20},
    ]
    product = {"code": f"kettle-{RUN}", "name": "Kettle", "options": [{"name": "colour", "values": ["red", "steel"]}], "variants": variants}
    results = load("POST", "/products/bulk", {"products": [product]})["results"]
    print(f"loaded the brand {brand['name']} with {len(results[0]['body']['variants'])} variants")
    return code


def people(*names):
    """Customers in one call, each with its own result; then an address and a card for each."""

    def user(name):
        email = f"{name.split()[0].lower()}.{RUN}@mail.example"
        return {"name": name, "identity": {"kind": "email", "value": email}}

    results = load("POST", "/customers/bulk", {"customers": [user(name) for name in names]})["results"]
    print("users:", [one["status"] for one in results])
    return [(one["body"]["id"], card(one["body"]["id"], name)) for one, name in zip(results, names)]


def card(customer, name):
    load("POST", f"/customers/{customer}/addresses", {"kind": "shipping", "address": home(name)})
    held = {"kind": "card", "label": "Visa ending 4242", "reference": f"pm_{RUN}"}
    return load("POST", f"/customers/{customer}/payment-methods", held)["id"]


def gift_card(brand, customer, worth):
    """The action `load_balance` in one step, under the policy; it is one of the customer's ways to pay at once."""
    balance = load("POST", "/gift-cards", {"brand": brand, "worth": worth, "customer": customer, "agreed": True})["balance"]["id"]
    methods = load("GET", f"/customers/{customer}/payment-methods", None)["data"]
    return balance, next(method["id"] for method in methods if method["balance"] == balance)


def rate_card():
    """What a repair costs: a visit, and each part."""

    def words(en, es, zh):
        return {"en": en, "es": es, "zh": zh}

    document = {
        "name": f"repair-{RUN}", "title": words("Repair", "Reparación", "维修"), "currency": "EUR",
        "tax": {"inclusive": False, "classes": {"standard": "0.19"}}, "tax_class": "standard",
        "charges": [
            {"name": "visit", "title": words("Visit", "Visita", "上门"), "price": {"fixed": "25.00"}},
            {"name": "part", "title": words("Part", "Pieza", "零件"), "price": {"per_unit": "4.00"}},
        ],
    }
    return load("PUT", f"/rate-cards/{document['name']}", {"document": document})["code"]


def booking():
    """What the company sells that is no order: a type with fields, states and actions of its own."""
    definition = {
        "schema": {"properties": {"nights": {"type": "integer", "minimum": 1}, "arrives": {"type": "string", "format": "date"}}, "required": ["nights"]},
        "states": ["asked", "booked"],
        "actions": {"book": {"from": ["asked"], "to": "booked"}},
    }
    return load("PUT", "/record-types/booking", {"name": "Booking", "definition": definition})["code"]


# 2. Its orders, as they stand in the shop.


def orders(brand, customer, card):
    """Four orders: two delivered last week, one delivered long ago, one that has not left."""

    def order(reference, delivered):
        placed = 1 if delivered is None else delivered + 3
        parcel = {"carrier": "Post", "tracking": f"T-{RUN}-{reference}", "units": [0]}
        return {
            "outside_reference": f"{RUN}-{reference}", "brand": brand, "customer": customer, "placed_at": days_ago(placed), "ship_to": home("Mia Kowalski"),
            "shipping_method": "standard", "shipping": eur(490),
            "units": [{"sku": f"{RUN}-RED", "price": eur(4990), "state": "ordered" if delivered is None else "delivered"}],
            "payments": [{"method": card, "amount": eur(5480), "reference": f"ch_{reference}", "at": days_ago(placed)}],
            "shipments": [] if delivered is None else [parcel | {"sent_at": days_ago(delivered + 2), "delivered_at": days_ago(delivered)}],
        }

    batch = {"orders": [order("A", 7), order("B", 7), order("C", 45), order("D", None), order("E", None)]}
    first, again = load("POST", "/orders/import", batch)["results"], load("POST", "/orders/import", batch)["results"]
    print("imported:", [one["status"] for one in first], "again:", [one["status"] for one in again])
    return [one["body"] for one in first]


# 3. Acting: look, then confirm what was seen.


def act(order, request, agreed=True):
    """Previews, shows, confirms with the hash; gives the status and the answer. Without an order it is about none."""
    path = f"/orders/{order['number']}/actions" if order else "/actions"
    status, seen = ask(PERSON, "POST", f"{path}/preview", {"request": request})
    if status != 200:
        return status, seen
    moves = ", ".join(f"{line['kind']} {line['amount']['minor']} {line['label']}" for line in seen["money"]) or "no money"
    print(f"  preview of {seen['verb']}: {seen['verdict']['outcome']}, {moves}")
    return ask(PERSON, "POST", path, {"request": request, "hash": seen["hash"], "agreed": agreed})


def tells(what, status, answer):
    """What became of it: the resulting state, the approval, or the codes of the refusal."""
    if status == 200:
        order = answer["order"]
        print(f"{what}: done, the order is {order['status']}, {order['payment_state']}, paid {order['paid']['minor']}")
    elif status == 202:
        print(f"{what}: waits for {answer['role']}")
    else:
        print(f"{what}: refused {status}, {', '.join(answer.get('codes', [answer.get('type')]))}: {answer['reasons'][0]['text']['en'] if answer.get('reasons') else answer['detail']}")


def known_by_questions(customer, order):
    told = {"name": "Mia Kowalski", "postcode": "10115", "order_number": order["number"]}
    _, known = ask(PERSON, "POST", f"/customers/{customer}/verification/match", told)
    print(f"the customer is {known['strength']}")


def known_by_code(customer):
    """The shop’s program is given a code and sends it to the customer; who acts hands in what the customer read out."""
    code = load("POST", f"/customers/{customer}/verification/code", {})["code"]
    # Who acts has to hear it: what was shown to one program lifts no other.
    _, known = ask(PERSON, "POST", f"/customers/{customer}/verification/code/answer", {"code": code})
    print(f"the customer is {known['strength']}")


def unit(order):
    return order["units"][0]["id"]


def exchanges(order, balance, gift):
    swap = {"verb": "exchange", "units": [unit(order)], "wanted": [f"{RUN}-STEEL"], "reason": "changed_mind", "condition": "unopened", "pay": {"method": gift}}
    tells("exchange", *act(order, swap))
    print("on the gift card:", ask(SHOP, "GET", f"/balances/{balance}")[1]["level"]["minor"])
    tells("a second exchange", *act(order, swap))


def returns(order):
    back = {"verb": "return", "units": [unit(order)], "reason": "changed_mind", "condition": "unopened", "refund_to": "original_method"}
    status, answer = act(order, back)
    tells("return", status, answer)
    looked = [{"unit": unit(order), "condition": "like_new", "accepted": True}]
    status, answer = act(order, {"verb": "receive_return", "return_id": answer["outcome"]["return_id"], "looked": looked})
    tells("the parcel is here", status, answer)
    refund = answer["order"]["payments"][-1]
    print(f"promised to the {refund['method_kind']}: {refund['amount']['minor']}")
    settled = load("POST", f"/payments/{refund['id']}/settle", {"reference": "re_1"})
    print("paid back:", settled["settled_at"] is not None)


def refusals(late, pending, foreign_card):
    tells("too late", *act(late, {"verb": "return", "units": [unit(late)], "reason": "changed_mind", "condition": "unopened"}))
    tells("somebody else’s card", *act(pending, {"verb": "change_payment", "pay": {"method": foreign_card}}))
    stale = {"request": {"verb": "cancel", "reason": "changed_mind"}, "hash": "0" * 64, "agreed": True}
    status, _ = ask(PERSON, "POST", f"/orders/{pending['number']}/actions", stale)
    print(f"not what was seen: {status}")


def verdicts(order):
    """Every verdict is kept with the policy's version and what it was told."""
    _, page = ask(SHOP, "GET", f"/orders/{order['number']}/verdicts")
    for kept in page["data"]:
        print(f"verdict {kept['verb']}: {kept['verdict']['outcome']} by policy {'yes' if kept['policy'] else 'none'}, delivered on {kept['inputs'].get('order.delivered_on') is not None}")


# 4. What is sold beside orders: services, subscriptions, records of the company's own kind.


def became(what, status, answer, more=""):
    """As `tells`, of what is about no order."""
    if status == 200:
        print(f"{what}: done{more}")
    else:
        tells(what, status, answer)


def services(brand, customer, order):
    charge = {"verb": "charge", "brand": brand, "customer": customer, "label": "Repair", "by_card": {"rate_card": rate_card(), "quantities": {"part": "3"}}}
    status, answer = act(None, charge)
    _, kept = ask(SHOP, "GET", f"/charges/{answer['outcome']['charge']}")
    became("a repair", status, answer, f", {kept['due']['minor']} is due")
    print(f"how it was worked out: {len(kept['steps'])} steps")
    engraving = {"verb": "charge", "brand": brand, "customer": customer, "order": order["id"], "label": "Engraving", "amount": eur(1000)}
    tells("a service on an order", *act(None, engraving))


def subscriptions(brand, customer):
    start = {"verb": "start_subscription", "brand": brand, "customer": customer, "plan": "Tea every month", "price": eur(3000), "every": {"days": 30}}
    status, answer = act(None, start)
    became("a subscription", status, answer)
    key = answer["outcome"]["subscription"]
    for what, verb in (("paused", "pause_subscription"), ("taken up again", "resume_subscription")):
        status, answer = act(None, {"verb": verb, "subscription": key})
        _, now = ask(SHOP, "GET", f"/subscriptions/{key}")
        became(what, status, answer, f", {now['state']}")


def own_records(brand, customer):
    """Until a policy of the company's speaks of it, nobody may do it."""
    opening = {"verb": "open_record", "brand": brand, "customer": customer, "record_type": booking(), "fields": {"nights": 2, "arrives": "2027-05-01"}}
    became("a booking", *act(None, opening))


def limits(brand, customer):
    """Money of ours that becomes a customer's has a limit, for programs as for people."""
    status, answer = ask(SHOP, "POST", "/gift-cards", {"brand": brand, "worth": eur(50000), "customer": customer, "agreed": True})
    tells("a large gift card", status, answer)


def reports():
    _, all_of_them = ask(SHOP, "GET", "/reports/orders")
    for report in all_of_them["data"]:
        if report["figure"] in ("refunds_by_reason", "denials"):
            name = {"refunds_by_reason": "refunds by reason", "denials": "denied by policy"}[report["figure"]]
            print(f"{name}: {[(row['labels'], row['count']) for row in report['rows']]}")


brand = company()
(mia, card_of_mia), (_, toms_card) = people("Mia Kowalski", "Tom Baker")
balance, gift = gift_card(brand, mia, eur(5000))
to_exchange, to_return, too_old, pending, to_cancel = orders(brand, mia, card_of_mia)

known_by_questions(mia, to_exchange)
exchanges(to_exchange, balance, gift)
returns(to_return)
tells("cancel", *act(to_cancel, {"verb": "cancel", "reason": "changed_mind"}))
elsewhere = {"verb": "change_address", "ship_to": home("Mia at work"), "reason": "moved"}
tells("another address, not known well enough", *act(pending, elsewhere))
known_by_code(mia)
tells("another address", *act(pending, elsewhere))
refusals(too_old, pending, toms_card)
verdicts(to_exchange)
services(brand, mia, pending)
subscriptions(brand, mia)
limits(brand, mia)
own_records(brand, mia)
reports()
