"""Sealed files as docs/sealed.md describes them, with the HPKE and AES-GCM of `cryptography`: opens, recovers and makes them."""

import base64
import hashlib
import json
import sys
from pathlib import Path

import rfc8785
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

MAGIC = b"comity-sealed/1\n"
CHUNK, TAG, SLOT, RELEASE = 64 * 1024, 16, 80, 128
SUITE = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)


class Refused(Exception):
    pass


def decoded(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def encoded(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def private(text):
    return X25519PrivateKey.from_private_bytes(decoded(text))


def public(key):
    return encoded(key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))


def info(purpose, said):
    return b"comity/sealed/v1/" + purpose + b"\n" + said


def slot_opened(slot, key, purpose, said):
    try:
        return SUITE.decrypt(slot, key, info(purpose, said))
    except (InvalidTag, ValueError) as error:
        raise Refused("slot") from error


def slot_sealed(secret, key, purpose, said):
    return SUITE.encrypt(secret, X25519PublicKey.from_public_bytes(decoded(key)), info(purpose, said))


def commitment(file_key):
    return "sha256:" + hashlib.sha256(b"comity/sealed/v1/commitment\n" + file_key).hexdigest()


class File:
    def __init__(self, data):
        if data[:16] != MAGIC:
            raise Refused("mark")
        end = 20 + int.from_bytes(data[16:20], "big")
        self.said = data[20:end]
        try:
            self.statement = json.loads(self.said)
            if rfc8785.dumps(self.statement) != self.said or self.statement["v"] != 1:
                raise Refused("statement")
            people = self.statement["recipients"]
            self.slots = {}
            for person in people:
                self.slots[person["key"]] = data[end : end + SLOT]
                end += SLOT
            recovery = self.statement["recovery"]
        except (ValueError, KeyError, TypeError) as error:
            raise Refused("statement") from error
        if recovery:
            self.release = data[end : end + RELEASE]
            end += RELEASE
        self.header, self.body = data[:end], data[end:]

    def opened(self, key):
        slot = self.slots.get(public(key))
        if slot is None:
            raise Refused("not for this key")
        return self.text(slot_opened(slot, key, b"recipient", self.said))

    def released(self, key):
        return slot_opened(self.release, key, b"release", self.said)

    def recovered(self, inner, key):
        return self.text(slot_opened(inner, key, b"recovery", self.said))

    def text(self, file_key):
        if commitment(file_key) != self.statement["commitment"]:
            raise Refused("commitment")
        cipher, bound = AESGCM(file_key), hashlib.sha256(self.header).digest()
        size, at, text, rest = self.statement["size"], 0, b"", self.body
        while True:
            due = min(CHUNK, size - len(text))
            last = len(text) + due == size
            nonce = bytes(3) + at.to_bytes(8, "big") + bytes([last])
            try:
                text += cipher.decrypt(nonce, rest[: due + TAG], bound)
            except (InvalidTag, ValueError) as error:
                raise Refused("chunk") from error
            rest, at = rest[due + TAG :], at + 1
            if last:
                break
        if rest:
            raise Refused("length")
        return text


def sealed(statement, text, file_key):
    said = rfc8785.dumps(statement | {"commitment": commitment(file_key), "size": len(text), "v": 1})
    slots = b"".join(slot_sealed(file_key, person["key"], b"recipient", said) for person in statement["recipients"])
    recovery = statement["recovery"]
    if recovery:
        inner = slot_sealed(file_key, recovery["key"], b"recovery", said)
        slots += slot_sealed(inner, recovery["release"], b"release", said)
    header = MAGIC + len(said).to_bytes(4, "big") + said + slots
    cipher, bound = AESGCM(file_key), hashlib.sha256(header).digest()
    chunks = [text[at : at + CHUNK] for at in range(0, len(text), CHUNK)] or [b""]
    nonces = [bytes(3) + at.to_bytes(8, "big") + bytes([at == len(chunks) - 1]) for at in range(len(chunks))]
    return header + b"".join(cipher.encrypt(nonce, chunk, bound) for nonce, chunk in zip(nonces, chunks))


def times(a, b):
    """The product in GF(256) with the polynomial 0x11d."""
    product = 0
    while b:
        product ^= a if b & 1 else 0
        a = (a << 1) ^ (0x11D if a & 0x80 else 0)
        b >>= 1
    return product


def inverse(a):
    return next(b for b in range(1, 256) if times(a, b) == 1)


def joined(one, other):
    """The line through two points, at 0."""
    x, y = one["number"], other["number"]
    of_one, of_other = times(y, inverse(x ^ y)), times(x, inverse(x ^ y))
    pairs = zip(decoded(one["share"]), decoded(other["share"]))
    return encoded(bytes(times(of_one, a) ^ times(of_other, b) for a, b in pairs))


def is_refused(work, *arguments):
    try:
        work(*arguments)
    except Refused:
        return True
    return False


def vectors(path):
    vector = json.loads(Path(path).read_text("utf-8"))
    keys = {key["what"]: private(key["secret"]) for key in vector["keys"]}
    for key in vector["keys"]:
        assert public(private(key["secret"])) == key["public"]
        digits = hashlib.sha256(decoded(key["public"])).hexdigest()[:32]
        assert " ".join(digits[at : at + 4] for at in range(0, 32, 4)) == key["fingerprint"]
    opened = recovered = changed = 0
    for each in vector["files"]:
        file = File(decoded(each["file"]))
        assert file.said == each["statement"].encode()
        text = bytes(n % 251 for n in range(each["text_bytes"]))
        assert "sha256:" + hashlib.sha256(text).hexdigest() == each["text_digest"]
        for person in file.statement["recipients"]:
            assert file.opened(keys[person["account"]]) == text
            opened += 1
        assert is_refused(file.opened, keys["a stranger"])
        if each["released"]:
            inner = file.released(keys["release"])
            assert encoded(inner) == each["released"]["slot"]
            shares = vector["shares"]
            for one, other in [(0, 1), (0, 2), (2, 1)]:
                key = private(joined(shares[one], shares[other]))
                assert public(key) == file.statement["recovery"]["key"]
                assert file.recovered(inner, key) == text
                recovered += 1
            assert is_refused(file.recovered, inner, keys["a stranger"])
    whole = decoded(vector["files"][1]["file"])
    for at in range(len(whole)):
        other = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
        assert is_refused(lambda data: File(data).opened(keys["ho-ka-yan"]), other), at
        changed += 1
    print(f"{opened} opened, {recovered} recovered, {changed > 800 and 'every changed byte refused'}")


def seal(statement, size):
    """Seals the text of the vectors' rule for whomever the statement names."""
    text = bytes(n % 251 for n in range(int(size)))
    print(encoded(sealed(json.loads(statement), text, AESGCM.generate_key(256))))


if sys.argv[1] == "vectors":
    vectors(sys.argv[2])
else:
    seal(sys.argv[2], sys.argv[3])
