"""A second reading of the draw `comity/draw/v1`, in Python's standard library alone.

    draw.py compute FILE     the vectors of FILE, drawn: the same JSON as `comity draw compute --vectors FILE`
    draw.py verify PACKET    recomputes the packet of a draw, and says whether it holds, or what does not

It shares no line with the gateways. What a reader of docs/draw.md needs is SHA-256; the rest is order and counting.
"""

import hashlib
import hmac
import json
import sys


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
    return bytes(one ^ two ^ three for one, two, three in zip(*pieces))


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


class Packet:
    """What was said in a draw, gathered by kind; the order in which it was said matters where it says so."""

    def __init__(self, packet):
        self.packet, self.steps = packet, packet["steps"]
        need(self.steps and self.steps[0]["step"]["kind"] == "request", "steps[0]: no request")
        self.request = self.steps[0]["step"]["asked"]["request"]
        self.digest = request_digest(self.request)
        self.nodes = self.request["contributors"]
        self.court = self.request["court"].split("-")[0]
        need(self.steps[0]["by"] == self.court, "steps[0].by: not the court's gateway")
        for place, said in enumerate(self.steps[1:], 1):
            need(said["by"] in self.nodes, f"steps[{place}].by: no contributor")
            need(said["step"].get("draw") == self.digest.hex(), f"steps[{place}].step.draw: of another draw")

    def of(self, kind):
        return [(place, said["by"], said["step"]) for place, said in enumerate(self.steps) if said["step"]["kind"] == kind]

    def absent(self):
        """Whom both others had not reached for a day, before anybody dealt."""
        first_deal = min((place for place, _, _ in self.of("deal")), default=len(self.steps))
        said = {by: step["node"] for place, by, step in self.of("unreachable") if place < first_deal}
        return next((node for node in self.nodes if all(said.get(other) == node for other in self.nodes if other != node)), None)

    def deals(self):
        deals = {}
        for place, by, step in self.of("deal"):
            need(step["deal"]["node"] == by and by not in deals, f"steps[{place}]: not this dealer's one deal")
            deals[by] = step["deal"]
        return deals

    def is_sealed(self, deal):
        others = {node for node in self.nodes if node != deal["node"]}
        digest = hashlib.sha256(canonical(deal)).hexdigest()
        acknowledged = set()
        for place, by, step in self.of("acknowledge"):
            if step["dealer"] == deal["node"]:
                need(step["deal"] == digest, f"steps[{place}].step.deal: of another deal")
                acknowledged.add(by)
        complained = {by for _, by, step in self.of("complain") if step["dealer"] == deal["node"]}
        return acknowledged == others and complained != others

    def closed(self, dealers):
        """What everybody closed over, the court's gateway last, and when the last did."""
        closes = self.of("close")
        need([by for _, by, _ in closes][-1:] == [self.court], "steps: the court's gateway has not closed last")
        need({by for _, by, _ in closes} == set(dealers) and len(closes) == len(dealers), "steps: not everybody has closed once")
        need(len({step["transcript"] for _, _, step in closes}) == 1, "steps: closed over different deals")
        return bytes.fromhex(closes[0][2]["transcript"]), closes[-1][0]

    def chosen(self, sealed, transcript_digest):
        """The sealed deals that were closed over: all, or all but one."""
        choices = [sealed] + [sealed[:place] + sealed[place + 1 :] for place in range(len(sealed))]
        for choice in choices:
            if len(choice) >= 2 and transcript(self.digest, choice) == transcript_digest:
                return choice
        raise Fails("steps: closed over deals that are not sealed")

    def check_hidden(self, chosen):
        """A piece that was shown after a complaint is known to everybody: one gateway must not know all before the end."""
        shown = {(by, step["given"]["number"]) for _, by, step in self.of("answer")}
        for number, node in enumerate(self.nodes, 1):
            known = [deal for deal in chosen if deal["node"] == node or (deal["node"], number) in shown]
            need(len(known) < len(chosen), f"steps: {node} would have known the outcome before the draw was closed")

    def opened(self, chosen, after):
        pieces = {deal["node"]: {} for deal in chosen}
        commitments = {deal["node"]: deal["c"] for deal in chosen}
        for place, by, step in self.of("open"):
            need(place > after, f"steps[{place}]: opened before everybody had closed")
            dealer = step["dealer"]
            for given in step["given"]:
                number, piece = given["number"], bytes.fromhex(given["piece"])
                at = f"steps[{place}].step.given"
                need(by == dealer or self.nodes.index(by) + 1 != number, f"{at}: not this gateway's to hold")
                committed = commitments[dealer][number - 1]
                need(commitment(self.digest, dealer, number, piece).hex() == committed, f"{at}: not what was committed to")
                pieces[dealer][number] = piece
        for deal in chosen:
            need(len(pieces[deal["node"]]) == len(deal["c"]), f"steps: not all pieces of {deal['node']} are open")
        return {node: [three[number] for number in sorted(three)] for node, three in pieces.items()}

    def verify(self):
        absent = self.absent()
        dealers = [node for node in self.nodes if node != absent]
        need(self.packet["abort_bias_possible"] == (absent is not None), "abort_bias_possible: wrongly marked")
        deals = self.deals()
        in_order = [deals[node] for node in self.nodes if node in deals]
        need(all(len(deal["c"]) == (3 if absent is None else 1) for deal in in_order), "steps: not as many commitments as pieces")
        sealed = [deal for deal in in_order if absent is not None or self.is_sealed(deal)]
        transcript_digest, after = self.closed(dealers)
        chosen = self.chosen(sealed, transcript_digest)
        if absent is None:
            self.check_hidden(chosen)
        result = drawn(self.packet["pool"], self.request, self.opened(chosen, after))
        need(result["T"] == transcript_digest.hex(), "steps: another transcript")
        need(self.packet["ranking"] == result["order"], "ranking: not what follows")
        need(self.packet["panel"] == result["panel_by_seat"], "panel: not what follows")
        need(self.packet["alternates"] == result["alternates_by_seat"], "alternates: not what follows")
        need(self.packet["sitting"] == self.sitting(result), "sitting: not what follows")
        if "record" in self.packet:
            self.check_record(self.packet["record"])
        return {"D": result["D"], "T": result["T"], "prk": result["prk"], "panel": result["panel_by_seat"]}

    def sitting(self, result):
        seats, lists = list(result["panel_by_seat"]), [list(names) for names in result["alternates_by_seat"]]

        def strike(gone):
            for names in lists:
                names[:] = [name for name in names if name not in gone]

        for place, by, step in self.of("recuse"):
            need(by == self.court, f"steps[{place}].by: not the court's gateway")
            gone = {recusal["id"] for recusal in step["recused"]}
            need(gone <= set(seats) | {name for names in lists for name in names}, f"steps[{place}]: nobody who was drawn")
            strike(gone)
            for seat in range(len(seats)):
                if seats[seat] in gone:
                    seats[seat] = lists[seat][0] if lists[seat] else None
                    strike({seats[seat]})
        return {"seats": seats, "alternates": lists}

    def check_record(self, record):
        need(len(record["entries"]) == len(self.steps), "record.entries: not one for each step")
        for place, (entry, said) in enumerate(zip(record["entries"], self.steps)):
            step = {name: said[name] for name in ("at", "by", "step")}
            named = json.loads(entry["line"])["open"]["step"]
            need(named == "sha256:" + hashlib.sha256(canonical(step)).hexdigest(), f"record.entries[{place}].line: of another step")
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


def main(command, path):
    with open(path, encoding="utf-8") as file:
        given = json.load(file)
    if command == "compute":
        print(json.dumps(compute(given), ensure_ascii=False))
        return
    try:
        print(json.dumps({"holds": True, **Packet(given).verify()}, ensure_ascii=False))
    except Fails as fails:
        print(json.dumps({"holds": False, "at": str(fails)}, ensure_ascii=False))


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] not in ("compute", "verify"):
        raise SystemExit(__doc__)
    main(*sys.argv[1:])
