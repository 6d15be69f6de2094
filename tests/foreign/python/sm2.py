"""SM2 with SM3, as `gmssl` has it. Everything is hexadecimal; the distinguishing identifier is its only one, 1234567812345678.

public SECRET | sign SECRET MESSAGE | verify PUBLIC MESSAGE SIGNATURE
"""

import sys

from gmssl import sm2


def point_of(secret: str) -> str:
    curve = sm2.CryptSM2(private_key=secret, public_key="")
    return "04" + curve._kg(int(secret, 16), curve.ecc_table["g"])


def with_key(secret: str, public: str) -> sm2.CryptSM2:
    curve = sm2.CryptSM2(private_key=secret, public_key="")
    # Its constructor takes away every leading 0 and 4, and not the first byte alone.
    curve.public_key = public.removeprefix("04")
    return curve


def main(command: str, key: str, message: str = "", signature: str = "") -> str:
    if command == "public":
        return point_of(key)
    if command == "sign":
        return with_key(key, point_of(key)).sign_with_sm3(bytes.fromhex(message))
    if command == "verify":
        return str(bool(with_key("", key).verify_with_sm3(signature, bytes.fromhex(message)))).lower()
    raise SystemExit(f"no such command: {command}")


print(main(*sys.argv[1:]))
