"""A second reading of the draw `comity/draw/v1`, in Python's standard library alone.

    draw.py compute FILE     the vectors of FILE, drawn: the same JSON as `comity draw compute --vectors FILE`
    draw.py verify PACKET    recomputes the packet of a draw, and says `holds` or what does not

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


def main(command, path):
    with open(path, encoding="utf-8") as file:
        given = json.load(file)
    if command == "compute":
        print(json.dumps(compute(given), ensure_ascii=False))
    else:
        raise SystemExit(__doc__)


if __name__ == "__main__":
    main(*sys.argv[1:])
