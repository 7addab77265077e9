"""Checks a journal and proofs on it with nothing of Pledgebook: hashes and JSON alone. `docs/what-the-journal-shows.md` has it in words."""

import json
from hashlib import sha256


def hashed(*parts: bytes) -> bytes:
    return sha256(b"".join(parts)).digest()


def journal(lines: str) -> tuple[list[bytes], bytes]:
    """The leaves and the last head of a journal; a line that is not sound raises a `ValueError` with its event's number."""
    first, *events = lines.removesuffix("\n").split("\n")
    if json.loads(first) != {"format": "pledgebook.journal/1"}:
        raise ValueError(0)
    leaves, head, known = [], bytes(32), ""
    for seq, text in enumerate(events, 1):
        try:
            line = json.loads(text)
            if "withheld" in line:
                content = bytes.fromhex(line["withheld"])
            else:
                body = json.dumps(line["body"], ensure_ascii=False, separators=(",", ":"), sort_keys=True)
                content = hashed(b"pledgebook.body/1\0", bytes.fromhex(line["salt"]), body.encode())
            header = f"pledgebook.journal/1\0{seq}\0{line['known']}\0{line['actor']}\0".encode()
            leaf = hashed(b"\0", header, content)
            head = hashed(b"pledgebook.head/1\0", head, leaf)
            sound = line["seq"] == seq and line["head"] == head.hex() and line["known"] >= known
        except (KeyError, TypeError, ValueError):
            sound = False
        if not sound:
            raise ValueError(seq)
        leaves.append(leaf)
        known = line["known"]
    return leaves, head


def root(leaves: list[bytes]) -> bytes:
    """The root of the tree over leaves (RFC 9162, section 2.1.1)."""
    if len(leaves) < 2:
        return leaves[0] if leaves else hashed()
    left = 1 << (len(leaves) - 1).bit_length() - 1
    return hashed(b"\1", root(leaves[:left]), root(leaves[left:]))


def holds(lines: str, published: dict[str, object]) -> bool:
    """Whether a journal goes on from a checkpoint that was published elsewhere."""
    leaves, _ = journal(lines)
    size = published["size"]
    assert isinstance(size, int)
    return size <= len(leaves) and root(leaves[:size]).hex() == published["root"]


def includes(published: dict[str, object], proof: dict[str, object]) -> bool:
    """Whether a proof shows that an event stands in the journal of a checkpoint (RFC 9162, section 2.1.3.2)."""
    place, last, reached = int(str(proof["seq"])) - 1, int(str(published["size"])) - 1, bytes.fromhex(str(proof["leaf"]))
    if not 0 <= place <= last or proof["size"] != published["size"]:
        return False
    for other in map(bytes.fromhex, proof["path"]):  # type: ignore[call-overload]
        if last == 0:
            return False
        if place & 1 or place == last:
            reached = hashed(b"\1", other, reached)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            reached = hashed(b"\1", reached, other)
        place, last = place >> 1, last >> 1
    return last == 0 and reached.hex() == published["root"]
