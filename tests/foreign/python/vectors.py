"""Verifies the protocol's vectors with `joserfc`, `rfc8785` and `gmssl`; refuses each after a change.

vectors.py FOLDER
"""

import base64
import hashlib
import json
import sys
from pathlib import Path

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from gmssl import sm2
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

FOLDER = Path(sys.argv[1])


def read(name):
    return json.loads((FOLDER / name).read_text("utf-8"))


def decoded(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def digest(data):
    return "sha256:" + hashlib.sha256(data).hexdigest()


def changed(text):
    """Another character in the middle, which stays base64url."""
    at = len(text) // 2
    return text[:at] + ("B" if text[at] == "A" else "A") + text[at + 1 :]


def integer(data, at):
    """The number that stands at this place of a DER sequence, and the place behind it."""
    assert data[at] == 2
    end = at + 2 + data[at + 1]
    return int.from_bytes(data[at + 2 : end], "big"), end


def fixed(der):
    """`r ‖ s`, 64 bytes, of a signature in DER."""
    assert der[0] == 0x30 and der[1] == len(der) - 2
    r, at = integer(der, 2)
    s, end = integer(der, at)
    assert end == len(der)
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")


def sm2_holds(key, message, signature):
    curve = sm2.CryptSM2(private_key="", public_key="")
    # Its constructor takes away every leading 0 and 4, and not the first byte alone.
    curve.public_key = decoded(key["public"])[1:].hex()
    return bool(curve.verify_with_sm3(signature.hex(), message))


def ed25519_holds(key, message, signature):
    try:
        Ed25519PublicKey.from_public_bytes(decoded(key["public"])).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def signed_holds(key, value, alg):
    if alg == "SM2-SM3":
        message = f"{value['protected']}.{value['payload']}".encode()
        return sm2_holds(key, message, decoded(value["signature"]))
    try:
        verified = jws.deserialize_json(value, OKPKey.import_key(key["jwk"]), algorithms=["EdDSA"])
    except (JoseError, ValueError):
        return False
    return verified.payload == decoded(value["payload"])


def check(keys, vector, name):
    """Holds a signed form against everything that is said of it."""
    value = json.loads(vector["bytes"])
    assert rfc8785.dumps(value) == vector["bytes"].encode(), name
    assert rfc8785.dumps(vector["payload"]) == vector["payload_canonical"].encode(), name
    assert decoded(value["payload"]) == vector["payload_canonical"].encode(), name
    assert digest(vector["payload_canonical"].encode()) == vector["payload_digest"], name
    assert digest(vector["bytes"].encode()) == vector["digest"], name
    header = {member: vector[member] for member in ["alg", "kid", "typ"]}
    assert decoded(value["protected"]) == rfc8785.dumps(header), name
    key = keys[vector["kid"]]
    assert signed_holds(key, value, vector["alg"]), name
    for part in ["payload", "signature", "protected"]:
        assert not signed_holds(key, value | {part: changed(value[part])}, vector["alg"]), f"{name}: another {part}"


def check_messages(keys, messages):
    """Each message follows the one before of its side in its matter, and names the last one of the other; so do the documents in them."""
    last, sealed = {}, {}
    for message in messages:
        name, said, document = message["what"], message["payload"], message["document"]
        check(keys, message, name)
        check(keys, document, f"{name}: its document")
        assert said["body"]["document"] == document["bytes"], name
        assert keys[message["kid"]]["owner"] == said["from"], name
        assert keys[document["kid"]]["owner"] == said["sender"], name
        before = last.get((said["matter"], said["from"]), {"seq": 0, "digest": None})
        assert (said["seq"], said["prev"]) == (before["seq"] + 1, before["digest"]), name
        assert said["seen"] == last.get((said["matter"], said["to"])), name
        last[said["matter"], said["from"]] = {"seq": said["seq"], "digest": message["digest"]}
        answered = document["payload"].get("refers_to")
        assert answered is None or sealed[answered] == said["matter"], name
        sealed[document["digest"]] = said["matter"]


def check_notices(keys, notices):
    for vector in notices:
        what, file, canonical = vector["what"], vector["file"], vector["canonical"].encode()
        assert rfc8785.dumps(file["notice"]) == canonical, what
        assert digest(canonical) == vector["digest"], what
        for signature in file["signatures"]:
            key, value = keys[signature["kid"]], decoded(signature["signature"])
            assert (key["owner"], key["use"]) == (signature["gateway"], "roll"), what
            assert ed25519_holds(key, canonical, value), what
            assert not ed25519_holds(key, canonical[1:], value), what


def check_feed(keys, feed):
    """Each event names the one before, and the heartbeat the last one."""
    number, prev = 0, None
    for event in feed["events"]:
        name, key = f"{feed['gateway']} {number + 1}", keys[event["kid"]]
        check(keys, event, name)
        assert (key["owner"], key["use"]) == (feed["gateway"], "feed"), name
        assert (event["payload"]["number"], event["payload"]["prev"]) == (number + 1, prev), name
        number, prev = number + 1, event["digest"]
    heartbeat = feed["heartbeat"]
    check(keys, heartbeat, f"{feed['gateway']}: heartbeat")
    assert (heartbeat["payload"]["number"], heartbeat["payload"]["digest"]) == (number, prev)
    return number


def root(lines):
    """The root of these lines (RFC 6962)."""
    if len(lines) == 1:
        return hashlib.sha256(b"\0" + lines[0].encode()).digest()
    left = 1
    while left * 2 < len(lines):
        left *= 2
    return hashlib.sha256(b"\1" + root(lines[:left]) + root(lines[left:])).digest()


def signed_note(keys, text, lines, signature):
    """Does this key stand under the text of a note, in a line of its own?"""
    name, key, cosigns = signature["name"], keys[signature["kid"]], signature["signs"] == "cosignature"
    of_key = f"{name}\n".encode() + (b"\4" if cosigns else b"\1") + decoded(key["public"])
    said = next(base64.b64decode(line.split(" ")[2]) for line in lines if line.split(" ")[1] == name)
    assert said[:4] == hashlib.sha256(of_key).digest()[:4], name
    if not cosigns:
        return ed25519_holds(key, text.encode(), said[4:])
    time = int.from_bytes(said[4:12], "big")
    return ed25519_holds(key, f"cosignature/v1\ntime {time}\n{text}".encode(), said[12:])


def check_checkpoint(keys, checkpoint):
    text, under = checkpoint["note"].split("\n\n")
    text, lines = text + "\n", under.rstrip("\n").split("\n")
    assert len(lines) == len(checkpoint["signatures"])
    size, top = str(len(checkpoint["lines"])), base64.b64encode(root(checkpoint["lines"])).decode()
    assert text.split("\n")[1:] == [size, top, ""]
    for signature in checkpoint["signatures"]:
        assert signed_note(keys, text, lines, signature), signature["name"]
        assert not signed_note(keys, changed(text), lines, signature), signature["name"]


def main():
    keys = {key["kid"]: key for key in read("keys.json")}
    signed = of_sm2 = 0
    for name in ["seal", "seal-sm2", "letter", "letter-sm2", "receipt", "not-taken"]:
        vector = read(f"{name}.json")
        check(keys, vector, name)
        signed += 1
        of_sm2 += vector["alg"] == "SM2-SM3"

    messages = read("messages.json")
    check_messages(keys, messages)

    roll = read("roll.json")
    canonical = roll["canonical"].encode()
    assert rfc8785.dumps(roll["file"]["roll"]) == canonical
    assert digest(canonical) == roll["digest"]
    anchors = {anchor["kid"]: anchor for anchor in roll["anchors"]}
    for signature in roll["file"]["signatures"]:
        anchor, value = anchors[signature["kid"]], decoded(signature["signature"])
        assert ed25519_holds(anchor, canonical, value), signature["kid"]
        assert not ed25519_holds(anchor, canonical[1:], value), signature["kid"]

    notices = read("notices.json")
    check_notices(keys, notices)

    events = sum(check_feed(keys, feed) for feed in read("feeds.json"))

    checkpoint = read("checkpoint.json")
    check_checkpoint(keys, checkpoint)

    documents = read("documents.json")
    for vector in documents:
        key, text, signature = keys[vector["kid"]], vector["document"].encode(), decoded(vector["signature"])
        assert digest(text) == vector["document_digest"]
        is_sm2 = vector["suite"] == "sm2-sm3"
        holds, signature = (sm2_holds, fixed(signature)) if is_sm2 else (ed25519_holds, signature)
        assert holds(key, text, signature) and not holds(key, text[1:], signature), vector["kid"]

    counts = ", ".join(
        [
            f"{signed} signed",
            f"{of_sm2} of SM2",
            f"{len(messages)} messages",
            f"{len(roll['file']['signatures'])} signatures of the roll",
            f"{len(notices)} notices",
            f"{events} events of feeds",
            f"{len(checkpoint['signatures'])} signatures of a checkpoint",
            f"{len(documents)} documents",
        ]
    )
    print(f"{counts}: verified, and refused when changed")


main()
