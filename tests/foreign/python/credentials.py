"""Verifies the cards of the vectors with `sd-jwt`, and the lists and confirmations with `joserfc`, as docs/credentials.md says; every
verdict has to be that of the vectors.

credentials.py FILE
"""

import base64
import json
import sys
import zlib
from pathlib import Path

from joserfc import jws
from joserfc.jwk import ECKey
from jwcrypto.jwk import JWK
from sd_jwt.verifier import SDJWTVerifier

VECTORS = json.loads(Path(sys.argv[1]).read_text("utf-8"))
KEYS = {key["kid"]: key for key in VECTORS["keys"]}
# What a list may have, once inflated.
LIST_MAX_BYTES = 256 * 1024
STATUS = ["valid", "revoked", "suspended"]


class Refused(Exception):
    pass


def decoded(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def part(token, place):
    return json.loads(decoded(token.split(".")[place]))


def key_of(token, typ, use):
    """The key of the roll for this use, if it is that of `iss`. Nothing that a header brings is used."""
    header = part(token, 0)
    if sorted(header) != ["alg", "kid", "typ"] or header["typ"] != typ or header["alg"] != "ES256":
        raise Refused("the header")
    key = KEYS.get(header["kid"])
    if key is None or key["use"] != use or key["owner"] != part(token, 1)["iss"]:
        raise Refused("the key")
    return key["jwk"]


def verified(token, typ, use):
    key = ECKey.import_key(key_of(token, typ, use))
    return json.loads(jws.deserialize_compact(token, key, algorithms=["ES256"]).payload)


def status(token, now, issuer, uri, idx):
    said = verified(token, "statuslist+jwt", "status-list")
    if said["iss"] != issuer or said["sub"] != uri or said["status_list"]["bits"] != 2:
        raise Refused("another list")
    inflating = zlib.decompressobj()
    entries = inflating.decompress(decoded(said["status_list"]["lst"]), LIST_MAX_BYTES)
    if not inflating.eof:
        raise Refused("the list inflates without end")
    if idx >= 4 * len(entries):
        raise Refused("out of range")
    if said["exp"] <= now:
        return "cannot-confirm"
    return STATUS[entries[idx // 4] >> 2 * (idx % 4) & 3]


def verdict(case):
    card, now = case["card"], case["now"]
    token, *disclosures = card.split("~")
    jwk = key_of(token, "dc+sd-jwt", "credential")
    payload = SDJWTVerifier(card, lambda issuer, header: JWK(**jwk)).get_verified_payload()
    said = part(token, 1)
    disclosed = {name: value for name, value in payload.items() if name not in said}
    # The library does not mind a disclosure that nothing commits to.
    if len(disclosed) != len(disclosures) - 1:
        raise Refused("a disclosure that is not committed to")
    if said["exp"] <= now:
        return "expired", disclosed
    where = said["status"]["status_list"]
    return status(VECTORS["lists"][case["list"]], now, said["iss"], where["uri"], where["idx"]), disclosed


def main():
    for case in VECTORS["cases"]:
        try:
            seen, disclosed = verdict(case)
        except Exception as error:  # Each library has errors of its own.
            seen, disclosed = "refused", repr(error)
        assert seen == case["verdict"], f"{case['what']}: {seen} {disclosed}"
        assert seen != "valid" or disclosed == case["disclosed"], case["what"]
    for token in VECTORS["confirmations"]:
        assert verified(token, "comity-confirmation+jwt", "confirmation")["sub"].startswith("urn:comity:mediator:")
    print(f"{len(VECTORS['cases'])} cards, {len(VECTORS['confirmations'])} confirmations: the same verdicts")


main()
