"""Checks a journal and proofs on it with nothing of Pledgebook: hashes and JSON alone. `docs/what-the-journal-shows.md` has it in words."""

import json
import re
from hashlib import sha256
from typing import Any

HASH = "([0-9a-f]{64})"
LINE = re.compile(
    rf'{{"actor":"([a-z0-9._/-]+)",(?:"body":(?P<body>.*),)?"head":"{HASH}","known":"([0-9TZ:-]+)",'
    rf'(?:"salt":"(?P<salt>{HASH[1:-1]})",)?"seq":([0-9]+)(?:,"withheld":"(?P<withheld>{HASH[1:-1]})")?}}'
)


def hashed(*parts: bytes) -> bytes:
    return sha256(b"".join(parts)).digest()


def leaf(line: str) -> tuple[int, str, str, bytes]:
    """The number, the instant, the head and the leaf of a line; one that a journal would not write raises a `ValueError`."""
    found = LINE.fullmatch(line)
    if not found or {name for name, part in found.groupdict().items() if part} not in ({"body", "salt"}, {"withheld"}):
        raise ValueError(line)
    actor, _, head, known, _, seq, _ = found.groups()
    content = bytes.fromhex(found["withheld"] or "")
    if body := found["body"]:
        if json.dumps(json.loads(body), ensure_ascii=False, separators=(",", ":"), sort_keys=True) != body:
            raise ValueError(body)
        content = hashed(b"pledgebook.body/1\0", bytes.fromhex(found["salt"]), body.encode())
    header = f"pledgebook.journal/1\0{seq}\0{known}\0{actor}\0".encode()
    return int(seq), known, head, hashed(b"\0", header, content)


def journal(lines: str) -> tuple[list[bytes], list[bytes]]:
    """The leaves and the heads of a journal; a line that is not sound raises a `ValueError` with its event's number."""
    first, *events = lines.split("\n")
    if first != '{"format":"pledgebook.journal/1"}':
        raise ValueError(0)
    leaves, heads, last = [], [bytes(32)], ""
    for number, text in enumerate(events[:-1], 1):
        try:
            seq, known, head, hash_of_line = leaf(text)
        except (ValueError, RecursionError):
            raise ValueError(number) from None
        leaves.append(hash_of_line)
        heads.append(hashed(b"pledgebook.head/1\0", heads[-1], hash_of_line))
        if seq != number or head != heads[-1].hex() or known < last:
            raise ValueError(number)
        last = known
    if events[-1:] != [""]:
        raise ValueError(len(events))
    return leaves, heads


def root(leaves: list[bytes]) -> bytes:
    """The root of the tree over leaves (RFC 9162, section 2.1.1)."""
    if len(leaves) < 2:
        return leaves[0] if leaves else hashed()
    left = 1 << (len(leaves) - 1).bit_length() - 1
    return hashed(b"\1", root(leaves[:left]), root(leaves[left:]))


def holds(lines: str, published: dict[str, Any]) -> bool:
    """Whether a journal goes on from a checkpoint that was published elsewhere."""
    (leaves, heads), size = journal(lines), published["size"]
    if size > len(leaves):
        return False
    return (root(leaves[:size]).hex(), heads[size].hex()) == (published["root"], published["head"])


def includes(published: dict[str, Any], line: str, proof: dict[str, Any]) -> bool:
    """Whether a proof shows that a line stands in the journal of a checkpoint (RFC 9162, section 2.1.3.2)."""
    seq, _, _, reached = leaf(line)
    place, last = seq - 1, published["size"] - 1
    if not 0 <= place <= last or (proof["seq"], proof["size"]) != (seq, published["size"]):
        return False
    for other in map(bytes.fromhex, proof["path"]):
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
