// What the page carries: the engine and the documents, packed.
import init from "pledgebook/pledgebook.js";

/** What the browser lacks for this page, in words; undefined where it lacks nothing. */
export function lacking() {
  if (typeof WebAssembly !== "object") return "WebAssembly, in which the engine is written";
  if (typeof DecompressionStream !== "function") return "the means to unpack what this page carries";
  return undefined;
}

/** The documents, with the engine ready to read them. */
export async function unpack() {
  const [engine, exercise] = await Promise.all(["engine", "exercise"].map(unpacked));
  await init({ module_or_path: await engine.arrayBuffer() });
  return exercise.json();
}

async function unpacked(id) {
  const packed = document.getElementById(id);
  const bytes = Uint8Array.from(atob(packed.textContent), (letter) => letter.charCodeAt(0));
  packed.remove();
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")));
}
