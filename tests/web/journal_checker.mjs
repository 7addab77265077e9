// Checks a journal with nothing of Pledgebook: hashes and JSON alone. `docs/what-the-journal-shows.md` has it in words.
import { createHash } from "node:crypto";

const hashed = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest();
const bytes = (text) => Buffer.from(text, "hex");
const HASH = "[0-9a-f]{64}";
const SHOWN = new RegExp(`^\\{"actor":"([a-z0-9._/-]+)","body":(.*),"head":"(${HASH})","known":"([0-9TZ:-]+)","salt":"(${HASH})","seq":([0-9]+)\\}$`);
const WITHHELD = new RegExp(`^\\{"actor":"([a-z0-9._/-]+)","head":"(${HASH})","known":"([0-9TZ:-]+)","seq":([0-9]+),"withheld":"(${HASH})"\\}$`);

/** JSON with its keys in the order of their bytes and no white space. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const keys = Object.keys(value).sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(",")}}`;
}

/** What a line says, and its leaf; one that a journal would not write throws. */
function read(text) {
  const [, actor, body, head, known, salt, seq] = SHOWN.exec(text) ?? [];
  const [, hidden, headThere, knownThere, seqThere, withheld] = WITHHELD.exec(text) ?? [];
  if (body !== undefined && canonical(JSON.parse(body)) !== body) throw new Error("not canonical");
  const content = withheld ? bytes(withheld) : hashed("pledgebook.body/1\0", bytes(salt), body);
  const line = withheld ? { actor: hidden, head: headThere, known: knownThere, seq: seqThere } : { actor, head, known, seq };
  return { ...line, leaf: hashed("\0", `pledgebook.journal/1\0${line.seq}\0${line.known}\0${line.actor}\0`, content) };
}

/** The leaves and the last head of a journal; a line that is not sound throws the number of its event. */
export function journal(lines) {
  const [first, ...events] = lines.split("\n");
  if (first !== '{"format":"pledgebook.journal/1"}') throw 0;
  const leaves = [];
  let [head, known] = [Buffer.alloc(32), ""];
  events.slice(0, -1).forEach((text, at) => {
    let line;
    try {
      line = read(text);
    } catch {
      throw at + 1;
    }
    head = hashed("pledgebook.head/1\0", head, line.leaf);
    leaves.push(line.leaf);
    if (Number(line.seq) !== at + 1 || line.head !== head.toString("hex") || line.known < known) throw at + 1;
    known = line.known;
  });
  if (events.at(-1) !== "") throw events.length;
  return { leaves, head: head.toString("hex") };
}

/** The root of the tree over leaves (RFC 9162, section 2.1.1). */
export function root(leaves) {
  if (leaves.length < 2) return leaves[0] ?? hashed();
  const left = 2 ** (Math.ceil(Math.log2(leaves.length)) - 1);
  return hashed("\u0001", root(leaves.slice(0, left)), root(leaves.slice(left)));
}
