"""A second reading of the draw `comity/draw/v1`, in Python's standard library alone.

    draw.py compute FILE     the vectors of FILE, drawn: the same JSON as `comity draw compute --vectors FILE`
    draw.py verify PACKET    recomputes the packet of a draw, and says whether it holds, or what does not; then it ends with 1

It shares no line with the gateways. What a reader of docs/draw.md needs is SHA-256; the rest is order and counting.
"""

import hashlib
import hmac
import json
import re
import sys
from datetime import datetime, timedelta

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
# What a step has beside its kind.
MEMBERS = {
    "request": {"asked"},
    "refuse": {"draw", "reason"},
    "unreachable": {"draw", "node", "since"},
    "deal": {"draw", "request", "deal"},
    "acknowledge": {"draw", "dealer", "deal"},
    "complain": {"draw", "dealer", "number"},
    "answer": {"draw", "given"},
    "close": {"draw", "transcript"},
    "void": {"draw"},
    "open": {"draw", "dealer", "given"},
    "recuse": {"draw", "recused"},
}


class Fails(Exception):
    """What does not hold, as `place: code`."""


def canonical(value):
    """RFC 8785 for what a draw is made of: texts, whole numbers, lists, and objects whose names are ASCII."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def u64(number):
    return number.to_bytes(8, "big")


def h(tag, *parts):
    hashed = hashlib.sha256(b"comity/" + tag.encode() + b"\0")
    for part in parts:
        hashed.update(u64(len(part)) + part)
    return hashed.digest()


def mac(key, text):
    return hmac.new(key, text, hashlib.sha256).digest()


def tree_root(leaves):
    """The Merkle tree hash of RFC 6962, section 2.1, over what the leaves say."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\0" + leaves[0]).digest()
    split = 1 << ((len(leaves) - 1).bit_length() - 1)
    return hashlib.sha256(b"\1" + tree_root(leaves[:split]) + tree_root(leaves[split:])).digest()


def pool_root(pool):
    people = sorted(pool, key=lambda person: person["id"].encode())
    return tree_root([canonical({"id": person["id"], "tags": person["tags"]}) for person in people])


def request_digest(request):
    return h("draw/request/v1", canonical(request))


def commitment(digest, node, number, piece):
    return h("draw/piece/v1", digest, node.encode(), bytes([number]), piece)


def secret(pieces):
    """Three pieces, or one where two gateways draw."""
    total = bytes(32)
    for piece in pieces:
        total = bytes(one ^ other for one, other in zip(total, piece))
    return total


def transcript(digest, sealed):
    return h("draw/transcript/v1", digest, canonical(sealed))


def ranking_key(transcript_digest, secrets):
    nodes = sorted(secrets)
    return mac(transcript_digest, b"".join(u64(len(node.encode())) + node.encode() + secrets[node] for node in nodes))


def score(key, person):
    return mac(key, b"comity/draw/rank/v1\0" + person.encode() + b"\1")


def qualifies(person, seat):
    return set(seat) <= set(person["tags"])


def seated(people, seats):
    """Who sits where, if all of `people` can: each finds a place in turn, and may move those before it."""
    taken = {}

    def place(number, tried):
        for seat, tags in enumerate(seats):
            if seat in tried or not qualifies(people[number], tags):
                continue
            tried.add(seat)
            if seat not in taken or place(taken[seat], tried):
                taken[seat] = number
                return True
        return False

    if all(place(number, set()) for number in range(len(people))):
        return {seat: people[number] for seat, number in taken.items()}
    return None


def panel_of(ranking, seats):
    panel, places = [], {}
    for person in ranking:
        if len(panel) == len(seats):
            break
        found = seated(panel + [person], seats)
        if found is not None:
            panel, places = panel + [person], found
    if len(panel) < len(seats):
        raise Fails("request.seats: no-full-panel")
    return [places[seat]["id"] for seat in range(len(seats))]


def alternates_of(ranking, panel, request):
    others = [person for person in ranking if person["id"] not in panel]
    return [[person["id"] for person in others if qualifies(person, seat)][: request["alternates"]] for seat in request["seats"]]


def drawn(pool, request, pieces):
    """`pieces`: for each sealed node its three."""
    if len({person["id"] for person in pool}) != len(pool):
        raise Fails("pool: double-id")
    if request["pool_size"] != len(pool):
        raise Fails("request.pool_size: pool-differs")
    if request["pool_root"] != pool_root(pool).hex():
        raise Fails("request.pool_root: pool-differs")
    digest = request_digest(request)
    sealed = [
        {"node": node, "c": [commitment(digest, node, number + 1, piece).hex() for number, piece in enumerate(pieces[node])]}
        for node in request["contributors"]
        if node in pieces
    ]
    transcript_digest = transcript(digest, sealed)
    key = ranking_key(transcript_digest, {node: secret(three) for node, three in pieces.items()})
    scored = sorted((score(key, person["id"]), person["id"].encode(), person) for person in pool)
    ranking = [person for _, _, person in scored]
    panel = panel_of(ranking, request["seats"])
    return {
        "D": digest.hex(),
        "T": transcript_digest.hex(),
        "prk": key.hex(),
        "order": [person["id"] for person in ranking],
        "score_first": scored[0][0].hex(),
        "panel_by_seat": panel,
        "alternates_by_seat": alternates_of(ranking, panel, request),
    }


def compute(file):
    answers = []
    for vector in file["vectors"]:
        pieces = {node: [bytes.fromhex(piece) for piece in three] for node, three in vector["pieces"].items()}
        answers.append({"name": vector["name"], **drawn(vector["pool"], vector["request"], pieces)})
    return {"vectors": answers}


def need(holds, what):
    if not holds:
        raise Fails(what)


def is_code(text):
    return re.fullmatch("[a-z0-9-]{1,100}", text) is not None


def moment(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def step_digest(said):
    return "sha256:" + hashlib.sha256(canonical({name: said[name] for name in ("at", "by", "step")})).hexdigest()


class Packet:
    """What was said in a draw: each step is looked at in its turn, beside what stands there by then."""

    def __init__(self, packet):
        self.packet, self.steps = packet, packet["steps"]
        need(packet["v"] == 1, "v: not known here")
        need(0 < len(self.steps) <= 1000 and self.steps[0]["step"]["kind"] == "request", "steps[0]: no request")
        asked = self.steps[0]["step"]["asked"]
        self.request, self.after = asked["request"], asked.get("after")
        self.digest = request_digest(self.request)
        self.nodes = self.request["contributors"]
        self.court = self.request["court"].split("-")[0]
        need(len(self.nodes) == 3 == len(set(self.nodes)) and self.court in self.nodes, "steps[0]: not three gateways with the court's own")
        need(self.steps[0]["by"] == self.court, "steps[0].by: not the court's gateway")
        need((self.request["seq"] == 0) == (self.after is None), "steps[0].step.asked.after: the first follows none, and every other does")
        for place, exclusion in enumerate(asked["exclusions"]):
            reasons = exclusion["reasons"]
            need(reasons and all(is_code(reason) for reason in reasons), f"steps[0].step.asked.exclusions[{place}]: without a reason")
        if "shared" in asked:
            self.check_shared(asked["shared"])
        self.asked_at, self.asked_in = moment(self.steps[0]["at"]), step_digest(self.steps[0])
        # What was said so far.
        self.missing, self.refused, self.deals, self.acknowledged, self.complained = {}, set(), {}, set(), set()
        self.shown, self.closes, self.voided, self.openers, self.opened = set(), {}, set(), set(), {}
        self.of_two, self.chosen, self.result, self.seats, self.lists = False, None, None, None, None

    def check_shared(self, shared):
        """Lists that courts of one side share by a setting, which names its basis."""
        at = "steps[0].step.asked.shared"
        need(set(shared) == {"courts", "legal_basis"} and shared["legal_basis"].strip(), f"{at}: not what it must be, or without a basis")
        courts = shared["courts"]
        need(len(courts) > 1 and courts == sorted(set(courts)), f"{at}.courts: not two or more, each once and in order")
        need(self.request["court"] in courts, f"{at}.courts: without the one that draws")
        need(all(court.split("-")[0] == self.court for court in courts), f"{at}.courts: of another side")

    def verify(self):
        for place, said in enumerate(self.steps[1:], 1):
            step, by, at = said["step"], said["by"], f"steps[{place}]"
            need(set(said) - {"signature"} == {"at", "by", "step"}, f"{at}: not a step")
            need(set(step) - {"kind"} == MEMBERS.get(step["kind"]) and step["kind"] != "request", f"{at}.step: not a step, or not another one")
            need(by in self.dealers(), f"{at}.by: no contributor")
            need(step["draw"] == self.digest.hex(), f"{at}.step.draw: of another draw")
            need(all((other["by"], other["step"]) != (by, step) for other in self.steps[:place]), f"{at}: said already")
            need(not self.is_void(), f"{at}: the draw is void")
            getattr(self, step["kind"])(at, by, step, moment(said["at"]))
        need(not self.is_void(), "steps: the draw is void")
        need(self.result is not None, "steps: nobody was drawn yet")
        follows_opening = self.after is not None and self.after["ended"] == "void" and self.after.get("opened", False)
        need(self.packet["abort_bias_possible"] == (self.of_two or follows_opening), "abort_bias_possible: wrongly marked")
        need(self.packet["ranking"] == self.result["order"], "ranking: not what follows")
        need(self.packet["panel"] == self.result["panel_by_seat"], "panel: not what follows")
        need(self.packet["alternates"] == self.result["alternates_by_seat"], "alternates: not what follows")
        need(self.packet["sitting"] == {"seats": self.seats, "alternates": self.lists}, "sitting: not what follows")
        if self.packet.get("record") is not None:
            self.check_record(self.packet["record"])
        return {name: self.result[name] for name in ("D", "T", "prk")} | {"panel": self.result["panel_by_seat"]}

    def others(self, node):
        return [other for other in self.nodes if other != node]

    def absent(self):
        """Of whom both others say that they had not reached it for a day."""
        return next((node for node in self.nodes if all(self.missing.get(other) == node for other in self.others(node))), None)

    def dealers(self):
        return self.others(self.absent()) if self.of_two else self.nodes

    def is_void(self):
        """Signed by the court's gateway and the others; without one that is absent, unless the third had closed before."""
        absent = self.absent()
        if absent is not None and not self.of_two and any(node in self.closes for node in self.others(absent) if node != self.court):
            absent = None
        return self.voided >= {node for node in self.nodes if node != absent}

    def is_closed(self):
        return all(node in self.closes and self.closes[node] == self.closes.get(self.court) for node in self.dealers())

    def refuse(self, at, by, step, when):
        need(by not in self.deals and by not in self.refused and is_code(step["reason"]), f"{at}: not now, not again, or without a reason")
        self.refused.add(by)

    def unreachable(self, at, by, step, when):
        node, since = step["node"], moment(step["since"])
        need(node in self.nodes and node not in (by, self.court), f"{at}.step.node: not another than the court's gateway")
        need(when - since >= DAY and since >= self.asked_at, f"{at}.step.since: not for so long")
        need(by not in self.missing and not self.is_closed(), f"{at}: not now, or not again")
        self.missing[by] = node
        self.of_two = self.of_two or (not self.deals and self.absent() is not None)

    def deal(self, at, by, step, when):
        deal = step["deal"]
        need(set(deal) == {"c", "node"} and deal["node"] == by and by not in self.deals, f"{at}: not this dealer's one deal")
        need(not self.closes and not self.refused, f"{at}: no deal is taken any more")
        need(step["request"] == self.asked_in, f"{at}.step.request: another request than the first step")
        last = self.asked_at + DAY + HOUR
        need(when <= (last + DAY if self.of_two else last), f"{at}.at: the request is too old")
        need(len(deal["c"]) == (1 if self.of_two else 3), f"{at}.step.deal.c: not as many commitments as pieces")
        self.deals[by] = deal

    def acknowledge(self, at, by, step, when):
        dealer = step["dealer"]
        need(not self.of_two and by != dealer and (dealer, by) not in self.acknowledged, f"{at}: nothing to acknowledge")
        need(dealer in self.deals, f"{at}.step.dealer: there is no such deal yet")
        digest = hashlib.sha256(canonical(self.deals[dealer])).hexdigest()
        need(step["deal"] == digest, f"{at}.step.deal: of another deal")
        self.acknowledged.add((dealer, by))

    def complain(self, at, by, step, when):
        dealer, number = step["dealer"], step["number"]
        need(not self.of_two and not self.closes and by != dealer and dealer in self.deals, f"{at}: nothing to complain about now")
        need(number in (1, 2, 3) and self.nodes.index(by) + 1 != number, f"{at}.step.number: no piece that it should hold")
        self.complained.add((dealer, by, number))

    def answer(self, at, by, step, when):
        number = step["given"]["number"]
        need(not self.closes, f"{at}: somebody has closed")
        need(any((dealer, given) == (by, number) for dealer, _, given in self.complained), f"{at}: nobody has complained about it")
        self.committed(f"{at}.step.given", self.deals[by], step["given"])
        self.shown.add((by, number))

    def close(self, at, by, step, when):
        need(by not in self.closes and by not in self.voided, f"{at}: it has closed, or signed that the draw be void")
        closed_over = bytes.fromhex(step["transcript"])
        chosen = self.sealed_under(at, closed_over)
        if by == self.court:
            others = [self.closes.get(node) for node in self.dealers() if node != self.court]
            need(all(other == closed_over for other in others), f"{at}: the court's gateway closes last, over what the others did")
        self.closes[by] = closed_over
        if self.is_closed():
            self.chosen = chosen

    def void(self, at, by, step, when):
        need(by == self.court or self.court in self.voided, f"{at}.by: the court's gateway proposes it")
        need(self.result is None and (self.of_two or by not in self.openers), f"{at}.by: who has opened does not take it back")
        self.voided.add(by)

    def open(self, at, by, step, when):
        dealer, given = step["dealer"], step["given"]
        need(self.chosen is not None, f"{at}: opened before everybody had closed")
        after_another = self.openers - {by, self.court}
        need(by not in self.voided or after_another, f"{at}.by: who has signed that it be void opens after another")
        deal = next((deal for deal in self.chosen if deal["node"] == dealer), None)
        need(deal is not None, f"{at}.step.dealer: the deal does not count")
        need(given and (by == dealer or not self.of_two), f"{at}.step.given: nothing that it could open")
        pieces = self.opened.setdefault(dealer, {})
        is_new = by not in self.openers or any(one["number"] not in pieces for one in given)
        need(is_new, f"{at}: it says nothing new")
        for one in given:
            need(by == dealer or self.nodes.index(by) + 1 != one["number"], f"{at}.step.given: not this gateway's to hold")
            pieces[one["number"]] = self.committed(f"{at}.step.given", deal, one)
        self.openers.add(by)
        self.draw()

    def recuse(self, at, by, step, when):
        need(by == self.court, f"{at}.by: not the court's gateway")
        need(self.result is not None, f"{at}: nobody was drawn yet")
        need(step["recused"] and all(is_code(recusal["reason"]) for recusal in step["recused"]), f"{at}: nobody, or without a reason")
        gone = {recusal["id"] for recusal in step["recused"]}
        need(gone <= set(self.seats) | {name for names in self.lists for name in names}, f"{at}: nobody who was drawn")
        self.strike(gone)
        for seat in range(len(self.seats)):
            if self.seats[seat] in gone:
                self.seats[seat] = self.lists[seat][0] if self.lists[seat] else None
                self.strike({self.seats[seat]})

    def strike(self, gone):
        for names in self.lists:
            names[:] = [name for name in names if name not in gone]

    def committed(self, at, deal, given):
        number, piece = given["number"], bytes.fromhex(given["piece"])
        need(1 <= number <= len(deal["c"]), f"{at}: no such piece")
        is_it = commitment(self.digest, deal["node"], number, piece).hex() == deal["c"][number - 1]
        need(is_it, f"{at}: not what was committed to")
        return piece

    def sealed(self):
        """The deals that both others have acknowledged, and have not both complained about; where two draw, both."""

        def is_sealed(node):
            others = set(self.others(node))
            complained = {by for dealer, by, _ in self.complained if dealer == node}
            return self.of_two or (all((node, by) in self.acknowledged for by in others) and complained != others)

        return [self.deals[node] for node in self.nodes if node in self.deals and is_sealed(node)]

    def sealed_under(self, at, closed_over):
        """The sealed deals that were closed over: all, or all but one. One gateway must not know all of them before the end: a piece that
        was shown after a complaint is known to everybody."""
        sealed = self.sealed()
        choices = [sealed] + [sealed[:place] + sealed[place + 1 :] for place in range(len(sealed))]
        for choice in choices:
            if len(choice) >= 2 and transcript(self.digest, choice) == closed_over:
                for number, node in enumerate(self.nodes, 1):
                    known = [deal for deal in choice if deal["node"] == node or (deal["node"], number) in self.shown]
                    need(len(known) < len(choice), f"{at}: {node} would have known the outcome before the draw was closed")
                return choice
        raise Fails(f"{at}.step.transcript: closed over deals that are not sealed")

    def draw(self):
        """Once all is open."""
        pieces = {deal["node"]: self.opened.get(deal["node"], {}) for deal in self.chosen}
        if self.result is None and all(len(pieces[deal["node"]]) == len(deal["c"]) for deal in self.chosen):
            secrets = {node: [three[number] for number in sorted(three)] for node, three in pieces.items()}
            self.result = drawn(self.packet["pool"], self.request, secrets)
            need(bytes.fromhex(self.result["T"]) == self.closes[self.court], "steps: another transcript")
            self.seats = list(self.result["panel_by_seat"])
            self.lists = [list(names) for names in self.result["alternates_by_seat"]]

    def check_record(self, record):
        need(len(record["entries"]) == len(self.steps), "record.entries: not one for each step")
        for place, (entry, said) in enumerate(zip(record["entries"], self.steps)):
            need(place == 0 or entry["index"] > record["entries"][place - 1]["index"], f"record.entries[{place}].index: not in this order")
            named = json.loads(entry["line"])["open"]["step"]
            need(named == step_digest(said), f"record.entries[{place}].line: of another step")
            leaf = hashlib.sha256(b"\0" + entry["line"].encode()).digest()
            need(included(leaf, entry, record), f"record.entries[{place}].proof: not in the record")


def included(leaf, entry, record):
    """RFC 9162, section 2.1.3.2."""
    position, last, digest = entry["index"], record["size"] - 1, leaf
    if position > last:
        return False
    for sibling in (bytes.fromhex(text.removeprefix("sha256:")) for text in entry["proof"]):
        if last == 0:
            return False
        if position % 2 == 1 or position == last:
            digest = hashlib.sha256(b"\1" + sibling + digest).digest()
            while position % 2 == 0 and position != 0:
                position, last = position >> 1, last >> 1
        else:
            digest = hashlib.sha256(b"\1" + digest + sibling).digest()
        position, last = position >> 1, last >> 1
    return last == 0 and "sha256:" + digest.hex() == record["root"]


def refuse(at):
    print(json.dumps({"holds": False, "at": at}, ensure_ascii=False))
    raise SystemExit(1)


def main(command, path):
    with open(path, encoding="utf-8") as file:
        given = json.load(file)
    if command == "compute":
        print(json.dumps(compute(given), ensure_ascii=False))
        return
    try:
        print(json.dumps({"holds": True, **Packet(given).verify()}, ensure_ascii=False))
    except Fails as fails:
        refuse(str(fails))
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        refuse(f"packet: not well formed: {error!r}")


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] not in ("compute", "verify"):
        raise SystemExit(__doc__)
    main(*sys.argv[1:])
