// Checks a journal with nothing of Pledgebook: hashes and JSON alone. `docs/what-the-journal-shows.md` has it in words.
import { createHash } from "node:crypto";

const hashed = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest();
const bytes = (text) => Buffer.from(text, "hex");

/** JSON with its keys in order and no white space. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(",")}}`;
}

/** The leaves and the last head of a journal; a line that is not sound throws the number of its event. */
export function journal(lines) {
  const [first, ...events] = lines.replace(/\n$/, "").split("\n");
  if (first !== '{"format":"pledgebook.journal/1"}') throw 0;
  const leaves = [];
  let [head, known] = [Buffer.alloc(32), ""];
  events.forEach((text, at) => {
    const seq = at + 1;
    let line;
    try {
      line = JSON.parse(text);
      const salted = () => hashed("pledgebook.body/1\0", bytes(line.salt), canonical(line.body));
      const content = line.withheld === undefined ? salted() : bytes(line.withheld);
      const leaf = hashed("\0", `pledgebook.journal/1\0${seq}\0${line.known}\0${line.actor}\0`, content);
      head = hashed("pledgebook.head/1\0", head, leaf);
      leaves.push(leaf);
    } catch {
      throw seq;
    }
    if (line.seq !== seq || line.head !== head.toString("hex") || line.known < known) throw seq;
    known = line.known;
  });
  return { leaves, head: head.toString("hex") };
}

/** The root of the tree over leaves (RFC 9162, section 2.1.1). */
export function root(leaves) {
  if (leaves.length < 2) return leaves[0] ?? hashed();
  const left = 2 ** (Math.ceil(Math.log2(leaves.length)) - 1);
  return hashed("\u0001", root(leaves.slice(0, left)), root(leaves.slice(left)));
}
